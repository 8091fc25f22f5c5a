/*
 * Flows in directed networks of small capacities: how many ways lead from one node to another that share
 * nothing (the greatest flow), and which are cheapest together (the flow of least cost).
 */
#ifndef GRAPH_FLOW_H
#define GRAPH_FLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Compared member by member, the first that differs decides. */
struct flow_cost {
    int64_t shared, also_shared, cost, tie;
};

struct flow;

/* has_costs: arcs have costs, else they cost nothing. */
struct flow *flow_new(size_t node_count, bool has_costs);
/* NULL is allowed. */
void flow_free(struct flow *flow);

/* The number of the arc: arcs are numbered 0, 2, 4, ... in the order in which they are added (the odd ones
 * are the ways back). No member of the cost is negative. */
uint32_t flow_add(struct flow *flow, uint32_t from, uint32_t to, uint32_t capacity, struct flow_cost cost);

/* How much flows over an arc. */
uint32_t flow_of_arc(const struct flow *flow, uint32_t arc);

/* Makes the flow as great as can be, but at most limit, and tells how great it is (Dinic 1970). */
uint32_t flow_run_greatest(struct flow *flow, uint32_t from, uint32_t to, uint32_t limit);

/* Sends so many units at the least cost, as many of them as can be, and tells how many (Suurballe 1974, by
 * shortest paths with potentials). Only where arcs have costs. */
uint32_t flow_run_cheapest(struct flow *flow, uint32_t from, uint32_t to, uint32_t units);

/* By node: whether more could flow there from the node. After the greatest flow its source's side is that of
 * the least cut that is nearest to it. The caller frees it. */
bool *flow_reach(const struct flow *flow, uint32_t from);

#endif
