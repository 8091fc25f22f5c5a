/*
 * Betweenness inside of one block by paths of least cost, exact: what graph/brandes.h is for hops, with the
 * same meaning of the weights of vertices. Costs are whole numbers, so equal paths are equal. Twins with
 * equal costs are folded first (graph/weighted_twins.h), and what is said there of sigma and delta holds; two
 * twins see each other over those of their neighbors that cost least, and an edge from the source to y
 * carries its part of the paths to y, or nothing, as there may be cheaper ways.
 */
#ifndef GRAPH_BRANDES_WEIGHTED_H
#define GRAPH_BRANDES_WEIGHTED_H

#include "graph/csr.h"

/* The block must be connected. costs: by edge, each at least 1. Each pair counts once. Sets vertex_scores,
 * one for each vertex, and edge_scores, one for each edge; either may be NULL. The same to the last bit on
 * any number of threads. */
void brandes_weighted_run(const struct csr *block, const double *weights, const uint32_t *costs,
                          unsigned threads, double *vertex_scores, double *edge_scores);

#endif
