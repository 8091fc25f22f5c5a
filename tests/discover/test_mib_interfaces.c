#include "tests/support/fake_agent.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static const struct interface *interfaces(const struct observation *observation, size_t expected)
{
    size_t count;
    const struct interface *rows = observation_records(observation, RECORD_INTERFACE, &count);
    assert_int_equal(count, expected);
    return rows;
}

static void if_table_and_ifx_table_are_joined_by_if_index(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit("1.3.6.1.2.1.2.1.0|2|1\n"
                                                       "1.3.6.1.2.1.2.2.1.2.7|4|GigabitEthernet0/7\n"
                                                       "1.3.6.1.2.1.2.2.1.3.7|2|6\n"
                                                       "1.3.6.1.2.1.2.2.1.4.7|2|9000\n"
                                                       "1.3.6.1.2.1.2.2.1.5.7|66|4294967295\n"
                                                       "1.3.6.1.2.1.2.2.1.6.7|4x|020000000107\n"
                                                       "1.3.6.1.2.1.2.2.1.7.7|2|1\n"
                                                       "1.3.6.1.2.1.2.2.1.8.7|2|7\n"
                                                       "1.3.6.1.2.1.10.7.2.1.19.7|2|3\n"
                                                       "1.3.6.1.2.1.31.1.1.1.1.7|4|Gi0/7\n"
                                                       "1.3.6.1.2.1.31.1.1.1.15.7|66|10000\n"
                                                       "1.3.6.1.2.1.31.1.1.1.18.7|4|to core\n");
    const struct interface *rows = interfaces(observation, 1);
    struct mac mac = {{2, 0, 0, 0, 1, 7}};
    assert_int_equal(rows[0].if_index, 7);
    assert_string_equal(rows[0].name, "Gi0/7");
    assert_string_equal(rows[0].descr, "GigabitEthernet0/7");
    assert_string_equal(rows[0].alias, "to core");
    assert_true(mac_equal(rows[0].mac, mac));
    assert_int_equal(rows[0].type, 6);
    assert_int_equal(rows[0].mtu, 9000);
    assert_true(rows[0].speed_bps == UINT64_C(10000000000));
    assert_int_equal(rows[0].admin_status, IF_STATUS_UP);
    assert_int_equal(rows[0].oper_status, IF_STATUS_LOWER_LAYER_DOWN);
    assert_int_equal(rows[0].duplex, DUPLEX_FULL);
    observation_free(observation);
}

static void if_speed_counts_where_if_high_speed_is_missing(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit("1.3.6.1.2.1.2.2.1.2.1|4|eth0\n"
                                                       "1.3.6.1.2.1.2.2.1.2.2|4|eth1\n"
                                                       "1.3.6.1.2.1.2.2.1.5.1|66|100000000\n"
                                                       "1.3.6.1.2.1.2.2.1.5.2|66|4294967295\n");
    const struct interface *rows = interfaces(observation, 2);
    assert_true(rows[0].speed_bps == 100000000);
    assert_true(rows[1].speed_bps == 0);
    observation_free(observation);
}

static void tables_that_share_no_index_are_both_kept(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit("1.3.6.1.2.1.2.2.1.2.1|4|lo\n"
                                                       "1.3.6.1.2.1.10.7.2.1.19.9|2|3\n"
                                                       "1.3.6.1.2.1.31.1.1.1.1.1000001|4|0/1\n");
    const struct interface *rows = interfaces(observation, 2);
    assert_int_equal(rows[0].if_index, 1);
    assert_string_equal(rows[0].descr, "lo");
    assert_int_equal(rows[1].if_index, 1000001);
    assert_string_equal(rows[1].name, "0/1");
    observation_free(observation);
}

static void an_index_that_is_too_long_is_dropped_and_named(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit("1.3.6.1.2.1.2.2.1.2.1|4|eth0\n"
                                                       "1.3.6.1.2.1.2.2.1.2.1.5|4|eth1\n");
    interfaces(observation, 1);
    assert_true(has_warning(observation, "ifTable", "row 1.5: index too long"));
    assert_int_equal(observation->outcome, OUTCOME_GOOD);
    observation_free(observation);
}

static void a_value_of_the_wrong_type_is_dropped_and_named(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit("1.3.6.1.2.1.2.2.1.2.1|2|17\n"
                                                       "1.3.6.1.2.1.2.2.1.3.1|4|161\n"
                                                       "1.3.6.1.2.1.2.2.1.4.1|4|fast\n"
                                                       "1.3.6.1.2.1.2.2.1.6.1|4|02:00:00:00:01:aa\n"
                                                       "1.3.6.1.2.1.2.2.1.7.1|2|99\n");
    const struct interface *rows = interfaces(observation, 1);
    struct mac mac = {{2, 0, 0, 0, 1, 0xaa}};
    assert_string_equal(rows[0].descr, "17");
    assert_int_equal(rows[0].type, 161);
    assert_int_equal(rows[0].mtu, 0);
    assert_true(has_warning(observation, "ifMtu", "row 1: this OCTET STRING says nothing"));
    assert_true(mac_equal(rows[0].mac, mac));
    assert_int_equal(rows[0].admin_status, IF_STATUS_NONE);
    observation_free(observation);
}

static void many_bad_rows_make_a_few_warnings(void **state)
{
    (void)state;
    GString *lines = g_string_new(NULL);
    size_t count;
    for (unsigned i = 1; i <= 100; i++)
        g_string_append_printf(lines, "1.3.6.1.2.1.2.2.1.2.%u.5|4|eth\n", i);
    struct observation *observation = fake_agent_visit(lines->str);
    g_string_free(lines, TRUE);
    observation_records(observation, RECORD_WARNING, &count);
    assert_int_equal(count, 6);
    assert_true(has_warning(observation, "ifTable", "95 more rows"));
    observation_free(observation);
}

static void bridge_ports_are_told_apart_from_interfaces(void **state)
{
    (void)state;
    size_t count;
    struct observation *observation = fake_agent_visit("1.3.6.1.2.1.17.1.1.0|4x|020000000100\n"
                                                       "1.3.6.1.2.1.17.1.4.1.2.1|2|10101\n"
                                                       "1.3.6.1.2.1.17.1.4.1.2.2|2|0\n");
    const struct bridge_port *rows = observation_records(observation, RECORD_BRIDGE_PORT, &count);
    struct mac mac = {{2, 0, 0, 0, 1, 0}};
    assert_int_equal(count, 1);
    assert_int_equal(rows[0].port, 1);
    assert_int_equal(rows[0].if_index, 10101);
    assert_true(mac_equal(observation->system.bridge_address, mac));
    observation_free(observation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(if_table_and_ifx_table_are_joined_by_if_index),
        cmocka_unit_test(if_speed_counts_where_if_high_speed_is_missing),
        cmocka_unit_test(tables_that_share_no_index_are_both_kept),
        cmocka_unit_test(an_index_that_is_too_long_is_dropped_and_named),
        cmocka_unit_test(a_value_of_the_wrong_type_is_dropped_and_named),
        cmocka_unit_test(many_bad_rows_make_a_few_warnings),
        cmocka_unit_test(bridge_ports_are_told_apart_from_interfaces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
