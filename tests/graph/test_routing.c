/* Links of layer l3 from the neighbors of routing protocols. */
#include "graph/topology.h"
#include "tests/support/build.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

enum { OSPF_INIT = 3, OSPF_TWO_WAY = 4, OSPF_FULL = 8, ISIS_UP = 3, BGP_ACTIVE = 3, BGP_ESTABLISHED = 6 };

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
    for (uint32_t seed = 1; seed <= 4; seed++) {
        build_shuffle(&list, seed);
        g_autofree char *shuffled = describe(&list);
        assert_string_equal(shuffled, expected);
    }
    build_list_clear(&list);
}

static struct address address_of(const char *text)
{
    struct address address = {0};
    assert_true(address_parse(text, &address));
    return address;
}

static struct bytes router_id(struct observation *observation, const char *text)
{
    struct address address = address_of(text);
    return observation_bytes(observation, (struct bytes){address.octets, 4});
}

/* "r1", .. with router id 198.51.100.1, .. */
static struct observation *router(unsigned number)
{
    g_autofree char *address = g_strdup_printf("203.0.113.%u", number);
    g_autofree char *name = g_strdup_printf("r%u", number);
    g_autofree char *mac = g_strdup_printf("02:1a:b0:00:0%u:00", number);
    g_autofree char *id = g_strdup_printf("198.51.100.%u", number);
    struct observation *observation = build_observation(address, name);
    build_chassis_mac(observation, mac);
    observation->system.ospf_router_id = address_of(id);
    observation->system.bgp_identifier = address_of(id);
    return observation;
}

static void add_port(struct observation *observation, uint32_t if_index, const char *name, const char *mac,
                     const char *address, uint32_t prefix_length)
{
    build_interface(observation, if_index, name, mac);
    struct ip_address *row = observation_add(observation, RECORD_IP_ADDRESS);
    *row = (struct ip_address){address_of(address), prefix_length, if_index};
}

static struct neighbor *add_neighbor(struct observation *observation, enum protocol protocol, const char *id,
                                     const char *address, uint32_t state)
{
    struct neighbor *row = observation_add(observation, RECORD_NEIGHBOR);
    row->protocol = protocol;
    row->remote_chassis_subtype = CHASSIS_NETWORK_ADDRESS;
    if (id != NULL)
        row->remote_chassis_id = router_id(observation, id);
    if (address != NULL)
        build_neighbor_address(observation, row, address);
    row->state = state;
    return row;
}

/* r1 eth1 192.0.2.1/30 and r2 eth2 192.0.2.2/30. */
static struct observation *r1(void)
{
    struct observation *observation = router(1);
    add_port(observation, 1, "eth1", "02:1a:b0:00:01:01", "192.0.2.1", 30);
    return observation;
}

static struct observation *r2(void)
{
    struct observation *observation = router(2);
    add_port(observation, 2, "eth2", "02:1a:b0:00:02:02", "192.0.2.2", 30);
    return observation;
}

static void an_adjacency_is_one_l3_link(void **state)
{
    (void)state;
    struct observation *a = r1(), *b = r2();
    add_neighbor(a, PROTOCOL_OSPF, "198.51.100.2", "192.0.2.2", OSPF_FULL);
    add_neighbor(b, PROTOCOL_OSPF, "198.51.100.1", "192.0.2.1", OSPF_TWO_WAY);
    assert_links(BUILD_LIST(a, b), "r1 eth1 -- r2 eth2 l3 ospf confirmed\n");
}

static void the_far_port_owns_the_address_that_one_end_tells(void **state)
{
    (void)state;
    struct observation *a = r1(), *b = r2();
    add_neighbor(a, PROTOCOL_OSPF, "198.51.100.2", "192.0.2.2", OSPF_FULL);
    assert_links(BUILD_LIST(a, b), "r1 eth1 -- r2 eth2 l3 ospf claimed\n");
}

