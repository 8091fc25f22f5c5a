/*
 * Single points of failure: the devices and cables whose loss parts others from each other, and what each
 * would cut off. By one depth-first search: the parts that a loss leaves are subtrees of it, and the rest.
 */
#ifndef GRAPH_CUTS_H
#define GRAPH_CUTS_H

#include "graph/bridge.h"

/* What is lost with a device or a cable. The largest part that remains keeps contact; among equals that with
 * the first device. All the others are cut off from it. */
struct cut {
    bool is_link;
    uint32_t device;             /* of a link, its position in the graph's links */
    uint32_t parts;              /* that its component falls into; 2 for a link */
    uint32_t devices, endpoints; /* cut off; endpoints among them */
    uint64_t pairs;              /* of the devices that remain: those that lose contact */
};

struct cuts;

/* is_endpoint: by device; NULL: none is. The graph must outlive the answer. */
struct cuts *cuts_new(const struct graph *graph, const bool *is_endpoint);
/* NULL is allowed. */
void cuts_free(struct cuts *cuts);

/* By what they cut off: pairs, then devices, then devices before links, then position. */
const struct cut *cuts_list(const struct cuts *cuts, size_t *count);

/* The devices that a cut cuts off, ascending, as uint32_t in a new array. */
GArray *cuts_lost(const struct cuts *cuts, const struct cut *cut);

#endif
