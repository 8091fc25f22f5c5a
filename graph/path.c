#include "graph/path.h"

#include <igraph/igraph.h>
#include <math.h>

/* The cost asked for counts TIE_SCALE times, the other one breaks ties. Sums stay exact in a double, which
 * holds 53 bits, up to 2^20 hops and a total cost by speed of 2^33. */
#define TIE_SCALE_HOPS 8589934592.0
#define TIE_SCALE_SPEED 1048576.0

static const char *const metric_list[] = {NULL, "hops", "speed"};
const struct words path_metric_words = {metric_list, G_N_ELEMENTS(metric_list)};

uint64_t path_speed_cost(uint64_t speed_bps)
{
    uint64_t cost = PATH_REFERENCE_BPS / (speed_bps == 0 ? PATH_ASSUMED_BPS : speed_bps);
    return cost == 0 ? 1 : cost;
}

static double weight_of_edge(const struct graph_edge *edge, enum path_metric metric)
{
    double speed_cost = (double)path_speed_cost(edge->speed_bps);
    return metric == PATH_METRIC_HOPS ? TIE_SCALE_HOPS + speed_cost : speed_cost * TIE_SCALE_SPEED + 1;
}

static void path_free(gpointer data)
{
    struct path *path = data;
    g_free(path->hops);
    g_free(path);
}

static struct path *path_new(uint32_t first, size_t hop_count)
{
    struct path *path = g_new0(struct path, 1);
    path->hop_count = hop_count;
    path->hops = g_new0(struct path_hop, hop_count);
    path->hops[0].device = first;
    return path;
}

static struct path *path_of_edges(const struct graph *graph, const struct graph_edge *edges,
                                  const igraph_vector_int_t *ids, uint32_t from, enum path_metric metric)
{
    size_t count = (size_t)igraph_vector_int_size(ids);
    struct path *path = path_new(from, count + 1);
    for (size_t i = 0; i < count; i++) {
        const struct graph_edge *edge = &edges[VECTOR(*ids)[i]];
        struct path_hop *hop = &path->hops[i];
        hop->link = &graph->links[edge->best];
        hop->out_end = link_near_end(hop->link, hop->device);
        hop[1].in_end = link_far_end(hop->link, hop->device);
        hop[1].device = hop[1].in_end->device;
        path->cost += metric == PATH_METRIC_HOPS ? 1 : path_speed_cost(edge->speed_bps);
    }
    return path;
}

static uint64_t speed_cost_of_path(const struct path *path)
{
    uint64_t cost = 0;
    for (size_t i = 0; i + 1 < path->hop_count; i++)
        cost += path_speed_cost(path->hops[i].link->speed_bps);
    return cost;
}

static int compare_numbers(uint64_t a, uint64_t b)
{
    return a < b ? -1 : a > b;
}

static gint compare_paths(gconstpointer a, gconstpointer b)
{
    const struct path *x = *(const struct path *const *)a, *y = *(const struct path *const *)b;
    int order = compare_numbers(x->cost, y->cost);
    if (order == 0)
        order = compare_numbers(x->hop_count, y->hop_count);
    if (order == 0)
        order = compare_numbers(speed_cost_of_path(x), speed_cost_of_path(y));
    for (size_t i = 0; order == 0 && i < x->hop_count; i++)
        order = compare_numbers(x->hops[i].device, y->hops[i].device);
    return order;
}

static bool find_edge_paths(const struct simple_graph *simple, const igraph_vector_t *weights, uint32_t from,
                            uint32_t to, size_t count, igraph_vector_int_list_t *out, GError **error)
{
    igraph_error_t code = igraph_get_k_shortest_paths(simple_graph_igraph(simple), weights, NULL, out,
                                                      (igraph_integer_t)count, from, to, IGRAPH_ALL);
    return graph_check(code, "finding paths", error);
}

static bool add_paths(const struct graph *graph, const struct simple_graph *simple, uint32_t from,
                      uint32_t to, enum path_metric metric, size_t count, GPtrArray *paths, GError **error)
{
    size_t edge_count;
    const struct graph_edge *edges = simple_graph_edges(simple, &edge_count);
    igraph_vector_t weights;
    igraph_vector_int_list_t found;
    if (!graph_check(igraph_vector_init(&weights, (igraph_integer_t)edge_count), "weighing links", error))
        return false;
    bool done = graph_check(igraph_vector_int_list_init(&found, 0), "finding paths", error);
    if (!done)
        goto free_weights;
    for (size_t i = 0; i < edge_count; i++)
        VECTOR(weights)[i] = weight_of_edge(&edges[i], metric);
    done = find_edge_paths(simple, &weights, from, to, count, &found, error);
    for (igraph_integer_t i = 0; done && i < igraph_vector_int_list_size(&found); i++)
        g_ptr_array_add(paths,
                        path_of_edges(graph, edges, igraph_vector_int_list_get_ptr(&found, i), from, metric));
    igraph_vector_int_list_destroy(&found);
free_weights:
    igraph_vector_destroy(&weights);
    return done;
}

GPtrArray *path_find(const struct graph *graph, uint32_t from, uint32_t to, enum path_metric metric,
                     size_t count, GError **error)
{
    GPtrArray *paths = g_ptr_array_new_with_free_func(path_free);
    if (from == to) {
        g_ptr_array_add(paths, path_new(from, 1));
        return paths;
    }
    struct simple_graph *simple = simple_graph_new(graph, error);
    bool done = simple != NULL &&
                add_paths(graph, simple, from, to, metric, MIN(count, PATH_MAX_COUNT), paths, error);
    simple_graph_free(simple);
    if (!done) {
        g_ptr_array_unref(paths);
        return NULL;
    }
    g_ptr_array_sort(paths, compare_paths);
    return paths;
}
