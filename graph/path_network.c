#include "graph/path_network.h"

#include "graph/large_pages.h"
#include "graph/path_heap.h"

static const char *const metric_list[] = {NULL, "hops", "speed", "width"};
const struct words path_metric_words = {metric_list, G_N_ELEMENTS(metric_list)};

uint64_t path_speed_cost(uint64_t speed_bps, uint64_t reference_bps)
{
    uint64_t cost = reference_bps / (speed_bps == 0 ? PATH_ASSUMED_BPS : speed_bps);
    return CLAMP(cost, 1, PATH_MAX_COST);
}

uint64_t path_link_width(const struct link *link)
{
    return link->speed_bps == 0 ? PATH_ASSUMED_BPS : link->speed_bps;
}

int path_weight_compare(struct path_weight a, struct path_weight b)
{
    if (a.cost != b.cost)
        return a.cost < b.cost ? -1 : 1;
    return a.tie < b.tie ? -1 : a.tie > b.tie;
}

struct path_weight path_weight_add(struct path_weight a, struct path_weight b)
{
    return (struct path_weight){a.cost + b.cost, a.tie + b.tie};
}

struct path_weight path_network_weigh(const struct path_network *network, uint32_t link)
{
    const struct path_metrics *metrics = &network->metrics;
    uint64_t given = metrics->link_costs == NULL ? 0 : metrics->link_costs[link];
    uint64_t speed_cost = path_speed_cost(network->graph->links[link].speed_bps, metrics->reference_bps);
    if (given > 0)
        return (struct path_weight){given, 1};
    if (metrics->metric == PATH_METRIC_SPEED || metrics->link_costs != NULL)
        return (struct path_weight){metrics->metric == PATH_METRIC_SPEED ? speed_cost : 1, 1};
    return (struct path_weight){1, speed_cost};
}

/* Of one pair the best link first. By width the weight of a wider link is no greater, so that weight decides
 * wherever width does not. */
static gint compare_links(gconstpointer a, gconstpointer b, gpointer user)
{
    const struct path_network *network = user;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    uint64_t x_width = path_link_width(&network->graph->links[x]);
    uint64_t y_width = path_link_width(&network->graph->links[y]);
    int by_width = x_width > y_width ? -1 : x_width < y_width;
    if (network->metrics.metric == PATH_METRIC_WIDTH && by_width != 0)
        return by_width;
    int order = path_weight_compare(path_network_weigh(network, x), path_network_weigh(network, y));
    if (order == 0)
        order = by_width;
    return order != 0 ? order : x < y ? -1 : x > y;
}

static uint32_t end_of(const struct link *link, bool is_lower)
{
    return is_lower ? MIN(link->a.device, link->b.device) : MAX(link->a.device, link->b.device);
}

/* Sorts links by their lower or higher end, and keeps the order of equal ones: there are as many keys as
 * devices, so they are counted. */
static void sort_by_end(const struct path_network *network, bool is_lower, const uint32_t *from, uint32_t *to)
{
    const struct link *links = network->graph->links;
    g_autofree uint32_t *next = g_new0(uint32_t, network->device_count + 1);
    for (size_t i = 0; i < network->link_count; i++)
        next[end_of(&links[from[i]], is_lower) + 1]++;
    for (size_t i = 1; i <= network->device_count; i++)
        next[i] += next[i - 1];
    for (size_t i = 0; i < network->link_count; i++)
        to[next[end_of(&links[from[i]], is_lower)]++] = from[i];
}

/* Those that can be on a path, by their pairs. */
static void list_links(struct path_network *network)
{
    const struct graph *graph = network->graph;
    network->links = g_new(uint32_t, graph->link_count + 1);
    for (size_t i = 0; i < graph->link_count; i++) {
        bool is_avoided = network->metrics.is_avoided != NULL && network->metrics.is_avoided[i];
        if (graph->links[i].a.device != graph->links[i].b.device && !is_avoided)
            network->links[network->link_count++] = (uint32_t)i;
    }
    g_autofree uint32_t *by_higher = g_new(uint32_t, network->link_count + 1);
    sort_by_end(network, false, network->links, by_higher);
    sort_by_end(network, true, by_higher, network->links);
}

/* The edge of the links of a pair, which begin here. */
static struct path_edge make_edge(struct path_network *network, uint32_t first)
{
    const struct link *links = network->graph->links, *link = &links[network->links[first]];
    uint32_t a = end_of(link, true), b = end_of(link, false), end = first + 1;
    while (end < network->link_count && end_of(&links[network->links[end]], true) == a &&
           end_of(&links[network->links[end]], false) == b)
        end++;
    if (end - first > 1)
        g_qsort_with_data(network->links + first, (gint)(end - first), sizeof *network->links, compare_links,
                          network);
    uint32_t best = network->links[first];
    return (struct path_edge){
        a, b, first, end - first, path_network_weigh(network, best), path_link_width(&links[best])};
}

