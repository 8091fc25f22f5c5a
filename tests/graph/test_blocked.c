#include "graph/blocked.h"
#include "tests/graph/links_fixture.h"

static void set_state(struct observation *observation, uint32_t port, enum stp_state state)
{
    struct stp_port *row = observation_add(observation, RECORD_STP_PORT);
    row->port = port;
    row->state = state;
}

/* Two switches with two cables, both of which both ends see. */
static void cable_twice(struct observation *one, struct observation *two)
{
    build_lldp(one, 1, MAC(2), "eth1", "sw2");
    build_lldp(two, 1, MAC(1), "eth1", "sw1");
    build_lldp(one, 2, MAC(2), "eth2", "sw2");
    build_lldp(two, 2, MAC(1), "eth2", "sw1");
}

static void a_link_with_a_blocking_end_is_blocked(void **state)
{
    (void)state;
    struct observation *one = device(1), *two = device(2);
    cable_twice(one, two);
    set_state(one, 1, STP_STATE_FORWARDING);
    set_state(one, 2, STP_STATE_FORWARDING);
    set_state(two, 1, STP_STATE_FORWARDING);
    set_state(two, 2, STP_STATE_BLOCKING);
    assert_links(BUILD_LIST(one, two), "sw1 eth1 -- sw2 eth1 physical lldp confirmed\n"
                                       "sw1 eth2 -- sw2 eth2 physical lldp confirmed blocked\n");
}

static void a_port_that_blocks_some_vlans_only_carries_traffic(void **state)
{
    (void)state;
    struct observation *one = device(1), *two = device(2);
    cable_twice(one, two);
    set_state(two, 1, STP_STATE_BLOCKING);
    set_state(two, 1, STP_STATE_FORWARDING);
    set_state(two, 2, STP_STATE_BLOCKING);
    set_state(two, 2, STP_STATE_BLOCKING);
    set_state(two, 2, STP_STATE_DISABLED);
    assert_links(BUILD_LIST(one, two), "sw1 eth1 -- sw2 eth1 physical lldp confirmed\n"
                                       "sw1 eth2 -- sw2 eth2 physical lldp confirmed blocked\n");
}

static void a_link_that_is_down_is_not_blocked(void **state)
{
    (void)state;
    struct observation *one = device(1), *two = device(2);
    build_lldp(one, 1, MAC(2), "eth1", "sw2");
    set_state(one, 1, STP_STATE_BLOCKING);
    size_t count;
    struct interface *rows = observation_records_mutable(one, RECORD_INTERFACE, &count);
    rows[0].oper_status = IF_STATUS_DOWN;
    assert_links(BUILD_LIST(one, two), "sw1 eth1 -- sw2 eth1 physical lldp claimed down\n");
}

static void a_port_by_its_bridge_port_number(void **state)
{
    (void)state;
    struct observation *one = device(1), *two = device(2);
    cable_twice(one, two);
    for (uint32_t port = 1; port <= 2; port++) {
        struct bridge_port *row = observation_add(two, RECORD_BRIDGE_PORT);
        row->port = 40 + port;
        row->if_index = port;
    }
    set_state(two, 41, STP_STATE_BLOCKING);
    assert_links(BUILD_LIST(one, two), "sw1 eth1 -- sw2 eth1 physical lldp confirmed blocked\n"
                                       "sw1 eth2 -- sw2 eth2 physical lldp confirmed\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_link_with_a_blocking_end_is_blocked),
        cmocka_unit_test(a_port_that_blocks_some_vlans_only_carries_traffic),
        cmocka_unit_test(a_link_that_is_down_is_not_blocked),
        cmocka_unit_test(a_port_by_its_bridge_port_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
