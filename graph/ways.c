#include "graph/ways.h"

/* More than there are devices, and sums of them fit. */
#define NO_LIMIT (UINT32_MAX / 4)

uint32_t ways_cables(const struct link *link)
{
    return link->member_count > 1 ? (uint32_t)link->member_count : 1;
}

uint32_t ways_in(const struct ways *ways, uint32_t device)
{
    return ways->by == DISJOINT_NODES ? 2 * device : device;
}

uint32_t ways_out(const struct ways *ways, uint32_t device)
{
    return ways->by == DISJOINT_NODES ? 2 * device + 1 : device;
}

uint32_t ways_source(const struct ways *ways)
{
    return ways_out(ways, ways->from);
}

uint32_t ways_sink(const struct ways *ways)
{
    return ways_in(ways, ways->to);
}

static void add_device(struct ways *ways, uint32_t device)
{
    uint32_t in = ways_in(ways, device), out = ways_out(ways, device);
    flow_add(ways->flow, in, out, 1, (struct flow_cost){0});
    if (ways->limit == WAYS_SHARED)
        flow_add(ways->flow, in, out, 1, (struct flow_cost){.shared = 1});
}

static uint32_t arcs_of_link(const struct ways *ways)
{
    return ways->limit == WAYS_SHARED ? 4 : 2;
}

static void add_way(struct ways *ways, uint32_t from, uint32_t to, uint32_t cables, struct path_weight weight)
{
    struct flow_cost cost = {0, 0, (int64_t)weight.cost, (int64_t)weight.tie};
    flow_add(ways->flow, ways_out(ways, from), ways_in(ways, to), cables, cost);
    if (ways->limit != WAYS_SHARED)
        return;
    cost.shared = ways->by == DISJOINT_LINKS;
    cost.also_shared = ways->by == DISJOINT_NODES;
    flow_add(ways->flow, ways_out(ways, from), ways_in(ways, to), 1, cost);
}

static void add_edge(struct ways *ways, const struct path_edge *edge)
{
    const struct path_network *network = ways->network;
    for (uint32_t i = edge->first; i < edge->first + edge->link_count; i++) {
        uint32_t link = network->links[i], cables = ways_cables(&network->graph->links[link]);
        if (ways->limit == WAYS_BY_DEVICE)
            cables = NO_LIMIT;
        struct path_weight weight = path_network_weigh(network, link);
        add_way(ways, edge->a, edge->b, cables, weight);
        add_way(ways, edge->b, edge->a, cables, weight);
    }
}

void ways_init(struct ways *ways, const struct path_network *network, uint32_t from, uint32_t to,
               enum disjoint_by by, enum ways_limit limit)
{
    size_t nodes = network->device_count * (by == DISJOINT_NODES ? 2 : 1);
    *ways = (struct ways){network, by, from, to, limit, flow_new(nodes, limit == WAYS_SHARED)};
    for (size_t i = 0; i < network->edge_count; i++)
        add_edge(ways, &network->edges[i]);
    for (uint32_t d = 0; by == DISJOINT_NODES && d < network->device_count; d++)
        add_device(ways, d);
}

void ways_clear(struct ways *ways)
{
    flow_free(ways->flow);
    *ways = (struct ways){0};
}

/* The arcs of a link are numbered one after the other, twice for the ways back. */
uint32_t ways_flow(const struct ways *ways, uint32_t place, uint32_t device)
{
    const struct link *link = &ways->network->graph->links[ways->network->links[place]];
    uint32_t arcs = arcs_of_link(ways), arc = place * 2 * arcs;
    if (device != MIN(link->a.device, link->b.device))
        arc += arcs;
    uint32_t sum = flow_of_arc(ways->flow, arc);
    return ways->limit == WAYS_SHARED ? sum + flow_of_arc(ways->flow, arc + 2) : sum;
}
