/*
 * Spread: what is around a device, breadth first: how far each is, and over which device it is reached. Of
 * several ways of the same length the one over the devices that come first is taken.
 */
#ifndef GRAPH_SPREAD_H
#define GRAPH_SPREAD_H

#include "graph/bridge.h"

/* A device that is reached. */
struct spread_step {
    uint32_t device, distance;
    uint32_t parent;       /* step of the device before it; its own for the root */
    uint32_t edge;         /* of the simple graph, to that device; nothing for the root */
    uint32_t first, count; /* steps of those that are reached over it */
};

struct spread {
    struct spread_step *steps; /* by distance; of the same parent by device */
    size_t count;
    size_t edges_within; /* of the simple graph, between devices that are reached */
    bool *is_within;     /* by device */
};

/* depth: in hops; UINT32_MAX for all. */
struct spread *spread_new(struct simple_graph *simple, uint32_t root, uint32_t depth);
/* NULL is allowed. */
void spread_free(struct spread *spread);

#endif
