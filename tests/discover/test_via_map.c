#include "discover/via_map.h"

#include <gio/gio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* "TO PORT" of an address that was meant to be asked at port 161; NULL when no rule matches. */
static const char *apply(const struct via_map *map, const char *text)
{
    static char result[ADDRESS_TEXT_SIZE + 8];
    char buffer[ADDRESS_TEXT_SIZE];
    struct address address, to;
    uint16_t port = 161;
    assert_true(address_parse(text, &address));
    if (!via_map_apply(map, address, &to, &port))
        return NULL;
    g_snprintf(result, sizeof result, "%s %u", address_format(to, buffer), port);
    return result;
}

static void the_host_bits_are_kept(void **state)
{
    (void)state;
    struct via_map *map = via_map_new();
    assert_true(via_map_add(map, "10.0.0.0/8=127.0.0.0/8:1161", NULL));
    assert_true(via_map_add(map, "192.168.4.0/22=127.200.8.0/22", NULL));
    assert_string_equal(apply(map, "10.1.2.3"), "127.1.2.3 1161");
    assert_string_equal(apply(map, "192.168.7.9"), "127.200.11.9 161");
    assert_null(apply(map, "192.168.8.9"));
    assert_null(apply(map, "2001:db8::1"));
    via_map_free(map);
}

static void ipv6_prefixes_may_be_in_brackets(void **state)
{
    (void)state;
    struct via_map *map = via_map_new();
    assert_true(via_map_add(map, "[2001:db8::/32]=[::1/128]:1161", NULL));
    assert_true(via_map_add(map, "fd00:1::/64=fd00:2::/64", NULL));
    assert_string_equal(apply(map, "2001:db8::77"), "::1 1161");
    assert_string_equal(apply(map, "fd00:1::a:b"), "fd00:2::a:b 161");
    via_map_free(map);
}

static void the_first_rule_that_matches_is_used(void **state)
{
    (void)state;
    struct via_map *map = via_map_new();
    assert_true(via_map_add(map, "10.0.0.1=127.0.0.9:2000", NULL));
    assert_true(via_map_add(map, "10.0.0.0/24=127.0.1.0/24:3000", NULL));
    assert_string_equal(apply(map, "10.0.0.1"), "127.0.0.9 2000");
    assert_string_equal(apply(map, "10.0.0.2"), "127.0.1.2 3000");
    via_map_free(map);
}

static void a_prefix_that_ends_within_an_octet_keeps_the_rest_of_it(void **state)
{
    (void)state;
    struct via_map *map = via_map_new();
    assert_true(via_map_add(map, "172.16.0.0/12=127.32.0.0/12", NULL));
    assert_string_equal(apply(map, "172.31.255.1"), "127.47.255.1 161");
    via_map_free(map);
}

static void what_is_no_rule_is_refused_by_name(void **state)
{
    (void)state;
    static const char *const bad[] = {"10.0.0.0/8",
                                      "",
                                      "=",
                                      "10.0.0.0/8=",
                                      "10.0.0.0/8=127.0.0.0/7",
                                      "10.0.0.0/8=::1",
                                      "10.0.0.0/8=127.0.0.0/8:0",
                                      "10.0.0.0/8=127.0.0.0/8:65536",
                                      "10.0.0.0/8=127.0.0.0/8:x",
                                      "10.0.0.0/8=[127.0.0.0/8",
                                      "[10.0.0.0/8=127.0.0.0/8",
                                      "10.0.0.1/8=127.0.0.0/8",
                                      "[::1]=[::2]x"};
    struct via_map *map = via_map_new();
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;
        assert_false(via_map_add(map, bad[i], &error));
        assert_true(g_error_matches(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT));
        assert_non_null(strstr(error->message, bad[i]));
    }
    assert_null(apply(map, "10.0.0.1"));
    via_map_free(map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_host_bits_are_kept),
        cmocka_unit_test(ipv6_prefixes_may_be_in_brackets),
        cmocka_unit_test(the_first_rule_that_matches_is_used),
        cmocka_unit_test(a_prefix_that_ends_within_an_octet_keeps_the_rest_of_it),
        cmocka_unit_test(what_is_no_rule_is_refused_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
