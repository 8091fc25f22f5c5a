/*
 * Network: what questions about the evidence are asked of (explain, find, doctor): the observations, what was
 * derived of them, and the ports of each device, looked up when first asked for.
 */
#ifndef GRAPH_NETWORK_H
#define GRAPH_NETWORK_H

#include "graph/port.h"
#include "graph/topology.h"

struct network {
    const struct observation_list *observations;
    const struct identity *identity;
    const struct topology *topology;
    GHashTable *resolvers; /* observation -> struct port_resolver * */
    GHashTable *positions; /* observation -> its position in observations */
};

/* What is given must outlive the network. */
void network_init(struct network *network, const struct observation_list *observations,
                  const struct identity *identity, const struct topology *topology);
void network_clear(struct network *network);

/* Of the topology: one that tables require (topology.h) has neither names nor observations. */
const struct device *network_device(const struct network *network, uint32_t device);

/* The ports of an observation. */
struct port_resolver *network_ports(struct network *network, const struct observation *observation);

/* The ports of a device as it is at present; NULL when it was never visited. */
struct port_resolver *network_device_ports(struct network *network, uint32_t device);

/* NULL when the end's port is not known, or its device was never visited. */
const struct interface *network_interface(struct network *network, const struct link_end *end);

/* Where an observation of a device stands in the list. */
uint32_t network_position(const struct network *network, const struct observation *observation);

/* The device of the observation at a position, or -1 when it is nobody's: a visit that failed. */
int64_t network_device_of(const struct network *network, uint32_t observation);

/* Whether the observation at a position tells of its device as it is at present: not a visit that failed, nor
 * one that a visit of a later run supersedes. */
bool network_is_present(const struct network *network, uint32_t observation);

#endif
