/*
 * Biconnected components (blocks) and what hangs on them. A block is a bridge or a largest set of edges any
 * two of which lie on a common cycle; each edge is in exactly one. A vertex in several blocks is an
 * articulation point; blocks and articulation points form a tree in each component (the block-cut tree). A
 * shortest path between two vertices of a block stays in it, so all-pairs questions fall apart into one for
 * each block, in which a vertex stands for all that it connects the block to (Hopcroft and Tarjan, "Efficient
 * algorithms for graph manipulation", 1973; for betweenness Sariyuce, Saule, Kaya, Catalyurek, 2013; Puzis et
 * al., 2015).
 *
 * The search keeps its own stack: a chain of a million devices is no deeper in calls than a pair.
 */
#ifndef GRAPH_BLOCKS_H
#define GRAPH_BLOCKS_H

#include "graph/csr.h"

struct blocks {
    size_t count;             /* the blocks that hang beneath a block come before it */
    uint32_t *vertex_offsets; /* count + 1: into vertices and weights */
    uint32_t *vertices;       /* of a block the first is that towards the root of the component */
    uint64_t *weights; /* beside vertices: the weight of all that would still reach this vertex if the edges
                          of the block were gone, itself included; over a block the weight of the component */
    uint32_t *edge_offsets;      /* count + 1: into edges */
    uint32_t *edges;             /* edges of the graph */
    uint32_t *components;        /* by vertex */
    size_t component_count;      /* isolated vertices count; they are in no block */
    uint64_t *component_weights; /* by component */
};

/* Weights of the vertices; NULL for 1 each. */
struct blocks *blocks_new(const struct csr *graph, const uint32_t *weights);
/* NULL is allowed. */
void blocks_free(struct blocks *blocks);

static inline uint32_t blocks_vertex_count(const struct blocks *blocks, size_t block)
{
    return blocks->vertex_offsets[block + 1] - blocks->vertex_offsets[block];
}

static inline uint32_t blocks_edge_count(const struct blocks *blocks, size_t block)
{
    return blocks->edge_offsets[block + 1] - blocks->edge_offsets[block];
}

#endif
