/*
 * Katz centrality (1953): x = alpha A x + 1, A being the adjacency matrix; each walk of k links that ends at
 * a vertex counts alpha^k.
 */
#ifndef GRAPH_KATZ_H
#define GRAPH_KATZ_H

#include "graph/csr.h"

#define KATZ_ALPHA 0.1

/* KATZ_ALPHA, as NetworkX has it; 0.9 / radius where walks would count without end with it. radius: the
 * greatest eigenvalue of A. */
double katz_alpha(double radius);

/* Sets scores, one for each vertex. alpha * radius must be less than 1. */
void katz_run(const struct csr *graph, double alpha, double *scores);

#endif
