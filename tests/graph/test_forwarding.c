#include "graph/topology.h"
#include "tests/support/build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static char *describe(struct observation_list *list)
{
    struct identity *identity = identity_build(list);
    struct topology *topology = topology_build(list, identity);
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < topology_link_count(topology); i++) {
        const struct link *link = topology_link(topology, i);
        g_autofree char *protocols = words_format_set(&protocol_words, link->protocols, "+");
        g_string_append_printf(
            out, "%s %s -- %s %s %s %s %s\n", topology_device(topology, link->a.device)->name,
            link->a.port == NULL ? "?" : link->a.port, topology_device(topology, link->b.device)->name,
            link->b.port == NULL ? "?" : link->b.port, words_format(&layer_words, (int)link->layer),
            protocols, words_format(&certainty_words, (int)link->certainty));
    }
    topology_free(topology);
    identity_free(identity);
    return g_string_free(out, FALSE);
}

static void assert_links(struct observation_list list, const char *expected)
{
    g_autofree char *text = describe(&list);
    assert_string_equal(text, expected);
    build_list_clear(&list);
}

/* A device: interface N is ethN and has MAC(device, N); its own address is MAC(device, 0). */
#define MAC(device, port) "02:1a:b0:00:0" #device ":0" #port

static struct observation *host(unsigned number, const char *kind)
{
    g_autofree char *address = g_strdup_printf("10.0.0.%u", number);
    g_autofree char *name = g_strdup_printf("%s%u", kind, number);
    struct observation *observation = build_observation(address, name);
    for (unsigned port = 1; port <= 8; port++) {
        g_autofree char *mac = g_strdup_printf("02:1a:b0:00:0%u:0%u", number, port);
        g_autofree char *port_name = g_strdup_printf("eth%u", port);
        build_interface(observation, port, port_name, mac);
    }
    return observation;
}

/* Bridge port 40 + N is ethN. */
#define BRIDGE_PORT 40

static struct observation *bridge(unsigned number)
{
    struct observation *observation = host(number, "sw");
    g_autofree char *mac = g_strdup_printf("02:1a:b0:00:0%u:00", number);
    assert_true(mac_parse(mac, &observation->system.bridge_address));
    for (uint32_t port = 1; port <= 8; port++)
        *(struct bridge_port *)observation_add(observation, RECORD_BRIDGE_PORT) =
            (struct bridge_port){BRIDGE_PORT + port, port, 0};
    return observation;
}

static struct forwarding_entry *sees_in(struct observation *observation, uint32_t vlan, uint32_t port,
                                        const char *mac)
{
    struct forwarding_entry *entry = observation_add(observation, RECORD_FORWARDING_ENTRY);
    assert_true(mac_parse(mac, &entry->mac));
    entry->vlan = vlan;
    entry->bridge_port = BRIDGE_PORT + port;
    entry->status = FDB_STATUS_LEARNED;
    return entry;
}

static struct forwarding_entry *sees(struct observation *observation, uint32_t port, const char *mac)
{
    return sees_in(observation, 0, port, mac);
}

static struct bytes put_hex(struct observation *observation, const char *hex)
{
    g_autoptr(GByteArray) octets = NULL;
    assert_true(bytes_parse_hex(hex, &octets, NULL));
    return observation_bytes(observation, (struct bytes){octets->data, octets->len});
}

/* A spanning tree port that another port is the designated one of. */
static void has_root_port(struct observation *observation, uint32_t vlan, uint32_t port,
                          const char *bridge_id, const char *port_id)
{
    struct stp_port *row = observation_add(observation, RECORD_STP_PORT);
    row->vlan = vlan;
    row->port = port;
    row->state = STP_STATE_FORWARDING;
    row->designated_bridge = put_hex(observation, bridge_id);
    row->designated_port = put_hex(observation, port_id);
}

/* sw1 eth1 - eth1 sw2 eth2 - eth1 sw3 */
static struct observation_list chain(void)
{
    struct observation *one = bridge(1), *two = bridge(2), *three = bridge(3);
    sees(one, 1, MAC(2, 0));
    sees(one, 1, MAC(3, 0));
    sees(two, 1, MAC(1, 0));
    sees(two, 2, MAC(3, 0));
    sees(three, 1, MAC(1, 0));
    sees(three, 1, MAC(2, 0));
    return BUILD_LIST(one, two, three);
}

static void bridges_in_a_chain_are_joined_one_by_one(void **state)
{
    (void)state;
    assert_links(chain(), "sw1 eth1 -- sw2 eth1 l2 fdb inferred\n"
                          "sw2 eth2 -- sw3 eth1 l2 fdb inferred\n");
}

