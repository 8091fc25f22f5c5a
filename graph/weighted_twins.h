/*
 * Folding identical vertices of a graph whose edges cost something: open twins (graph/twins.h) with the same
 * costs to the same neighbors. They are at the same distance from any other vertex by as many paths, none is
 * on a shortest path from another to the rest, and two of them are twice the cheapest of their edges apart,
 * by way of the neighbors at that cost.
 */
#ifndef GRAPH_WEIGHTED_TWINS_H
#define GRAPH_WEIGHTED_TWINS_H

#include "graph/csr.h"

struct weighted_twins {
    size_t group_count;
    uint32_t *group_of;   /* by vertex */
    uint32_t *offsets;    /* group_count + 1: the members of g are offsets[g] to offsets[g + 1] - 1 */
    uint32_t *members;    /* ascending in each group; groups are in the order of their first members */
    struct csr *quotient; /* vertices are groups; an edge stands for all between the members of two groups */
    uint32_t *arc_costs;  /* by arc of the quotient */
};

/* costs: by edge of the graph. */
struct weighted_twins *weighted_twins_new(const struct csr *graph, const uint32_t *costs);
/* NULL is allowed. */
void weighted_twins_free(struct weighted_twins *twins);

static inline uint32_t weighted_twins_count(const struct weighted_twins *twins, size_t group)
{
    return twins->offsets[group + 1] - twins->offsets[group];
}

/* The cheapest edge of a member of the group; UINT32_MAX where there is none. */
uint32_t weighted_twins_least_cost(const struct weighted_twins *twins, size_t group);

#endif
