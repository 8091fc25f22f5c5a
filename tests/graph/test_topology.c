#include "graph/topology.h"
#include "tests/support/build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
    struct observation_list list;
    struct identity *identity;
    struct topology *topology;
};

static void fixture_make(struct fixture *fixture, struct observation_list list)
{
    fixture->list = list;
    fixture->identity = identity_build(&fixture->list);
    fixture->topology = topology_build(&fixture->list, fixture->identity);
}

static void fixture_clear(struct fixture *fixture)
{
    topology_free(fixture->topology);
    identity_free(fixture->identity);
    build_list_clear(&fixture->list);
}

static struct observation *device(unsigned number)
{
    g_autofree char *address = g_strdup_printf("10.0.0.%u", number);
    g_autofree char *name = g_strdup_printf("sw%u", number);
    g_autofree char *mac = g_strdup_printf("02:1a:b0:00:0%u:01", number);
    struct observation *observation = build_observation(address, name);
    build_chassis_mac(observation, mac);
    build_interfaces(observation, "eth", 1, 8);
    return observation;
}

#define MAC(n) "02:1a:b0:00:0" #n ":01"

/* Two cables in one aggregate and one beside it between sw1 and sw2; an aggregate of which only the l2 link
 * is known between sw1 and sw3; a tunnel between sw2 and sw3. */
static void make_layers(struct fixture *fixture)
{
    struct observation *one = device(1), *two = device(2), *three = device(3);
    build_interface(one, 100, "bond0", NULL)->type = 161;
    build_interface(two, 100, "Po7", NULL)->type = 161;
    build_interface(one, 101, "bond1", NULL)->type = 161;
    build_interface(two, 50, "Tunnel0", NULL)->type = 131;
    for (uint32_t i = 1; i <= 2; i++) {
        build_member(one, i, 100);
        build_member(two, i, 100);
        build_lldp(one, i, MAC(2), i == 1 ? "eth1" : "eth2", "sw2");
    }
    build_lldp(two, 1, MAC(1), "eth1", "sw1");
    build_lldp(one, 3, MAC(2), "eth3", "sw2");
    build_lldp(one, 101, MAC(3), "eth1", "sw3");
    build_cdp(two, 50, "sw3", "eth8", NULL);
    fixture_make(fixture, BUILD_LIST(one, two, three));
}

static void assert_selected(const struct fixture *fixture, uint32_t layers, const char *expected)
{
    g_autoptr(GArray) selected = topology_select(fixture->topology, layers);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < selected->len; i++) {
        const struct link *link = topology_link(fixture->topology, g_array_index(selected, guint, i));
        g_string_append_printf(text, "%s%s-%s", i == 0 ? "" : " ", link->a.port, link->b.port);
    }
    assert_string_equal(text->str, expected);
    g_string_free(text, TRUE);
}

static void links_are_sorted_by_name_and_port(void **state)
{
    (void)state;
    struct observation *ten = device(1), *two = device(2);
    ten->system.sys_name = observation_text(ten, "sw10");
    build_lldp(two, 8, MAC(1), "eth1", "sw10");
    build_interface(two, 10, "eth10", NULL);
    build_lldp(two, 10, MAC(1), "eth2", "sw10");
    struct fixture fixture;
    fixture_make(&fixture, BUILD_LIST(ten, two));
    assert_int_equal(topology_device_count(fixture.topology), 2);
    assert_string_equal(topology_device(fixture.topology, 0)->name, "sw2");
    assert_selected(&fixture, 0, "eth8-eth1 eth10-eth2");
    fixture_clear(&fixture);
}

static void the_default_is_physical_and_the_l2_links_that_fill_gaps(void **state)
{
    (void)state;
    struct fixture fixture;
    make_layers(&fixture);
    assert_selected(&fixture, 0, "bond1-eth1 eth1-eth1 eth2-eth2 eth3-eth3");
    assert_selected(&fixture, 1U << LAYER_L2, "bond1-eth1");
    assert_selected(&fixture, 1U << LAYER_L3, "Tunnel0-eth8");
    fixture_clear(&fixture);
}

static void members_of_an_aggregate_are_merged_for_drawing(void **state)
{
    (void)state;
    struct fixture fixture;
    make_layers(&fixture);
    g_autoptr(GArray) links = topology_select_merged(fixture.topology, 1U << LAYER_PHYSICAL);
    assert_int_equal(links->len, 2);
    const struct link *merged = &g_array_index(links, struct link, 0);
    assert_string_equal(merged->a.port, "bond0");
    assert_string_equal(merged->b.port, "Po7");
    assert_int_equal(merged->a.if_index, 100);
    assert_int_equal(merged->member_count, 2);
    assert_string_equal(merged->members[0].a, "eth1");
    assert_string_equal(merged->members[1].b, "eth2");
    assert_true(merged->speed_bps == 2000000000);
    assert_int_equal(merged->certainty, CERTAINTY_CLAIMED);
    assert_int_equal(merged->evidence_count, 3);
    const struct link *single = &g_array_index(links, struct link, 1);
    assert_string_equal(single->a.port, "eth3");
    assert_int_equal(single->member_count, 0);
    fixture_clear(&fixture);
}

static void a_link_is_as_fast_as_its_slower_end(void **state)
{
    (void)state;
    struct observation *one = device(1), *two = device(2);
    build_interface(one, 20, "eth20", NULL)->speed_bps = 10000000000;
    build_interface(two, 20, "eth20", NULL)->speed_bps = 0;
    build_lldp(one, 20, MAC(2), "eth1", "sw2");
    build_lldp(one, 1, MAC(2), "eth20", "sw2");
    struct fixture fixture;
    fixture_make(&fixture, BUILD_LIST(one, two));
    assert_true(topology_link(fixture.topology, 0)->speed_bps == 1000000000);
    assert_true(topology_link(fixture.topology, 1)->speed_bps == 1000000000);
    fixture_clear(&fixture);
}

static void a_link_names_the_rows_that_say_so(void **state)
{
    (void)state;
    struct observation *one = device(1), *two = device(2);
    build_lldp(one, 1, MAC(2), "eth1", "sw2");
    build_cdp(two, 1, "sw1", "eth1", NULL);
    struct fixture fixture;
    fixture_make(&fixture, BUILD_LIST(two, one));
    const struct link *link = topology_link(fixture.topology, 0);
    assert_int_equal(link->evidence_count, 2);
    assert_int_equal(link->evidence[0].observation, 1);
    assert_int_equal(link->evidence[0].protocol, PROTOCOL_LLDP);
    assert_int_equal(link->evidence[1].observation, 0);
    assert_int_equal(link->evidence[1].protocol, PROTOCOL_CDP);
    fixture_clear(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(links_are_sorted_by_name_and_port),
        cmocka_unit_test(the_default_is_physical_and_the_l2_links_that_fill_gaps),
        cmocka_unit_test(members_of_an_aggregate_are_merged_for_drawing),
        cmocka_unit_test(a_link_is_as_fast_as_its_slower_end),
        cmocka_unit_test(a_link_names_the_rows_that_say_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
