/*
 * Distances in hops from every vertex to all that it reaches, summed up: what closeness, harmonic centrality,
 * eccentricity and diameter are made of. Exact.
 *
 * All of them follow from how many vertices are at each distance from a vertex: its levels. Those of the
 * core's groups of twins (graph/fold.h, graph/twins.h) are found by sweeps (graph/sweep.h) in which a group
 * counts as its members with their pendant trees. A member of a group adds its own tree, and those of its
 * twins one or two hops farther away. Those of a vertex v in a tree follow from its parent's: everything is
 * one hop farther, except what is beneath v, itself included, which is one hop nearer:
 *
 *     levels(v)[d] = levels(parent)[d - 1] - beneath(v)[d - 2] + beneath(v)[d]
 *
 * so a tree is walked with one array of levels, of which each step changes as much as the subtree is deep.
 * Leaves of the same parent have the same levels.
 */
#ifndef GRAPH_DISTANCES_H
#define GRAPH_DISTANCES_H

#include "graph/csr.h"

/* By vertex; all 0 for an isolated one. */
struct distances {
    size_t vertex_count;
    uint64_t *sums;           /* of the distances to the others that it reaches */
    uint32_t *reached;        /* how many these are */
    double *harmonic;         /* sum of 1 / distance to them */
    uint32_t *eccentricities; /* the greatest of the distances */
};

/* threads: 0 for one on each processor. The same to the last bit on any number. */
struct distances *distances_new(const struct csr *graph, unsigned threads);
/* NULL is allowed. */
void distances_free(struct distances *distances);

/* The greatest distance between two vertices that reach each other; 0 where none do. */
uint32_t distances_diameter(const struct distances *distances);

#endif
