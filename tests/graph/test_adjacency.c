#include "tests/graph/links_fixture.h"

static void a_cable_seen_from_both_ends_is_one_confirmed_link(void **state)
{
    (void)state;
    struct observation *one = device(1), *two = device(2);
    build_lldp(one, 1, MAC(2), "eth5", "sw2");
    build_lldp(two, 5, MAC(1), "eth1", "sw1");
    assert_links(BUILD_LIST(one, two), "sw1 eth1 -- sw2 eth5 physical lldp confirmed\n");
}

static void a_cable_seen_from_one_end_is_claimed(void **state)
{
    (void)state;
    struct observation *one = device(1);
    build_lldp(one, 1, MAC(2), "eth5", "sw2");
    assert_links(BUILD_LIST(one, device(2)), "sw1 eth1 -- sw2 eth5 physical lldp claimed\n");
}

static void two_protocols_over_one_cable_are_one_link(void **state)
{
    (void)state;
    struct observation *one = device(1), *two = device(2);
    build_lldp(one, 1, MAC(2), "eth5", "sw2");
    build_cdp(one, 1, "sw2", "Ethernet5", NULL);
    build_cdp(two, 5, "sw1", "eth1", NULL);
    assert_links(BUILD_LIST(one, two), "sw1 eth1 -- sw2 eth5 physical lldp+cdp confirmed\n");
}

static void parallel_cables_stay_parallel(void **state)
{
    (void)state;
    struct observation *one = device(1), *two = device(2);
    build_lldp(one, 1, MAC(2), "eth5", "sw2");
    build_lldp(one, 2, MAC(2), "eth6", "sw2");
    build_lldp(two, 5, MAC(1), "eth1", "sw1");
    build_lldp(two, 6, MAC(1), "eth2", "sw1");
    assert_links(BUILD_LIST(one, two), "sw1 eth1 -- sw2 eth5 physical lldp confirmed\n"
                                       "sw1 eth2 -- sw2 eth6 physical lldp confirmed\n");
}

static void a_row_that_cannot_tell_the_other_port_joins_the_link_at_its_own(void **state)
{
    (void)state;
    struct observation *one = device(1), *two = device(2);
    build_lldp(one, 1, MAC(2), "slot 9 port 9", "sw2");
    build_lldp(one, 2, MAC(2), "slot 9 port 8", "sw2");
    build_lldp(two, 5, MAC(1), "eth1", "sw1");
    build_lldp(two, 6, MAC(1), "eth2", "sw1");
    assert_links(BUILD_LIST(one, two), "sw1 eth1 -- sw2 eth5 physical lldp confirmed\n"
                                       "sw1 eth2 -- sw2 eth6 physical lldp confirmed\n");
}

static void each_end_knows_its_own_port_best(void **state)
{
    (void)state;
    struct observation *one = device(1), *two = device(2);
    build_lldp(one, 1, MAC(2), "eth8", "sw2");
    build_lldp(two, 5, MAC(1), "eth1", "sw1");
    assert_links(BUILD_LIST(one, two), "sw1 eth1 -- sw2 eth5 physical lldp confirmed\n");
}

static void two_halves_of_one_cable_are_joined(void **state)
{
    (void)state;
    struct observation *one = device(1), *two = device(2);
    build_lldp(one, 1, MAC(2), "port A", "sw2");
    build_lldp(two, 5, MAC(1), "port B", "sw1");
    assert_links(BUILD_LIST(one, two), "sw1 eth1 -- sw2 eth5 physical lldp confirmed\n");
}

static void halves_of_several_cables_are_not_guessed(void **state)
{
    (void)state;
    struct observation *one = device(1), *two = device(2);
    build_lldp(one, 1, MAC(2), NULL, "sw2");
    build_lldp(one, 2, MAC(2), NULL, "sw2");
    build_lldp(two, 5, MAC(1), NULL, "sw1");
    assert_links(BUILD_LIST(one, two), "sw1 ? -- sw2 eth5 physical lldp claimed\n"
                                       "sw1 eth1 -- sw2 ? physical lldp claimed\n"
                                       "sw1 eth2 -- sw2 ? physical lldp claimed\n");
}

