/*
 * Distances by cost from every vertex to all that it reaches, summed up: what graph/distances.h is for hops.
 * Exact.
 *
 * Leaves are folded: from a leaf everything is as far as from its only neighbor, and as much farther as its
 * edge costs; leaves of one neighbor at the same cost are alike. Of the others identical ones are folded
 * (graph/weighted_twins.h), and searches go from one of each, in the graph of these.
 */
#ifndef GRAPH_WEIGHTED_DISTANCES_H
#define GRAPH_WEIGHTED_DISTANCES_H

#include "graph/csr.h"

/* By vertex; all 0 for an isolated one. */
struct weighted_distances {
    size_t vertex_count;
    double *sums;             /* of the distances to the others that it reaches */
    uint32_t *reached;        /* how many these are */
    double *harmonic;         /* sum of 1 / distance to them */
    uint64_t *eccentricities; /* the greatest of the distances */
};

/* costs: by edge, each at least 1. threads: 0 for one on each processor. The same to the last bit on any
 * number. */
struct weighted_distances *weighted_distances_new(const struct csr *graph, const uint32_t *costs,
                                                  unsigned threads);
/* NULL is allowed. */
void weighted_distances_free(struct weighted_distances *distances);

#endif
