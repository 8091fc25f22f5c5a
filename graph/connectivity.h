/*
 * Connectivity: what hangs together, and where one loss cuts it.
 */
#ifndef GRAPH_CONNECTIVITY_H
#define GRAPH_CONNECTIVITY_H

#include "graph/bridge.h"

struct connectivity {
    GPtrArray *components;       /* of GArray of uint32_t: devices, ascending; the largest first, among equals
                                  * that of the first device */
    GArray *articulation_points; /* of uint32_t: devices whose loss parts others from each other; ascending */
    GArray *bridges;    /* of uint32_t: positions in the graph's links, ascending. A link whose loss cuts
                         * the network: a cable that has a parallel one is none, nor is an aggregate of
                         * several cables. */
    GPtrArray *blocks;  /* biconnected components, of GArray of uint32_t: devices, ascending; the largest
                         * first,  among equals by their devices. No loss of one device parts the others of a
                         * block; an  edge that is in no cycle is a block of two */
    GPtrArray *shells;  /* of GArray of uint32_t, by coreness (graph/coreness.h) from 0: the devices that have
                         * it, ascending. The k-core is the shells from k on */
    size_t cable_count; /* links, members of aggregates counted each, links of a device to itself not */
};

/* NULL and error when igraph fails. */
struct connectivity *connectivity_new(const struct graph *graph, GError **error);
/* NULL is allowed. */
void connectivity_free(struct connectivity *connectivity);

#endif
