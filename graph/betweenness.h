/*
 * Betweenness of vertices and edges by shortest paths in hops, exact: for each pair of other vertices the
 * part of their shortest paths that leads through a vertex; for each pair of vertices the part that leads
 * over an edge. Each pair counts once.
 *
 * The graph is cut to pieces on which pairs can be counted without searching. With n vertices in the
 * component:
 *
 * - Pendant trees (graph/fold.h): the edge from a vertex with s vertices beneath it, itself included, to its
 *   parent carries s (n - s) pairs.
 * - A vertex whose loss leaves parts of c1, c2, ... vertices is on all paths between different parts: that is
 *   ((n - 1)^2 - sum of ci^2) / 2 pairs, of whole numbers, so without any rounding. The parts of a
 *   vertex in a tree are its children's and the rest; of a vertex of the core its children's and, for each of
 *   its blocks (graph/blocks.h), all that the block connects it to.
 * - Pairs that a block connects pass it between two of its vertices, which stand for all beyond them; a
 * bridge carries the product of both sides. The others are left to graph/brandes.h.
 *
 * This is what Sariyuce, Saule, Kaya, Catalyurek, "Shattering and compressing networks for betweenness
 * centrality" (2013), and Puzis et al., "Topology manipulations for speeding betweenness centrality
 * computation" (2015), found; they correct Brandes' sums for what was cut, here weights do.
 */
#ifndef GRAPH_BETWEENNESS_H
#define GRAPH_BETWEENNESS_H

#include "graph/csr.h"

/* Sets vertex_scores and edge_scores; either may be NULL. threads: 0 for one on each processor. The scores
 * are the same to the last bit on any number. */
void betweenness_run(const struct csr *graph, unsigned threads, double *vertex_scores, double *edge_scores);

/* The same by paths of least cost. costs: by edge, each at least 1. Where the graph can be cut does not
 * depend on costs; inside of the blocks it is left to graph/brandes_weighted.h. */
void betweenness_run_weighted(const struct csr *graph, const uint32_t *costs, unsigned threads,
                              double *vertex_scores, double *edge_scores);

#endif
