/*
 * Forwarding: links that no neighbor protocol tells, from the forwarding tables of bridges and from the
 * spanning tree. docs/FORWARDING.md has the rules and their reasons.
 */
#ifndef GRAPH_FORWARDING_H
#define GRAPH_FORWARDING_H

#include "graph/topology_build.h"

/* Adds the drafts, and marks those of neighbor protocols that the tables confirm. Comes behind
 * adjacency_collect. */
void forwarding_collect(struct topology_builder *builder);

#endif
