#include "model/address.h"
#include "model/mac.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static struct address parsed(const char *text)
{
    struct address address;
    assert_true(address_parse(text, &address));
    return address;
}

static void assert_mac(const char *text, const char *expected)
{
    char buffer[MAC_TEXT_SIZE];
    struct mac mac;
    assert_true(mac_parse(text, &mac));
    assert_string_equal(mac_format(mac, buffer), expected);
}

static void every_notation_of_a_mac_address_is_read(void **state)
{
    (void)state;
    assert_mac("00:1A:2b:3c:4d:5e", "00:1a:2b:3c:4d:5e");
    assert_mac("00-1a-2b-3c-4d-5e", "00:1a:2b:3c:4d:5e");
    assert_mac("001a.2b3c.4d5e", "00:1a:2b:3c:4d:5e");
    assert_mac("001a-2b3c-4d5e", "00:1a:2b:3c:4d:5e");
    assert_mac("001a2b-3c4d5e", "00:1a:2b:3c:4d:5e");
    assert_mac("e4 f0 04 fb 1f fb", "e4:f0:04:fb:1f:fb");
    assert_mac("001a2b3c4d5e", "00:1a:2b:3c:4d:5e");
    assert_mac("0:1a:2b:3:4d:5e", "00:1a:2b:03:4d:5e");
}

static void what_is_no_mac_address_is_refused(void **state)
{
    (void)state;
    struct mac mac;
    const char *bad[] = {"",
                         "00:1a:2b:3c:4d",
                         "00:1a:2b:3c:4d:5e:6f",
                         "00:1a-2b:3c:4d:5e",
                         "001a.2b3c.4d5",
                         "switch-00001",
                         "1234567890123",
                         "00:1a:2b:3c:4d:5g"};
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        assert_false(mac_parse(bad[i], &mac));
}

static void virtual_router_macs_are_known(void **state)
{
    (void)state;
    const char *shared[] = {"00:00:5e:00:01:0a", "00:00:5e:00:02:0a", "00:00:0c:07:ac:01",
                            "00:00:0c:9f:f0:01", "00:07:b4:00:01:02"};
    struct mac mac;
    for (size_t i = 0; i < G_N_ELEMENTS(shared); i++) {
        assert_true(mac_parse(shared[i], &mac));
        assert_true(mac_is_virtual_router(mac));
    }
    assert_true(mac_parse("00:00:0c:9f:0f:01", &mac));
    assert_false(mac_is_virtual_router(mac));
}

static void addresses_are_ordered_by_number_and_family(void **state)
{
    (void)state;
    assert_true(address_compare(parsed("10.0.0.9"), parsed("10.0.0.10")) < 0);
    assert_true(address_compare(parsed("255.0.0.1"), parsed("::1")) < 0);
    assert_true(address_equal(parsed("2001:db8:0::1"), parsed("2001:db8::1")));
}

static void addresses_that_nobody_can_be_reached_at_are_not_usable(void **state)
{
    (void)state;
    const char *bad[] = {"0.0.0.0",         "0.1.2.3", "127.0.0.1", "169.254.1.1", "224.0.0.5",
                         "255.255.255.255", "::",      "::1",       "fe80::1",     "ff02::5"};
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        assert_false(address_is_usable(parsed(bad[i])));
    assert_true(address_is_usable(parsed("10.0.0.1")));
    assert_true(address_is_usable(parsed("2001:db8::1")));
    assert_false(address_is_usable((struct address){0}));
}

static void prefixes_are_compared_bit_by_bit(void **state)
{
    (void)state;
    assert_true(address_same_prefix(parsed("10.0.0.1"), parsed("10.0.0.254"), 24));
    assert_false(address_same_prefix(parsed("10.0.0.1"), parsed("10.0.1.1"), 24));
    assert_true(address_same_prefix(parsed("10.0.0.1"), parsed("10.0.1.1"), 23));
    assert_true(address_same_prefix(parsed("10.0.0.1"), parsed("10.0.0.1"), 32));
    assert_false(address_same_prefix(parsed("10.0.0.1"), parsed("10.0.0.1"), 33));
    assert_false(address_same_prefix(parsed("10.0.0.1"), parsed("::1"), 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_notation_of_a_mac_address_is_read),
        cmocka_unit_test(what_is_no_mac_address_is_refused),
        cmocka_unit_test(virtual_router_macs_are_known),
        cmocka_unit_test(addresses_are_ordered_by_number_and_family),
        cmocka_unit_test(addresses_that_nobody_can_be_reached_at_are_not_usable),
        cmocka_unit_test(prefixes_are_compared_bit_by_bit),
    };
    return cmocka_run_group_tests_name("address", tests, NULL, NULL);
}
