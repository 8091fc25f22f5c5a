#include "inventory/identity.h"
#include "tests/support/build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void add_list(GString *out, const char *title, const GPtrArray *list)
{
    g_string_append_printf(out, " %s[", title);
    for (guint i = 0; i < list->len; i++)
        g_string_append_printf(out, "%s%s", i == 0 ? "" : ",", (const char *)list->pdata[i]);
    g_string_append(out, "]");
}

/* A line for each device: all that identity says, in its order. */
static char *dump(const struct identity *identity)
{
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < identity_count(identity); i++) {
        const struct device *device = identity_device(identity, i);
        g_string_append_printf(out, "%s %s", device->name, device->visited ? "visited" : "heard");
        add_list(out, "addresses", device->addresses);
        add_list(out, "chassis", device->chassis_ids);
        add_list(out, "names", device->names);
        for (guint j = 0; j < device->evidence->len; j++) {
            const struct identity_evidence *evidence = device->evidence->pdata[j];
            g_string_append_printf(out, " (%s; %s)", evidence->key, evidence->from);
        }
        g_string_append_c(out, '\n');
    }
    return g_string_free(out, FALSE);
}

/* "name, name*, ..": a star for devices that were never visited. */
static char *list_names(const struct identity *identity)
{
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < identity_count(identity); i++) {
        const struct device *device = identity_device(identity, i);
        g_string_append_printf(out, "%s%s%s", i == 0 ? "" : ", ", device->name, device->visited ? "" : "*");
    }
    return g_string_free(out, FALSE);
}

static void assert_devices(struct observation_list *list, const char *expected)
{
    struct identity *identity = identity_build(list);
    g_autofree char *names = list_names(identity);
    assert_string_equal(names, expected);
    identity_free(identity);
    build_list_clear(list);
}

static struct observation *switch_at(const char *address, const char *name, const char *mac)
{
    struct observation *observation = build_observation(address, name);
    build_chassis_mac(observation, mac);
    build_interfaces(observation, "eth", 1, 4);
    build_address(observation, address, 1);
    return observation;
}

static void a_device_reached_at_two_addresses_is_one(void **state)
{
    (void)state;
    struct observation_list list = BUILD_LIST(switch_at("10.0.0.1", "core1", "02:1a:b0:00:01:01"),
                                              switch_at("10.0.0.9", "core1", "02:1a:b0:00:01:01"));
    assert_devices(&list, "core1");
}

static void addresses_of_each_other_join_devices_without_any_id(void **state)
{
    (void)state;
    struct observation *one = build_observation("10.0.0.1", "r1"),
                       *other = build_observation("10.0.1.1", "r1");
    build_address(one, "10.0.0.1", 1);
    build_address(one, "10.0.1.1", 2);
    build_address(other, "10.0.0.1", 1);
    build_address(other, "10.0.1.1", 2);
    struct observation_list list = BUILD_LIST(one, other, build_observation("10.0.2.1", "r1"));
    assert_devices(&list, "r1, r1");
}

static void addresses_that_several_devices_own_join_nobody(void **state)
{
    (void)state;
    struct observation *one = build_observation("10.9.0.1", "mx1"),
                       *other = build_observation("10.9.0.2", "mx2");
    build_address(one, "128.0.0.1", 1);
    build_address(other, "128.0.0.1", 1);
    build_address(one, "10.9.0.1", 2);
    build_address(other, "10.9.0.2", 2);
    struct observation *third = switch_at("10.9.0.3", "sw3", "02:1a:b0:00:03:01");
    build_neighbor_address(third, build_lldp(third, 1, NULL, "ge-0/0/0", NULL), "128.0.0.1");
    struct observation_list list = BUILD_LIST(one, other, third);
    struct identity *identity = identity_build(&list);
    assert_int_equal(identity_count(identity), 3);
    assert_int_equal(identity_device(identity, 0)->addresses->len, 1);
    assert_string_equal(identity_device(identity, 0)->addresses->pdata[0], "10.9.0.1");
    assert_string_equal(identity_of_neighbor(identity, 2, 0).dropped,
                        "only an address that several devices own");
    identity_free(identity);
    build_list_clear(&list);
}

