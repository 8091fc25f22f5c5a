/*
 * Least costs from one vertex to all, by whole costs of the edges (Dijkstra 1959), with a radix heap (Ahuja,
 * Mehlhorn, Orlin, Tarjan, "Faster algorithms for the shortest path problem", 1990): what is taken from it
 * never decreases, so items are kept in buckets by the highest bit in which they differ from the last one.
 */
#ifndef GRAPH_DIJKSTRA_H
#define GRAPH_DIJKSTRA_H

#include "graph/csr.h"

#define DIJKSTRA_UNREACHED UINT64_MAX

/* A key of 64 bits differs from another in one of these, or not at all. */
#define DIJKSTRA_BUCKETS 65

struct dijkstra_item {
    uint64_t cost;
    uint32_t vertex;
};

struct dijkstra_bucket {
    struct dijkstra_item *items;
    size_t count, capacity;
};

struct dijkstra {
    const struct csr *csr;
    const uint32_t *arc_costs;
    uint64_t *distances; /* by vertex; DIJKSTRA_UNREACHED */
    uint32_t *order;     /* the vertices that were reached, by distance; the source first */
    size_t reached;
    /* The heap. */
    struct dijkstra_bucket buckets[DIJKSTRA_BUCKETS];
    uint64_t last;
    size_t waiting;
};

/* By arc what its edge costs; the caller frees it. costs: by edge, each at least 1. */
uint32_t *dijkstra_arc_costs(const struct csr *csr, const uint32_t *costs);

/* The graph and the costs must outlive it. */
void dijkstra_init(struct dijkstra *dijkstra, const struct csr *csr, const uint32_t *arc_costs);
void dijkstra_clear(struct dijkstra *dijkstra);

/* Sets distances, order and reached. */
void dijkstra_run(struct dijkstra *dijkstra, uint32_t source);

#endif
