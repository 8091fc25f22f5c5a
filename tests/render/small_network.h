/*
 * A small network for the tests of the writers: two cores joined by an aggregate of two cables, two access
 * switches, a link that is down, a phone that was never visited and whose name is hostile, and a device
 * without links.
 */
#ifndef TESTS_RENDER_SMALL_NETWORK_H
#define TESTS_RENDER_SMALL_NETWORK_H

#include "graph/topology.h"
#include "tests/support/build.h"

#define HOSTILE_NAME "=<a href=\"x\">&amp;\\N'"

struct small_network {
    struct observation_list list;
    struct identity *identity;
    struct topology *topology;
};

static struct observation *small_device(unsigned number, const char *name, enum role role, const char *model)
{
    g_autofree char *address = g_strdup_printf("10.0.0.%u", number);
    g_autofree char *mac = g_strdup_printf("02:1a:b0:00:0%u:01", number);
    struct observation *observation = build_observation(address, name);
    observation->system.role = role;
    observation->system.vendor = observation_text(observation, "Example");
    observation->system.model = observation_text(observation, model);
    build_chassis_mac(observation, mac);
    build_interfaces(observation, "GigabitEthernet1/0/", 1, 6);
    return observation;
}

/* Both ends say so. */
static void small_cable(struct observation *a, unsigned a_number, unsigned a_port, struct observation *b,
                        unsigned b_number, unsigned b_port)
{
    g_autofree char *a_mac = g_strdup_printf("02:1a:b0:00:0%u:01", a_number);
    g_autofree char *b_mac = g_strdup_printf("02:1a:b0:00:0%u:01", b_number);
    g_autofree char *a_name = g_strdup_printf("GigabitEthernet1/0/%u", a_port);
    g_autofree char *b_name = g_strdup_printf("GigabitEthernet1/0/%u", b_port);
    build_lldp(a, a_port, b_mac, b_name, b->system.sys_name);
    build_lldp(b, b_port, a_mac, a_name, a->system.sys_name);
}

static void small_bundle(struct observation *observation)
{
    struct interface *bundle = build_interface(observation, 100, "Port-channel1", NULL);
    bundle->speed_bps = 2000000000;
    build_member(observation, 1, 100);
    build_member(observation, 2, 100);
}

static void small_set_down(struct observation *observation, uint32_t if_index)
{
    size_t count;
    struct interface *rows = observation_records_mutable(observation, RECORD_INTERFACE, &count);
    for (size_t i = 0; i < count; i++)
        if (rows[i].if_index == if_index)
            rows[i].oper_status = IF_STATUS_DOWN;
}

/* seed: the order of the observations; 0 as they were made. */
static void small_network_init(struct small_network *network, uint32_t seed)
{
    struct observation *core1 = small_device(1, "core-1", ROLE_L3_SWITCH, "X-9000");
    struct observation *core2 = small_device(2, "core-2", ROLE_L3_SWITCH, "X-9000");
    struct observation *access1 = small_device(3, "access-1", ROLE_SWITCH, "S-48");
    struct observation *access2 = small_device(4, "access-2", ROLE_SWITCH, NULL);
    struct observation *alone = small_device(5, "lonely", ROLE_FIREWALL, NULL);
    small_cable(core1, 1, 1, core2, 2, 1);
    small_cable(core1, 1, 2, core2, 2, 2);
    small_bundle(core1);
    small_bundle(core2);
    small_cable(core1, 1, 3, access1, 3, 1);
    small_cable(core2, 2, 3, access1, 3, 2);
    small_cable(core1, 1, 4, access2, 4, 1);
    small_cable(core2, 2, 4, access2, 4, 2);
    small_set_down(access2, 2);
    struct neighbor *phone = build_lldp(access1, 5, "02:1a:b0:00:77:01", "port \"1\"", HOSTILE_NAME);
    phone->capabilities = CAPABILITY_BIT(CAPABILITY_TELEPHONE);
    network->list = BUILD_LIST(core1, core2, access1, access2, alone);
    if (seed)
        build_shuffle(&network->list, seed);
    network->identity = identity_build(&network->list);
    network->topology = topology_build(&network->list, network->identity);
}

static void small_network_clear(struct small_network *network)
{
    topology_free(network->topology);
    identity_free(network->identity);
    build_list_clear(&network->list);
}

#endif
