/*
 * The crawl over UDP on the loopback net, from its seeds to its end, and of recordings.
 */
#include "tests/support/crawl_run.h"

#include <gio/gio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void a_network_is_crawled_from_one_seed(void **state)
{
    (void)state;
    struct served server;
    struct crawl_run run;
    serve_start(&server, write_campus(60));
    g_autofree char *seed = first_address(server.recording);
    crawl_run_init(&run);
    crawl_run_map(&run, "10.0.0.0/8", "127.0.0.0/8", server.port);
    crawl_run_community(&run, "public");
    crawl_run_from(&run, seed);
    assert_int_equal(run.summary.visited, 60);
    assert_int_equal(run.summary.failed, 0);
    assert_int_equal(run.problems->len, 0);
    assert_all_names_differ(&run);
    const struct observation *first = crawl_run_find(&run, seed);
    assert_int_equal(first->depth, 0);
    assert_int_equal(first->via, VIA_SNMP);
    assert_string_equal(first->credential, "public");
    assert_true(first->cost.requests > 0 && first->cost.rtt_us > 0 && first->cost.duration_us > 0);
    assert_true(first->started_at > 1600000000000);
    assert_int_equal(first->port, 0);
    assert_true(run.summary.requests >= 60);
    serve_stop(&server);
    crawl_run_clear(&run);
}

static void a_limit_of_depth_ends_the_crawl(void **state)
{
    (void)state;
    struct served server;
    serve_start(&server, write_campus(60));
    g_autofree char *seed = first_address(server.recording);
    unsigned visited[3];
    for (uint32_t depth = 0; depth < 3; depth++) {
        struct crawl_run run;
        crawl_run_init(&run);
        run.options.max_depth = depth;
        run.options.concurrency = 1;
        crawl_run_map(&run, "10.0.0.0/8", "127.0.0.0/8", server.port);
        crawl_run_community(&run, "public");
        crawl_run_from(&run, seed);
        visited[depth] = (unsigned)run.summary.visited;
        for (guint i = 0; i < run.observations->len; i++)
            assert_in_range(((struct observation *)g_ptr_array_index(run.observations, i))->depth, 0, depth);
        crawl_run_clear(&run);
    }
    assert_int_equal(visited[0], 1);
    assert_in_range(visited[1], 2, 30);
    assert_in_range(visited[2], visited[1] + 1, 60);
    serve_stop(&server);
}

static void what_was_recorded_is_replayed(void **state)
{
    (void)state;
    struct served server;
    struct crawl_run live, replay, again;
    g_autofree char *folder = make_folder();
    serve_start(&server, write_campus(25));
    g_autofree char *seed = first_address(server.recording);
    crawl_run_init(&live);
    live.options.record_folder = folder;
    crawl_run_map(&live, "10.0.0.0/8", "127.0.0.0/8", server.port);
    crawl_run_community(&live, "public");
    crawl_run_from(&live, seed);
    assert_int_equal(live.summary.visited, 25);
    assert_int_equal(live.problems->len, 0);
    serve_stop(&server);

    g_autoptr(GError) error = NULL;
    struct recording *recording = recording_open(folder, &error);
    assert_null(error);
    crawl_run_init(&replay);
    replay.options.replay = recording;
    crawl_run_go(&replay, NULL, 0);
    assert_int_equal(replay.summary.visited, 25);
    assert_all_names_differ(&replay);
    const struct observation *first = crawl_run_find(&replay, seed);
    assert_int_equal(first->via, VIA_REPLAY);
    assert_string_equal(first->system.sys_name, crawl_run_find(&live, seed)->system.sys_name);
    assert_non_null(first->source_name);

    crawl_run_init(&again);
    again.options.replay = recording;
    crawl_run_from(&again, seed);
    assert_int_equal(again.summary.visited, 25);
    assert_all_names_differ(&again);
    recording_free(recording);
    remove_folder(folder);
    crawl_run_clear(&live);
    crawl_run_clear(&replay);
    crawl_run_clear(&again);
}

/* Recorded at two addresses, each the other's neighbor by the second. */
static void a_file_is_replayed_once(void **state)
{
    (void)state;
    struct crawl_run run;
    g_autofree char *folder = make_folder();
    write_device(folder, "a", (const char *const[]){"10.0.0.4", "10.0.0.9", NULL});
    write_device(folder, "b", (const char *const[]){"10.0.0.2", NULL});
    write_manifest(folder,
                   "10.0.0.1 a.snmprec\n10.0.0.2 a.snmprec\n10.0.0.3 b.snmprec\n10.0.0.4 b.snmprec\n");
    struct recording *recording = recording_open(folder, NULL);
    assert_non_null(recording);
    static const char *const seeds[] = {"10.0.0.2", "192.0.2.1"};
    for (size_t count = 0; count <= 2; count++) {
        crawl_run_init(&run);
        run.options.replay = recording;
        crawl_run_go(&run, seeds, count);
        assert_int_equal(run.summary.visited, 2);
        assert_int_equal(run.summary.failed, 0);
        assert_string_equal(crawl_run_find(&run, "10.0.0.1")->system.sys_name, "a");
        assert_string_equal(crawl_run_find(&run, "10.0.0.3")->source_name, "b.snmprec");
        assert_string_equal(run.problems->str, count == 2 ? "192.0.2.1: not in the recording\n" : "");
        crawl_run_clear(&run);
    }
    recording_free(recording);
    remove_folder(folder);
}

