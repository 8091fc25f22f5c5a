/*
 * Clustering: of the pairs of a vertex's neighbors the part that are neighbors themselves (Watts and Strogatz
 * 1998). 0 for a vertex with less than two.
 */
#ifndef GRAPH_CLUSTERING_H
#define GRAPH_CLUSTERING_H

#include "graph/csr.h"

/* Sets scores, one for each vertex. */
void clustering_run(const struct csr *graph, double *scores);

#endif
