#include "graph/doctor.h"
#include "tests/graph/network_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* What a check finds, a line each: "sw1 eth1, sw2 eth5: text". */
static void assert_finds(struct observation_list list, const char *check, const char *expected)
{
    struct fixture *fixture = fixture_new(list);
    const struct doctor_check *checks[] = {doctor_find_check(check), NULL};
    assert_non_null(checks[0]);
    struct doctor *doctor = doctor_run(&fixture->network, checks);
    g_autoptr(GString) out = g_string_new(NULL);
    for (size_t i = 0; i < doctor_finding_count(doctor); i++) {
        const struct finding *finding = doctor_finding(doctor, i);
        for (size_t j = 0; j < finding->end_count; j++)
            g_string_append_printf(out, "%s%s%s%s", j > 0 ? ", " : "",
                                   topology_device(fixture->topology, finding->ends[j].device)->name,
                                   finding->ends[j].port != NULL ? " " : "",
                                   finding->ends[j].port != NULL ? finding->ends[j].port : "");
        g_string_append_printf(out, ": %s\n", finding->text);
    }
    assert_string_equal(out->str, expected);
    doctor_free(doctor);
    fixture_free(fixture);
}

/* sw1 [eth1] -- [eth5] sw2, seen from both ends. */
static void join(struct observation *one, struct observation *two)
{
    build_lldp(one, 1, MAC(2), "eth5", "sw2");
    build_lldp(two, 5, MAC(1), "eth1", "sw1");
}

static void a_sound_network_has_no_findings(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *two = fixture_switch(2);
    join(one, two);
    struct fixture *fixture = fixture_new(BUILD_LIST(one, two));
    struct doctor *doctor = doctor_run(&fixture->network, NULL);
    assert_int_equal(doctor_finding_count(doctor), 0);
    doctor_free(doctor);
    fixture_free(fixture);
}

static void ends_of_different_duplex_are_found(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *two = fixture_switch(2);
    join(one, two);
    fixture_interface(one, 1)->duplex = DUPLEX_HALF;
    fixture_interface(two, 5)->duplex = DUPLEX_FULL;
    assert_finds(BUILD_LIST(one, two), "duplex-mismatch", "sw1 eth1, sw2 eth5: half - full\n");
}

static void the_duplex_that_a_neighbor_was_told_counts(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1);
    fixture_interface(one, 1)->duplex = DUPLEX_FULL;
    build_cdp(one, 1, "edge", "Gi0/1", NULL)->remote_duplex = DUPLEX_HALF;
    assert_finds(BUILD_LIST(one), "duplex-mismatch", "edge Gi0/1, sw1 eth1: half - full\n");
}

static void an_unknown_duplex_is_no_mismatch(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *two = fixture_switch(2);
    join(one, two);
    fixture_interface(one, 1)->duplex = DUPLEX_HALF;
    fixture_interface(two, 5)->duplex = DUPLEX_UNKNOWN;
    assert_finds(BUILD_LIST(one, two), "duplex-mismatch", "");
}

static void ends_of_different_speed_are_found(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *two = fixture_switch(2);
    join(one, two);
    fixture_interface(two, 5)->speed_bps = 100000000;
    assert_finds(BUILD_LIST(one, two), "speed-mismatch", "sw1 eth1, sw2 eth5: 1G - 100M\n");
}

static void headers_that_one_end_counts_are_no_mtu_mismatch(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *two = fixture_switch(2);
    join(one, two);
    fixture_interface(one, 1)->mtu = 1500;
    fixture_interface(two, 5)->mtu = 1518;
    assert_finds(BUILD_LIST(one, two), "mtu-mismatch", "");
}

static void ends_of_different_mtu_are_found(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *two = fixture_switch(2);
    join(one, two);
    fixture_interface(one, 1)->mtu = 1500;
    fixture_interface(two, 5)->mtu = 9216;
    assert_finds(BUILD_LIST(one, two), "mtu-mismatch", "sw1 eth1, sw2 eth5: 1500 - 9216\n");
}

static void set_pvid(struct observation *observation, uint32_t if_index, uint32_t pvid)
{
    *(struct bridge_port *)observation_add(observation, RECORD_BRIDGE_PORT) =
        (struct bridge_port){if_index, if_index, pvid};
}

static void ends_of_different_native_vlan_are_found(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *two = fixture_switch(2);
    join(one, two);
    set_pvid(one, 1, 1);
    set_pvid(two, 5, 99);
    assert_finds(BUILD_LIST(one, two), "native-vlan-mismatch", "sw1 eth1, sw2 eth5: VLAN 1 - VLAN 99\n");
}

static void the_native_vlan_of_cdp_counts_where_there_is_no_pvid(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1);
    set_pvid(one, 1, 10);
    build_cdp(one, 1, "edge", "Gi0/1", NULL)->remote_vlan = 20;
    assert_finds(BUILD_LIST(one), "native-vlan-mismatch", "edge Gi0/1, sw1 eth1: VLAN 20 - VLAN 10\n");
}