static void fill_edges(struct path_network *network)
{
    network->edges = g_new(struct path_edge, network->link_count + 1);
    large_pages_use(network->edges, network->link_count * sizeof *network->edges);
    for (uint32_t first = 0; first < network->link_count;) {
        struct path_edge edge = make_edge(network, first);
        network->edges[network->edge_count++] = edge;
        first += edge.link_count;
    }
}

/* offsets[d + 1] counts from where the arcs of d begin to where they end, which is where those of d + 1 do.
 */
static void fill_arcs(struct path_network *network)
{
    uint32_t *next = network->offsets + 1;
    for (size_t i = 0; i < network->edge_count; i++) {
        network->offsets[network->edges[i].a + 2]++;
        network->offsets[network->edges[i].b + 2]++;
    }
    for (size_t i = 2; i < network->device_count + 2; i++)
        network->offsets[i] += network->offsets[i - 1];
    for (size_t i = 0; i < network->edge_count; i++) {
        const struct path_edge *edge = &network->edges[i];
        network->arcs[next[edge->a]++] = (struct path_arc){edge->b, (uint32_t)i};
        network->arcs[next[edge->b]++] = (struct path_arc){edge->a, (uint32_t)i};
    }
}

struct path_network *path_network_new(const struct graph *graph, const struct path_metrics *metrics)
{
    struct path_network *network = g_new0(struct path_network, 1);
    network->graph = graph;
    network->metrics = *metrics;
    if (metrics->reference_bps == 0)
        network->metrics.reference_bps = PATH_REFERENCE_BPS;
    network->device_count = graph->device_count;
    list_links(network);
    fill_edges(network);
    network->offsets = g_new0(uint32_t, network->device_count + 2);
    network->arcs = g_new0(struct path_arc, 2 * network->edge_count);
    fill_arcs(network);
    return network;
}

void path_network_free(struct path_network *network)
{
    if (network == NULL)
        return;
    g_free(network->edges);
    g_free(network->links);
    g_free(network->offsets);
    g_free(network->arcs);
    g_free(network);
}

static void reach(struct path_weight *weights, GArray *heap, uint32_t device, struct path_weight weight)
{
    if (path_weight_compare(weight, weights[device]) >= 0)
        return;
    weights[device] = weight;
    path_heap_push(heap, (struct path_heap_item){weight, device});
}

struct path_weight *path_network_weights(const struct path_network *network, uint32_t from, uint64_t floor)
{
    struct path_weight *weights = g_new0(struct path_weight, network->device_count);
    g_autoptr(GArray) heap = g_array_new(FALSE, FALSE, sizeof(struct path_heap_item));
    for (size_t i = 0; i < network->device_count; i++)
        weights[i] = PATH_UNREACHED;
    reach(weights, heap, from, (struct path_weight){0, 0});
    while (heap->len > 0) {
        struct path_heap_item item = path_heap_pop(heap);
        if (path_weight_compare(item.weight, weights[item.device]) > 0)
            continue;
        for (uint32_t i = network->offsets[item.device]; i < network->offsets[item.device + 1]; i++) {
            const struct path_edge *edge = &network->edges[network->arcs[i].edge];
            if (edge->width >= floor)
                reach(weights, heap, network->arcs[i].device, path_weight_add(item.weight, edge->weight));
        }
    }
    return weights;
}

/* Dijkstra's algorithm with the least of the widths in the place of their sum: the queue has what is missing
 * to the greatest width. */
uint64_t *path_network_widths(const struct path_network *network, uint32_t from)
{
    uint64_t *widths = g_new0(uint64_t, network->device_count);
    g_autoptr(GArray) heap = g_array_new(FALSE, FALSE, sizeof(struct path_heap_item));
    widths[from] = UINT64_MAX;
    path_heap_push(heap, (struct path_heap_item){{0, 0}, from});
    while (heap->len > 0) {
        struct path_heap_item item = path_heap_pop(heap);
        if (UINT64_MAX - item.weight.cost < widths[item.device])
            continue;
        for (uint32_t i = network->offsets[item.device]; i < network->offsets[item.device + 1]; i++) {
            const struct path_arc *arc = &network->arcs[i];
            uint64_t width = MIN(widths[item.device], network->edges[arc->edge].width);
            if (width <= widths[arc->device])
                continue;
            widths[arc->device] = width;
            path_heap_push(heap, (struct path_heap_item){{UINT64_MAX - width, 0}, arc->device});
        }
    }
    return widths;
}

uint64_t path_network_width(const struct path_network *network, uint32_t from, uint32_t to)
{
    g_autofree uint64_t *widths = path_network_widths(network, from);
    return widths[to];
}
