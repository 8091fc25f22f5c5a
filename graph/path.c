#include "graph/path.h"

#include "graph/path_search.h"

static const char *const metric_list[] = {NULL, "hops", "speed"};
const struct words path_metric_words = {metric_list, G_N_ELEMENTS(metric_list)};

/* A path in the making: devices, from the first to the last, and the edges between them. */
struct draft {
    GArray *devices, *edges; /* of uint32_t */
    struct path_weight weight;
    guint deviation; /* the device up to which it is the path that it was made from */
};

/* Yen's algorithm ('Finding the K shortest loopless paths', 1971), with Lawler's remark that a path need not
 * be left before the place where it left the one that it was made from. */
struct finder {
    const struct graph *graph;
    const struct graph_edge *edges;
    struct path_weight *weights; /* of edges */
    struct path_search *search;
    uint32_t to;
    GPtrArray *found;      /* of struct draft, best first */
    GPtrArray *candidates; /* of struct draft */
};

uint64_t path_speed_cost(uint64_t speed_bps)
{
    uint64_t cost = PATH_REFERENCE_BPS / (speed_bps == 0 ? PATH_ASSUMED_BPS : speed_bps);
    return cost == 0 ? 1 : cost;
}

static struct path_weight weight_of_edge(const struct graph_edge *edge, enum path_metric metric)
{
    uint64_t speed_cost = path_speed_cost(edge->speed_bps);
    return metric == PATH_METRIC_HOPS ? (struct path_weight){1, speed_cost}
                                      : (struct path_weight){speed_cost, 1};
}

static struct draft *draft_new(void)
{
    struct draft *draft = g_new0(struct draft, 1);
    draft->devices = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    draft->edges = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    return draft;
}

static void draft_free(gpointer data)
{
    struct draft *draft = data;
    g_array_unref(draft->devices);
    g_array_unref(draft->edges);
    g_free(draft);
}

static uint32_t device_at(const struct draft *draft, guint position)
{
    return g_array_index(draft->devices, uint32_t, position);
}

static uint32_t edge_at(const struct draft *draft, guint position)
{
    return g_array_index(draft->edges, uint32_t, position);
}

static int compare_drafts(const struct draft *a, const struct draft *b)
{
    int order = path_weight_compare(a->weight, b->weight);
    for (guint i = 0; order == 0 && i < a->devices->len && i < b->devices->len; i++)
        order = device_at(a, i) < device_at(b, i) ? -1 : device_at(a, i) > device_at(b, i);
    return order;
}

/* A new path that begins as another one, up to its device at the position. */
static struct draft *draft_of_beginning(const struct finder *finder, const struct draft *path, guint position)
{
    struct draft *draft = draft_new();
    draft->deviation = position;
    g_array_append_vals(draft->devices, path->devices->data, position + 1);
    g_array_append_vals(draft->edges, path->edges->data, position);
    for (guint i = 0; i < position; i++)
        draft->weight = path_weight_add(draft->weight, finder->weights[edge_at(path, i)]);
    return draft;
}

static bool has_same_beginning(const struct draft *a, const struct draft *b, guint position)
{
    if (a->devices->len <= position)
        return false;
    for (guint i = 0; i <= position; i++)
        if (device_at(a, i) != device_at(b, i))
            return false;
    return true;
}

/* What the paths that begin like this one up to the position and were found already go on with. */
static void block_known_edges(struct finder *finder, const struct draft *path, guint position,
                              bool is_blocked)
{
    for (guint i = 0; i < finder->found->len; i++) {
        const struct draft *known = finder->found->pdata[i];
        if (has_same_beginning(known, path, position))
            path_search_block_edge(finder->search, edge_at(known, position), is_blocked);
    }
}

static void add_candidate(struct finder *finder, struct draft *draft)
{
    uint32_t from = device_at(draft, draft->devices->len - 1);
    if (path_search_run(finder->search, from, finder->to, draft->edges, draft->devices, &draft->weight))
        g_ptr_array_add(finder->candidates, draft);
    else
        draft_free(draft);
}

/* The best paths that leave this one, at each of its devices. */
static void add_deviations(struct finder *finder, const struct draft *path)
{
    for (guint i = 0; i < path->edges->len; i++) {
        if (i >= path->deviation) {
            block_known_edges(finder, path, i, true);
            add_candidate(finder, draft_of_beginning(finder, path, i));
            block_known_edges(finder, path, i, false);
        }
        path_search_block_device(finder->search, device_at(path, i), true);
    }
    for (guint i = 0; i < path->edges->len; i++)
        path_search_block_device(finder->search, device_at(path, i), false);
}

/* Takes it out of the candidates; NULL when there are none. */
static struct draft *take_best(GPtrArray *candidates)
{
    guint best = 0;
    for (guint i = 1; i < candidates->len; i++)
        if (compare_drafts(candidates->pdata[i], candidates->pdata[best]) < 0)
            best = i;
    return candidates->len == 0 ? NULL : g_ptr_array_steal_index_fast(candidates, best);
}

static void find_drafts(struct finder *finder, uint32_t from, size_t count)
{
    struct draft *first = draft_new();
    g_array_append_val(first->devices, from);
    add_candidate(finder, first);
    for (size_t i = 0; i < count; i++) {
        struct draft *best = take_best(finder->candidates);
        if (best == NULL)
            return;
        g_ptr_array_add(finder->found, best);
        if (i + 1 < count)
            add_deviations(finder, best);
    }
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

static struct path *path_of_draft(const struct finder *finder, const struct draft *draft)
{
    struct path *path = path_new(device_at(draft, 0), draft->devices->len);
    path->cost = draft->weight.cost;
    for (guint i = 0; i < draft->edges->len; i++) {
        struct path_hop *hop = &path->hops[i];
        hop->link = &finder->graph->links[finder->edges[edge_at(draft, i)].best];
        hop->out_end = link_near_end(hop->link, hop->device);
        hop[1].in_end = link_far_end(hop->link, hop->device);
        hop[1].device = hop[1].in_end->device;
    }
    return path;
}

static void add_paths(const struct graph *graph, const struct simple_graph *simple, uint32_t from,
                      uint32_t to, enum path_metric metric, size_t count, GPtrArray *paths)
{
    size_t edge_count;
    struct finder finder = {.graph = graph, .to = to};
    finder.edges = simple_graph_edges(simple, &edge_count);
    finder.weights = g_new0(struct path_weight, edge_count + 1);
    for (size_t i = 0; i < edge_count; i++)
        finder.weights[i] = weight_of_edge(&finder.edges[i], metric);
    finder.search = path_search_new(simple, finder.weights);
    finder.found = g_ptr_array_new_with_free_func(draft_free);
    finder.candidates = g_ptr_array_new_with_free_func(draft_free);
    find_drafts(&finder, from, count);
    for (guint i = 0; i < finder.found->len; i++)
        g_ptr_array_add(paths, path_of_draft(&finder, finder.found->pdata[i]));
    g_ptr_array_unref(finder.candidates);
    g_ptr_array_unref(finder.found);
    path_search_free(finder.search);
    g_free(finder.weights);
}

GPtrArray *path_find(const struct graph *graph, uint32_t from, uint32_t to, enum path_metric metric,
                     size_t count)
{
    GPtrArray *paths = g_ptr_array_new_with_free_func(path_free);
    if (from == to) {
        g_ptr_array_add(paths, path_new(from, 1));
        return paths;
    }
    struct simple_graph *simple = simple_graph_new(graph);
    add_paths(graph, simple, from, to, metric, MIN(count, PATH_MAX_COUNT), paths);
    simple_graph_free(simple);
    return paths;
}