static void a_broken_port_with_a_neighbor_is_found(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *two = fixture_switch(2);
    join(one, two);
    fixture_interface(one, 1)->oper_status = IF_STATUS_DOWN;
    fixture_interface(one, 1)->admin_status = IF_STATUS_UP;
    assert_finds(BUILD_LIST(one, two), "down-port", "sw1 eth1, sw2 eth5: sw1 is down\n");
}

static void a_link_that_one_end_does_not_see_is_found(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *two = fixture_switch(2);
    build_lldp(one, 1, MAC(2), "eth5", "sw2");
    build_lldp(two, 7, MAC(9), "eth1", "edge");
    assert_finds(BUILD_LIST(one, two), "one-sided-link",
                 "sw1 eth1, sw2 eth5: lldp: only sw1 sees the other\n");
}

static void a_device_that_sees_nobody_is_silent_and_not_one_sided(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *two = fixture_switch(2);
    build_lldp(one, 1, MAC(2), "eth5", "sw2");
    build_lldp(one, 2, MAC(2), "eth6", "sw2");
    assert_finds(BUILD_LIST(one, two), "one-sided-link", "");
    one = fixture_switch(1), two = fixture_switch(2);
    build_lldp(one, 1, MAC(2), "eth5", "sw2");
    build_lldp(one, 2, MAC(2), "eth6", "sw2");
    assert_finds(BUILD_LIST(one, two), "silent",
                 "sw2: 2 ports of others see it by lldp; it tells of nobody\n");
}

static void a_neighbor_that_was_never_visited_is_not_one_sided(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1);
    build_lldp(one, 1, MAC(9), "eth5", "edge");
    assert_finds(BUILD_LIST(one), "one-sided-link", "");
}

static void several_neighbors_at_one_port_are_found(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1);
    build_lldp(one, 1, MAC(8), "eth0", "pc8");
    build_lldp(one, 1, MAC(9), "eth0", "pc9");
    build_lldp(one, 2, MAC(7), "eth0", "pc7");
    assert_finds(BUILD_LIST(one), "shared-port", "sw1 eth1: pc8, pc9\n");
}

static void a_cable_back_to_the_same_device_is_found(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1);
    build_lldp(one, 3, MAC(1), "eth4", "sw1");
    build_lldp(one, 4, MAC(1), "eth3", "sw1");
    assert_finds(BUILD_LIST(one), "loop",
                 "sw1 eth3: lldp: sees its own port eth4\n"
                 "sw1 eth4: lldp: sees its own port eth3\n");
}

static void an_address_of_two_devices_is_found(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *two = fixture_switch(2);
    build_address(one, "192.0.2.1", 3);
    build_address(two, "192.0.2.1", 4);
    assert_finds(BUILD_LIST(one, two), "duplicate-address", "sw1 eth3, sw2 eth4: 192.0.2.1\n");
}

static void a_virtual_address_is_no_duplicate(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *two = fixture_switch(2);
    build_address(one, "192.0.2.1", 3);
    build_address(two, "192.0.2.1", 4);
    struct virtual_address *shared = observation_add(one, RECORD_VIRTUAL_ADDRESS);
    assert_true(address_parse("192.0.2.1", &shared->address));
    assert_finds(BUILD_LIST(one, two), "duplicate-address", "");
}

static void an_anycast_gateway_is_no_duplicate(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *two = fixture_switch(2);
    build_address(one, "192.0.2.1", 3);
    build_address(two, "192.0.2.1", 4);
    fixture_interface(one, 3)->mac = (struct mac){{2, 0, 0, 0, 0, 1}};
    fixture_interface(two, 4)->mac = (struct mac){{2, 0, 0, 0, 0, 1}};
    assert_finds(BUILD_LIST(one, two), "duplicate-address", "");
}

static void addresses_between_the_boards_of_a_device_are_no_duplicates(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *two = fixture_switch(2);
    build_address(one, "10.77.0.4", 3);
    build_address(one, "128.0.0.4", 3);
    build_address(two, "10.77.0.4", 3);
    build_address(two, "128.0.0.4", 3);
    assert_finds(BUILD_LIST(one, two), "duplicate-address", "");
}

static void two_addresses_of_one_device_are_no_duplicate(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *again = build_observation("10.9.0.1", "sw1");
    build_chassis_mac(again, MAC(1));
    build_address(one, "10.9.0.1", 3);
    build_address(again, "10.9.0.1", 3);
    assert_finds(BUILD_LIST(one, again), "duplicate-address", "");
}

static void a_chassis_id_of_two_devices_is_found(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *two = fixture_switch(2);
    build_chassis_mac(two, MAC(1));
    assert_finds(BUILD_LIST(one, two), "cloned-chassis", "sw1, sw2: 02:1a:b0:00:01:01\n");
}

static void a_name_of_two_devices_is_found(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *two = fixture_switch(2);
    two->system.sys_name = observation_text(two, "SW1");
    assert_finds(BUILD_LIST(one, two), "duplicate-name", "SW1, sw1: sw1\n");
}

