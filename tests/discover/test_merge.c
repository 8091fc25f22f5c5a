#include "discover/merge.h"
#include "discover/os/os_record.h"
#include "tests/support/build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define OWN RECORD_FIRST_IF_INDEX

/* What SNMP told, and what a command line did. */
struct pair {
    struct observation *snmp, *cli;
};

static struct pair make_pair(void)
{
    struct pair pair = {build_observation("192.0.2.1", "sw-1"), build_observation("192.0.2.1", "sw-1")};
    pair.cli->via = VIA_SSH;
    return pair;
}

static void free_pair(struct pair *pair)
{
    observation_free(pair->snmp);
    observation_free(pair->cli);
}

static struct interface *add_interface(struct observation *observation, uint32_t if_index, const char *name)
{
    struct interface *row = observation_add(observation, RECORD_INTERFACE);
    row->if_index = if_index;
    row->name = observation_text(observation, name);
    return row;
}

static const struct interface *interfaces(const struct observation *observation, size_t *count)
{
    return observation_records(observation, RECORD_INTERFACE, count);
}

static void an_interface_that_both_know_by_name_is_one(void **state)
{
    (void)state;
    struct pair pair = make_pair();
    size_t count;
    add_interface(pair.snmp, 7, "Ethernet7")->mtu = 1500;
    add_interface(pair.cli, OWN, "Ethernet7")->alias = observation_text(pair.cli, "to sw-2");
    merge_observation(pair.snmp, pair.cli);
    const struct interface *rows = interfaces(pair.snmp, &count);
    assert_int_equal(count, 1);
    assert_int_equal(rows[0].if_index, 7);
    assert_int_equal(rows[0].mtu, 1500);
    assert_string_equal(rows[0].alias, "to sw-2");
    free_pair(&pair);
}

static void an_abbreviated_name_and_a_description_are_known_again(void **state)
{
    (void)state;
    struct pair pair = make_pair();
    size_t count;
    add_interface(pair.snmp, 10101, "Gi1/0/1")->descr = observation_text(pair.snmp, "GigabitEthernet1/0/1");
    add_interface(pair.snmp, 10102, "Gi1/0/2");
    add_interface(pair.cli, OWN, "GigabitEthernet1/0/1");
    add_interface(pair.cli, OWN + 1, "GigabitEthernet1/0/2")->mtu = 9000;
    merge_observation(pair.snmp, pair.cli);
    const struct interface *rows = interfaces(pair.snmp, &count);
    assert_int_equal(count, 2);
    assert_int_equal(rows[1].mtu, 9000);
    free_pair(&pair);
}

static void an_abbreviation_of_two_interfaces_is_neither(void **state)
{
    (void)state;
    struct pair pair = make_pair();
    size_t count;
    add_interface(pair.snmp, 1, "TenGigE1/1");
    add_interface(pair.snmp, 2, "TenGigabitEthernet1/1");
    add_interface(pair.cli, OWN, "Te1/1");
    merge_observation(pair.snmp, pair.cli);
    interfaces(pair.snmp, &count);
    assert_int_equal(count, 3);
    free_pair(&pair);
}

static void an_interface_without_a_name_is_known_by_its_number(void **state)
{
    (void)state;
    struct pair pair = make_pair();
    size_t count;
    add_interface(pair.snmp, 3, "eth3");
    add_interface(pair.cli, 3, NULL)->mtu = 1280;
    merge_observation(pair.snmp, pair.cli);
    assert_int_equal(interfaces(pair.snmp, &count)[0].mtu, 1280);
    assert_int_equal(count, 1);
    free_pair(&pair);
}

static void a_number_alone_makes_no_two_names_one(void **state)
{
    (void)state;
    struct pair pair = make_pair();
    size_t count;
    add_interface(pair.snmp, 3, "eth3");
    add_interface(pair.cli, 3, "eth9");
    merge_observation(pair.snmp, pair.cli);
    const struct interface *rows = interfaces(pair.snmp, &count);
    assert_int_equal(count, 2);
    assert_int_equal(rows[1].if_index, OWN);
    free_pair(&pair);
}

static void what_snmp_told_stands(void **state)
{
    (void)state;
    struct pair pair = make_pair();
    size_t count;
    add_interface(pair.snmp, 1, "e1")->oper_status = IF_STATUS_UP;
    add_interface(pair.cli, OWN, "e1")->oper_status = IF_STATUS_DOWN;
    pair.cli->system.sys_name = observation_text(pair.cli, "other");
    pair.cli->system.os = observation_text(pair.cli, "15.2");
    merge_observation(pair.snmp, pair.cli);
    assert_int_equal(interfaces(pair.snmp, &count)[0].oper_status, IF_STATUS_UP);
    assert_string_equal(pair.snmp->system.sys_name, "sw-1");
    assert_string_equal(pair.snmp->system.os, "15.2");
    free_pair(&pair);
}