static void the_order_of_observations_changes_nothing(void **state)
{
    (void)state;
    struct observation_list list = chain();
    g_autofree char *expected = describe(&list);
    for (uint32_t seed = 1; seed < 20; seed++) {
        build_shuffle(&list, seed);
        g_autofree char *text = describe(&list);
        assert_string_equal(text, expected);
    }
    build_list_clear(&list);
}

static void more_than_two_ends_are_joined_by_a_segment(void **state)
{
    (void)state;
    struct observation *one = bridge(1), *two = bridge(2), *four = host(4, "host");
    sees(one, 1, MAC(2, 0));
    sees(one, 1, MAC(4, 3));
    sees(two, 1, MAC(1, 0));
    sees(two, 1, MAC(4, 3));
    assert_links(BUILD_LIST(one, two, four), "host4 eth3 -- segment at sw1 eth1 ? l2 fdb inferred\n"
                                             "sw1 eth1 -- segment at sw1 eth1 ? l2 fdb inferred\n"
                                             "sw2 eth1 -- segment at sw1 eth1 ? l2 fdb inferred\n");
}

static void a_host_is_at_the_port_of_the_bridge_that_is_nearest(void **state)
{
    (void)state;
    struct observation *one = bridge(1), *two = bridge(2), *four = host(4, "host");
    sees(one, 1, MAC(2, 0));
    sees(one, 1, MAC(4, 3));
    sees(two, 1, MAC(1, 0));
    sees(two, 5, MAC(4, 3));
    sees(two, 5, "02:99:00:00:00:01");
    sees(two, 5, "02:99:00:00:00:02");
    assert_links(BUILD_LIST(one, two, four), "host4 eth3 -- sw2 eth5 l2 fdb inferred\n"
                                             "sw1 eth1 -- sw2 eth1 l2 fdb inferred\n");
}

static void each_leg_of_a_router_is_placed_by_itself(void **state)
{
    (void)state;
    struct observation *one = bridge(1), *two = bridge(2), *four = host(4, "router");
    sees(one, 3, MAC(4, 1));
    sees(two, 4, MAC(4, 2));
    assert_links(BUILD_LIST(one, two, four), "router4 eth1 -- sw1 eth3 l2 fdb inferred\n"
                                             "router4 eth2 -- sw2 eth4 l2 fdb inferred\n");
}

static void what_is_shared_or_no_learned_entry_joins_nothing(void **state)
{
    (void)state;
    struct observation *one = bridge(1), *four = host(4, "host"), *five = host(5, "host");
    build_interface(four, 9, "docker0", "02:42:11:22:33:44");
    build_interface(five, 9, "docker0", "02:42:11:22:33:44");
    sees(one, 1, "02:42:11:22:33:44");
    sees(one, 2, "00:00:5e:00:01:07");
    sees(one, 3, MAC(4, 1))->status = FDB_STATUS_INVALID;
    sees(one, 3, MAC(4, 2))->status = FDB_STATUS_MGMT;
    sees(one, 3, MAC(4, 3))->bridge_port = 0;
    sees(one, 4, MAC(1, 4))->status = FDB_STATUS_SELF;
    sees(one, 4, MAC(1, 5));
    assert_links(BUILD_LIST(one, four, five), "");
}

static void a_port_that_is_no_interface_keeps_its_number(void **state)
{
    (void)state;
    struct observation *one = bridge(1), *four = host(4, "host");
    sees(one, 3, MAC(4, 1))->bridge_port = 77;
    assert_links(BUILD_LIST(one, four), "host4 eth1 -- sw1 bridge port 77 l2 fdb inferred\n");
}

static void of_several_interfaces_with_one_address_that_with_an_ip_address_is_meant(void **state)
{
    (void)state;
    struct observation *one = bridge(1), *four = host(4, "host");
    build_interface(four, 9, "br0", MAC(4, 1));
    build_address(four, "10.0.0.4", 9);
    sees(one, 3, MAC(4, 1));
    assert_links(BUILD_LIST(one, four), "host4 br0 -- sw1 eth3 l2 fdb inferred\n");
}

static void neighbor_rows_are_confirmed_and_nothing_is_added(void **state)
{
    (void)state;
    struct observation *one = bridge(1), *two = bridge(2);
    build_chassis_mac(two, MAC(2, 0));
    build_lldp(one, 1, MAC(2, 0), "eth1", "sw2");
    sees(one, 1, MAC(2, 0));
    sees(two, 1, MAC(1, 0));
    assert_links(BUILD_LIST(one, two), "sw1 eth1 -- sw2 eth1 physical lldp+fdb claimed\n");
}

