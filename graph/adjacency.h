/*
 * Adjacency: links from what devices say about their neighbors (LLDP, CDP and their kin, routing protocols,
 * imported graphs).
 *
 * One cable is one link however many rows report it. A row tells its own port for sure and the other one as
 * far as it can be found on the other device; rows of one pair of devices are one link where both ports
 * agree, or where one port agrees and nothing speaks against it. Several rows at different ports are parallel
 * cables. docs/IDENTITY.md has the rules.
 */
#ifndef GRAPH_ADJACENCY_H
#define GRAPH_ADJACENCY_H

#include "graph/topology_build.h"

/* Adds the drafts of all neighbor rows; rows that are no link are counted. */
void adjacency_collect(struct topology_builder *builder);

#endif