static void rows_refer_to_the_interfaces_that_stayed(void **state)
{
    (void)state;
    struct pair pair = make_pair();
    size_t count;
    add_interface(pair.snmp, 7, "e7");
    add_interface(pair.cli, OWN, "e9");
    add_interface(pair.cli, OWN + 1, "e7");
    struct arp_entry *arp = observation_add(pair.cli, RECORD_ARP_ENTRY);
    arp->if_index = OWN + 1;
    build_cdp(pair.cli, OWN + 1, "sw-2", "e1", "192.0.2.2");
    build_address(pair.cli, "192.0.2.9", OWN);
    merge_observation(pair.snmp, pair.cli);
    const struct arp_entry *arps = observation_records(pair.snmp, RECORD_ARP_ENTRY, &count);
    assert_int_equal(count, 1);
    assert_int_equal(arps[0].if_index, 7);
    const struct neighbor *neighbors = observation_records(pair.snmp, RECORD_NEIGHBOR, &count);
    assert_int_equal(neighbors[0].local_if_index, 7);
    const struct ip_address *addresses = observation_records(pair.snmp, RECORD_IP_ADDRESS, &count);
    assert_int_equal(addresses[count - 1].if_index, OWN);
    free_pair(&pair);
}

static void neighbors_of_a_protocol_that_snmp_told_are_not_told_twice(void **state)
{
    (void)state;
    struct pair pair = make_pair();
    size_t count;
    build_lldp(pair.snmp, 1, "02:00:5e:00:00:02", "e1", "sw-2");
    build_lldp(pair.cli, 1, "02:00:5e:00:00:02", "e1", "sw-2");
    build_cdp(pair.cli, 1, "sw-2", "e1", "192.0.2.2");
    merge_observation(pair.snmp, pair.cli);
    const struct neighbor *rows = observation_records(pair.snmp, RECORD_NEIGHBOR, &count);
    assert_int_equal(count, 2);
    assert_int_equal(rows[0].protocol, PROTOCOL_LLDP);
    assert_int_equal(rows[1].protocol, PROTOCOL_CDP);
    free_pair(&pair);
}

static void an_address_that_both_know_is_one(void **state)
{
    (void)state;
    struct pair pair = make_pair();
    size_t count;
    build_address(pair.snmp, "192.0.2.1", 1);
    build_address(pair.cli, "192.0.2.1", OWN);
    build_address(pair.cli, "2001:db8::1", OWN);
    merge_observation(pair.snmp, pair.cli);
    observation_records(pair.snmp, RECORD_IP_ADDRESS, &count);
    assert_int_equal(count, 2);
    free_pair(&pair);
}

static void an_observation_without_interfaces_gets_those_of_the_other_one(void **state)
{
    (void)state;
    struct pair pair = make_pair();
    size_t count;
    add_interface(pair.cli, OWN, "e1");
    add_interface(pair.cli, OWN + 1, "e2");
    merge_observation(pair.snmp, pair.cli);
    const struct interface *rows = interfaces(pair.snmp, &count);
    assert_int_equal(count, 2);
    assert_int_equal(rows[1].if_index, OWN + 1);
    assert_string_equal(rows[1].name, "e2");
    free_pair(&pair);
}

static void costs_and_warnings_add_up(void **state)
{
    (void)state;
    struct pair pair = make_pair();
    size_t count;
    pair.snmp->cost = (struct cost){.requests = 3, .bytes_received = 100};
    pair.cli->cost = (struct cost){.requests = 4, .bytes_received = 1000};
    observation_warn(pair.snmp, "ifTable", "one");
    observation_warn(pair.cli, "show version", "two");
    merge_observation(pair.snmp, pair.cli);
    observation_records(pair.snmp, RECORD_WARNING, &count);
    assert_int_equal(count, 2);
    assert_int_equal(pair.snmp->cost.requests, 7);
    assert_int_equal(pair.snmp->cost.bytes_received, 1100);
    free_pair(&pair);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_interface_that_both_know_by_name_is_one),
        cmocka_unit_test(an_abbreviated_name_and_a_description_are_known_again),
        cmocka_unit_test(an_abbreviation_of_two_interfaces_is_neither),
        cmocka_unit_test(an_interface_without_a_name_is_known_by_its_number),
        cmocka_unit_test(a_number_alone_makes_no_two_names_one),
        cmocka_unit_test(what_snmp_told_stands),
        cmocka_unit_test(rows_refer_to_the_interfaces_that_stayed),
        cmocka_unit_test(neighbors_of_a_protocol_that_snmp_told_are_not_told_twice),
        cmocka_unit_test(an_address_that_both_know_is_one),
        cmocka_unit_test(an_observation_without_interfaces_gets_those_of_the_other_one),
        cmocka_unit_test(costs_and_warnings_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
