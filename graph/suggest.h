/*
 * Suggestions: which one new link removes most single points of failure.
 *
 * The blocks of a component (graph/blocks.h) and the devices that are in several of them make a tree. A new
 * link between two places of it makes one block of all that lie on the way between them: the bridges among
 * them are bridges no more, and a device on the way that was in two blocks is in one and no longer an
 * articulation point. One that is in more stays one for the others. So the score of a link is the sum over a
 * path of the tree, and the best links are its longest paths. Links between components remove nothing.
 */
#ifndef GRAPH_SUGGEST_H
#define GRAPH_SUGGEST_H

#include "graph/bridge.h"

struct suggestion {
    uint32_t a, b;    /* devices, a < b: of those that would do the same the best linked, then the first */
    uint32_t removed; /* single points of failure (graph/cuts.h) */
    uint64_t pairs;   /* of devices that would lose contact by their loss, summed up */
    uint64_t choices; /* links that remove the same, this one included */
};

struct suggestions {
    GArray *list;  /* of struct suggestion: by removed, then pairs, then a, then b */
    bool is_exact; /* false: the network is so large that not all ways were tried, and others may remove more
                    */
};

/* is_candidate: by device: whether a new link may end there. limit: how many are listed at most. */
struct suggestions *suggestions_new(const struct graph *graph, const bool *is_candidate, size_t limit);
/* NULL is allowed. */
void suggestions_free(struct suggestions *suggestions);

#endif
