/*
 * Coreness: the k-core is what remains when vertices with fewer than k neighbors are taken away until there
 * are none; the coreness of a vertex is the greatest k whose core it is in (Seidman 1983; in linear time
 * Batagelj and Zaversnik 2003).
 */
#ifndef GRAPH_CORENESS_H
#define GRAPH_CORENESS_H

#include "graph/csr.h"

/* By vertex; the caller frees it. */
uint32_t *coreness_new(const struct csr *graph);

#endif
