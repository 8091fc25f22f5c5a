#include "graph/network.h"

void network_init(struct network *network, const struct observation_list *observations,
                  const struct identity *identity, const struct topology *topology)
{
    *network = (struct network){
        .observations = observations,
        .identity = identity,
        .topology = topology,
        .resolvers = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)port_resolver_free),
        .positions = g_hash_table_new(NULL, NULL),
    };
    for (size_t i = 0; i < observations->count; i++)
        g_hash_table_insert(network->positions, observations->items[i], GSIZE_TO_POINTER(i));
}

void network_clear(struct network *network)
{
    g_hash_table_unref(network->resolvers);
    g_hash_table_unref(network->positions);
    *network = (struct network){0};
}

const struct device *network_device(const struct network *network, uint32_t device)
{
    return topology_device(network->topology, device);
}

struct port_resolver *network_ports(struct network *network, const struct observation *observation)
{
    struct port_resolver *resolver = g_hash_table_lookup(network->resolvers, observation);
    if (resolver == NULL) {
        resolver = port_resolver_new(observation);
        g_hash_table_insert(network->resolvers, (gpointer)observation, resolver);
    }
    return resolver;
}

struct port_resolver *network_device_ports(struct network *network, uint32_t device)
{
    const struct observation *observation = network_device(network, device)->observation;
    return observation == NULL ? NULL : network_ports(network, observation);
}

const struct interface *network_interface(struct network *network, const struct link_end *end)
{
    struct port_resolver *ports = end->if_index == 0 ? NULL : network_device_ports(network, end->device);
    return ports == NULL ? NULL : port_interface(ports, end->if_index);
}

uint32_t network_position(const struct network *network, const struct observation *observation)
{
    gpointer position = NULL;
    bool is_known = g_hash_table_lookup_extended(network->positions, observation, NULL, &position) != FALSE;
    g_assert(is_known);
    return GPOINTER_TO_UINT(position);
}

int64_t network_device_of(const struct network *network, uint32_t observation)
{
    size_t device = identity_of_observation(network->identity, observation);
    return device == SIZE_MAX ? -1 : (int64_t)device;
}

bool network_is_present(const struct network *network, uint32_t observation)
{
    const struct observation *said = network->observations->items[observation];
    int64_t device = network_device_of(network, observation);
    if (device < 0 || said->outcome == OUTCOME_FAILED)
        return false;
    const struct observation *present = network_device(network, (uint32_t)device)->observation;
    return present != NULL && present->run == said->run;
}
