#include "tests/support/fake_agent.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define CISCO "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.9.1.1\n"
#define LAG "1.2.840.10006.300.43.1.2.1.1."
#define PAGP "1.3.6.1.4.1.9.9.98.1.1.1.1.8."
#define EXTENSION "1.0.8802.1.1.2.1.5."
#define NEIGHBOR "1.0.8802.1.1.2.1.4.1.1.4.0.7.1|2|4\n1.0.8802.1.1.2.1.4.1.1.9.0.7.1|4|far\n"

static const struct lag_member *members(const struct observation *observation, size_t expected)
{
    size_t count;
    const struct lag_member *rows = observation_records(observation, RECORD_LAG_MEMBER, &count);
    assert_int_equal(count, expected);
    return rows;
}

static const struct neighbor *neighbor(const struct observation *observation)
{
    size_t count;
    const struct neighbor *rows = observation_records(observation, RECORD_NEIGHBOR, &count);
    assert_int_equal(count, 1);
    return rows;
}

static void members_of_aggregates_come_with_their_partners(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit(
        LAG "9.1|4x|020000000300\n" LAG "9.2|4x|020000000301\n" LAG "9.3|4x|000000000000\n" LAG
            "11.1|2|33\n" LAG "13.1|2|1000\n" LAG "13.2|2|2\n" LAG "13.3|2|0\n" LAG "17.1|2|49\n");
    const struct lag_member *rows = members(observation, 1);
    struct mac mac = {{2, 0, 0, 0, 3, 0}};
    assert_int_equal(rows[0].if_index, 1);
    assert_int_equal(rows[0].aggregate_if_index, 1000);
    assert_true(mac_equal(rows[0].partner_system, mac));
    assert_int_equal(rows[0].partner_key, 33);
    assert_int_equal(rows[0].partner_port, 49);
    observation_free(observation);
}

static void ether_channels_add_to_what_lacp_tells(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit(CISCO LAG "13.1|2|1000\n" PAGP "1|2|0\n" PAGP
                                                                 "2|2|2000\n" PAGP "3|2|3\n" PAGP "4|2|0\n");
    const struct lag_member *rows = members(observation, 2);
    assert_int_equal(rows[0].if_index, 1);
    assert_int_equal(rows[0].aggregate_if_index, 1000);
    assert_int_equal(rows[1].if_index, 2);
    assert_int_equal(rows[1].aggregate_if_index, 2000);
    observation_free(observation);
}

static void if_stack_table_counts_where_nothing_else_tells_members(void **state)
{
    (void)state;
    static const char lines[] = "1.3.6.1.2.1.2.2.1.2.1|4|ge-0/0/1\n"
                                "1.3.6.1.2.1.2.2.1.2.9|4|ae0\n"
                                "1.3.6.1.2.1.2.2.1.3.1|2|6\n"
                                "1.3.6.1.2.1.2.2.1.3.9|2|161\n"
                                "1.3.6.1.2.1.31.1.2.1.3.0.9|2|1\n"
                                "1.3.6.1.2.1.31.1.2.1.3.1.0|2|1\n"
                                "1.3.6.1.2.1.31.1.2.1.3.9.1|2|1\n";
    size_t count;
    struct observation *observation = fake_agent_visit(lines);
    const struct if_stack *rows = observation_records(observation, RECORD_IF_STACK, &count);
    assert_int_equal(count, 1);
    assert_int_equal(rows[0].higher_if_index, 9);
    assert_int_equal(rows[0].lower_if_index, 1);
    observation_free(observation);

    g_autofree char *both = g_strconcat(lines, LAG "13.1|2|9\n", NULL);
    observation = fake_agent_visit(both);
    observation_records(observation, RECORD_IF_STACK, &count);
    assert_int_equal(count, 0);
    members(observation, 1);
    observation_free(observation);
}

static void lldp_tells_members_here_and_at_the_far_end(void **state)
{
    (void)state;
    struct observation *observation =
        fake_agent_visit(NEIGHBOR "1.3.6.1.2.1.2.2.1.2.7|4|eth7\n"
                                  "1.3.6.1.2.1.2.2.1.2.8|4|eth8\n"
                                  "1.3.6.1.2.1.2.2.1.2.601|4|bond0\n"
                                  "1.0.8802.1.1.2.1.3.7.1.2.1|2|5\n"
                                  "1.0.8802.1.1.2.1.3.7.1.3.1|4|eth7\n" EXTENSION
                                  "4623.1.2.3.1.2.1|2|601\n" EXTENSION "4623.1.2.3.1.2.8|2|601\n" EXTENSION
                                  "4623.1.2.3.1.2.9|2|601\n" EXTENSION "4623.1.3.3.1.2.0.7.1|2|602\n");
    const struct lag_member *rows = members(observation, 2);
    assert_int_equal(rows[0].if_index, 7);
    assert_int_equal(rows[0].aggregate_if_index, 601);
    assert_int_equal(rows[1].if_index, 8);
    assert_int_equal(neighbor(observation)->remote_aggregate, 602);
    observation_free(observation);
}

static void extensions_of_lldp_add_to_the_neighbor_and_make_none(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit(
        NEIGHBOR EXTENSION "32962.1.3.1.1.1.0.7.1|2|20\n" EXTENSION "32962.1.3.1.1.1.0.9.9|2|30\n" EXTENSION
                           "4795.1.3.3.1.4.0.7.1|4|SN1\n" EXTENSION "4795.1.3.3.1.6.0.7.1|4|Phone 7\n");
    const struct neighbor *row = neighbor(observation);
    assert_string_equal(row->remote_name, "far");
    assert_int_equal(row->remote_vlan, 20);
    assert_string_equal(row->remote_platform, "Phone 7");
    assert_string_equal(row->remote_serial, "SN1");
    observation_free(observation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_of_aggregates_come_with_their_partners),
        cmocka_unit_test(ether_channels_add_to_what_lacp_tells),
        cmocka_unit_test(if_stack_table_counts_where_nothing_else_tells_members),
        cmocka_unit_test(lldp_tells_members_here_and_at_the_far_end),
        cmocka_unit_test(extensions_of_lldp_add_to_the_neighbor_and_make_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
