/*
 * A graph as compact arrays (compressed sparse rows), for the kernels: what is next to a vertex lies in one
 * piece of memory. Vertices and edges are numbers from 0. Undirected; each edge has two arcs, one from each
 * of its ends.
 */
#ifndef GRAPH_CSR_H
#define GRAPH_CSR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct csr_edge {
    uint32_t a, b;
};

struct csr {
    size_t vertex_count, edge_count;
    uint32_t *offsets;   /* vertex_count + 1: the arcs of v are offsets[v] to offsets[v + 1] - 1 */
    uint32_t *neighbors; /* by arc: where it leads */
    uint32_t *edges;     /* by arc: its edge, the position in what the graph was made of */
};

/* The graph must be simple: no loops, no two edges with the same ends; fewer than 2^31 edges. The neighbors
 * of a vertex ascend where edges are sorted by a, then b, with a < b. */
struct csr *csr_new(size_t vertex_count, const struct csr_edge *edges, size_t edge_count);
/* NULL is allowed. */
void csr_free(struct csr *csr);

static inline uint32_t csr_degree(const struct csr *csr, size_t vertex)
{
    return csr->offsets[vertex + 1] - csr->offsets[vertex];
}

#endif
