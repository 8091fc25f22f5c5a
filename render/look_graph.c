#include "render/look_graph.h"

#include "graph/centrality.h"
#include "graph/cuts.h"
#include "graph/view.h"
#include "inventory/disjoint_set.h"
#include "render/selection.h"

struct look_graph {
    const struct render_request *request;
    GArray *links; /* of struct link */
    struct graph graph;
    struct simple_graph *simple; /* made when first asked for, as are those below */
    struct cuts *cuts;
    bool *is_endpoint;
    struct disjoint_set *sets; /* of the devices that are linked */
    GStringChunk *names;
};

struct look_graph *look_graph_new(const struct render_request *request)
{
    struct look_graph *graph = g_new0(struct look_graph, 1);
    graph->request = request;
    graph->names = g_string_chunk_new(1024);
    graph->links = selection_merged_links(request);
    graph->graph = (struct graph){topology_device_count(request->topology),
                                  (const struct link *)(void *)graph->links->data, graph->links->len};
    return graph;
}

void look_graph_free(struct look_graph *graph)
{
    if (graph->simple)
        simple_graph_free(graph->simple);
    cuts_free(graph->cuts);
    g_free(graph->is_endpoint);
    if (graph->sets)
        disjoint_set_free(graph->sets);
    g_string_chunk_free(graph->names);
    g_array_unref(graph->links);
    g_free(graph);
}

static struct simple_graph *get_simple(struct look_graph *graph)
{
    if (graph->simple == NULL)
        graph->simple = simple_graph_new(&graph->graph);
    return graph->simple;
}

bool look_graph_betweenness(struct look_graph *graph, double *scores, GError **error)
{
    return centrality_of_devices(get_simple(graph), CENTRALITY_BETWEENNESS, true, scores, error);
}

void look_graph_degrees(struct look_graph *graph, double *scores)
{
    size_t count;
    const struct graph_edge *edges = simple_graph_edges(get_simple(graph), &count);
    for (size_t i = 0; i < count; i++) {
        scores[edges[i].a]++;
        scores[edges[i].b]++;
    }
}

/* Also what was visited, or imported, without a role: rings are about the network, not about its ends. */
static bool is_endpoint(const struct device *device, double neighbors)
{
    return view_is_endpoint(device, (size_t)neighbors) || (device->role == ROLE_UNKNOWN && neighbors <= 1);
}

static const struct cuts *get_cuts(struct look_graph *graph)
{
    if (graph->cuts != NULL)
        return graph->cuts;
    size_t count = graph->graph.device_count;
    g_autofree double *degrees = g_new0(double, count + 1);
    look_graph_degrees(graph, degrees);
    graph->is_endpoint = g_new0(bool, count + 1);
    for (size_t i = 0; i < count; i++)
        graph->is_endpoint[i] = is_endpoint(topology_device(graph->request->topology, i), degrees[i]);
    graph->cuts = cuts_new(&graph->graph, graph->is_endpoint);
    return graph->cuts;
}

void look_graph_losses(struct look_graph *graph, double *scores)
{
    size_t count;
    const struct cut *cuts = cuts_list(get_cuts(graph), &count);
    for (size_t i = 0; i < count; i++)
        if (!cuts[i].is_link)
            scores[cuts[i].device] = cuts[i].devices;
}

void look_graph_rings(struct look_graph *graph, bool *is_ringed)
{
    size_t count;
    const struct cut *cuts = cuts_list(get_cuts(graph), &count);
    for (size_t i = 0; i < count; i++)
        if (!cuts[i].is_link && cuts[i].devices > cuts[i].endpoints)
            is_ringed[cuts[i].device] = true;
}

const char *look_graph_component(struct look_graph *graph, uint32_t device)
{
    if (graph->sets == NULL) {
        graph->sets = disjoint_set_new(graph->graph.device_count);
        for (size_t i = 0; i < graph->graph.link_count; i++)
            disjoint_set_join(graph->sets, graph->graph.links[i].a.device, graph->graph.links[i].b.device);
    }
    uint32_t first = disjoint_set_find(graph->sets, device);
    g_autofree char *name =
        g_strdup_printf("part of %s", topology_device_name(graph->request->topology, first));
    return g_string_chunk_insert_const(graph->names, name);
}

const struct graph *look_graph_links(const struct look_graph *graph)
{
    return &graph->graph;
}
