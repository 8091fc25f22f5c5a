/*
 * Link claim: one neighbor row with both its ends found: the device and port that says so, and the device and
 * port that it speaks of.
 */
#ifndef GRAPH_LINK_CLAIM_H
#define GRAPH_LINK_CLAIM_H

#include "graph/topology_build.h"

struct link_claim {
    struct draft_end local, remote; /* remote.key is NULL where the told port is none that the device has */
    enum layer layer;
    struct link_evidence evidence;
    uint64_t speed_bps; /* imports */
    uint32_t protocols; /* PROTOCOL_BIT set: the row's own, and what an import says */
};

/* What a frame between two ports shows: a cable, unless one of the ports is a tunnel, a VLAN or an aggregate.
 */
enum layer link_claim_layer(struct topology_builder *builder, const struct draft_end *a,
                            const struct draft_end *b);

/* Every row that stands for another device, in a fixed order; the others are counted in the builder. A GArray
 * of struct link_claim. */
GArray *link_claim_collect(struct topology_builder *builder);

#endif
