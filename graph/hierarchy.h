/*
 * Tiers: which devices are the core of a network, which distribute, and which give access.
 *
 * In each component the core is those of its innermost k-core (graph/coreness.h) whose farthest device is
 * nearest: the center of what is best linked. Access devices are the others that have no device next to them
 * which is farther from the core; endpoints, and what has a single neighbor, are the edge. What lies between
 * is distribution.
 */
#ifndef GRAPH_HIERARCHY_H
#define GRAPH_HIERARCHY_H

#include "graph/bridge.h"

enum tier {
    TIER_NONE, /* alone */
    TIER_CORE,
    TIER_DISTRIBUTION,
    TIER_ACCESS,
    TIER_EDGE
};
extern const struct words tier_words;

struct hierarchy {
    size_t device_count;
    enum tier *tiers;   /* by device */
    uint32_t *distance; /* by device: to the core, in hops; UINT32_MAX: there is none */
    bool *is_core;
};

/* is_endpoint: by device; NULL: none is. core: by device, what is the core in the place of what the rule
 * says; NULL: the rule says. */
struct hierarchy *hierarchy_new(struct simple_graph *simple, const bool *is_endpoint, const bool *core);
/* NULL is allowed. */
void hierarchy_free(struct hierarchy *hierarchy);

#endif
