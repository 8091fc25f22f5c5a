/*
 * The bridge to igraph: links that were selected from a topology become a simple igraph graph, and igraph's
 * errors become GErrors.
 *
 * Questions are asked of the simple graph: vertices are devices, edges are pairs of devices that at least one
 * link joins. Parallel cables and layers count once, links from a device to itself not at all; which links an
 * edge stands for stays known.
 *
 * igraph as distributions build it is not thread safe: everything of graph/ that takes a struct simple_graph
 * must run on one thread.
 */
#ifndef GRAPH_BRIDGE_H
#define GRAPH_BRIDGE_H

#include "graph/csr.h"
#include "graph/distances.h"
#include "graph/topology.h"

/* igraph_t, for those sources under graph/ that include igraph.h. */
struct igraph_s;

#define GRAPH_ERROR (graph_error_quark())
GQuark graph_error_quark(void);

enum graph_error {
    GRAPH_ERROR_IGRAPH, /* igraph failed: out of memory, or a computation that does not converge */
};

/* What questions are asked of: a view, nothing is owned. */
struct graph {
    size_t device_count;
    const struct link *links; /* as topology_select_merged gives them: sorted */
    size_t link_count;
};

/* An edge of the simple graph. */
struct graph_edge {
    uint32_t a, b;      /* devices, a < b */
    uint32_t best;      /* position of the best of its links: the fastest, among equals the first */
    uint32_t cables;    /* links that are parallel, members of aggregates counted each */
    uint64_t speed_bps; /* of the best link; 0 unknown */
};

struct simple_graph;

struct simple_graph *simple_graph_new(const struct graph *graph);
/* NULL is allowed. */
void simple_graph_free(struct simple_graph *simple);

size_t simple_graph_device_count(const struct simple_graph *simple);

/* Sorted by a, then b. */
const struct graph_edge *simple_graph_edges(const struct simple_graph *simple, size_t *count);

/* The graph for igraph, made when it is first asked for: vertex ids are device positions, edge ids positions
 * in simple_graph_edges. It belongs to the simple graph. NULL and error when igraph fails. */
const struct igraph_s *simple_graph_igraph(struct simple_graph *simple, GError **error);

/* The graph for the kernels, made when it is first asked for: the same numbers of vertices and edges. It
 * belongs to the simple graph. */
const struct csr *simple_graph_csr(struct simple_graph *simple);

/* All distances in hops, computed when they are first asked for. They belong to the simple graph. */
const struct distances *simple_graph_distances(struct simple_graph *simple);

/* True for igraph's success; else false and an error that names what was asked and igraph's reason. Every
 * call into igraph goes through this; what igraph had allocated for the call is freed by then. */
bool graph_check(unsigned igraph_code, const char *what, GError **error);

/* The links of a, b as seen from device: which end is its own. */
const struct link_end *link_near_end(const struct link *link, uint32_t device);
const struct link_end *link_far_end(const struct link *link, uint32_t device);

#endif