static void protocols_between_the_same_ports_are_one_link(void **state)
{
    (void)state;
    struct observation *a = r1(), *b = r2();
    add_neighbor(a, PROTOCOL_OSPF, "198.51.100.2", "192.0.2.2", OSPF_FULL);
    struct neighbor *row = add_neighbor(b, PROTOCOL_ISIS, NULL, "192.0.2.1", ISIS_UP);
    row->local_if_index = 2;
    assert_links(BUILD_LIST(a, b), "r1 eth1 -- r2 eth2 l3 ospf+isis confirmed\n");
}

static void the_mac_tells_the_far_port_where_no_address_does(void **state)
{
    (void)state;
    static const uint8_t id[] = {0x19, 0x20, 0, 0, 0, 2};
    struct observation *a = r1(), *b = r2();
    struct neighbor *row = add_neighbor(a, PROTOCOL_ISIS, NULL, NULL, ISIS_UP);
    row->local_if_index = 1;
    row->remote_chassis_id = observation_bytes(a, (struct bytes){id, sizeof id});
    assert_true(mac_parse("02:1a:b0:00:02:02", &row->remote_mac));
    b->system.isis_system_id = observation_bytes(b, (struct bytes){id, sizeof id});
    assert_links(BUILD_LIST(a, b), "r1 eth1 -- r2 eth2 l3 isis claimed\n");
}

static void ospfv3_names_the_interfaces_itself(void **state)
{
    (void)state;
    struct observation *a = r1(), *b = r2();
    struct neighbor *row = add_neighbor(a, PROTOCOL_OSPFV3, "198.51.100.2", "fe80::2", OSPF_FULL);
    row->local_if_index = 1;
    row->remote_if_index = 2;
    b->system.ospfv3_router_id = address_of("198.51.100.2");
    assert_links(BUILD_LIST(a, b), "r1 eth1 -- r2 eth2 l3 ospfv3 claimed\n");
}

static void every_two_routers_of_a_broadcast_network_have_a_link(void **state)
{
    (void)state;
    struct observation *a = r1(), *b = r2(), *c = router(3);
    add_port(c, 3, "eth3", "02:1a:b0:00:03:03", "192.0.2.3", 29);
    add_neighbor(a, PROTOCOL_OSPF, "198.51.100.2", "192.0.2.2", OSPF_FULL);
    add_neighbor(a, PROTOCOL_OSPF, "198.51.100.3", "192.0.2.3", OSPF_FULL);
    add_neighbor(b, PROTOCOL_OSPF, "198.51.100.3", "192.0.2.3", OSPF_TWO_WAY);
    assert_links(BUILD_LIST(a, b, c), "r1 eth1 -- r2 eth2 l3 ospf claimed\n"
                                      "r1 eth1 -- r3 eth3 l3 ospf claimed\n"
                                      "r2 eth2 -- r3 eth3 l3 ospf claimed\n");
}

static void an_adjacency_over_a_switch_is_no_cable(void **state)
{
    (void)state;
    struct observation *a = r1(), *b = r2();
    build_lldp_port(a, 1, PORT_INTERFACE_NAME, "eth1");
    build_lldp(a, 1, "02:1a:b0:00:09:00", "port1", "sw");
    build_lldp_port(b, 2, PORT_INTERFACE_NAME, "eth2");
    build_lldp(b, 2, "02:1a:b0:00:09:00", "port2", "sw");
    add_neighbor(a, PROTOCOL_OSPF, "198.51.100.2", "192.0.2.2", OSPF_FULL);
    assert_links(BUILD_LIST(a, b), "r1 eth1 -- r2 eth2 l3 ospf claimed\n"
                                   "r1 eth1 -- sw port1 physical lldp claimed\n"
                                   "r2 eth2 -- sw port2 physical lldp claimed\n");
}

