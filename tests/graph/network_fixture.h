/*
 * A network made of observations, as the questions about its evidence take it.
 */
#ifndef TESTS_GRAPH_NETWORK_FIXTURE_H
#define TESTS_GRAPH_NETWORK_FIXTURE_H

#include "graph/network.h"
#include "tests/support/build.h"

#define MAC(n) "02:1a:b0:00:0" #n ":01"

struct fixture {
    struct observation_list list;
    struct identity *identity;
    struct topology *topology;
    struct network network;
};

/* Takes the observations. */
static inline struct fixture *fixture_new(struct observation_list list)
{
    struct fixture *fixture = g_new0(struct fixture, 1);
    fixture->list = list;
    fixture->identity = identity_build(&fixture->list);
    fixture->topology = topology_build(&fixture->list, fixture->identity);
    network_init(&fixture->network, &fixture->list, fixture->identity, fixture->topology);
    return fixture;
}

static inline void fixture_free(struct fixture *fixture)
{
    network_clear(&fixture->network);
    topology_free(fixture->topology);
    identity_free(fixture->identity);
    build_list_clear(&fixture->list);
    g_free(fixture);
}

/* The device of that name, which has to be there. */
static inline uint32_t fixture_device(const struct fixture *fixture, const char *name)
{
    for (uint32_t i = 0; i < identity_count(fixture->identity); i++)
        if (g_strcmp0(identity_device(fixture->identity, i)->name, name) == 0)
            return i;
    g_error("there is no device %s", name);
}

/* "sw1" to "sw9" at 10.0.0.1 to 10.0.0.9, chassis id MAC(n), each with interfaces eth1 to eth8. */
static inline struct observation *fixture_switch(unsigned number)
{
    g_autofree char *address = g_strdup_printf("10.0.0.%u", number);
    g_autofree char *name = g_strdup_printf("sw%u", number);
    g_autofree char *mac = g_strdup_printf("02:1a:b0:00:0%u:01", number);
    struct observation *observation = build_observation(address, name);
    build_chassis_mac(observation, mac);
    build_interfaces(observation, "eth", 1, 8);
    return observation;
}

static inline struct interface *fixture_interface(struct observation *observation, uint32_t if_index)
{
    size_t count;
    struct interface *rows = observation_records_mutable(observation, RECORD_INTERFACE, &count);
    for (size_t i = 0; i < count; i++)
        if (rows[i].if_index == if_index)
            return &rows[i];
    g_error("there is no interface %u", if_index);
}

#endif
