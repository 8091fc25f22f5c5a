#include "discover/scope.h"

#include <gio/gio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bool allows(const struct scope *scope, const char *text)
{
    struct address address;
    assert_true(address_parse(text, &address));
    return scope_allows(scope, address);
}

static void include(struct scope *scope, const char *cidr)
{
    assert_true(scope_include(scope, cidr, NULL));
}

static void exclude(struct scope *scope, const char *cidr)
{
    assert_true(scope_exclude(scope, cidr, NULL));
}

static void a_new_scope_allows_nothing(void **state)
{
    (void)state;
    struct scope *scope = scope_new();
    assert_false(allows(scope, "10.0.0.1"));
    assert_false(allows(scope, "2001:db8::1"));
    assert_false(scope_allows(scope, (struct address){0}));
    scope_free(scope);
}

static void a_cidr_allows_its_own_addresses_only(void **state)
{
    (void)state;
    struct scope *scope = scope_new();
    include(scope, "198.51.100.128/25");
    include(scope, "2001:db8:1::/48");
    include(scope, "203.0.113.7");
    assert_true(allows(scope, "198.51.100.128"));
    assert_true(allows(scope, "198.51.100.255"));
    assert_false(allows(scope, "198.51.100.127"));
    assert_false(allows(scope, "198.51.101.128"));
    assert_true(allows(scope, "2001:db8:1:ffff::1"));
    assert_false(allows(scope, "2001:db8:2::1"));
    assert_true(allows(scope, "203.0.113.7"));
    assert_false(allows(scope, "203.0.113.6"));
    scope_free(scope);
}

static void an_exclusion_wins_over_every_inclusion(void **state)
{
    (void)state;
    struct scope *scope = scope_new();
    struct address seed;
    include(scope, "10.0.0.0/8");
    exclude(scope, "10.1.0.0/16");
    include(scope, "10.1.2.0/24");
    assert_true(address_parse("10.1.2.3", &seed));
    scope_include_address(scope, seed);
    assert_false(allows(scope, "10.1.2.3"));
    assert_true(scope_excludes(scope, seed));
    assert_true(allows(scope, "10.2.0.1"));
    scope_free(scope);
}

static void private_space_is_rfc_1918_and_rfc_4193(void **state)
{
    (void)state;
    struct scope *scope = scope_new();
    scope_include_private(scope);
    assert_true(allows(scope, "10.255.255.255"));
    assert_true(allows(scope, "172.16.0.1"));
    assert_true(allows(scope, "172.31.255.254"));
    assert_false(allows(scope, "172.32.0.1"));
    assert_true(allows(scope, "192.168.1.1"));
    assert_false(allows(scope, "192.169.1.1"));
    assert_false(allows(scope, "100.64.0.1"));
    assert_true(allows(scope, "fd00::1"));
    assert_false(allows(scope, "2001:db8::1"));
    assert_false(allows(scope, "127.0.0.1"));
    assert_false(allows(scope, "169.254.1.1"));
    assert_false(allows(scope, "fe80::1"));
    scope_free(scope);
}

static void special_space_must_be_meant(void **state)
{
    (void)state;
    static const char *const special[] = {"127.0.0.1", "169.254.9.9",     "224.0.0.1",
                                          "0.0.0.0",   "255.255.255.255", "0.1.2.3"};
    struct scope *scope = scope_new();
    include(scope, "0.0.0.0/0");
    include(scope, "::/0");
    include(scope, "96.0.0.0/3");
    for (size_t i = 0; i < G_N_ELEMENTS(special); i++)
        assert_false(allows(scope, special[i]));
    assert_false(allows(scope, "::1"));
    assert_false(allows(scope, "fe80::1"));
    assert_false(allows(scope, "ff02::1"));
    assert_false(allows(scope, "::"));
    assert_true(allows(scope, "192.0.2.1"));
    assert_true(allows(scope, "2001:db8::1"));

    include(scope, "127.5.0.0/16");
    include(scope, "fe80::/10");
    assert_true(allows(scope, "127.5.0.1"));
    assert_false(allows(scope, "127.6.0.1"));
    assert_true(allows(scope, "fe80::1"));
    scope_free(scope);
}

static void a_seed_may_be_a_loopback_address(void **state)
{
    (void)state;
    struct scope *scope = scope_new();
    struct address seed;
    assert_true(address_parse("127.0.0.1", &seed));
    scope_include_address(scope, seed);
    assert_true(allows(scope, "127.0.0.1"));
    assert_false(allows(scope, "127.0.0.2"));
    scope_free(scope);
}

static void a_mapped_address_is_the_ipv4_address_in_it(void **state)
{
    (void)state;
    struct scope *scope = scope_new();
    include(scope, "::/0");
    assert_false(allows(scope, "::ffff:192.0.2.1"));
    include(scope, "192.0.2.0/24");
    assert_true(allows(scope, "::ffff:192.0.2.1"));
    exclude(scope, "192.0.2.1");
    assert_false(allows(scope, "::ffff:192.0.2.1"));
    assert_false(allows(scope, "::ffff:127.0.0.1"));
    scope_free(scope);
}

static void what_is_no_range_is_refused_by_name(void **state)
{
    (void)state;
    static const char *const bad[] = {"10.0.0.0/33", "10.0.0.1/8", "10.0.0",    "",
                                      "::/129",      "host",       "10.0.0.0/x"};
    struct scope *scope = scope_new();
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;
        assert_false(scope_include(scope, bad[i], &error));
        assert_true(g_error_matches(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT));
        assert_non_null(strstr(error->message, bad[i]));
        assert_false(scope_exclude(scope, bad[i], NULL));
    }
    assert_false(allows(scope, "10.0.0.1"));
    scope_free(scope);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_scope_allows_nothing),
        cmocka_unit_test(a_cidr_allows_its_own_addresses_only),
        cmocka_unit_test(an_exclusion_wins_over_every_inclusion),
        cmocka_unit_test(private_space_is_rfc_1918_and_rfc_4193),
        cmocka_unit_test(special_space_must_be_meant),
        cmocka_unit_test(a_seed_may_be_a_loopback_address),
        cmocka_unit_test(a_mapped_address_is_the_ipv4_address_in_it),
        cmocka_unit_test(what_is_no_range_is_refused_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