static void units_of_one_interface_are_links_of_their_own(void **state)
{
    (void)state;
    struct observation *a = router(1), *b = router(2);
    build_interface(a, 1, "eth1", NULL);
    add_port(a, 11, "eth1.10", NULL, "192.0.2.1", 30);
    add_port(a, 12, "eth1.20", NULL, "192.0.2.5", 30);
    build_interface(b, 2, "eth2", NULL);
    add_port(b, 21, "eth2.10", NULL, "192.0.2.2", 30);
    add_port(b, 22, "eth2.20", NULL, "192.0.2.6", 30);
    add_neighbor(a, PROTOCOL_OSPF, "198.51.100.2", "192.0.2.2", OSPF_FULL);
    add_neighbor(a, PROTOCOL_OSPF, "198.51.100.2", "192.0.2.6", OSPF_FULL);
    assert_links(BUILD_LIST(a, b), "r1 eth1.10 -- r2 eth2.10 l3 ospf claimed\n"
                                   "r1 eth1.20 -- r2 eth2.20 l3 ospf claimed\n");
}

static void a_session_is_a_link_between_the_addresses_that_it_uses(void **state)
{
    (void)state;
    struct observation *a = r1(), *b = r2();
    add_port(a, 9, "lo0", NULL, "198.51.100.1", 32);
    add_port(b, 9, "lo0", NULL, "198.51.100.2", 32);
    struct neighbor *row = add_neighbor(a, PROTOCOL_BGP, "198.51.100.2", "198.51.100.2", BGP_ESTABLISHED);
    row->local_address = address_of("198.51.100.1");
    add_neighbor(b, PROTOCOL_BGP, "198.51.100.1", "192.0.2.1", BGP_ESTABLISHED);
    assert_links(BUILD_LIST(a, b), "r1 eth1 -- r2 eth2 l3 bgp claimed\n"
                                   "r1 lo0 -- r2 lo0 l3 bgp claimed\n");
}

static void neighbors_that_are_not_up_are_nobody(void **state)
{
    (void)state;
    struct observation *a = r1(), *b = r2();
    add_neighbor(a, PROTOCOL_OSPF, "198.51.100.2", "192.0.2.2", OSPF_INIT);
    add_neighbor(a, PROTOCOL_BGP, "198.51.100.2", "192.0.2.2", BGP_ACTIVE);
    add_neighbor(a, PROTOCOL_BGP, NULL, "192.0.2.2", 0);
    add_neighbor(a, PROTOCOL_ISIS, NULL, "192.0.2.2", 2);
    assert_links(BUILD_LIST(a, b), "");
}

static void a_router_id_that_two_have_is_told_apart_by_the_address(void **state)
{
    (void)state;
    struct observation *a = r1(), *b = r2(), *c = router(3);
    add_port(c, 3, "eth3", NULL, "192.0.2.130", 30);
    c->system.ospf_router_id = address_of("198.51.100.2");
    add_neighbor(a, PROTOCOL_OSPF, "198.51.100.2", "192.0.2.2", OSPF_FULL);
    assert_links(BUILD_LIST(a, b, c), "r1 eth1 -- r2 eth2 l3 ospf claimed\n");
}

static void a_router_id_with_the_address_of_somebody_else_is_another_router(void **state)
{
    (void)state;
    struct observation *a = r1(), *c = router(3);
    add_port(c, 3, "eth3", NULL, "192.0.2.130", 30);
    c->system.ospf_router_id = address_of("198.51.100.2");
    add_neighbor(a, PROTOCOL_OSPF, "198.51.100.2", "192.0.2.2", OSPF_FULL);
    assert_links(BUILD_LIST(a, c), "198.51.100.2 ? -- r1 eth1 l3 ospf claimed\n");
}