static void members_of_an_aggregate_are_confirmed_by_what_it_has_learned(void **state)
{
    (void)state;
    struct observation *one = bridge(1), *two = bridge(2);
    build_chassis_mac(two, MAC(2, 0));
    build_interface(one, 20, "Po1", MAC(1, 1));
    build_interface(two, 20, "Po7", MAC(2, 1));
    for (uint32_t port = 1; port <= 2; port++) {
        build_member(one, port, 20);
        build_member(two, port, 20);
    }
    build_lldp(one, 1, MAC(2, 0), "eth1", "sw2");
    build_lldp(one, 2, MAC(2, 0), "eth2", "sw2");
    sees(one, 1, MAC(2, 2));
    sees(two, 2, MAC(1, 2));
    assert_links(BUILD_LIST(one, two), "sw1 eth1 -- sw2 eth1 physical lldp+fdb claimed\n"
                                       "sw1 eth2 -- sw2 eth2 physical lldp+fdb claimed\n");
}

static void without_neighbor_rows_the_aggregate_is_the_port(void **state)
{
    (void)state;
    struct observation *one = bridge(1), *two = bridge(2);
    build_interface(one, 20, "Po1", MAC(1, 1));
    build_member(one, 1, 20);
    build_member(one, 2, 20);
    sees(one, 1, MAC(2, 4));
    sees(one, 2, MAC(2, 4));
    sees(two, 4, MAC(1, 2));
    assert_links(BUILD_LIST(one, two), "sw1 Po1 -- sw2 eth4 l2 fdb inferred\n");
}

static void what_was_heard_through_a_bridge_is_no_cable(void **state)
{
    (void)state;
    struct observation *one = bridge(1), *two = bridge(2), *four = host(4, "host");
    build_cdp(one, 1, "host4", "eth1", "10.0.0.4");
    sees(one, 1, MAC(2, 0));
    sees(one, 1, MAC(4, 1));
    sees(two, 1, MAC(1, 0));
    sees(two, 5, MAC(4, 1));
    assert_links(BUILD_LIST(one, two, four), "host4 eth1 -- sw1 eth1 l2 cdp claimed\n"
                                             "host4 eth1 -- sw2 eth5 l2 fdb inferred\n"
                                             "sw1 eth1 -- sw2 eth1 l2 fdb inferred\n");
}

static void a_bridge_that_is_known_takes_the_place_of_a_medium(void **state)
{
    (void)state;
    /* sw1, sw3 and sw4 hear each other by CDP through sw2, at its ports 1, 3 and 4. */
    struct observation *two = bridge(2), *around[] = {bridge(1), bridge(3), bridge(4)};
    static const char *const macs[] = {MAC(1, 0), MAC(3, 0), MAC(4, 0)}, *const names[] = {"sw1", "sw3",
                                                                                           "sw4"};
    for (size_t i = 0; i < 3; i++) {
        sees(around[i], 5, MAC(2, 0));
        sees(two, i == 0 ? 1 : (uint32_t)i + 2, macs[i]);
        for (size_t other = 0; other < 3; other++)
            if (other != i) {
                sees(around[i], 5, macs[other]);
                build_cdp(around[i], 5, names[other], "eth5", NULL);
            }
    }
    assert_links(BUILD_LIST(two, around[0], around[1], around[2]), "sw1 eth5 -- sw2 eth1 l2 fdb inferred\n"
                                                                   "sw2 eth3 -- sw3 eth5 l2 fdb inferred\n"
                                                                   "sw2 eth4 -- sw4 eth5 l2 fdb inferred\n");
}

static void a_switch_whose_table_is_not_known_is_what_joins_the_others(void **state)
{
    (void)state;
    struct observation *one = bridge(1), *four = host(4, "host"), *five = host(5, "switch");
    five->system.role = ROLE_SWITCH;
    sees(one, 1, MAC(4, 1));
    sees(one, 1, MAC(5, 1));
    assert_links(BUILD_LIST(one, four, five), "host4 eth1 -- switch5 eth1 l2 fdb inferred\n"
                                              "sw1 eth1 -- switch5 eth1 l2 fdb inferred\n");
}

