/*
 * Links that the spanning tree does not use: a port of theirs is blocking (IEEE 802.1D-2004 7.4,
 * dot1dStpPortState of RFC 4188) in every instance of the tree that it is in. A port that blocks for some
 * VLANs and forwards others carries traffic.
 */
#ifndef GRAPH_BLOCKED_H
#define GRAPH_BLOCKED_H

#include "graph/topology_build.h"

/* Sets is_blocked of the links, an array of struct link. */
void blocked_mark(struct topology_builder *builder, GArray *links);

#endif
