#include "tests/support/fake_agent.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define VRRP "1.3.6.1.2.1.68.1."
#define VRRP3 "1.3.6.1.2.1.207.1.1."
#define HSRP "1.3.6.1.4.1.9.9.106.1.2.1.1."
#define CISCO "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.9.1.1\n"

/* The records as "IFINDEX GROUP ADDRESS MAC" lines. */
static char *format_all(const struct observation *observation)
{
    GString *text = g_string_new(NULL);
    char address[ADDRESS_TEXT_SIZE], mac[MAC_TEXT_SIZE];
    size_t count;
    const struct virtual_address *rows = observation_records(observation, RECORD_VIRTUAL_ADDRESS, &count);
    for (size_t i = 0; i < count; i++)
        g_string_append_printf(text, "%u %u %s %s\n", rows[i].if_index, rows[i].group,
                               address_format(rows[i].address, address), mac_format(rows[i].mac, mac));
    return g_string_free(text, FALSE);
}

static void assert_addresses(const char *lines, const char *expected)
{
    struct observation *observation = fake_agent_visit(lines);
    g_autofree char *text = format_all(observation);
    assert_string_equal(text, expected);
    observation_free(observation);
}

static void vrrp_has_the_mac_of_the_group_and_the_addresses_apart(void **state)
{
    (void)state;
    assert_addresses(VRRP "3.1.2.7.5|4x|00005e000105\n" VRRP "3.1.3.7.5|2|3\n" VRRP
                          "4.1.2.7.5.192.0.2.1|2|1\n" VRRP "4.1.2.7.5.192.0.2.2|2|1\n" VRRP
                          "4.1.2.8.6.192.0.2.129|2|1\n",
                     "7 5 192.0.2.1 00:00:5e:00:01:05\n7 5 192.0.2.2 00:00:5e:00:01:05\n"
                     "8 6 192.0.2.129 00:00:00:00:00:00\n");
}

static void vrrpv3_has_both_address_families(void **state)
{
    (void)state;
    assert_addresses(VRRP3 "1.1.5.7.5.1|4x|00005e000105\n" VRRP3 "1.1.5.7.5.2|4x|00005e000205\n" VRRP3
                           "2.1.2.7.5.1.4.192.0.2.1|2|1\n" VRRP3
                           "2.1.2.7.5.2.16.254.128.0.0.0.0.0.0.0.0.0.0.0.0.0.1|2|1\n",
                     "7 5 192.0.2.1 00:00:5e:00:01:05\n7 5 fe80::1 00:00:5e:00:02:05\n");
}

static void hsrp_has_all_in_one_row(void **state)
{
    (void)state;
    assert_addresses(CISCO HSRP "11.7.5|64|192.0.2.1\n" HSRP "11.7.6|64|0.0.0.0\n" HSRP
                                "16.7.5|4x|00000c07ac05\n",
                     "7 5 192.0.2.1 00:00:0c:07:ac:05\n");
}

static void a_bad_index_is_dropped_and_named(void **state)
{
    (void)state;
    struct observation *observation =
        fake_agent_visit(CISCO VRRP "3.1.2.7.5|4x|00005e000105\n" VRRP "4.1.2.7.5.192.0|2|1\n" VRRP3
                                    "1.1.5.7.5.1|4x|00005e000105\n" VRRP3 "2.1.2.7.5.1.4.192|2|1\n" HSRP
                                    "11.7|64|192.0.2.1\n");
    g_autofree char *text = format_all(observation);
    assert_string_equal(text, "");
    assert_true(has_warning(observation, "vrrpAssoIpAddrTable", "row 7.5.192.0: index is not ifIndex"));
    assert_true(has_warning(observation, "vrrpv3AssociatedIpAddrTable", "row 7.5.1.4.192: index is not"));
    assert_true(has_warning(observation, "cHsrpGrpTable", "row 7: index too short (CISCO-HSRP-MIB)"));
    observation_free(observation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vrrp_has_the_mac_of_the_group_and_the_addresses_apart),
        cmocka_unit_test(vrrpv3_has_both_address_families),
        cmocka_unit_test(hsrp_has_all_in_one_row),
        cmocka_unit_test(a_bad_index_is_dropped_and_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
