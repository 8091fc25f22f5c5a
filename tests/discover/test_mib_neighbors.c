/* Neighbor protocols other than LLDP and CDP. */
#include "tests/support/fake_agent.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define FDP "1.3.6.1.4.1.1991.1.1.3.20.1.2.1.1."
#define EDP "1.3.6.1.4.1.1916.1.13."
#define SONMP "1.3.6.1.4.1.45.1.6.13.2.1.1."

static const struct neighbor *neighbors(const struct observation *observation, size_t expected)
{
    size_t count;
    const struct neighbor *rows = observation_records(observation, RECORD_NEIGHBOR, &count);
    assert_int_equal(count, expected);
    return rows;
}

static void assert_octets(struct bytes bytes, const char *expected)
{
    assert_int_equal(bytes.size, strlen(expected));
    assert_memory_equal(bytes.data, expected, bytes.size);
}

static void assert_address(const struct neighbor *row, const char *expected)
{
    char text[ADDRESS_TEXT_SIZE];
    assert_int_equal(row->remote_addresses.count, 1);
    assert_string_equal(address_format(row->remote_addresses.items[0], text), expected);
}

static void fdp_tells_the_neighbor_and_what_it_heard_by_cdp(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit(
        FDP "3.5.1|4|core1\n" FDP "3.6.1|4|desk\n" FDP "5.5.1|4x|c0000201\n" FDP "6.5.1|4|IronWare 8\n" FDP
            "7.5.1|4|ethernet1/1\n" FDP "8.5.1|4|FWSX448\n" FDP "10.5.1|2|1\n" FDP "10.6.1|2|2\n");
    const struct neighbor *rows = neighbors(observation, 2);
    assert_int_equal(rows[0].protocol, PROTOCOL_FDP);
    assert_int_equal(rows[0].local_if_index, 5);
    assert_string_equal(rows[0].remote_name, "core1");
    assert_octets(rows[0].remote_port_id, "ethernet1/1");
    assert_string_equal(rows[0].remote_platform, "FWSX448");
    assert_address(&rows[0], "192.0.2.1");
    assert_int_equal(rows[1].protocol, PROTOCOL_CDP);
    assert_string_equal(rows[1].remote_name, "desk");
    observation_free(observation);
}

static void edp_has_the_mac_in_the_index_and_addresses_by_vlan(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit(
        EDP "2.1.3.1001.0.0.2.0.0.0.7.1|4|summit\n" EDP "2.1.4.1001.0.0.2.0.0.0.7.1|4|12.5.4.5\n" EDP
            "2.1.5.1001.0.0.2.0.0.0.7.1|2|1\n" EDP "2.1.6.1001.0.0.2.0.0.0.7.1|2|24\n" EDP
            "3.1.3.1001.0.0.2.0.0.0.7.1.4.77.103.109.116|64|192.0.2.7\n" EDP
            "3.1.3.1001.0.0.2.0.0.0.7.1.1.65|64|0.0.0.0\n" EDP "3.1.3.9.9|64|192.0.2.9\n");
    const struct neighbor *rows = neighbors(observation, 1);
    assert_int_equal(rows[0].protocol, PROTOCOL_EDP);
    assert_int_equal(rows[0].local_if_index, 1001);
    assert_int_equal(rows[0].remote_chassis_subtype, CHASSIS_MAC_ADDRESS);
    assert_int_equal(rows[0].remote_chassis_id.size, 6);
    assert_memory_equal(rows[0].remote_chassis_id.data, "\x02\0\0\0\x07\x01", 6);
    assert_string_equal(rows[0].remote_name, "summit");
    assert_octets(rows[0].remote_port_id, "1:24");
    assert_address(&rows[0], "192.0.2.7");
    observation_free(observation);
}