static void one_chassis_id_of_two_names_identifies_nobody(void **state)
{
    (void)state;
    struct observation *neighbor = switch_at("10.0.0.3", "core", "02:1a:b0:00:03:01");
    build_lldp(neighbor, 1, "02:1a:b0:00:01:01", "eth1", "clone2");
    struct observation_list list = BUILD_LIST(switch_at("10.0.0.1", "clone1", "02:1a:b0:00:01:01"),
                                              switch_at("10.0.0.2", "clone2", "02:1a:b0:00:01:01"), neighbor);
    struct identity *identity = identity_build(&list);
    assert_int_equal(identity_count(identity), 3);
    struct identity_remote remote = identity_of_neighbor(identity, 2, 0);
    assert_string_equal(identity_device(identity, (size_t)remote.device)->name, "clone2");
    identity_free(identity);
    build_list_clear(&list);
}

static void one_chassis_id_with_two_serials_identifies_nobody(void **state)
{
    (void)state;
    struct observation *one = switch_at("10.0.0.1", NULL, "02:1a:b0:00:01:01");
    struct observation *other = switch_at("10.0.0.2", NULL, "02:1a:b0:00:01:01");
    build_chassis(one, "X1", "SN0001");
    build_chassis(other, "X1", "SN0002");
    struct observation_list list = BUILD_LIST(one, other);
    struct identity *identity = identity_build(&list);
    assert_int_equal(identity_count(identity), 2);
    identity_free(identity);
    build_list_clear(&list);
}

static void clones_without_names_are_told_apart_by_their_addresses(void **state)
{
    (void)state;
    struct observation *one = switch_at("10.0.0.1", "Switch", "02:1a:b0:00:01:01");
    struct observation *again = switch_at("10.0.0.11", "Switch", "02:1a:b0:00:01:01");
    build_address(one, "10.0.0.11", 2);
    build_address(again, "10.0.0.1", 2);
    struct observation_list list =
        BUILD_LIST(one, again, switch_at("10.0.0.5", "Switch", "02:1a:b0:00:01:01"));
    assert_devices(&list, "Switch, Switch");
}

static void one_serial_with_two_chassis_ids_identifies_nobody(void **state)
{
    (void)state;
    struct observation *one = switch_at("10.0.0.1", NULL, "02:1a:b0:00:01:01");
    struct observation *other = switch_at("10.0.0.2", NULL, "02:1a:b0:00:02:01");
    build_chassis(one, "X1", "12345");
    build_chassis(other, "X1", "12345");
    struct observation_list list = BUILD_LIST(one, other);
    struct identity *identity = identity_build(&list);
    assert_int_equal(identity_count(identity), 2);
    identity_free(identity);
    build_list_clear(&list);
}

static void a_replaced_chassis_id_is_the_same_device_in_another_run(void **state)
{
    (void)state;
    struct observation *before = switch_at("10.0.0.1", "sw1", "02:1a:b0:00:01:01");
    struct observation *after = switch_at("10.0.5.1", "sw1", "02:1a:b0:00:02:01");
    build_chassis(before, "X1", "SN0001");
    build_chassis(after, "X1", "SN0001");
    after->run = 2;
    struct observation_list list = BUILD_LIST(before, after);
    assert_devices(&list, "sw1");
}

static void a_neighbor_may_be_the_clone_of_a_visited_device(void **state)
{
    (void)state;
    struct observation *one = switch_at("10.0.0.1", "sw1", "02:1a:b0:00:01:01");
    struct neighbor *row = build_lldp(one, 1, "02:1a:b0:00:02:01", "eth1", "clone");
    build_neighbor_address(one, row, "10.0.0.9");
    build_lldp(one, 2, "02:1a:b0:00:02:01", "eth2", "other-words");
    struct observation_list list = BUILD_LIST(one, switch_at("10.0.0.2", "sw2", "02:1a:b0:00:02:01"));
    assert_devices(&list, "clone*, sw1, sw2");
}

static void fillers_are_no_serials(void **state)
{
    (void)state;
    struct observation *one = build_observation("10.0.0.1", "a"), *other = build_observation("10.0.0.2", "b");
    build_chassis(one, "X1", "00000000");
    build_chassis(other, "X1", "00000000");
    struct observation_list list = BUILD_LIST(one, other);
    assert_devices(&list, "a, b");
}

