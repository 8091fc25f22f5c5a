/*
 * Who hears from a crawl, and with which credentials: sockets that only listen, a real snmpd.
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

/* Every address that the device tells of leads to a listener; only the one in scope hears something, and only
 * the credential that applies there. */
static void nobody_out_of_scope_hears_anything(void **state)
{
    (void)state;
    static const char *const told[] = {"10.5.0.1",    "10.66.0.1", "203.0.113.1", "127.66.0.4",
                                       "169.254.0.5", "224.0.0.6", "0.0.0.0",     NULL};
    static const struct {
        const char *from, *to;
        bool in_scope;
    } rules[] = {
        {"10.5.0.1", "127.66.0.1", true},     {"10.66.0.1", "127.66.0.2", false},
        {"203.0.113.1", "127.66.0.3", false}, {"127.66.0.4", "127.66.0.4", false},
        {"169.254.0.5", "127.66.0.5", false}, {"224.0.0.6", "127.66.0.6", false},
        {"0.0.0.0", "127.66.0.7", false},
    };
    int listeners[G_N_ELEMENTS(rules)];
    struct served server;
    struct crawl_run run;
    char *folder = make_folder();
    write_device(folder, "a", told);
    write_manifest(folder, "10.0.0.1 a.snmprec\n");
    serve_start(&server, folder);
    crawl_run_init(&run);
    for (size_t i = 0; i < G_N_ELEMENTS(rules); i++) {
        uint16_t port = 0;
        listeners[i] = open_listener(rules[i].to, &port);
        crawl_run_map(&run, rules[i].from, rules[i].to, port);
    }
    crawl_run_map(&run, "10.0.0.0/8", "127.0.0.0/8", server.port);
    run.options.timeout_ms = 100;
    run.options.retries = 1;
    assert_true(scope_exclude(run.scope, "10.66.0.0/16", NULL));
    crawl_run_community(&run, "public");
    struct credential *elsewhere = crawl_run_community(&run, "secret");
    elsewhere->scope = scope_new();
    assert_true(scope_include(elsewhere->scope, "10.99.0.0/16", NULL));
    crawl_run_from(&run, "10.0.0.1");
    serve_stop(&server);

    assert_int_equal(run.summary.visited, 1);
    assert_failure(&run, "10.5.0.1", "no answer to credential public (timeout 100 ms, 1 retry)");
    assert_int_equal(run.summary.out_of_scope, 2);
    for (size_t i = 0; i < G_N_ELEMENTS(rules); i++) {
        unsigned secrets, count = close_listener(listeners[i], &secrets);
        assert_true(rules[i].in_scope ? count >= 2 : count == 0);
        assert_int_equal(secrets, 0);
    }
    crawl_run_clear(&run);
}

static void credentials_are_tried_in_order(void **state)
{
    (void)state;
    struct served server;
    struct crawl_run run;
    serve_start(&server, write_campus(5));
    g_autofree char *seed = first_address(server.recording);
    uint16_t port = 0;
    int listener = open_listener("127.66.0.1", &port);
    crawl_run_init(&run);
    run.options.timeout_ms = 50;
    run.options.retries = 0;
    run.options.max_depth = 0;
    crawl_run_map(&run, "10.250.0.1", "127.66.0.1", port);
    crawl_run_map(&run, "10.0.0.0/8", "127.0.0.0/8", server.port);
    crawl_run_community(&run, "first");
    crawl_run_user(&run, "second", "authentication");
    crawl_run_community(&run, "public");
    crawl_run_go(&run, (const char *const[]){seed, "10.250.0.1"}, 2);
    assert_string_equal(crawl_run_find(&run, seed)->credential, "public");
    assert_true(crawl_run_find(&run, seed)->cost.requests > 3);
    assert_failure(&run, "10.250.0.1",
                   "no answer to credential first, second, public (timeout 50 ms, 0 retries)");
    serve_stop(&server);
    close(listener);
    crawl_run_clear(&run);
}

static void add_ssh(struct crawl_run *run)
{
    struct credential *ssh = credential_new("shell");
    ssh->protocol = CREDENTIAL_SSH;
    ssh->user = g_strdup("monitor");
    ssh->password = g_strdup("something");
    g_ptr_array_add(run->credentials->items, ssh);
    run->options.ssh = (struct ssh_settings){.config = "/dev/null", .known_hosts = "/dev/null", .port = 9};
}