static void sonmp_has_its_ports_by_slot_and_number(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit(
        "1.3.6.1.2.1.2.2.1.2.25|4|Nortel ERS - Unit 1 Port 25\n"
        "1.3.6.1.2.1.2.2.1.2.89|4|Nortel ERS - Unit 2 Port 25\n"
        "1.3.6.1.2.1.2.2.1.3.25|2|6\n"
        "1.3.6.1.2.1.2.2.1.3.89|2|6\n" SONMP "5.0.0.192.0.2.1.0|4x|020000000100\n" SONMP
        "5.2.25.192.0.2.2.258|4x|020000000200\n" SONMP "5.3.7.192.0.2.3.8388869|4x|020000000300\n");
    const struct neighbor *rows = neighbors(observation, 2);
    assert_int_equal(rows[0].protocol, PROTOCOL_SONMP);
    assert_int_equal(rows[0].local_if_index, 89);
    assert_string_equal(rows[0].local_port_name, "2/25");
    assert_address(&rows[0], "192.0.2.2");
    assert_memory_equal(rows[0].remote_chassis_id.data, "\x02\0\0\0\x02\0", 6);
    assert_octets(rows[0].remote_port_id, "1/2");
    assert_int_equal(rows[1].local_if_index, 0);
    assert_string_equal(rows[1].local_port_name, "3/7");
    assert_int_equal(rows[1].remote_port_id.size, 0);
    observation_free(observation);
}

static void assert_isdp(const char *sys_object_id, const char *base)
{
    g_autofree char *lines = g_strdup_printf("1.3.6.1.2.1.1.2.0|6|%s\n"
                                             "%s.39.1.2.1.1.3.7.1|4|192.0.2.5\n"
                                             "%s.39.1.2.1.1.4.7.1|4|0/7\n"
                                             "%s.39.1.2.1.1.6.7.1|4|nexus(FOC1)\n"
                                             "%s.39.1.2.1.1.7.7.1|4|Ethernet1/1\n",
                                             sys_object_id, base, base, base, base);
    struct observation *observation = fake_agent_visit(lines);
    const struct neighbor *rows = neighbors(observation, 1);
    assert_int_equal(rows[0].protocol, PROTOCOL_ISDP);
    assert_int_equal(rows[0].local_if_index, 7);
    assert_string_equal(rows[0].local_port_name, "0/7");
    assert_string_equal(rows[0].remote_name, "nexus");
    assert_string_equal(rows[0].remote_serial, "FOC1");
    assert_octets(rows[0].remote_port_id, "Ethernet1/1");
    assert_address(&rows[0], "192.0.2.5");
    observation_free(observation);
}

static void isdp_is_found_below_the_number_of_each_vendor(void **state)
{
    (void)state;
    assert_isdp("1.3.6.1.4.1.4413.1", "1.3.6.1.4.1.4413.1.1");
    assert_isdp("1.3.6.1.4.1.4526.100.1", "1.3.6.1.4.1.4526.10");
    assert_isdp("1.3.6.1.4.1.674.10895.1", "1.3.6.1.4.1.674.10895.5000.2.6132.1.1");
}

static void a_short_index_is_dropped_and_named(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit(
        FDP "3.5|4|a\n" EDP "2.1.3.1001.0.0.2.0.0.0.7|4|b\n" SONMP "5.2.25.192.0.2|4x|020000000200\n");
    neighbors(observation, 0);
    assert_true(has_warning(observation, "snFdpCacheTable", "row 5: index too short"));
    assert_true(has_warning(observation, "extremeEdpTable", "row 1001.0.0.2.0.0.0.7: index is not"));
    assert_true(has_warning(observation, "s5EnMsTopNmmTable", "row 2.25.192.0.2: index too short"));
    observation_free(observation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fdp_tells_the_neighbor_and_what_it_heard_by_cdp),
        cmocka_unit_test(edp_has_the_mac_in_the_index_and_addresses_by_vlan),
        cmocka_unit_test(sonmp_has_its_ports_by_slot_and_number),
        cmocka_unit_test(isdp_is_found_below_the_number_of_each_vendor),
        cmocka_unit_test(a_short_index_is_dropped_and_named),
    };
    return cmocka_run_group_tests_name("mib_neighbors", tests, NULL, NULL);
}