static void a_renamed_and_renumbered_device_is_the_same_in_another_run(void **state)
{
    (void)state;
    struct observation *before = switch_at("10.0.0.1", "old", "02:1a:b0:00:01:01");
    struct observation *after = switch_at("10.0.5.1", "new", "02:1a:b0:00:01:01");
    after->run = 2;
    struct observation_list list = BUILD_LIST(before, after);
    struct identity *identity = identity_build(&list);
    assert_int_equal(identity_count(identity), 1);
    assert_string_equal(identity_device(identity, 0)->name, "new");
    assert_int_equal(identity_device(identity, 0)->addresses->len, 1);
    assert_string_equal(identity_device(identity, 0)->addresses->pdata[0], "10.0.5.1");
    assert_int_equal(identity_device(identity, 0)->observations->len, 2);
    identity_free(identity);
    build_list_clear(&list);
}

static void a_neighbor_is_found_by_its_chassis_id(void **state)
{
    (void)state;
    struct observation *one = switch_at("10.0.0.1", "sw1", "02:1a:b0:00:01:01");
    build_lldp(one, 1, "02:1a:b0:00:02:01", "eth1", "sw2");
    struct observation_list list = BUILD_LIST(one, switch_at("10.0.0.2", "sw2", "02:1a:b0:00:02:01"));
    assert_devices(&list, "sw1, sw2");
}

static void a_chassis_id_may_be_the_mac_address_of_an_interface(void **state)
{
    (void)state;
    struct observation *one = switch_at("10.0.0.1", "sw1", "02:1a:b0:00:01:01");
    struct observation *other = build_observation("10.0.0.2", "sw2");
    build_interface(other, 1, "vlan1", "02:1a:b0:00:02:01");
    build_lldp(one, 1, "02:1a:b0:00:02:01", "eth1", NULL);
    struct observation_list list = BUILD_LIST(one, other);
    assert_devices(&list, "sw1, sw2");
}

static void the_chassis_id_overrules_the_name(void **state)
{
    (void)state;
    struct observation *one = switch_at("10.0.0.1", "sw1", "02:1a:b0:00:01:01");
    build_lldp(one, 1, "02:1a:b0:00:09:01", "eth1", "sw2");
    struct observation_list list = BUILD_LIST(one, switch_at("10.0.0.2", "sw2", "02:1a:b0:00:02:01"));
    assert_devices(&list, "sw1, sw2, sw2*");
}

static void name_and_address_together_overrule_an_unknown_chassis_id(void **state)
{
    (void)state;
    struct observation *one = switch_at("10.0.0.1", "sw1", "02:1a:b0:00:01:01");
    struct neighbor *row = build_lldp(one, 1, "02:1a:b0:00:09:01", "eth1", "sw2");
    build_neighbor_address(one, row, "10.0.0.2");
    struct observation_list list = BUILD_LIST(one, switch_at("10.0.0.2", "sw2", "02:1a:b0:00:02:01"));
    assert_devices(&list, "sw1, sw2");
}

static void a_bad_chassis_id_leaves_it_to_the_name(void **state)
{
    (void)state;
    struct observation *one = switch_at("10.0.0.1", "sw1", "02:1a:b0:00:01:01");
    build_lldp(one, 1, "00:00:00:00:00:21", "Gi1/2/34", "r1");
    build_lldp(one, 2, "00:00:00:00:00:15", "Gi1/3/22", "r1");
    struct observation_list list = BUILD_LIST(one, build_observation("10.0.0.2", "r1"));
    assert_devices(&list, "r1, sw1");
}

static void an_address_does_not_overrule_the_name(void **state)
{
    (void)state;
    struct observation *one = switch_at("10.0.0.1", "here", "02:1a:b0:00:01:01");
    build_cdp(one, 3, "distribution", "FastEthernet0", "192.168.2.1");
    struct observation *far = build_observation("10.8.0.1", "far-away");
    build_address(far, "192.168.2.1", 1);
    struct observation_list list = BUILD_LIST(one, far);
    struct identity *identity = identity_build(&list);
    g_autofree char *names = list_names(identity);
    assert_string_equal(names, "distribution*, far-away, here");
    assert_int_equal(identity_device(identity, 0)->addresses->len, 0);
    identity_free(identity);
    build_list_clear(&list);
}

static void an_address_alone_names_the_device_that_owns_it(void **state)
{
    (void)state;
    struct observation *one = switch_at("10.0.0.1", "sw1", "02:1a:b0:00:01:01");
    build_neighbor_address(one, build_lldp(one, 1, NULL, "eth1", NULL), "10.0.0.2");
    struct observation_list list = BUILD_LIST(one, switch_at("10.0.0.2", "sw2", "02:1a:b0:00:02:01"));
    assert_devices(&list, "sw1, sw2");
}

