/*
 * Sweep: breadth-first search from many sources at once. One bit of a lane for each source; where searches
 * overlap, and in networks of small diameter nearly all do, an edge is followed once for all of them (Then,
 * Kaufmann, Chirigati, Hoang-Vu, Pham, Kemper, Neumann, Vo, "The more the merrier: efficient multi-source
 * graph traversal", 2014).
 *
 * What is asked for is, for each source, how much lies at each distance. A vertex found is worth its profile:
 * how many vertices it stands for at distance 0, 1, 2, ... beyond itself (its pendant trees). These are not
 * added source by source: counters are bit-sliced, one bit of a counter of each source in a vector, and an
 * addition carries to the next bit only when two additions to a bit wait (carry-save, Harley and Seal), so it
 * costs two vector operations or so for all the sources together.
 *
 * Graphs that are long and thin have little in common to follow; from their vertices is searched one by one.
 */
#ifndef GRAPH_SWEEP_H
#define GRAPH_SWEEP_H

#include "graph/csr.h"

/* What vertices stand for: that of v is counts[offsets[v]] to counts[offsets[v + 1] - 1], by distance. */
struct profiles {
    uint32_t *offsets;
    uint32_t *counts;
};

struct sweep;

/* The graph and the profiles must outlive it. The sum of all profiles must be beneath 2^32. */
struct sweep *sweep_new(const struct csr *graph, const struct profiles *profiles);
/* NULL is allowed. */
void sweep_free(struct sweep *sweep);

/* How many sources one run takes: what memory that is linear in the graph allows for. The same for every
 * sweep of a graph. */
size_t sweep_lanes(const struct sweep *sweep);

/* Searches from the vertices first to first + count - 1. */
void sweep_run(struct sweep *sweep, size_t first, size_t count);

/* Of the run: how many vertices are at each distance from source first + lane, itself and its own profile
 * not counted. *length is one more than the greatest distance of any source, or more. */
const uint32_t *sweep_levels(const struct sweep *sweep, size_t lane, size_t *length);

#endif
