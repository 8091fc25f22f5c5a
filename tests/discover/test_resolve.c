#include "discover/resolve.h"

#include <gio/gio.h>
#include <netdb.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void assert_parses(const char *text, const char *wanted_host, unsigned wanted_port)
{
    char *host;
    uint16_t port;
    assert_true(resolve_parse(text, &host, &port, NULL));
    assert_string_equal(host, wanted_host);
    assert_int_equal(port, wanted_port);
    g_free(host);
}

static void seeds_are_addresses_and_names_with_a_port_or_without(void **state)
{
    (void)state;
    assert_parses("10.0.0.1", "10.0.0.1", 0);
    assert_parses("10.0.0.1:1161", "10.0.0.1", 1161);
    assert_parses("2001:db8::1", "2001:db8::1", 0);
    assert_parses("[2001:db8::1]", "2001:db8::1", 0);
    assert_parses("[2001:db8::1]:1161", "2001:db8::1", 1161);
    assert_parses("core1.example.net", "core1.example.net", 0);
    assert_parses("core1:65535", "core1", 65535);
}

static void what_is_no_seed_is_refused_by_name(void **state)
{
    (void)state;
    static const char *const bad[] = {"10.0.0.1:0",  "10.0.0.1:65536", "core1:", "core1:x", ":161",
                                      "[10.0.0.1",   "[core1]:161",    "[::1]x", "[::1]:",  "",
                                      "2001:db8::g", "1:2:3",          "[]:161"};
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;
        char *host = NULL;
        uint16_t port;
        assert_false(resolve_parse(bad[i], &host, &port, &error));
        assert_null(host);
        assert_true(g_error_matches(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT));
        assert_true(g_str_has_prefix(error->message, bad[i]));
    }
}

struct heard {
    unsigned calls;
    size_t count;
    struct address first;
    uint16_t port;
    GError *error;
};

static void on_resolved(const char *seed, const struct address *addresses, size_t count, uint16_t port,
                        const GError *error, void *user)
{
    struct heard *heard = user;
    assert_non_null(seed);
    heard->calls++;
    heard->count = count;
    heard->port = port;
    if (count > 0)
        heard->first = addresses[0];
    if (error)
        heard->error = g_error_copy(error);
}

/* As on a machine without /etc/hosts. */
static void skip_without_localhost(void)
{
    struct addrinfo *found = NULL;
    if (getaddrinfo("localhost", NULL, NULL, &found) != 0) {
        print_message("this machine does not know localhost\n");
        skip();
    }
    freeaddrinfo(found);
}

static void names_are_resolved_on_the_loop(void **state)
{
    (void)state;
    skip_without_localhost();
    struct heard heard = {0};
    struct resolver_events events = {on_resolved, &heard};
    uv_loop_t loop;
    uv_loop_init(&loop);
    struct resolver *resolver = resolver_new(&loop, &events);
    resolver_add(resolver, "192.0.2.7:99");
    assert_int_equal(heard.calls, 1);
    assert_int_equal(heard.port, 99);
    resolver_add(resolver, "localhost:77");
    assert_int_equal(heard.calls, 1);
    assert_int_equal(resolver_pending(resolver), 1);
    uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(heard.calls, 2);
    assert_int_equal(heard.port, 77);
    assert_true(heard.count >= 1);
    assert_true(address_is_loopback(heard.first));
    resolver_free(resolver);
    assert_int_equal(uv_loop_close(&loop), 0);
}

static void a_name_without_an_address_is_told(void **state)
{
    (void)state;
    struct heard heard = {0};
    struct resolver_events events = {on_resolved, &heard};
    uv_loop_t loop;
    uv_loop_init(&loop);
    struct resolver *resolver = resolver_new(&loop, &events);
    resolver_add(resolver, "no-such-host.invalid");
    uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(heard.calls, 1);
    assert_int_equal(heard.count, 0);
    assert_int_equal(heard.error->domain, G_RESOLVER_ERROR);
    assert_true(g_str_has_prefix(heard.error->message, "no-such-host.invalid: "));
    g_clear_error(&heard.error);
    resolver_free(resolver);
    assert_int_equal(uv_loop_close(&loop), 0);
}

static void a_freed_resolver_tells_nothing(void **state)
{
    (void)state;
    struct heard heard = {0};
    struct resolver_events events = {on_resolved, &heard};
    uv_loop_t loop;
    uv_loop_init(&loop);
    struct resolver *resolver = resolver_new(&loop, &events);
    for (int i = 0; i < 20; i++)
        resolver_add(resolver, "localhost");
    resolver_free(resolver);
    uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(heard.calls, 0);
    assert_int_equal(uv_loop_close(&loop), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(seeds_are_addresses_and_names_with_a_port_or_without),
        cmocka_unit_test(what_is_no_seed_is_refused_by_name),
        cmocka_unit_test(names_are_resolved_on_the_loop),
        cmocka_unit_test(a_name_without_an_address_is_told),
        cmocka_unit_test(a_freed_resolver_tells_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