/* Nobody answers at the address; SSH, at a port where nobody listens, comes last. */
static void tries_are_counted_over_all_ways(void **state)
{
    (void)state;
    static const struct {
        uint32_t max_tries;
        const char *failure;
    } cases[] = {
        {1, "no answer to credential first (timeout 50 ms, 0 retries)"},
        {2, "no answer to credential first, second (timeout 50 ms, 0 retries)"},
        {3, "SNMP: no answer to credential first, second (timeout 50 ms, 0 retries); SSH: "},
        {0, "SNMP: no answer to credential first, second (timeout 50 ms, 0 retries); SSH: "},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct crawl_run run;
        uint16_t port = 0;
        unsigned secrets;
        int listener = open_listener("127.66.0.1", &port);
        crawl_run_init(&run);
        run.options.timeout_ms = 50;
        run.options.retries = 0;
        run.options.max_tries = cases[i].max_tries;
        crawl_run_map(&run, "10.0.0.1", "127.66.0.1", port);
        crawl_run_community(&run, "first");
        crawl_run_community(&run, "second");
        add_ssh(&run);
        crawl_run_from(&run, "10.0.0.1");
        const char *failure = crawl_run_find(&run, "10.0.0.1")->failure;
        if (strchr(cases[i].failure, ';'))
            assert_true(g_str_has_prefix(failure, cases[i].failure));
        else
            assert_string_equal(failure, cases[i].failure);
        close_listener(listener, &secrets);
        crawl_run_clear(&run);
    }
}

static void an_address_that_no_credential_applies_to_is_not_asked(void **state)
{
    (void)state;
    struct crawl_run run;
    uint16_t port = 0;
    int listener = open_listener("127.66.0.1", &port);
    crawl_run_init(&run);
    crawl_run_map(&run, "10.0.0.1", "127.66.0.1", port);
    struct credential *elsewhere = crawl_run_community(&run, "secret");
    elsewhere->scope = scope_new();
    assert_true(scope_include(elsewhere->scope, "10.99.0.0/16", NULL));
    crawl_run_from(&run, "10.0.0.1");
    unsigned secrets;
    assert_int_equal(close_listener(listener, &secrets), 0);
    assert_failure(&run, "10.0.0.1", "no credential applies to this address");
    crawl_run_clear(&run);
}

static void each_credential_has_its_own_reason(void **state)
{
    (void)state;
    if (!snmpd_is_there()) {
        print_message("no snmpd on this machine\n");
        skip();
    }
    struct snmpd *snmpd = snmpd_start("sysName real\nrocommunity public\n"
                                      "createUser reader SHA-256 \"authentication\"\nrouser reader auth\n",
                                      0);
    struct crawl_run run;
    g_autofree char *seed = g_strdup_printf("127.0.0.1:%u", snmpd_port(snmpd));
    crawl_run_init(&run);
    run.options.timeout_ms = 200;
    run.options.retries = 0;
    crawl_run_user(&run, "stranger", "authentication");
    crawl_run_community(&run, "private");
    crawl_run_user(&run, "reader", "something else");
    crawl_run_from(&run, seed);
    assert_failure(&run, "127.0.0.1",
                   "credential stranger: unknown user (usmStatsUnknownUserNames); "
                   "no answer to credential private (timeout 200 ms, 0 retries); "
                   "credential reader: wrong digest: the authentication pass phrase or protocol is not the "
                   "user's (usmStatsWrongDigests)");
    assert_int_equal(crawl_run_find(&run, "127.0.0.1")->port, snmpd_port(snmpd));
    crawl_run_clear(&run);

    crawl_run_init(&run);
    crawl_run_user(&run, "stranger", "authentication");
    crawl_run_user(&run, "reader", "authentication");
    crawl_run_from(&run, seed);
    assert_string_equal(crawl_run_find(&run, "127.0.0.1")->credential, "reader");
    assert_string_equal(crawl_run_find(&run, "127.0.0.1")->system.sys_name, "real");
    crawl_run_clear(&run);
    snmpd_stop(snmpd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_out_of_scope_hears_anything),
        cmocka_unit_test(credentials_are_tried_in_order),
        cmocka_unit_test(tries_are_counted_over_all_ways),
        cmocka_unit_test(an_address_that_no_credential_applies_to_is_not_asked),
        cmocka_unit_test(each_credential_has_its_own_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