static void the_port_of_an_unvisited_device_is_named_once(void **state)
{
    (void)state;
    struct observation *one = device(1);
    build_lldp(one, 1, MAC(9), "Gi0/1", "edge");
    build_cdp(one, 1, "edge", "GigabitEthernet0/1", NULL);
    build_lldp(one, 2, MAC(9), "Gi0/2", "edge");
    build_lldp(one, 2, MAC(9), "Gi0/2", "edge");
    assert_links(BUILD_LIST(one), "edge Gi0/1 -- sw1 eth1 physical lldp+cdp claimed\n"
                                  "edge Gi0/2 -- sw1 eth2 physical lldp claimed\n");
}

static void two_ports_of_one_device_behind_a_hub_are_two_links(void **state)
{
    (void)state;
    struct observation *one = device(1);
    build_lldp(one, 1, MAC(9), "Gi0/1", "edge");
    build_lldp(one, 1, MAC(9), "Gi0/2", "edge");
    assert_links(BUILD_LIST(one), "edge Gi0/1 -- sw1 eth1 physical lldp claimed\n"
                                  "edge Gi0/2 -- sw1 eth1 physical lldp claimed\n");
}

static void a_unit_and_its_interface_are_one_port(void **state)
{
    (void)state;
    struct observation *one = device(1), *two = device(2);
    build_interface(two, 514, "ge-1/0/2", NULL);
    build_interface(two, 540, "ge-1/0/2.0", NULL);
    build_lldp(one, 1, MAC(2), "ge-1/0/2.0", "sw2");
    build_lldp(two, 514, MAC(1), "eth1", "sw1");
    assert_links(BUILD_LIST(one, two), "sw1 eth1 -- sw2 ge-1/0/2 physical lldp confirmed\n");
}

static void a_cable_that_is_seen_on_a_subinterface_too_is_physical(void **state)
{
    (void)state;
    struct observation *one = device(1), *two = device(2);
    build_interface(two, 10, "Gi0/0", NULL);
    build_interface(two, 11, "Gi0/0.10", NULL)->type = 135;
    build_lldp(two, 10, MAC(1), "eth1", "sw1");
    build_cdp(two, 11, "sw1", "eth1", NULL);
    build_cdp(one, 1, "sw2", "Gi0/0.10", NULL);
    assert_links(BUILD_LIST(one, two), "sw1 eth1 -- sw2 Gi0/0 physical lldp+cdp confirmed\n");
}

static void a_subinterface_alone_is_an_l2_link(void **state)
{
    (void)state;
    struct observation *one = device(1), *two = device(2);
    build_interface(two, 10, "Gi0/0", NULL);
    build_interface(two, 11, "Gi0/0.10", NULL)->type = 135;
    build_cdp(two, 11, "sw1", "eth1", NULL);
    assert_links(BUILD_LIST(one, two), "sw1 eth1 -- sw2 Gi0/0.10 l2 cdp claimed\n");
}

static void a_row_at_an_aggregate_is_dropped_where_its_members_have_links(void **state)
{
    (void)state;
    struct observation *one = device(1), *two = device(2);
    build_interface(one, 100, "po1", NULL)->type = 161;
    build_member(one, 1, 100);
    build_member(one, 2, 100);
    build_lldp(one, 1, MAC(2), "eth5", "sw2");
    build_lldp(one, 2, MAC(2), "eth6", "sw2");
    build_cdp(one, 100, "sw2", "eth5", NULL);
    assert_links(BUILD_LIST(one, two), "sw1 eth1 -- sw2 eth5 physical lldp claimed\n"
                                       "sw1 eth2 -- sw2 eth6 physical lldp claimed\n"
                                       "dropped 1: an aggregate whose members have links of their own\n");
}

static void an_aggregate_alone_is_an_l2_link(void **state)
{
    (void)state;
    struct observation *one = device(1), *two = device(2);
    build_interface(one, 100, "po1", NULL)->type = 161;
    build_lldp(one, 100, MAC(2), "eth5", "sw2");
    assert_links(BUILD_LIST(one, two), "sw1 po1 -- sw2 eth5 l2 lldp claimed\n");
}

static void a_neighbor_over_a_tunnel_is_an_l3_link(void **state)
{
    (void)state;
    struct observation *one = device(1), *two = device(2);
    build_interface(one, 50, "Tunnel0", NULL)->type = 131;
    build_cdp(one, 50, "sw2", "eth5", NULL);
    build_cdp(one, 1, "sw2", "eth5", NULL);
    assert_links(BUILD_LIST(one, two), "sw1 Tunnel0 -- sw2 eth5 l3 cdp claimed\n"
                                       "sw1 eth1 -- sw2 eth5 physical cdp claimed\n");
}

