#include "graph/view.h"
#include "tests/graph/network_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* core - dist - acc - pc, all in a row; the pc is known from acc's neighbor row only. */
static struct observation *switch_at(const char *address, const char *name, const char *mac,
                                     const char *location)
{
    struct observation *observation = build_observation(address, name);
    build_chassis_mac(observation, mac);
    build_interfaces(observation, "eth", 1, 8);
    observation->system.sys_location = observation_text(observation, location);
    observation->system.lldp_capabilities = CAPABILITY_BIT(CAPABILITY_BRIDGE);
    return observation;
}

static struct fixture *row_of_four(void)
{
    struct observation *core = switch_at("10.1.0.1", "core", MAC(1), "Hall");
    struct observation *dist = switch_at("10.1.0.2", "dist", MAC(2), "Hall");
    struct observation *acc = switch_at("10.2.0.3", "acc", MAC(3), "Tower 2");
    build_lldp(core, 1, MAC(2), "eth1", "dist");
    build_lldp(dist, 1, MAC(1), "eth1", "core");
    build_lldp(dist, 2, MAC(3), "eth1", "acc");
    build_lldp(acc, 1, MAC(2), "eth2", "dist");
    struct neighbor *pc = build_lldp(acc, 5, "02:1a:b0:00:0f:01", "02:1a:b0:00:0f:01", "pc");
    pc->capabilities = CAPABILITY_BIT(CAPABILITY_STATION);
    return fixture_new(BUILD_LIST(core, dist, acc));
}

/* The names in the view, sorted as devices are, and how many links. */
static char *describe(struct fixture *fixture, const struct view_options *options)
{
    struct view *view = view_new(&fixture->network, options);
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < topology_device_count(fixture->topology); i++)
        if (view->devices[i])
            g_string_append_printf(out, "%s ", topology_device(fixture->topology, i)->name);
    size_t links = 0;
    for (size_t i = 0; i < topology_link_count(fixture->topology); i++)
        links += view->links[i];
    g_string_append_printf(out, "%zu", links);
    view_free(view);
    return g_string_free(out, FALSE);
}

static void assert_view(struct fixture *fixture, const struct view_options *options, const char *expected)
{
    g_autofree char *text = describe(fixture, options);
    assert_string_equal(text, expected);
}

static void assert_filtered(struct fixture *fixture, const char *first, const char *second,
                            const char *expected)
{
    g_autoptr(GPtrArray) filters = g_ptr_array_new_with_free_func((GDestroyNotify)view_filter_free);
    g_ptr_array_add(filters, view_filter_parse(first, NULL));
    if (second != NULL)
        g_ptr_array_add(filters, view_filter_parse(second, NULL));
    assert_view(fixture, &(struct view_options){.filters = filters}, expected);
}

static void without_options_everything_is_in_view(void **state)
{
    (void)state;
    struct fixture *fixture = row_of_four();
    assert_view(fixture, &(struct view_options){0}, "acc core dist pc 3");
    fixture_free(fixture);
}

static void filters_hold_together(void **state)
{
    (void)state;
    struct fixture *fixture = row_of_four();
    assert_filtered(fixture, "name=C*,d?st", NULL, "core dist 1");
    assert_filtered(fixture, "visited=yes", "name!=core", "acc dist 1");
    assert_filtered(fixture, "address=10.1.0.0/16", NULL, "core dist 1");
    assert_filtered(fixture, "location=tower*", NULL, "acc 0");
    assert_filtered(fixture, "model=*", NULL, "0");
    fixture_free(fixture);
}

static void a_filter_that_cannot_be_read_is_named(void **state)
{
    (void)state;
    static const char *const wrong[] = {"name", "name=", "=core", "!=core", "colour=red", ""};
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        GError *error = NULL;
        assert_null(view_filter_parse(wrong[i], &error));
        assert_true(g_error_matches(error, VIEW_ERROR, VIEW_ERROR_FILTER));
        g_autofree char *quoted = g_strdup_printf("'%s'", wrong[i]);
        assert_non_null(strstr(error->message, quoted));
        g_error_free(error);
    }
}

static void depth_counts_hops_in_the_view(void **state)
{
    (void)state;
    struct fixture *fixture = row_of_four();
    g_autoptr(GArray) around = g_array_new(FALSE, FALSE, sizeof(guint));
    guint core = fixture_device(fixture, "core");
    g_array_append_val(around, core);
    assert_view(fixture, &(struct view_options){.around = around, .depth = 0}, "core 0");
    assert_view(fixture, &(struct view_options){.around = around, .depth = 2}, "acc core dist 2");
    assert_view(fixture, &(struct view_options){.around = around, .depth = 9}, "acc core dist pc 3");
    g_autoptr(GPtrArray) filters = g_ptr_array_new_with_free_func((GDestroyNotify)view_filter_free);
    g_ptr_array_add(filters, view_filter_parse("name!=dist", NULL));
    assert_view(fixture, &(struct view_options){.around = around, .depth = 9, .filters = filters}, "core 0");
    fixture_free(fixture);
}

/* Each hears the others, and the first one a telephone, on one port: something joins them that nobody knows.
 */
