#include "graph/spread.h"

static void step_from(struct spread *spread, const struct csr *csr, uint32_t number)
{
    struct spread_step *step = &spread->steps[number];
    step->first = (uint32_t)spread->count;
    for (uint32_t arc = csr->offsets[step->device]; arc < csr->offsets[step->device + 1]; arc++) {
        uint32_t other = csr->neighbors[arc];
        if (spread->is_within[other])
            continue;
        spread->is_within[other] = true;
        spread->steps[spread->count++] =
            (struct spread_step){other, step->distance + 1, number, csr->edges[arc], 0, 0};
        step->count++;
    }
}

static void count_edges(struct spread *spread, const struct simple_graph *simple)
{
    size_t count;
    const struct graph_edge *edges = simple_graph_edges(simple, &count);
    for (size_t i = 0; i < count; i++)
        spread->edges_within += spread->is_within[edges[i].a] && spread->is_within[edges[i].b];
}

struct spread *spread_new(struct simple_graph *simple, uint32_t root, uint32_t depth)
{
    const struct csr *csr = simple_graph_csr(simple);
    struct spread *spread = g_new0(struct spread, 1);
    spread->steps = g_new0(struct spread_step, csr->vertex_count + 1);
    spread->is_within = g_new0(bool, csr->vertex_count + 1);
    spread->steps[spread->count++] = (struct spread_step){.device = root};
    spread->is_within[root] = true;
    for (uint32_t i = 0; i < spread->count; i++)
        if (spread->steps[i].distance < depth)
            step_from(spread, csr, i);
    count_edges(spread, simple);
    return spread;
}

void spread_free(struct spread *spread)
{
    if (spread == NULL)
        return;
    g_free(spread->steps);
    g_free(spread->is_within);
    g_free(spread);
}
