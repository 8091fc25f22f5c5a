#include "model/chassis_id.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define OCTETS(...) ((struct bytes){(const uint8_t[]){__VA_ARGS__}, sizeof((const uint8_t[]){__VA_ARGS__})})

static void assert_chassis(enum chassis_subtype subtype, struct bytes id, const char *expected)
{
    char *text = chassis_id_format(subtype, id);
    if (expected == NULL) {
        assert_null(text);
        return;
    }
    assert_non_null(text);
    assert_string_equal(text, expected);
    g_free(text);
}

static void assert_port(enum port_subtype subtype, struct bytes id, const char *expected)
{
    char *text = port_id_format(subtype, id);
    assert_non_null(text);
    assert_string_equal(text, expected);
    g_free(text);
}

static void six_octets_of_a_mac_subtype_are_a_mac_even_when_printable(void **state)
{
    (void)state;
    assert_chassis(CHASSIS_MAC_ADDRESS, OCTETS(0x02, 0x1a, 0xb0, 0, 7, 1), "02:1a:b0:00:07:01");
    assert_chassis(CHASSIS_MAC_ADDRESS, bytes_from_text("abcdef"), "61:62:63:64:65:66");
    assert_port(PORT_MAC_ADDRESS, bytes_from_text("1/1/52"), "31:2f:31:2f:35:32");
}

static void six_octets_of_a_name_subtype_stay_text(void **state)
{
    (void)state;
    assert_chassis(CHASSIS_LOCAL, bytes_from_text("switch"), "switch");
    assert_port(PORT_INTERFACE_NAME, bytes_from_text("1/1/52"), "1/1/52");
}

static void a_mac_written_as_text_is_normalised(void **state)
{
    (void)state;
    assert_chassis(CHASSIS_MAC_ADDRESS, bytes_from_text("02:1A:B0:00:07:01"), "02:1a:b0:00:07:01");
    assert_chassis(CHASSIS_MAC_ADDRESS, bytes_from_text("02 1a b0 00 07 01 "), "02:1a:b0:00:07:01");
    assert_chassis(CHASSIS_MAC_ADDRESS, bytes_from_text("021ab0000701"), "02:1a:b0:00:07:01");
    assert_chassis(CHASSIS_LOCAL, bytes_from_text("02-1A-B0-00-07-01"), "02:1a:b0:00:07:01");
    assert_chassis(CHASSIS_LOCAL, bytes_from_text("021ab0000701"), "021ab0000701");
}

static void text_under_a_mac_subtype_stays_text(void **state)
{
    (void)state;
    assert_chassis(CHASSIS_MAC_ADDRESS, bytes_from_text("0"), "0");
    assert_chassis(CHASSIS_MAC_ADDRESS, bytes_from_text("<private>"), "<private>");
}

static void a_network_address_is_read_by_its_family(void **state)
{
    (void)state;
    assert_chassis(CHASSIS_NETWORK_ADDRESS, OCTETS(1, 10, 0, 32, 113), "10.0.32.113");
    assert_chassis(CHASSIS_NETWORK_ADDRESS, OCTETS(2, 0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
                   "2001:db8::1");
    assert_chassis(CHASSIS_NETWORK_ADDRESS, OCTETS(6, 2, 0, 0, 0, 0, 1), "02:00:00:00:00:01");
    assert_port(PORT_NETWORK_ADDRESS, OCTETS(1, 10, 0, 32, 113), "10.0.32.113");
}

static void a_network_address_without_family_or_as_text_is_understood(void **state)
{
    (void)state;
    assert_chassis(CHASSIS_NETWORK_ADDRESS, OCTETS(192, 0, 2, 1), "192.0.2.1");
    assert_chassis(CHASSIS_NETWORK_ADDRESS, OCTETS(0x19, 0x20, 0, 0, 0x20, 1), "1920.0000.2001");
    assert_chassis(CHASSIS_NETWORK_ADDRESS, bytes_from_text("192.0.2.1"), "192.0.2.1");
    assert_chassis(CHASSIS_NETWORK_ADDRESS, bytes_from_text("sixteen-octets-x"), "sixteen-octets-x");
    assert_chassis(CHASSIS_NETWORK_ADDRESS, OCTETS(1, 10, 0), "01:0a:00");
}

static void text_is_cut_at_the_nul_that_pads_it(void **state)
{
    (void)state;
    assert_port(PORT_LOCAL, OCTETS('1', '/', '2', '5', 0), "1/25");
    assert_port(PORT_LOCAL, OCTETS('1', 0, 0x80), "31:00:80");
}

static void octets_that_are_no_text_are_written_in_hexadecimal(void **state)
{
    (void)state;
    assert_chassis(CHASSIS_NONE, OCTETS(0, 0, 0, 0), "00:00:00:00");
    assert_chassis(CHASSIS_LOCAL, OCTETS(0x00, 0x1b, 0x21, 0xbb, 0xe6, 0xf0), "00:1b:21:bb:e6:f0");
    assert_chassis(CHASSIS_MAC_ADDRESS, OCTETS(0, 0x1b, 0x21, 0xbb, 0, 0, 0xe6, 0xf0),
                   "00:1b:21:bb:00:00:e6:f0");
}

static void utf8_is_text_but_not_under_a_mac_subtype(void **state)
{
    (void)state;
    assert_port(PORT_INTERFACE_NAME, OCTETS(0xe2, 0x80, 0x9c, 'A'),
                "\xe2\x80\x9c"
                "A");
    assert_chassis(CHASSIS_MAC_ADDRESS, OCTETS(0xe2, 0x80, 0x9c, 'A'), "e2:80:9c:41");
}

static void an_empty_or_blank_id_says_nothing(void **state)
{
    (void)state;
    assert_chassis(CHASSIS_MAC_ADDRESS, (struct bytes){NULL, 0}, NULL);
    assert_chassis(CHASSIS_LOCAL, bytes_from_text("  "), NULL);
}

static void the_mac_of_an_id_is_found(void **state)
{
    (void)state;
    struct mac mac, expected = {{2, 0x1a, 0xb0, 0, 7, 1}};
    assert_true(chassis_id_mac(CHASSIS_MAC_ADDRESS, bytes_from_text("021a.b000.0701"), &mac));
    assert_true(mac_equal(mac, expected));
    assert_true(port_id_mac(PORT_MAC_ADDRESS, OCTETS(2, 0x1a, 0xb0, 0, 7, 1), &mac));
    assert_true(mac_equal(mac, expected));
    assert_false(chassis_id_mac(CHASSIS_LOCAL, bytes_from_text("switch"), &mac));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(six_octets_of_a_mac_subtype_are_a_mac_even_when_printable),
        cmocka_unit_test(six_octets_of_a_name_subtype_stay_text),
        cmocka_unit_test(a_mac_written_as_text_is_normalised),
        cmocka_unit_test(text_under_a_mac_subtype_stays_text),
        cmocka_unit_test(a_network_address_is_read_by_its_family),
        cmocka_unit_test(a_network_address_without_family_or_as_text_is_understood),
        cmocka_unit_test(text_is_cut_at_the_nul_that_pads_it),
        cmocka_unit_test(octets_that_are_no_text_are_written_in_hexadecimal),
        cmocka_unit_test(utf8_is_text_but_not_under_a_mac_subtype),
        cmocka_unit_test(an_empty_or_blank_id_says_nothing),
        cmocka_unit_test(the_mac_of_an_id_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