static void a_port_that_is_down_marks_its_link(void **state)
{
    (void)state;
    struct observation *one = device(1), *two = device(2);
    build_interface(one, 20, "eth20", NULL)->oper_status = IF_STATUS_DOWN;
    build_lldp(one, 20, MAC(2), "eth5", "sw2");
    assert_links(BUILD_LIST(one, two), "sw1 eth20 -- sw2 eth5 physical lldp claimed down\n");
}

static void what_is_no_link_is_counted(void **state)
{
    (void)state;
    struct observation *one = device(1);
    build_lldp(one, 1, MAC(1), "eth2", "sw1");
    build_lldp(one, 2, NULL, NULL, NULL);
    build_lldp(one, 3, NULL, NULL, NULL);
    assert_links(BUILD_LIST(one), "dropped 2: placeholder\ndropped 1: the device itself\n");
}

static void every_edge_of_an_import_is_a_link(void **state)
{
    (void)state;
    struct observation *one = build_import("net.graphml", "n0", "Paris");
    build_edge(one, "n1", NULL, NULL);
    build_edge(one, "n1", NULL, NULL);
    build_edge(one, "n1", "p1", "p2")->layer = LAYER_L3;
    build_edge(one, "n0", NULL, NULL);
    assert_links(BUILD_LIST(one, build_import("net.graphml", "n1", "Rome")),
                 "Paris ? -- Rome ? physical import claimed\nParis ? -- Rome ? physical import claimed\n"
                 "Paris p1 -- Rome p2 l3 import claimed\ndropped 1: the device itself\n");
}

static void the_order_of_observations_does_not_matter(void **state)
{
    (void)state;
    struct observation *devices[5];
    for (unsigned i = 1; i <= 4; i++)
        devices[i - 1] = device(i);
    devices[4] = NULL;
    build_lldp(devices[0], 1, MAC(2), "eth1", "sw2");
    build_lldp(devices[1], 1, MAC(1), "eth1", "sw1");
    build_cdp(devices[1], 2, "sw3", "eth1", NULL);
    build_lldp(devices[2], 1, MAC(2), "nowhere", "sw2");
    build_lldp(devices[2], 2, MAC(9), "x1", "edge");
    build_lldp(devices[3], 2, MAC(9), "x2", "edge");
    build_cdp(devices[3], 2, "edge", "X-2", NULL);
    build_cdp(devices[3], 3, "edge", NULL, NULL);
    struct observation_list list = build_list(devices);
    g_autofree char *expected = describe(&list);
    for (uint32_t seed = 1; seed <= 50; seed++) {
        build_shuffle(&list, seed);
        g_autofree char *text = describe(&list);
        assert_string_equal(text, expected);
    }
    build_list_clear(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cable_seen_from_both_ends_is_one_confirmed_link),
        cmocka_unit_test(a_cable_seen_from_one_end_is_claimed),
        cmocka_unit_test(two_protocols_over_one_cable_are_one_link),
        cmocka_unit_test(parallel_cables_stay_parallel),
        cmocka_unit_test(a_row_that_cannot_tell_the_other_port_joins_the_link_at_its_own),
        cmocka_unit_test(each_end_knows_its_own_port_best),
        cmocka_unit_test(two_halves_of_one_cable_are_joined),
        cmocka_unit_test(halves_of_several_cables_are_not_guessed),
        cmocka_unit_test(the_port_of_an_unvisited_device_is_named_once),
        cmocka_unit_test(two_ports_of_one_device_behind_a_hub_are_two_links),
        cmocka_unit_test(a_unit_and_its_interface_are_one_port),
        cmocka_unit_test(a_cable_that_is_seen_on_a_subinterface_too_is_physical),
        cmocka_unit_test(a_subinterface_alone_is_an_l2_link),
        cmocka_unit_test(a_row_at_an_aggregate_is_dropped_where_its_members_have_links),
        cmocka_unit_test(an_aggregate_alone_is_an_l2_link),
        cmocka_unit_test(a_neighbor_over_a_tunnel_is_an_l3_link),
        cmocka_unit_test(a_port_that_is_down_marks_its_link),
        cmocka_unit_test(what_is_no_link_is_counted),
        cmocka_unit_test(every_edge_of_an_import_is_a_link),
        cmocka_unit_test(the_order_of_observations_does_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
