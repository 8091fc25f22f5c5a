#include "graph/port.h"
#include "graph/port_name.h"
#include "tests/support/build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void assert_port(struct port port, uint32_t if_index, const char *name)
{
    assert_int_equal(port.if_index, if_index);
    assert_string_equal(port.name, name);
}

static struct port local_of(struct observation *observation, const struct neighbor *neighbor,
                            struct port_resolver **resolver)
{
    *resolver = port_resolver_new(observation);
    return port_resolve_local(*resolver, neighbor);
}

static void check_local(struct observation *observation, uint32_t number, uint32_t if_index, const char *name)
{
    struct port_resolver *resolver;
    struct neighbor neighbor = {.protocol = PROTOCOL_LLDP, .local_port_number = number};
    assert_port(local_of(observation, &neighbor, &resolver), if_index, name);
    port_resolver_free(resolver);
    observation_free(observation);
}

static void check_remote(struct observation *observation, const struct neighbor *neighbor, uint32_t if_index,
                         const char *name)
{
    struct port_resolver *resolver = port_resolver_new(observation);
    assert_port(port_resolve_remote(resolver, neighbor), if_index, name);
    port_resolver_free(resolver);
    observation_free(observation);
}

static struct neighbor lldp_row(enum port_subtype subtype, const char *id, const char *descr)
{
    return (struct neighbor){.protocol = PROTOCOL_LLDP,
                             .remote_port_subtype = subtype,
                             .remote_port_id = bytes_from_text(id),
                             .remote_port_descr = descr};
}

static void a_port_number_is_what_the_local_port_table_calls_it(void **state)
{
    (void)state;
    struct observation *observation = build_observation("192.0.2.1", "sw1");
    build_interface(observation, 9, "Vlan9", NULL);
    build_interface(observation, 10109, "Gi0/9", NULL);
    build_lldp_port(observation, 9, PORT_INTERFACE_NAME, "Gi0/9");
    check_local(observation, 9, 10109, "Gi0/9");
}

static void a_local_port_id_that_is_one_interfaces_mac_address_names_it(void **state)
{
    (void)state;
    struct observation *observation = build_observation("192.0.2.1", "sw1");
    build_interface(observation, 1, "Vlan1", "02:00:00:00:01:11")->type = 136;
    build_interface(observation, 17, "gi1/0/17", "02:00:00:00:01:11");
    build_lldp_port(observation, 3, PORT_MAC_ADDRESS, "02:00:00:00:01:11");
    check_local(observation, 3, 17, "gi1/0/17");
}

static void a_mac_address_that_all_ports_have_names_none_of_them(void **state)
{
    (void)state;
    struct observation *observation = build_observation("192.0.2.1", "sw1");
    build_interface(observation, 101, "1/1", "02:00:00:00:01:ff");
    build_interface(observation, 102, "1/2", "02:00:00:00:01:ff");
    build_lldp_port(observation, 2, PORT_MAC_ADDRESS, "02:00:00:00:01:ff");
    *(struct bridge_port *)observation_add(observation, RECORD_BRIDGE_PORT) =
        (struct bridge_port){.port = 2, .if_index = 102};
    check_local(observation, 2, 102, "1/2");
}

static void a_bridge_port_goes_before_the_number_itself(void **state)
{
    (void)state;
    struct observation *observation = build_observation("192.0.2.1", "sw1");
    build_interface(observation, 1, "InLoopBack0", NULL);
    build_interface(observation, 3, "GigabitEthernet0/0/1", NULL);
    *(struct bridge_port *)observation_add(observation, RECORD_BRIDGE_PORT) =
        (struct bridge_port){.port = 1, .if_index = 3};
    check_local(observation, 1, 3, "GigabitEthernet0/0/1");
}

static void the_number_itself_is_the_last_resort(void **state)
{
    (void)state;
    struct observation *observation = build_observation("192.0.2.1", "fw1");
    build_interface(observation, 2, "wan2", NULL);
    check_local(observation, 2, 2, "wan2");
}

static void the_number_is_no_if_index_where_other_ports_show_it(void **state)
{
    (void)state;
    struct observation *observation = build_observation("192.0.2.1", "sw1");
    build_interface(observation, 5, "internal", NULL);
    build_interface(observation, 100001, "1/1", NULL);
    build_lldp_port(observation, 1, PORT_INTERFACE_NAME, "1/1");
    check_local(observation, 5, 0, "5");
}

static void a_neighbor_is_not_at_the_loopback_interface(void **state)
{
    (void)state;
    struct observation *observation = build_observation("192.0.2.1", "sw1");
    build_interface(observation, 1, "lo", NULL)->type = 24;
    check_local(observation, 1, 0, "1");
}