static void a_member_that_is_down_is_found(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1);
    build_member(one, 1, 8);
    build_member(one, 2, 8);
    build_member(one, 3, 8);
    fixture_interface(one, 2)->oper_status = IF_STATUS_DOWN;
    fixture_interface(one, 3)->oper_status = IF_STATUS_DOWN;
    fixture_interface(one, 3)->admin_status = IF_STATUS_DOWN;
    assert_finds(BUILD_LIST(one), "aggregate-member", "sw1 eth2: down; 1 of 3 members of eth8 are up\n");
}

static void a_cable_that_is_a_member_at_one_end_is_found(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *two = fixture_switch(2);
    join(one, two);
    build_member(one, 1, 8);
    build_member(two, 6, 8);
    assert_finds(BUILD_LIST(one, two), "aggregate-sides",
                 "sw1 eth1, sw2 eth5: member of eth8 of sw1, of none of sw2\n");
}

static void a_visit_that_failed_is_found_with_its_reason(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1);
    build_neighbor_address(one, build_lldp(one, 1, MAC(9), "Gi0/1", "edge"), "10.0.0.9");
    assert_finds(
        BUILD_LIST(one, build_failure("10.0.0.9", "no answer"), build_failure("10.0.0.77", "refused")),
        "unreachable",
        ": 10.0.0.77: refused\n"
        "edge: 10.0.0.9: no answer\n");
}

static void an_answer_in_part_is_found(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1);
    one->outcome = OUTCOME_PARTIAL;
    observation_warn(one, "ifTable", "no answer");
    assert_finds(BUILD_LIST(one), "partial-answer", "sw1: ifTable: no answer\n");
}

static void a_device_that_did_not_answer_of_late_is_found(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *two = fixture_switch(2), *three = fixture_switch(3);
    two->run = three->run = 4;
    one->started_at = 1767225600000;
    assert_finds(BUILD_LIST(one, two, three), "stale", "sw1: answered last in run 1, 2026-01-01 00:00 UTC\n");
}

static void a_run_that_visited_few_is_one_finding(void **state)
{
    (void)state;
    struct observation *one = fixture_switch(1), *two = fixture_switch(2), *three = fixture_switch(3);
    three->run = 2;
    assert_finds(BUILD_LIST(one, two, three), "stale",
                 ": run 2, the newest, had answers of 1 of 3 devices\n");
}

static void checks_are_sorted_by_severity_and_all_are_told(void **state)
{
    (void)state;
    size_t count;
    const struct doctor_check *checks = doctor_checks(&count);
    assert_int_equal(count, 17);
    for (size_t i = 0; i < count; i++) {
        assert_ptr_equal(doctor_find_check(checks[i].name), &checks[i]);
        assert_true(i == 0 || checks[i].severity <= checks[i - 1].severity);
    }
    assert_null(doctor_find_check("fame"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sound_network_has_no_findings),
        cmocka_unit_test(ends_of_different_duplex_are_found),
        cmocka_unit_test(the_duplex_that_a_neighbor_was_told_counts),
        cmocka_unit_test(an_unknown_duplex_is_no_mismatch),
        cmocka_unit_test(ends_of_different_speed_are_found),
        cmocka_unit_test(headers_that_one_end_counts_are_no_mtu_mismatch),
        cmocka_unit_test(ends_of_different_mtu_are_found),
        cmocka_unit_test(ends_of_different_native_vlan_are_found),
        cmocka_unit_test(the_native_vlan_of_cdp_counts_where_there_is_no_pvid),
        cmocka_unit_test(a_broken_port_with_a_neighbor_is_found),
        cmocka_unit_test(a_link_that_one_end_does_not_see_is_found),
        cmocka_unit_test(a_device_that_sees_nobody_is_silent_and_not_one_sided),
        cmocka_unit_test(a_neighbor_that_was_never_visited_is_not_one_sided),
        cmocka_unit_test(several_neighbors_at_one_port_are_found),
        cmocka_unit_test(a_cable_back_to_the_same_device_is_found),
        cmocka_unit_test(an_address_of_two_devices_is_found),
        cmocka_unit_test(a_virtual_address_is_no_duplicate),
        cmocka_unit_test(an_anycast_gateway_is_no_duplicate),
        cmocka_unit_test(addresses_between_the_boards_of_a_device_are_no_duplicates),
        cmocka_unit_test(two_addresses_of_one_device_are_no_duplicate),
        cmocka_unit_test(a_chassis_id_of_two_devices_is_found),
        cmocka_unit_test(a_name_of_two_devices_is_found),
        cmocka_unit_test(a_member_that_is_down_is_found),
        cmocka_unit_test(a_cable_that_is_a_member_at_one_end_is_found),
        cmocka_unit_test(a_visit_that_failed_is_found_with_its_reason),
        cmocka_unit_test(an_answer_in_part_is_found),
        cmocka_unit_test(a_device_that_did_not_answer_of_late_is_found),
        cmocka_unit_test(a_run_that_visited_few_is_one_finding),
        cmocka_unit_test(checks_are_sorted_by_severity_and_all_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