static void an_address_of_a_virtual_router_is_nobodys(void **state)
{
    (void)state;
    struct observation *one = switch_at("10.0.0.1", "sw1", "02:1a:b0:00:01:01");
    build_neighbor_address(one, build_lldp(one, 1, NULL, "eth1", NULL), "10.0.0.254");
    struct observation *router = switch_at("10.0.0.2", "r2", "02:1a:b0:00:02:01");
    build_address(router, "10.0.0.254", 1);
    ((struct virtual_address *)observation_add(router, RECORD_VIRTUAL_ADDRESS))->address =
        ((struct ip_address *)observation_records_mutable(router, RECORD_IP_ADDRESS, &(size_t){0}))[1]
            .address;
    struct observation_list list = BUILD_LIST(one, router);
    assert_devices(&list, "r2, sw1");
}

static void a_full_name_and_its_first_label_are_one_name(void **state)
{
    (void)state;
    struct observation *one = switch_at("10.0.0.1", "sw1", "02:1a:b0:00:01:01");
    build_cdp(one, 1, "r1.example.net", "Gi0/0", NULL);
    build_cdp(one, 2, "R2", "Gi0/0", NULL);
    struct observation_list list =
        BUILD_LIST(one, build_observation("10.0.0.2", "r1"), build_observation("10.0.0.3", "r2.example.net"));
    assert_devices(&list, "r1, r2.example.net, sw1");
}

static void a_name_that_two_devices_have_needs_more(void **state)
{
    (void)state;
    struct observation *one = switch_at("10.0.0.1", "sw1", "02:1a:b0:00:01:01");
    build_cdp(one, 1, "twin", "Gi0/0", "10.0.0.3");
    struct observation_list list = BUILD_LIST(one, switch_at("10.0.0.2", "twin", "02:1a:b0:00:02:01"),
                                              switch_at("10.0.0.3", "twin", "02:1a:b0:00:03:01"));
    struct identity *identity = identity_build(&list);
    assert_int_equal(identity_count(identity), 3);
    struct identity_remote remote = identity_of_neighbor(identity, 0, 0);
    assert_string_equal(identity_device(identity, (size_t)remote.device)->addresses->pdata[0], "10.0.0.3");
    identity_free(identity);
    build_list_clear(&list);
}

static void the_name_of_a_model_identifies_nobody(void **state)
{
    (void)state;
    struct observation *one = switch_at("10.0.0.1", "sw1", "02:1a:b0:00:01:01");
    struct neighbor *row = build_lldp(one, 1, "02:1a:b0:00:09:01", "24", "PowerWave Switch 2510B");
    row->remote_descr = observation_text(one, "PowerWave J9019B Switch 2510B, revision Q.11.67");
    struct observation *other = build_observation("10.0.0.2", "PowerWave Switch 2510B");
    other->system.sys_descr = observation_text(other, "PowerWave J9019B Switch 2510B, revision Q.11.67");
    struct observation_list list = BUILD_LIST(one, other);
    assert_devices(&list, "PowerWave Switch 2510B, PowerWave Switch 2510B*, sw1");
}

static void a_cdp_device_id_may_be_a_serial_or_hold_one(void **state)
{
    (void)state;
    struct observation *one = switch_at("10.0.0.1", "sw1", "02:1a:b0:00:01:01");
    build_cdp(one, 1, "JAB043408B7", "2/44", NULL);
    build_cdp(one, 2, "nexus(SSI15450ABC)", "Eth1/1", NULL);
    struct observation *cat = build_observation("10.0.0.2", NULL),
                       *nexus = build_observation("10.0.0.3", "n5k");
    cat->system.cdp_device_id = observation_text(cat, "JAB043408B7");
    build_chassis(nexus, "N5K", "SSI15450ABC");
    struct observation_list list = BUILD_LIST(one, cat, nexus);
    assert_devices(&list, "JAB043408B7, n5k, sw1");
}

