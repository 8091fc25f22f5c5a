/*
 * Addresses where nobody answers, or not yet.
 */
#include "tests/support/crawl_run.h"

#include "tests/support/snmpd.h"

#include <gio/gio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* Two hundred silent addresses, for SNMPv3 too, and a network of twenty: one timeout in all. */
static void silent_devices_cost_nobody_else_anything(void **state)
{
    (void)state;
    struct served server;
    struct crawl_run run;
    serve_start(&server, write_campus(20));
    g_autofree char *seed = first_address(server.recording);
    uint16_t port = 0;
    int listener = open_listener("127.66.0.1", &port);
    crawl_run_init(&run);
    run.options.timeout_ms = 400;
    run.options.retries = 0;
    crawl_run_map(&run, "10.250.0.0/24", "127.66.0.1/32", port);
    crawl_run_map(&run, "10.0.0.0/8", "127.0.0.0/8", server.port);
    crawl_run_user(&run, "reader", "authentication");
    ((struct credential *)run.credentials->items->pdata[0])->scope = scope_new();
    scope_include(((struct credential *)run.credentials->items->pdata[0])->scope, "10.250.0.0/24", NULL);
    crawl_run_community(&run, "public")->scope = scope_new();
    scope_include(((struct credential *)run.credentials->items->pdata[1])->scope, "10.0.0.0/9", NULL);
    const char *seeds[201];
    for (int i = 0; i < 200; i++)
        seeds[i] = g_strdup_printf("10.250.0.%d", i + 1);
    seeds[200] = seed;
    gint64 start = g_get_monotonic_time();
    crawl_run_go(&run, seeds, 201);
    assert_in_range(elapsed_ms(start), 400, 8000);
    assert_int_equal(run.summary.failed, 200);
    assert_int_equal(run.summary.visited, 20);
    for (guint i = 0; i < 20; i++)
        assert_int_equal(((struct observation *)g_ptr_array_index(run.observations, i))->outcome,
                         OUTCOME_GOOD);
    assert_in_range(run.ticks, 1, 40);
    for (int i = 0; i < 200; i++)
        g_free((char *)seeds[i]);
    serve_stop(&server);
    close(listener);
    crawl_run_clear(&run);
}

/* Forty of them before a network of twenty, four at a time: ten times their timeouts, if they held places. */
static void silent_addresses_give_their_places_away(void **state)
{
    (void)state;
    struct served server;
    struct crawl_run run;
    serve_start(&server, write_campus(20));
    g_autofree char *seed = first_address(server.recording);
    uint16_t port = 0;
    int listener = open_listener("127.66.0.1", &port);
    crawl_run_init(&run);
    run.options.timeout_ms = 1000;
    run.options.retries = 1;
    run.options.concurrency = 4;
    crawl_run_map(&run, "10.250.0.0/24", "127.66.0.1/32", port);
    crawl_run_map(&run, "10.0.0.0/8", "127.0.0.0/8", server.port);
    crawl_run_community(&run, "public");
    const char *seeds[41];
    for (int i = 0; i < 40; i++)
        seeds[i] = g_strdup_printf("10.250.0.%d", i + 1);
    seeds[40] = seed;
    gint64 start = g_get_monotonic_time();
    crawl_run_go(&run, seeds, 41);
    assert_in_range(elapsed_ms(start), 3000, 12000);
    assert_int_equal(run.summary.failed, 40);
    assert_int_equal(run.summary.visited, 20);
    assert_failure(&run, "10.250.0.1", "no answer to credential public (timeout 1 s, 1 retry)");
    assert_failure(&run, "10.250.0.40", "no answer to credential public (timeout 1 s, 1 retry)");
    for (int i = 0; i < 40; i++)
        g_free((char *)seeds[i]);
    serve_stop(&server);
    close(listener);
    crawl_run_clear(&run);
}

/* So many devices at 10.255.0.1 and so on, which know nothing of each other. */
static char *write_devices(unsigned count)
{
    g_autoptr(GString) manifest = g_string_new(NULL);
    char *folder = make_folder();
    for (unsigned i = 1; i <= count; i++) {
        g_autofree char *name = g_strdup_printf("device-%u", i);
        write_device(folder, name, (const char *const[]){NULL});
        g_string_append_printf(manifest, "10.255.0.%u %s.snmprec\n", i, name);
    }
    write_manifest(folder, manifest->str);
    return folder;
}