static void a_port_outside_of_if_table_keeps_its_name(void **state)
{
    (void)state;
    struct observation *observation = build_observation("192.0.2.1", "sw1");
    build_lldp_port(observation, 4000, PORT_INTERFACE_NAME, "mgmt");
    check_local(observation, 4000, 0, "mgmt");
}

static void what_the_device_sends_comes_back(void **state)
{
    (void)state;
    struct observation *observation = build_observation("192.0.2.1", "mx1");
    build_interface(observation, 513, "ge-1/0/1", NULL);
    build_lldp_port(observation, 513, PORT_LOCAL, "7")->descr = observation_text(observation, "ge-1/0/1");
    struct neighbor row = lldp_row(PORT_LOCAL, "7", "to the core");
    check_remote(observation, &row, 513, "ge-1/0/1");
}

static void a_number_is_an_if_index_where_the_description_agrees(void **state)
{
    (void)state;
    struct observation *observation = build_observation("192.0.2.1", "mx1");
    build_interface(observation, 24, "xe-0/0/1", NULL);
    build_interface(observation, 25, "24", NULL);
    struct neighbor row = lldp_row(PORT_LOCAL, "24", "xe-0/0/1");
    check_remote(observation, &row, 24, "xe-0/0/1");
}

static void a_number_is_a_name_before_it_is_a_number(void **state)
{
    (void)state;
    struct observation *observation = build_observation("192.0.2.1", "sw1");
    build_interface(observation, 24, "Trk1", NULL);
    build_interface(observation, 25, "24", NULL);
    struct neighbor row = lldp_row(PORT_LOCAL, "24", NULL);
    check_remote(observation, &row, 25, "24");
}

static void abbreviated_names_are_understood(void **state)
{
    (void)state;
    struct observation *observation = build_observation("192.0.2.1", "sw1");
    build_interface(observation, 10109, "Gi0/9", NULL)->descr =
        observation_text(observation, "GigabitEthernet0/9");
    build_interface(observation, 10110, "Gi0/10", NULL);
    struct neighbor row = {.protocol = PROTOCOL_CDP,
                           .remote_port_id = bytes_from_text("gigabitEthernet 0/10")};
    check_remote(observation, &row, 10110, "Gi0/10");
}

static void an_interface_name_in_an_alias_subtype_is_a_name(void **state)
{
    (void)state;
    struct observation *observation = build_observation("192.0.2.1", "r1");
    build_interface(observation, 82, "Gi1/2/34", NULL);
    struct neighbor row = lldp_row(PORT_INTERFACE_ALIAS, "Gi1/2/34", "to sw081");
    check_remote(observation, &row, 82, "Gi1/2/34");
}

static void an_alias_names_a_port_when_it_is_unique(void **state)
{
    (void)state;
    struct observation *observation = build_observation("192.0.2.1", "r1");
    build_interface(observation, 1, "et1", NULL)->alias = observation_text(observation, "uplink");
    build_interface(observation, 2, "et2", NULL)->alias = observation_text(observation, "spare");
    build_interface(observation, 3, "et3", NULL)->alias = observation_text(observation, "spare");
    struct port_resolver *resolver = port_resolver_new(observation);
    struct neighbor row = lldp_row(PORT_INTERFACE_ALIAS, "uplink", NULL);
    assert_port(port_resolve_remote(resolver, &row), 1, "et1");
    row = lldp_row(PORT_INTERFACE_ALIAS, "spare", NULL);
    assert_port(port_resolve_remote(resolver, &row), 0, "spare");
    port_resolver_free(resolver);
    observation_free(observation);
}

static void six_octets_in_a_cdp_port_id_are_a_mac_address(void **state)
{
    (void)state;
    static const uint8_t octets[6] = {0x02, 0, 0, 0xf2, 0x07, 0x99};
    struct observation *observation = build_observation("192.0.2.1", "server");
    build_interface(observation, 2, "eth0", "02:00:00:f2:07:99");
    struct neighbor row = {.protocol = PROTOCOL_CDP, .remote_port_id = {octets, sizeof octets}};
    check_remote(observation, &row, 2, "eth0");
}

static void the_description_names_a_port_that_is_not_known_otherwise(void **state)
{
    (void)state;
    struct neighbor row = lldp_row(PORT_MAC_ADDRESS, NULL, "eth0");
    row.remote_port_id = (struct bytes){(const uint8_t[]){2, 0, 0, 0, 0, 7}, 6};
    g_autofree char *with_descr = port_format_remote(&row);
    assert_string_equal(with_descr, "eth0");
    row.remote_port_descr = NULL;
    g_autofree char *alone = port_format_remote(&row);
    assert_string_equal(alone, "02:00:00:00:00:07");
    row = lldp_row(PORT_INTERFACE_NAME, "ge-0/0/1", "to the core");
    g_autofree char *name = port_format_remote(&row);
    assert_string_equal(name, "ge-0/0/1");
}