static void a_cdp_device_id_may_be_a_mac_address(void **state)
{
    (void)state;
    struct observation *one = switch_at("10.0.0.1", "sw1", "02:1a:b0:00:01:01");
    static const uint8_t octets[6] = {0x02, 0x1a, 0xb0, 0, 0x02, 0x01};
    build_cdp(one, 1, "021ab0000201", "Gi1", NULL);
    build_cdp(one, 2, NULL, "Gi2", NULL)->remote_chassis_id =
        observation_bytes(one, (struct bytes){octets, sizeof octets});
    build_cdp(one, 3, "Sw Two(021ab0-000201)", "Gi3", NULL);
    struct observation_list list = BUILD_LIST(one, switch_at("10.0.0.2", "sw2", "02:1a:b0:00:02:01"));
    assert_devices(&list, "sw1, sw2");
}

static void rows_of_one_unvisited_device_are_one(void **state)
{
    (void)state;
    struct observation *one = switch_at("10.0.0.1", "sw1", "02:1a:b0:00:01:01");
    struct observation *other = switch_at("10.0.0.2", "sw2", "02:1a:b0:00:02:01");
    build_lldp(one, 1, "02:1a:b0:00:07:01", "eth1", "edge");
    build_lldp(other, 1, "02:1a:b0:00:07:01", "eth2", "edge");
    build_cdp(one, 1, "edge.example.net", "eth1", "10.0.0.7");
    struct observation_list list = BUILD_LIST(one, other);
    assert_devices(&list, "edge*, sw1, sw2");
}

static void one_name_with_two_chassis_ids_is_two_devices(void **state)
{
    (void)state;
    struct observation *one = switch_at("10.0.0.1", "sw1", "02:1a:b0:00:01:01");
    build_lldp(one, 1, "02:1a:b0:00:07:01", "eth1", "edge");
    build_lldp(one, 2, "02:1a:b0:00:08:01", "eth1", "edge");
    struct observation_list list = BUILD_LIST(one);
    assert_devices(&list, "edge*, edge*, sw1");
}

static void factory_names_are_told_apart_by_the_port(void **state)
{
    (void)state;
    struct observation *one = switch_at("10.0.0.1", "sw1", "02:1a:b0:00:01:01");
    build_lldp(one, 1, "02:1a:b0:00:07:01", "Fa0/1", "Switch");
    build_lldp(one, 2, "02:1a:b0:00:08:01", "Fa0/1", "Switch");
    build_cdp(one, 1, "Switch", "FastEthernet0/1", NULL);
    build_cdp(one, 2, "Switch", "FastEthernet0/1", NULL);
    build_cdp(one, 3, "Switch", "FastEthernet0/1", NULL);
    struct observation_list list = BUILD_LIST(one);
    assert_devices(&list, "Switch*, Switch*, Switch*, sw1");
}

static void a_name_on_another_platform_is_another_device(void **state)
{
    (void)state;
    struct observation *one = switch_at("10.0.0.1", "sw1", "02:1a:b0:00:01:01");
    build_cdp(one, 1, "gate7", "Gi0/0", NULL)->remote_platform = observation_text(one, "cisco 2821");
    build_cdp(one, 2, "gate7", "Gi0/1", NULL)->remote_platform = observation_text(one, "cisco 2821");
    build_cdp(one, 3, "gate7", "Gi0/0", NULL)->remote_platform = observation_text(one, "Cisco 871");
    struct observation_list list = BUILD_LIST(one);
    assert_devices(&list, "gate7*, gate7*, sw1");
}

static void rows_without_identity_are_dropped_with_their_reason(void **state)
{
    (void)state;
    struct observation *one = switch_at("10.0.0.1", "sw1", "02:1a:b0:00:01:01");
    build_lldp(one, 1, NULL, NULL, NULL);
    build_lldp(one, 2, "00:00:00:00:00:00", "eth7", NULL);
    build_lldp(one, 3, "02:1a:b0:00:01:01", "eth4", "sw1");
    struct observation_list list = BUILD_LIST(one);
    struct identity *identity = identity_build(&list);
    assert_string_equal(identity_of_neighbor(identity, 0, 0).dropped, "placeholder");
    assert_string_equal(identity_of_neighbor(identity, 0, 1).dropped, "without any identity");
    assert_string_equal(identity_of_neighbor(identity, 0, 2).dropped, "the device itself");
    assert_int_equal(identity_of_neighbor(identity, 0, 2).device, -1);
    assert_int_equal(identity_count(identity), 1);
    identity_free(identity);
    build_list_clear(&list);
}