static void trees_that_differ_by_vlan_give_the_links_of_each(void **state)
{
    (void)state;
    /* A triangle: VLAN 10 blocks between 1 and 3, VLAN 20 between 1 and 2. */
    struct observation *one = bridge(1), *two = bridge(2), *three = bridge(3);
    sees_in(one, 10, 2, MAC(2, 0));
    sees_in(one, 10, 2, MAC(3, 0));
    sees_in(two, 10, 1, MAC(1, 0));
    sees_in(two, 10, 3, MAC(3, 0));
    sees_in(three, 10, 2, MAC(1, 0));
    sees_in(three, 10, 2, MAC(2, 0));
    sees_in(one, 20, 3, MAC(2, 0));
    sees_in(one, 20, 3, MAC(3, 0));
    sees_in(two, 20, 3, MAC(1, 0));
    sees_in(two, 20, 3, MAC(3, 0));
    sees_in(three, 20, 1, MAC(1, 0));
    sees_in(three, 20, 2, MAC(2, 0));
    assert_links(BUILD_LIST(one, two, three), "sw1 eth2 -- sw2 eth1 l2 fdb inferred\n"
                                              "sw1 eth3 -- sw3 eth1 l2 fdb inferred\n"
                                              "sw2 eth3 -- sw3 eth2 l2 fdb inferred\n");
}

static void a_router_with_one_address_in_two_vlans_has_a_link_in_each(void **state)
{
    (void)state;
    struct observation *one = bridge(1), *four = host(4, "router");
    sees_in(one, 10, 3, MAC(4, 1));
    sees_in(one, 20, 4, MAC(4, 1));
    assert_links(BUILD_LIST(one, four), "router4 eth1 -- sw1 eth3 l2 fdb inferred\n"
                                        "router4 eth1 -- sw1 eth4 l2 fdb inferred\n");
}

static void a_router_on_a_stick_has_one_link(void **state)
{
    (void)state;
    struct observation *one = bridge(1), *four = host(4, "router");
    sees_in(one, 10, 3, MAC(4, 1));
    sees_in(one, 20, 3, MAC(4, 1));
    assert_links(BUILD_LIST(one, four), "router4 eth1 -- sw1 eth3 l2 fdb inferred\n");
}

static void a_bridge_that_has_learned_nothing_of_the_other_is_joined_by_what_both_see(void **state)
{
    (void)state;
    struct observation *one = bridge(1), *two = bridge(2);
    sees(one, 1, MAC(2, 0));
    sees(one, 5, "02:99:00:00:00:01");
    sees(two, 7, "02:99:00:00:00:01");
    assert_links(BUILD_LIST(one, two), "sw1 eth1 -- sw2 eth7 l2 fdb inferred\n");
}

static void the_frames_of_a_bridge_tell_the_port_that_they_left_by(void **state)
{
    (void)state;
    struct observation *one = bridge(1), *two = bridge(2);
    sees(one, 1, MAC(2, 6));
    sees(two, 2, "02:99:00:00:00:01");
    assert_links(BUILD_LIST(one, two), "sw1 eth1 -- sw2 eth6 l2 fdb inferred\n");
}

static void a_port_that_hears_only_one_port_of_a_bridge_is_a_blocked_wire(void **state)
{
    (void)state;
    struct observation_list list = chain();
    sees(list.items[2], 7, MAC(1, 6));
    assert_links(list, "sw1 eth1 -- sw2 eth1 l2 fdb inferred\n"
                       "sw1 eth6 -- sw3 eth7 l2 fdb inferred\n"
                       "sw2 eth2 -- sw3 eth1 l2 fdb inferred\n");
}

static void a_port_that_hears_others_too_is_no_blocked_wire(void **state)
{
    (void)state;
    struct observation_list list = chain();
    sees(list.items[2], 7, MAC(1, 6));
    sees(list.items[2], 7, "02:99:00:00:00:01");
    assert_links(list, "sw1 eth1 -- sw2 eth1 l2 fdb inferred\n"
                       "sw2 eth2 -- sw3 eth1 l2 fdb inferred\n");
}

static void a_spanning_tree_port_names_the_port_at_the_other_end(void **state)
{
    (void)state;
    struct observation *one = bridge(1), *two = bridge(2), *three = bridge(3);
    has_root_port(two, 0, BRIDGE_PORT + 1, "8000021ab0000100", "802b");
    has_root_port(three, 0, BRIDGE_PORT + 5, "8000021ab0000100", "802c");
    assert_links(BUILD_LIST(one, two, three), "sw1 eth3 -- sw2 eth1 l2 stp claimed\n"
                                              "sw1 eth4 -- sw3 eth5 l2 stp claimed\n");
}