static void aggregates_are_told_by_lag_mib_and_by_the_interface_stack(void **state)
{
    (void)state;
    struct observation *observation = build_observation("192.0.2.1", "sw1");
    build_interfaces(observation, "Gi0/", 1, 3);
    build_interface(observation, 100, "Po1", NULL)->type = 53;
    build_interface(observation, 200, "Vlan200", NULL)->type = 53;
    build_member(observation, 1, 100);
    build_member(observation, 3, 3);
    *(struct if_stack *)observation_add(observation, RECORD_IF_STACK) =
        (struct if_stack){.higher_if_index = 100, .lower_if_index = 2};
    *(struct if_stack *)observation_add(observation, RECORD_IF_STACK) =
        (struct if_stack){.higher_if_index = 200, .lower_if_index = 3};
    struct port_resolver *resolver = port_resolver_new(observation);
    assert_int_equal(port_aggregate(resolver, 1), 100);
    assert_int_equal(port_aggregate(resolver, 2), 100);
    assert_int_equal(port_aggregate(resolver, 3), 0);
    assert_int_equal(port_aggregate(resolver, 0), 0);
    assert_true(port_is_aggregate(resolver, 100));
    assert_false(port_is_aggregate(resolver, 200));
    port_resolver_free(resolver);
    observation_free(observation);
}

static void a_unit_runs_on_its_interface(void **state)
{
    (void)state;
    struct observation *observation = build_observation("192.0.2.1", "mx1");
    build_interface(observation, 514, "ge-1/0/2", NULL);
    build_interface(observation, 540, "ge-1/0/2.0", NULL);
    build_interface(observation, 549, "ge-0/0/2.0", NULL);
    struct port_resolver *resolver = port_resolver_new(observation);
    assert_int_equal(port_physical(resolver, 540), 514);
    assert_int_equal(port_physical(resolver, 514), 514);
    assert_int_equal(port_physical(resolver, 549), 549);
    port_resolver_free(resolver);
    observation_free(observation);
}

static void names_are_the_same_only_with_the_same_numbers(void **state)
{
    (void)state;
    assert_true(port_name_same("Gi0/9", "GigabitEthernet0/9"));
    assert_true(port_name_same("BE10", "Bundle-Ether10"));
    assert_true(port_name_same("XGE1/0/1", "XGigabitEthernet1/0/1"));
    assert_true(port_name_same("po1", "port-channel1"));
    assert_false(port_name_same("Gi0/9", "GigabitEthernet0/10"));
    assert_false(port_name_same("Te0/1", "TwentyFiveGigE0/1/1"));
    assert_false(port_name_same("Fa0/1", "FortyGigE0/1"));
    assert_false(port_name_same("e1", "eth1"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_port_number_is_what_the_local_port_table_calls_it),
        cmocka_unit_test(a_local_port_id_that_is_one_interfaces_mac_address_names_it),
        cmocka_unit_test(a_mac_address_that_all_ports_have_names_none_of_them),
        cmocka_unit_test(a_bridge_port_goes_before_the_number_itself),
        cmocka_unit_test(the_number_itself_is_the_last_resort),
        cmocka_unit_test(the_number_is_no_if_index_where_other_ports_show_it),
        cmocka_unit_test(a_neighbor_is_not_at_the_loopback_interface),
        cmocka_unit_test(a_port_outside_of_if_table_keeps_its_name),
        cmocka_unit_test(what_the_device_sends_comes_back),
        cmocka_unit_test(a_number_is_an_if_index_where_the_description_agrees),
        cmocka_unit_test(a_number_is_a_name_before_it_is_a_number),
        cmocka_unit_test(abbreviated_names_are_understood),
        cmocka_unit_test(an_interface_name_in_an_alias_subtype_is_a_name),
        cmocka_unit_test(an_alias_names_a_port_when_it_is_unique),
        cmocka_unit_test(six_octets_in_a_cdp_port_id_are_a_mac_address),
        cmocka_unit_test(the_description_names_a_port_that_is_not_known_otherwise),
        cmocka_unit_test(aggregates_are_told_by_lag_mib_and_by_the_interface_stack),
        cmocka_unit_test(a_unit_runs_on_its_interface),
        cmocka_unit_test(names_are_the_same_only_with_the_same_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