static struct fixture *three_on_a_medium(void)
{
    struct observation *switches[3];
    for (int i = 0; i < 3; i++) {
        g_autofree char *address = g_strdup_printf("10.1.0.%d", i + 1);
        g_autofree char *name = g_strdup_printf("sw%d", i + 1);
        g_autofree char *mac = g_strdup_printf("02:1a:b0:00:01:%02d", i + 1);
        switches[i] = switch_at(address, name, mac, "Hall");
    }
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) {
            g_autofree char *mac = g_strdup_printf("02:1a:b0:00:01:%02d", j + 1);
            g_autofree char *name = g_strdup_printf("sw%d", j + 1);
            if (i != j)
                build_lldp(switches[i], 1, mac, "eth1", name);
        }
    struct neighbor *phone = build_lldp(switches[0], 1, "02:1a:b0:00:0f:01", "02:1a:b0:00:0f:01", "phone");
    phone->capabilities = CAPABILITY_BIT(CAPABILITY_TELEPHONE);
    return fixture_new(BUILD_LIST(switches[0], switches[1], switches[2]));
}

static void a_shared_medium_that_joins_switches_is_infrastructure(void **state)
{
    (void)state;
    struct fixture *fixture = three_on_a_medium();
    struct view_options options = {.only_infrastructure = true};
    struct view *view = view_new(&fixture->network, &options);
    size_t kept = 0, media = 0, links = 0;
    for (size_t i = 0; i < topology_device_count(fixture->topology); i++) {
        const struct device *device = topology_device(fixture->topology, i);
        kept += view->devices[i];
        media += view->devices[i] && (device->role == ROLE_SEGMENT || device->role == ROLE_HUB);
        assert_false(view->devices[i] && g_strcmp0(device->name, "phone") == 0);
    }
    for (size_t i = 0; i < topology_link_count(fixture->topology); i++)
        links += view->links[i];
    assert_int_equal(media, 1);
    assert_int_equal(kept, 4);
    assert_int_equal(links, 3);
    view_free(view);
    fixture_free(fixture);
}

static void infrastructure_has_no_endpoints(void **state)
{
    (void)state;
    struct fixture *fixture = row_of_four();
    assert_view(fixture, &(struct view_options){.only_infrastructure = true}, "acc core dist 2");
    fixture_free(fixture);
}

static void sites_are_rules_first_and_locations_then(void **state)
{
    (void)state;
    struct fixture *fixture = row_of_four();
    struct site_rules *rules = site_rules_new();
    site_rules_begin(rules, "centre");
    assert_true(site_rules_add(rules, "names", "CORE*", NULL));
    site_rules_begin(rules, "east");
    assert_true(site_rules_add(rules, "subnets", "10.2.0.0/16", NULL));
    assert_view(fixture, &(struct view_options){.sites = rules, .site = "centre"}, "core 0");
    assert_view(fixture, &(struct view_options){.sites = rules, .site = "East"}, "acc 0");
    assert_view(fixture, &(struct view_options){.sites = rules, .site = "hall"}, "dist 0");
    assert_view(fixture, &(struct view_options){.site = "hall"}, "core dist 1");
    GError *error = NULL;
    assert_false(site_rules_add(rules, "subnets", "10.2.0.0/99", &error));
    assert_non_null(strstr(error->message, "10.2.0.0/99"));
    g_error_free(error);
    site_rules_free(rules);
    fixture_free(fixture);
}

static void add_member(struct observation *observation, uint32_t vlan, uint32_t if_index)
{
    struct vlan_port *row = observation_add(observation, RECORD_VLAN_PORT);
    row->vlan = vlan;
    row->if_index = if_index;
}

static void a_vlan_is_on_links_whose_ports_carry_it(void **state)
{
    (void)state;
    struct fixture *fixture = row_of_four();
    struct observation *const *items = fixture->list.items;
    for (size_t i = 0; i < fixture->list.count; i++) {
        const char *name = items[i]->system.sys_name;
        add_member(items[i], 10, strcmp(name, "core") == 0 ? 7 : 1); /* core's uplink does not carry 10 */
        if (strcmp(name, "dist") == 0)
            add_member(items[i], 10, 2);
        if (strcmp(name, "acc") == 0)
            add_member(items[i], 20, 5);
    }
    /* core has the VLAN, elsewhere. */
    assert_view(fixture, &(struct view_options){.vlan = 10}, "acc core dist 1");
    assert_view(fixture, &(struct view_options){.vlan = 20}, "acc pc 1");
    assert_view(fixture, &(struct view_options){.vlan = 30}, "0");
    fixture_free(fixture);
}

/* The VLAN of untagged frames says nothing about the tagged ones. */
static void a_pvid_alone_keeps_no_vlan_from_a_trunk(void **state)
{
    (void)state;
    struct fixture *fixture = row_of_four();
    struct observation *const *items = fixture->list.items;
    for (size_t i = 0; i < fixture->list.count; i++) {
        ((struct vlan *)observation_add(items[i], RECORD_VLAN))->id = 10;
        struct bridge_port *port = observation_add(items[i], RECORD_BRIDGE_PORT);
        *port = (struct bridge_port){.port = 1, .if_index = 1, .pvid = 1};
    }
    assert_view(fixture, &(struct view_options){.vlan = 10}, "acc core dist 2");
    fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_options_everything_is_in_view),
        cmocka_unit_test(filters_hold_together),
        cmocka_unit_test(a_filter_that_cannot_be_read_is_named),
        cmocka_unit_test(depth_counts_hops_in_the_view),
        cmocka_unit_test(infrastructure_has_no_endpoints),
        cmocka_unit_test(a_shared_medium_that_joins_switches_is_infrastructure),
        cmocka_unit_test(sites_are_rules_first_and_locations_then),
        cmocka_unit_test(a_vlan_is_on_links_whose_ports_carry_it),
        cmocka_unit_test(a_pvid_alone_keeps_no_vlan_from_a_trunk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