static void the_trees_of_several_vlans_are_one_link(void **state)
{
    (void)state;
    struct observation *one = bridge(1), *two = bridge(2);
    has_root_port(two, 10, BRIDGE_PORT + 1, "800a021ab0000100", "802b");
    has_root_port(two, 20, BRIDGE_PORT + 1, "8014021ab0000100", "802b");
    sees(two, 1, MAC(1, 0));
    sees(one, 3, MAC(2, 0));
    assert_links(BUILD_LIST(one, two), "sw1 eth3 -- sw2 eth1 l2 stp+fdb claimed\n");
}

static void a_spanning_tree_port_may_be_numbered_by_if_index(void **state)
{
    (void)state;
    struct observation *one = bridge(1), *two = bridge(2);
    has_root_port(two, 0, 4, "8000021ab0000100", "8fff");
    assert_links(BUILD_LIST(one, two), "sw1 ? -- sw2 eth4 l2 stp claimed\n");
}

static void the_spanning_tree_joins_nothing_across_a_bridge(void **state)
{
    (void)state;
    struct observation_list list = chain();
    has_root_port(list.items[2], 0, BRIDGE_PORT + 1, "8000021ab0000100", "8029");
    assert_links(list, "sw1 eth1 -- sw2 eth1 l2 fdb inferred\n"
                       "sw2 eth2 -- sw3 eth1 l2 fdb inferred\n");
}

static void a_device_without_addresses_of_its_own_is_found_by_arp(void **state)
{
    (void)state;
    struct observation *one = bridge(1), *four = build_observation("10.0.0.4", "host4");
    struct arp_entry *entry = observation_add(one, RECORD_ARP_ENTRY);
    assert_true(address_parse("10.0.0.4", &entry->address));
    assert_true(mac_parse("02:99:00:00:00:04", &entry->mac));
    sees(one, 3, "02:99:00:00:00:04");
    assert_links(BUILD_LIST(one, four), "host4 ? -- sw1 eth3 l2 fdb inferred\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bridges_in_a_chain_are_joined_one_by_one),
        cmocka_unit_test(the_order_of_observations_changes_nothing),
        cmocka_unit_test(more_than_two_ends_are_joined_by_a_segment),
        cmocka_unit_test(a_host_is_at_the_port_of_the_bridge_that_is_nearest),
        cmocka_unit_test(each_leg_of_a_router_is_placed_by_itself),
        cmocka_unit_test(what_is_shared_or_no_learned_entry_joins_nothing),
        cmocka_unit_test(a_port_that_is_no_interface_keeps_its_number),
        cmocka_unit_test(of_several_interfaces_with_one_address_that_with_an_ip_address_is_meant),
        cmocka_unit_test(neighbor_rows_are_confirmed_and_nothing_is_added),
        cmocka_unit_test(members_of_an_aggregate_are_confirmed_by_what_it_has_learned),
        cmocka_unit_test(without_neighbor_rows_the_aggregate_is_the_port),
        cmocka_unit_test(what_was_heard_through_a_bridge_is_no_cable),
        cmocka_unit_test(a_bridge_that_is_known_takes_the_place_of_a_medium),
        cmocka_unit_test(a_switch_whose_table_is_not_known_is_what_joins_the_others),
        cmocka_unit_test(trees_that_differ_by_vlan_give_the_links_of_each),
        cmocka_unit_test(a_router_with_one_address_in_two_vlans_has_a_link_in_each),
        cmocka_unit_test(a_router_on_a_stick_has_one_link),
        cmocka_unit_test(a_bridge_that_has_learned_nothing_of_the_other_is_joined_by_what_both_see),
        cmocka_unit_test(the_frames_of_a_bridge_tell_the_port_that_they_left_by),
        cmocka_unit_test(a_port_that_hears_only_one_port_of_a_bridge_is_a_blocked_wire),
        cmocka_unit_test(a_port_that_hears_others_too_is_no_blocked_wire),
        cmocka_unit_test(a_spanning_tree_port_names_the_port_at_the_other_end),
        cmocka_unit_test(the_trees_of_several_vlans_are_one_link),
        cmocka_unit_test(a_spanning_tree_port_may_be_numbered_by_if_index),
        cmocka_unit_test(the_spanning_tree_joins_nothing_across_a_bridge),
        cmocka_unit_test(a_device_without_addresses_of_its_own_is_found_by_arp),
    };
    return cmocka_run_group_tests_name("forwarding", tests, NULL, NULL);
}