static void a_router_that_lldp_tells_as_well_is_one_device(void **state)
{
    (void)state;
    struct observation *a = r1();
    build_lldp_port(a, 1, PORT_INTERFACE_NAME, "eth1");
    build_lldp(a, 1, "02:1a:b0:00:02:00", "02:1a:b0:00:02:02", "r2");
    add_neighbor(a, PROTOCOL_OSPF, "198.51.100.2", "192.0.2.2", OSPF_FULL);
    add_neighbor(a, PROTOCOL_BGP, NULL, "192.0.2.2", BGP_ESTABLISHED);
    struct arp_entry *entry = observation_add(a, RECORD_ARP_ENTRY);
    *entry = (struct arp_entry){1, address_of("192.0.2.2"), {{0x02, 0x1a, 0xb0, 0, 0x02, 0x02}}};
    assert_links(BUILD_LIST(a), "r1 eth1 -- r2 ? l3 ospf+bgp claimed\n"
                                "r1 eth1 -- r2 02:1a:b0:00:02:02 physical lldp claimed\n");
}

static void an_address_in_two_subnets_of_equal_length_tells_no_port(void **state)
{
    (void)state;
    struct observation *a = r1(), *b = r2();
    add_port(a, 3, "internal", NULL, "192.0.2.3", 30);
    add_neighbor(a, PROTOCOL_OSPF, "198.51.100.2", "192.0.2.2", OSPF_FULL);
    assert_links(BUILD_LIST(a, b), "r1 ? -- r2 eth2 l3 ospf claimed\n");
}

static void the_longest_subnet_has_the_address_and_a_host_is_no_subnet(void **state)
{
    (void)state;
    struct observation *a = r1(), *b = r2();
    add_port(a, 3, "eth3", NULL, "192.0.2.200", 24);
    add_port(a, 4, "lo0", NULL, "192.0.2.2", 32);
    add_neighbor(a, PROTOCOL_OSPF, "198.51.100.2", "192.0.2.2", OSPF_FULL);
    assert_links(BUILD_LIST(a, b), "r1 eth1 -- r2 eth2 l3 ospf claimed\n");
}

static void an_address_that_every_port_has_tells_no_port(void **state)
{
    (void)state;
    struct observation *a = r1(), *b = r2();
    add_port(b, 3, "eth3", NULL, "fe80::2", 64);
    add_port(b, 4, "eth4", NULL, "fe80::2", 64);
    struct neighbor *row = add_neighbor(a, PROTOCOL_OSPFV3, "198.51.100.2", "fe80::2", OSPF_FULL);
    row->local_if_index = 1;
    assert_links(BUILD_LIST(a, b), "r1 eth1 -- r2 ? l3 ospfv3 claimed\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_adjacency_is_one_l3_link),
        cmocka_unit_test(the_far_port_owns_the_address_that_one_end_tells),
        cmocka_unit_test(protocols_between_the_same_ports_are_one_link),
        cmocka_unit_test(the_mac_tells_the_far_port_where_no_address_does),
        cmocka_unit_test(ospfv3_names_the_interfaces_itself),
        cmocka_unit_test(every_two_routers_of_a_broadcast_network_have_a_link),
        cmocka_unit_test(an_adjacency_over_a_switch_is_no_cable),
        cmocka_unit_test(units_of_one_interface_are_links_of_their_own),
        cmocka_unit_test(a_session_is_a_link_between_the_addresses_that_it_uses),
        cmocka_unit_test(neighbors_that_are_not_up_are_nobody),
        cmocka_unit_test(a_router_id_that_two_have_is_told_apart_by_the_address),
        cmocka_unit_test(a_router_id_with_the_address_of_somebody_else_is_another_router),
        cmocka_unit_test(a_router_that_lldp_tells_as_well_is_one_device),
        cmocka_unit_test(an_address_in_two_subnets_of_equal_length_tells_no_port),
        cmocka_unit_test(the_longest_subnet_has_the_address_and_a_host_is_no_subnet),
        cmocka_unit_test(an_address_that_every_port_has_tells_no_port),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