static void no_visit_begins_while_there_is_no_room(void **state)
{
    (void)state;
    struct served server;
    struct crawl_run run;
    serve_start(&server, write_campus(5));
    g_autofree char *seed = first_address(server.recording);
    crawl_run_init(&run);
    run.full_until_us = g_get_monotonic_time() + 300000;
    crawl_run_map(&run, "10.0.0.0/8", "127.0.0.0/8", server.port);
    crawl_run_community(&run, "public");
    int64_t start = g_get_real_time() / 1000;
    crawl_run_from(&run, seed);
    assert_int_equal(run.summary.visited, 5);
    assert_true(crawl_run_find(&run, seed)->started_at >= start + 250);
    serve_stop(&server);
    crawl_run_clear(&run);
}

static gpointer interrupt_later(gpointer data)
{
    (void)data;
    g_usleep(200000);
    crawl_interrupt();
    return NULL;
}

static void an_interrupt_keeps_what_was_learned(void **state)
{
    (void)state;
    struct served server;
    struct crawl_run run;
    serve_start(&server, write_campus(20));
    g_autofree char *seed = first_address(server.recording);
    uint16_t port = 0;
    int listener = open_listener("127.66.0.1", &port);
    crawl_run_init(&run);
    run.options.timeout_ms = 20000;
    crawl_run_map(&run, "10.250.0.0/24", "127.66.0.1/32", port);
    crawl_run_map(&run, "10.0.0.0/8", "127.0.0.0/8", server.port);
    crawl_run_community(&run, "public");
    GThread *thread = g_thread_new("interrupt", interrupt_later, NULL);
    gint64 start = g_get_monotonic_time();
    crawl_run_go(&run, (const char *const[]){seed, "10.250.0.1", "10.250.0.2"}, 3);
    assert_in_range(elapsed_ms(start), 150, 10000);
    g_thread_join(thread);
    assert_int_equal(run.summary.visited, 20);
    assert_failure(&run, "10.250.0.1", "interrupted");
    assert_failure(&run, "10.250.0.2", "interrupted");
    crawl_interrupt();
    serve_stop(&server);
    close(listener);
    crawl_run_clear(&run);
}

static void a_seed_that_leads_nowhere_is_told(void **state)
{
    (void)state;
    static const char *const seeds[] = {"10.0.0.1",  "no-such-host.invalid", "[::1",
                                        "224.0.0.1", "::ffff:10.0.0.2",      "fe80::1"};
    struct crawl_run run;
    crawl_run_init(&run);
    assert_true(scope_exclude(run.scope, "10.0.0.0/24", NULL));
    crawl_run_community(&run, "public");
    crawl_run_go(&run, seeds, G_N_ELEMENTS(seeds));
    assert_int_equal(run.observations->len, 0);
    assert_non_null(strstr(run.problems->str, "10.0.0.1: excluded from the scope\n"));
    assert_non_null(strstr(run.problems->str, "::ffff:10.0.0.2: excluded from the scope\n"));
    assert_non_null(strstr(run.problems->str, "no-such-host.invalid: "));
    assert_non_null(strstr(run.problems->str, "[::1: is no [ADDRESS]:PORT\n"));
    assert_non_null(strstr(run.problems->str, "224.0.0.1: no device can be asked at such an address\n"));
    assert_non_null(strstr(run.problems->str, "fe80::1: no device can be asked at such an address\n"));
    crawl_run_clear(&run);
}

static void a_crawl_needs_seeds_and_credentials(void **state)
{
    (void)state;
    const char *seed = "10.0.0.1";
    struct crawl_run run;
    crawl_run_init(&run);
    const struct crawl_events events = {0};
    g_autoptr(GError) error = NULL;
    assert_false(crawl_run(&run.options, &seed, 1, &events, NULL, &error));
    assert_string_equal(error->message, "there is no credential to try");
    g_clear_error(&error);
    crawl_run_community(&run, "public");
    assert_false(crawl_run(&run.options, NULL, 0, &events, NULL, &error));
    assert_string_equal(error->message, "there is no seed to begin with");
    crawl_run_clear(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_network_is_crawled_from_one_seed),
        cmocka_unit_test(a_limit_of_depth_ends_the_crawl),
        cmocka_unit_test(what_was_recorded_is_replayed),
        cmocka_unit_test(a_file_is_replayed_once),
        cmocka_unit_test(no_visit_begins_while_there_is_no_room),
        cmocka_unit_test(an_interrupt_keeps_what_was_learned),
        cmocka_unit_test(a_seed_that_leads_nowhere_is_told),
        cmocka_unit_test(a_crawl_needs_seeds_and_credentials),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