static void what_an_older_visit_told_of_neighbors_is_superseded(void **state)
{
    (void)state;
    struct observation *before = switch_at("10.0.0.1", "sw1", "02:1a:b0:00:01:01");
    struct observation *after = switch_at("10.0.0.2", "sw1", "02:1a:b0:00:01:01");
    after->run = 2;
    build_lldp(before, 1, "02:1a:b0:00:07:01", "eth1", "gone");
    struct observation_list list = BUILD_LIST(before, after);
    assert_devices(&list, "sw1");
}

static void a_failed_visit_belongs_to_the_device_at_its_address(void **state)
{
    (void)state;
    struct observation *one = switch_at("10.0.0.1", "sw1", "02:1a:b0:00:01:01");
    struct neighbor *row = build_lldp(one, 1, "02:1a:b0:00:07:01", "eth1", "silent");
    build_neighbor_address(one, row, "10.0.0.7");
    struct observation_list list =
        BUILD_LIST(one, build_failure("10.0.0.7", "timeout"), build_failure("10.0.0.8", "timeout"));
    struct identity *identity = identity_build(&list);
    assert_int_equal(identity_count(identity), 2);
    assert_string_equal(identity_device(identity, identity_of_observation(identity, 1))->name, "silent");
    assert_false(identity_device(identity, identity_of_observation(identity, 1))->visited);
    assert_true(identity_of_observation(identity, 2) == SIZE_MAX);
    identity_free(identity);
    build_list_clear(&list);
}

static void imported_nodes_of_one_name_are_two_devices(void **state)
{
    (void)state;
    struct observation *one = build_import("net.graphml", "n0", "Paris");
    build_edge(one, "n1", NULL, NULL);
    struct observation_list list = BUILD_LIST(one, build_import("net.graphml", "n1", "Paris"),
                                              build_import("other.graphml", "n1", "Paris"));
    struct identity *identity = identity_build(&list);
    assert_int_equal(identity_count(identity), 3);
    size_t remote = (size_t)identity_of_neighbor(identity, 0, 0).device;
    assert_true(remote == identity_of_observation(identity, 1));
    identity_free(identity);
    build_list_clear(&list);
}

static void assert_match(const struct identity *identity, const char *text, const char *expected)
{
    g_autoptr(GArray) found = identity_match(identity, text);
    GString *names = g_string_new(NULL);
    for (guint i = 0; i < found->len; i++)
        g_string_append_printf(names, "%s%s", i == 0 ? "" : " ",
                               identity_device(identity, g_array_index(found, guint, i))->name);
    assert_string_equal(names->str, expected);
    g_string_free(names, TRUE);
}

static void devices_are_found_by_what_users_call_them(void **state)
{
    (void)state;
    struct observation *one = switch_at("10.0.0.1", "core1.example.net", "02:1a:b0:00:01:01");
    build_chassis(one, "X1", "SN0001");
    build_address(one, "10.0.0.254", 1);
    struct observation *other = switch_at("10.0.0.2", "core1.example.org", "02:1a:b0:00:02:01");
    build_address(other, "10.0.0.254", 1);
    struct observation_list list = BUILD_LIST(one, other, build_observation("10.0.0.3", "edge"));
    struct identity *identity = identity_build(&list);
    assert_match(identity, "CORE1.example.net", "core1.example.net");
    assert_match(identity, "core1", "core1.example.net core1.example.org");
    assert_match(identity, "10.0.0.2", "core1.example.org");
    assert_match(identity, "10.0.0.254", "core1.example.net core1.example.org");
    assert_match(identity, "021a.b000.0101", "core1.example.net");
    assert_match(identity, "sn0001", "core1.example.net");
    assert_match(identity, "nobody", "");
    assert_match(identity, "", "");
    identity_free(identity);
    build_list_clear(&list);
}

static struct observation_list make_mixed_network(void)
{
    struct observation *one = switch_at("10.0.0.1", "sw1", "02:1a:b0:00:01:01");
    build_lldp(one, 1, "02:1a:b0:00:02:01", "eth1", "sw2");
    build_lldp(one, 2, "02:1a:b0:00:07:01", "Fa0/1", "Switch");
    build_cdp(one, 3, "Switch", "FastEthernet0/1", NULL);
    build_cdp(one, 4, "edge.example.net", "Gi0", "10.0.9.9");
    struct observation *two = switch_at("10.0.0.2", "sw2", "02:1a:b0:00:02:01");
    build_lldp(two, 1, "02:1a:b0:00:01:01", "eth1", "sw1");
    build_cdp(two, 4, "edge", "Gi1", "10.0.8.8");
    build_lldp(two, 2, "02:1a:b0:00:08:01", "eth1", "renamed");
    struct observation *again = switch_at("10.0.0.12", "sw2", "02:1a:b0:00:02:01");
    struct observation *old = switch_at("10.0.0.3", "was", "02:1a:b0:00:03:01");
    struct observation *new = switch_at("10.0.0.4", "is", "02:1a:b0:00:03:01");
    new->run = 2;
    return BUILD_LIST(one, two, again, old, new, build_failure("10.0.9.9", "timeout"),
                      switch_at("10.0.0.5", "twin", "02:1a:b0:00:05:01"),
                      switch_at("10.0.0.6", "twin", "02:1a:b0:00:06:01"), build_observation("10.0.0.7", NULL),
                      build_observation("10.0.0.8", NULL));
}

