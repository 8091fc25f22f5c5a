/*
 * Communities: groups of devices that have more links among themselves than chance would give them, by the
 * Leiden algorithm for modularity (Traag, Waltman, van Eck, "From Louvain to Leiden: guaranteeing
 * well-connected communities", 2019). It is random; here the same network always gives the same.
 */
#ifndef GRAPH_COMMUNITY_H
#define GRAPH_COMMUNITY_H

#include "graph/bridge.h"

struct communities {
    GPtrArray *list; /* of GArray of uint32_t: devices, ascending; the largest first, among equals that of the
                        first device. A device without links is alone */
    double modularity; /* from -0.5 to 1; 0 without links */
};

/* NULL and error when igraph fails. */
struct communities *communities_new(struct simple_graph *simple, GError **error);
struct community_edge {
    uint32_t a, b; /* never the same */
    double weight; /* over 0 */
};

/* The number of the community of each vertex of a graph whose edges weigh differently. resolution: 1 finds
 * communities for modularity, less finds fewer and larger ones. NULL and error when igraph fails; caller
 * frees with g_free. */
uint32_t *communities_by_weight(size_t vertex_count, const struct community_edge *edges, size_t edge_count,
                                double resolution, GError **error);

/* NULL is allowed. */
void communities_free(struct communities *communities);

#endif
