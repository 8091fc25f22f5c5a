/*
 * Made-up graphs, small ones for property tests and large ones to measure on. The same random numbers give
 * the same graph.
 */
#ifndef TESTS_SUPPORT_GRAPH_SHAPES_H
#define TESTS_SUPPORT_GRAPH_SHAPES_H

#include "graph/bridge.h"
#include "graph/csr.h"

#include <glib.h>

struct shape {
    size_t vertex_count;
    GArray *edges; /* of struct csr_edge; loops and parallel ones are possible */
};

void shape_clear(struct shape *shape);

/* Networks. A campus: core, distribution, access switches of which half have two uplinks, hosts at one. */
struct shape shape_campus(size_t vertex_count, GRand *random);
/* Three levels of switches with k ports, and hosts. */
struct shape shape_fat_tree(size_t k);
/* A ring of sites with chords; half of the others at one site, half at two that are next to each other. */
struct shape shape_isp(size_t vertex_count, GRand *random);
/* Random ends. */
struct shape shape_sparse(size_t vertex_count, size_t edge_count, GRand *random);

/* A small graph: each kind is a family (trees, rings, stars, meshes, twins, ...); vertices are in random
 * order. */
#define SHAPE_KINDS 14
struct shape shape_small(unsigned kind, GRand *random);

/* The shape as what questions are asked of: devices and cables. */
struct simple_graph *shape_simple_graph(const struct shape *shape);

#endif
