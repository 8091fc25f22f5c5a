/*
 * Folding identical vertices. Twins have the same neighbors: open twins are not next to each other (two
 * access switches with uplinks to the same pair, the spines of a fabric), closed twins are (the members of a
 * full mesh). No vertex has both: an open twin u' and a closed twin u'' of u would be neighbors, as u'' is
 * one of u, but u' is none of u. All members of a group are at the same distance from any other vertex by as
 * many shortest paths, and none is on a shortest path from another member to the rest, so the kernels work on
 * the graph of the groups, with the number of their members (Sariyuce, Saule, Kaya, Catalyurek, "Shattering
 * and compressing networks for betweenness centrality", 2013; type I and type II vertices there).
 * Isolated vertices are open twins of each other, with no way between them.
 */
#ifndef GRAPH_TWINS_H
#define GRAPH_TWINS_H

#include "graph/csr.h"

struct twins {
    size_t group_count;
    uint32_t *group_of;   /* by vertex */
    uint32_t *offsets;    /* group_count + 1: the members of g are offsets[g] to offsets[g + 1] - 1 */
    uint32_t *members;    /* ascending in each group; groups are in the order of their first members */
    bool *is_closed;      /* by group: its members are next to each other */
    struct csr *quotient; /* vertices are groups; an edge stands for all between the members of two groups */
};

struct twins *twins_new(const struct csr *graph);
/* NULL is allowed. */
void twins_free(struct twins *twins);

static inline uint32_t twins_count(const struct twins *twins, size_t group)
{
    return twins->offsets[group + 1] - twins->offsets[group];
}

#endif