static void the_order_of_observations_does_not_matter(void **state)
{
    (void)state;
    struct observation_list list = make_mixed_network();
    struct identity *first = identity_build(&list);
    g_autofree char *expected = dump(first);
    identity_free(first);
    for (uint32_t seed = 1; seed <= 50; seed++) {
        build_shuffle(&list, seed);
        struct identity *identity = identity_build(&list);
        g_autofree char *text = dump(identity);
        assert_string_equal(text, expected);
        identity_free(identity);
    }
    build_list_clear(&list);
}

static void nothing_observed_is_no_device(void **state)
{
    (void)state;
    struct observation_list list = {NULL, 0};
    struct identity *identity = identity_build(&list);
    assert_int_equal(identity_count(identity), 0);
    identity_free(identity);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_device_reached_at_two_addresses_is_one),
        cmocka_unit_test(addresses_of_each_other_join_devices_without_any_id),
        cmocka_unit_test(addresses_that_several_devices_own_join_nobody),
        cmocka_unit_test(one_chassis_id_of_two_names_identifies_nobody),
        cmocka_unit_test(one_chassis_id_with_two_serials_identifies_nobody),
        cmocka_unit_test(clones_without_names_are_told_apart_by_their_addresses),
        cmocka_unit_test(one_serial_with_two_chassis_ids_identifies_nobody),
        cmocka_unit_test(a_replaced_chassis_id_is_the_same_device_in_another_run),
        cmocka_unit_test(a_neighbor_may_be_the_clone_of_a_visited_device),
        cmocka_unit_test(fillers_are_no_serials),
        cmocka_unit_test(a_renamed_and_renumbered_device_is_the_same_in_another_run),
        cmocka_unit_test(a_neighbor_is_found_by_its_chassis_id),
        cmocka_unit_test(a_chassis_id_may_be_the_mac_address_of_an_interface),
        cmocka_unit_test(the_chassis_id_overrules_the_name),
        cmocka_unit_test(name_and_address_together_overrule_an_unknown_chassis_id),
        cmocka_unit_test(a_bad_chassis_id_leaves_it_to_the_name),
        cmocka_unit_test(an_address_does_not_overrule_the_name),
        cmocka_unit_test(an_address_alone_names_the_device_that_owns_it),
        cmocka_unit_test(an_address_of_a_virtual_router_is_nobodys),
        cmocka_unit_test(a_full_name_and_its_first_label_are_one_name),
        cmocka_unit_test(a_name_that_two_devices_have_needs_more),
        cmocka_unit_test(the_name_of_a_model_identifies_nobody),
        cmocka_unit_test(a_cdp_device_id_may_be_a_serial_or_hold_one),
        cmocka_unit_test(a_cdp_device_id_may_be_a_mac_address),
        cmocka_unit_test(rows_of_one_unvisited_device_are_one),
        cmocka_unit_test(one_name_with_two_chassis_ids_is_two_devices),
        cmocka_unit_test(factory_names_are_told_apart_by_the_port),
        cmocka_unit_test(a_name_on_another_platform_is_another_device),
        cmocka_unit_test(rows_without_identity_are_dropped_with_their_reason),
        cmocka_unit_test(what_an_older_visit_told_of_neighbors_is_superseded),
        cmocka_unit_test(a_failed_visit_belongs_to_the_device_at_its_address),
        cmocka_unit_test(imported_nodes_of_one_name_are_two_devices),
        cmocka_unit_test(devices_are_found_by_what_users_call_them),
        cmocka_unit_test(the_order_of_observations_does_not_matter),
        cmocka_unit_test(nothing_observed_is_no_device),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
