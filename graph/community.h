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
/* NULL is allowed. */
void communities_free(struct communities *communities);

#endif
