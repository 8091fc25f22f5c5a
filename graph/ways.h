/*
 * The links of a path network as a flow network: what graph/disjoint.h is computed on. A device is one node,
 * or two with an arc between them where devices are not to be shared.
 */
#ifndef GRAPH_WAYS_H
#define GRAPH_WAYS_H

#include "graph/disjoint.h"
#include "graph/flow.h"

enum ways_limit {
    WAYS_APART,     /* a device (by nodes) and a cable are on one way */
    WAYS_BY_DEVICE, /* a device is on one way, a cable on any number: cuts are of devices */
    WAYS_SHARED     /* devices and cables are used twice at the cost of sharing them */
};

struct ways {
    const struct path_network *network;
    enum disjoint_by by;
    uint32_t from, to;
    enum ways_limit limit;
    struct flow *flow;
};

void ways_init(struct ways *ways, const struct path_network *network, uint32_t from, uint32_t to,
               enum disjoint_by by, enum ways_limit limit);
void ways_clear(struct ways *ways);

/* Where the flow begins and ends. */
uint32_t ways_source(const struct ways *ways);
uint32_t ways_sink(const struct ways *ways);

/* Where what goes into a device arrives, and where what leaves it starts: nodes. */
uint32_t ways_in(const struct ways *ways, uint32_t device);
uint32_t ways_out(const struct ways *ways, uint32_t device);

/* The cables of a link. */
uint32_t ways_cables(const struct link *link);

/* How much flows over the links of the network, at a position in its links, away from a device. */
uint32_t ways_flow(const struct ways *ways, uint32_t place, uint32_t device);

#endif