/* Their places are given away before the first answer is there. */
static void who_answers_late_is_visited_all_the_same(void **state)
{
    (void)state;
    static const char *const seeds[] = {"10.255.0.1", "10.255.0.2", "10.255.0.3",
                                        "10.255.0.4", "10.255.0.5", "10.255.0.6"};
    struct served server;
    struct crawl_run run;
    serve_start_with(&server, write_devices(6), (struct simulator_faults){.delay_ms = 400});
    crawl_run_init(&run);
    run.options.timeout_ms = 2000;
    run.options.concurrency = 2;
    crawl_run_map(&run, "10.0.0.0/8", "127.0.0.0/8", server.port);
    crawl_run_community(&run, "public");
    crawl_run_go(&run, seeds, 6);
    assert_int_equal(run.summary.visited, 6);
    assert_int_equal(run.summary.failed, 0);
    assert_all_names_differ(&run);
    serve_stop(&server);
    crawl_run_clear(&run);
}

/* However many have been found, two are visited at a time. */
static void what_a_sweep_finds_waits_for_a_place(void **state)
{
    (void)state;
    static const char *const ranges[] = {"10.255.0.0/24", NULL};
    struct served server;
    struct crawl_run run;
    serve_start(&server, write_devices(30));
    crawl_run_init(&run);
    run.options.timeout_ms = 200;
    run.options.concurrency = 2;
    run.options.sweeps = ranges;
    crawl_run_map(&run, "10.0.0.0/8", "127.0.0.0/8", server.port);
    crawl_run_community(&run, "public");
    crawl_run_go(&run, NULL, 0);
    assert_int_equal(run.summary.visited, 30);
    assert_int_equal(run.summary.failed, 0);
    assert_int_equal(run.summary.silent, 224);
    assert_all_names_differ(&run);
    serve_stop(&server);
    crawl_run_clear(&run);
}

static void a_closed_port_is_not_asked_with_every_credential(void **state)
{
    (void)state;
    struct crawl_run run;
    crawl_run_init(&run);
    run.options.timeout_ms = 5000;
    crawl_run_map(&run, "10.0.0.1", "127.0.0.1", free_udp_port());
    crawl_run_community(&run, "first");
    crawl_run_community(&run, "second");
    gint64 start = g_get_monotonic_time();
    crawl_run_from(&run, "10.0.0.1");
    assert_in_range(elapsed_ms(start), 50, 4000);
    assert_failure(&run, "10.0.0.1", "no answer, port unreachable: connection refused");
    crawl_run_clear(&run);
}

static void a_deadline_ends_a_visit(void **state)
{
    (void)state;
    struct crawl_run run;
    uint16_t port = 0;
    int listener = open_listener("127.66.0.1", &port);
    crawl_run_init(&run);
    run.options.timeout_ms = 150;
    run.options.retries = 0;
    run.options.device_deadline_ms = 250;
    crawl_run_map(&run, "10.0.0.1", "127.66.0.1", port);
    for (int i = 0; i < 10; i++)
        crawl_run_community(&run, i == 0 ? "first" : "more");
    gint64 start = g_get_monotonic_time();
    crawl_run_from(&run, "10.0.0.1");
    assert_in_range(elapsed_ms(start), 240, 1400);
    assert_failure(&run, "10.0.0.1",
                   "no answer to credential first (timeout 150 ms, 0 retries); deadline of 0.25 s");
    close(listener);
    crawl_run_clear(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(silent_devices_cost_nobody_else_anything),
        cmocka_unit_test(silent_addresses_give_their_places_away),
        cmocka_unit_test(who_answers_late_is_visited_all_the_same),
        cmocka_unit_test(what_a_sweep_finds_waits_for_a_place),
        cmocka_unit_test(a_closed_port_is_not_asked_with_every_credential),
        cmocka_unit_test(a_deadline_ends_a_visit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
