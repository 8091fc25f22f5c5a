#include "tests/graph/links_fixture.h"

/* Each of the devices hears each of the others at eth1. */
static void flood(struct observation *const *devices, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < count; k++) {
            g_autofree char *mac = g_strdup_printf("02:1a:b0:00:0%zu:01", k + 1);
            if (i != k)
                build_lldp(devices[i], 1, mac, "eth1", devices[k]->system.sys_name);
        }
    }
}

static void ports_that_all_hear_each_other_share_one_medium(void **state)
{
    (void)state;
    struct observation *devices[] = {device(1), device(2), device(3), device(4)};
    flood(devices, 4);
    assert_links(BUILD_LIST(devices[2], devices[0], devices[3], devices[1]),
                 "sw1 eth1 -- segment at sw1 eth1 ? physical lldp claimed\n"
                 "sw2 eth1 -- segment at sw1 eth1 ? physical lldp claimed\n"
                 "sw3 eth1 -- segment at sw1 eth1 ? physical lldp claimed\n"
                 "sw4 eth1 -- segment at sw1 eth1 ? physical lldp claimed\n");
}

static void cables_at_other_ports_stay_cables(void **state)
{
    (void)state;
    struct observation *devices[] = {device(1), device(2), device(3)};
    flood(devices, 3);
    build_lldp(devices[0], 5, MAC(2), "eth5", "sw2");
    build_lldp(devices[1], 5, MAC(1), "eth5", "sw1");
    assert_links(BUILD_LIST(devices[0], devices[1], devices[2]),
                 "sw1 eth1 -- segment at sw1 eth1 ? physical lldp claimed\n"
                 "sw1 eth5 -- sw2 eth5 physical lldp confirmed\n"
                 "sw2 eth1 -- segment at sw1 eth1 ? physical lldp claimed\n"
                 "sw3 eth1 -- segment at sw1 eth1 ? physical lldp claimed\n");
}

static void a_neighbor_that_was_never_visited_is_on_the_medium_too(void **state)
{
    (void)state;
    struct observation *devices[] = {device(1), device(2), device(3)};
    flood(devices, 3);
    build_lldp(devices[1], 1, "02:1a:b0:00:77:01", "02:1a:b0:00:77:01", "printer");
    assert_links(BUILD_LIST(devices[0], devices[1], devices[2]),
                 "printer 02:1a:b0:00:77:01 -- segment at sw1 eth1 ? physical lldp claimed\n"
                 "sw1 eth1 -- segment at sw1 eth1 ? physical lldp claimed\n"
                 "sw2 eth1 -- segment at sw1 eth1 ? physical lldp claimed\n"
                 "sw3 eth1 -- segment at sw1 eth1 ? physical lldp claimed\n");
}

static void neighbors_that_do_not_hear_the_port_share_nothing_for_sure(void **state)
{
    (void)state;
    struct observation *one = device(1);
    build_lldp(one, 1, "02:1a:b0:00:77:01", "02:1a:b0:00:77:01", "phone");
    build_lldp(one, 1, "02:1a:b0:00:88:01", "02:1a:b0:00:88:01", "desk");
    assert_links(BUILD_LIST(one), "desk 02:1a:b0:00:88:01 -- sw1 eth1 physical lldp claimed\n"
                                  "phone 02:1a:b0:00:77:01 -- sw1 eth1 physical lldp claimed\n");
}

static void an_aggregate_with_a_neighbor_at_each_member_is_no_medium(void **state)
{
    (void)state;
    struct observation *one = device(1), *two = device(2), *three = device(3);
    build_interface(one, 100, "po1", NULL)->type = 161;
    build_member(one, 1, 100);
    build_member(one, 2, 100);
    build_lldp_port(one, 100, PORT_INTERFACE_NAME, "po1");
    build_lldp(one, 100, MAC(2), "eth1", "sw2");
    build_lldp(one, 100, MAC(3), "eth1", "sw3");
    build_lldp(two, 1, MAC(1), "po1", "sw1");
    build_lldp(three, 1, MAC(1), "po1", "sw1");
    g_autofree char *text = NULL;
    struct observation_list list = BUILD_LIST(one, two, three);
    text = describe(&list);
    assert_null(strstr(text, "segment"));
    assert_non_null(strstr(text, "-- sw2 eth1"));
    assert_non_null(strstr(text, "-- sw3 eth1"));
    build_list_clear(&list);
}

static void the_order_of_the_observations_does_not_matter(void **state)
{
    (void)state;
    struct observation *devices[] = {device(1), device(2), device(3), device(4)};
    flood(devices, 4);
    struct observation_list list = BUILD_LIST(devices[0], devices[1], devices[2], devices[3]);
    g_autofree char *first = describe(&list);
    for (uint32_t seed = 1; seed <= 20; seed++) {
        build_shuffle(&list, seed);
        g_autofree char *text = describe(&list);
        assert_string_equal(text, first);
    }
    build_list_clear(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ports_that_all_hear_each_other_share_one_medium),
        cmocka_unit_test(cables_at_other_ports_stay_cables),
        cmocka_unit_test(a_neighbor_that_was_never_visited_is_on_the_medium_too),
        cmocka_unit_test(neighbors_that_do_not_hear_the_port_share_nothing_for_sure),
        cmocka_unit_test(an_aggregate_with_a_neighbor_at_each_member_is_no_medium),
        cmocka_unit_test(the_order_of_the_observations_does_not_matter),
    };
    return cmocka_run_group_tests_name("shared_medium", tests, NULL, NULL);
}
