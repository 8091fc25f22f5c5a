#include "graph/disjoint.h"

#include "graph/ways.h"

#include <string.h>

static const char *const by_list[] = {NULL, "nodes", "links"};
const struct words disjoint_words = {by_list, G_N_ELEMENTS(by_list)};

static GArray *numbers_new(void)
{
    return g_array_new(FALSE, FALSE, sizeof(uint32_t));
}

static gint compare_numbers(gconstpointer a, gconstpointer b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* Two units of flow, taken apart: units that are left, by the places of links in the network. */
struct pair {
    const struct ways *ways;
    uint32_t *left; /* by place of a link, in the direction in which it is used */
};

/* A path of least cost in what flows: the links that nothing flows over are avoided. */
static struct path *first_path(const struct pair *pair)
{
    const struct path_network *network = pair->ways->network;
    size_t link_count = network->graph->link_count;
    g_autofree bool *is_avoided = g_new(bool, link_count + 1);
    struct path_metrics metrics = network->metrics;
    memset(is_avoided, true, link_count + 1);
    for (uint32_t i = 0; i < network->link_count; i++)
        if (pair->left[i] > 0)
            is_avoided[network->links[i]] = false;
    metrics.is_avoided = is_avoided;
    struct path_network *flowing = path_network_new(network->graph, &metrics);
    g_autoptr(GPtrArray) paths = path_find(flowing, pair->ways->from, pair->ways->to, 1);
    path_network_free(flowing);
    g_assert(paths->len == 1);
    return g_ptr_array_steal_index(paths, 0);
}

/* The place by which what is left leaves a device; UINT32_MAX when nothing does. */
static uint32_t place_out(const struct pair *pair, uint32_t device)
{
    const struct path_network *network = pair->ways->network;
    for (uint32_t i = network->offsets[device]; i < network->offsets[device + 1]; i++) {
        const struct path_edge *edge = &network->edges[network->arcs[i].edge];
        for (uint32_t place = edge->first; place < edge->first + edge->link_count; place++)
            if (pair->left[place] > 0 && ways_flow(pair->ways, place, device) > 0)
                return place;
    }
    return UINT32_MAX;
}

static void take(struct pair *pair, const struct path *path)
{
    const struct path_network *network = pair->ways->network;
    for (uint32_t place = 0; place < network->link_count; place++)
        for (size_t i = 0; pair->left[place] > 0 && i + 1 < path->hop_count; i++)
            if (path->hops[i].link == &network->graph->links[network->links[place]]) {
                pair->left[place]--;
                break;
            }
}

/* One unit is left: where it leads is its path. */
static struct path *last_path(struct pair *pair)
{
    const struct path_network *network = pair->ways->network;
    g_autoptr(GArray) links = numbers_new();
    for (uint32_t device = pair->ways->from; device != pair->ways->to;) {
        uint32_t place = place_out(pair, device);
        g_assert(place != UINT32_MAX);
        g_array_append_val(links, network->links[place]);
        pair->left[place]--;
        device = link_far_end(&network->graph->links[network->links[place]], device)->device;
    }
    return path_of_links(network, pair->ways->from, (const uint32_t *)(const void *)links->data, links->len);
}

static void split(struct disjoint *disjoint, const struct ways *ways)
{
    const struct path_network *network = ways->network;
    struct pair pair = {ways, g_new0(uint32_t, network->link_count)};
    for (size_t i = 0; i < network->edge_count; i++) {
        const struct path_edge *edge = &network->edges[i];
        for (uint32_t place = edge->first; place < edge->first + edge->link_count; place++)
            pair.left[place] = ways_flow(ways, place, edge->a) + ways_flow(ways, place, edge->b);
    }
    struct path *first = first_path(&pair);
    g_ptr_array_add(disjoint->paths, first);
    take(&pair, first);
    g_ptr_array_add(disjoint->paths, last_path(&pair));
    g_free(pair.left);
}

static bool passes(const struct path *path, uint32_t device)
{
    for (size_t i = 0; i < path->hop_count; i++)
        if (path->hops[i].device == device)
            return true;
    return false;
}

static bool runs_over(const struct path *path, const struct link *link)
{
    for (size_t i = 0; i + 1 < path->hop_count; i++)
        if (path->hops[i].link == link)
            return true;
    return false;
}

static void compare_paths(struct disjoint *disjoint, const struct graph *graph)
{
    const struct path *a = disjoint->paths->pdata[0], *b = disjoint->paths->pdata[1];
    for (size_t i = 0; i + 1 < a->hop_count; i++) {
        const struct link *link = a->hops[i].link;
        uint32_t position = (uint32_t)(link - graph->links);
        if (i > 0 && passes(b, a->hops[i].device))
            g_array_append_val(disjoint->shared_devices, a->hops[i].device);
        if (ways_cables(link) == 1 && runs_over(b, link))
            g_array_append_val(disjoint->shared_links, position);
    }
    g_array_sort(disjoint->shared_devices, compare_numbers);
    g_array_sort(disjoint->shared_links, compare_numbers);
}

static uint32_t count_ways(const struct path_network *network, uint32_t from, uint32_t to,
                           enum disjoint_by by)
{
    struct ways ways;
    ways_init(&ways, network, from, to, by, WAYS_APART);
    uint32_t count = flow_run_greatest(ways.flow, ways_source(&ways), ways_sink(&ways), UINT32_MAX);
    ways_clear(&ways);
    return count;
}

struct disjoint *disjoint_new(const struct path_network *network, uint32_t from, uint32_t to,
                              enum disjoint_by by)
{
    g_assert(from != to && network->metrics.metric != PATH_METRIC_WIDTH);
    struct disjoint *disjoint = g_new0(struct disjoint, 1);
    disjoint->paths = g_ptr_array_new_with_free_func((GDestroyNotify)path_free);
    disjoint->shared_devices = numbers_new();
    disjoint->shared_links = numbers_new();
    disjoint->count = count_ways(network, from, to, by);
    if (disjoint->count == 0)
        return disjoint;
    struct ways ways;
    ways_init(&ways, network, from, to, by, WAYS_SHARED);
    flow_run_cheapest(ways.flow, ways_source(&ways), ways_sink(&ways), 2);
    split(disjoint, &ways);
    compare_paths(disjoint, network->graph);
    ways_clear(&ways);
    return disjoint;
}

void disjoint_free(struct disjoint *disjoint)
{
    if (disjoint == NULL)
        return;
    g_ptr_array_unref(disjoint->paths);
    g_array_unref(disjoint->shared_devices);
    g_array_unref(disjoint->shared_links);
    g_free(disjoint);
}

/* Devices that are entered, but not left, on the side of the first one. */
static void cut_devices(struct separation *separation, struct ways *ways)
{
    g_autofree bool *is_near = flow_reach(ways->flow, ways_source(ways));
    for (uint32_t d = 0; d < ways->network->device_count; d++)
        if (d != ways->from && is_near[ways_in(ways, d)] && !is_near[ways_out(ways, d)])
            g_array_append_val(separation->devices, d);
}

static void cut_links(struct separation *separation, struct ways *ways)
{
    const struct path_network *network = ways->network;
    g_autofree bool *is_near = flow_reach(ways->flow, ways_source(ways));
    for (size_t i = 0; i < network->edge_count; i++) {
        const struct path_edge *edge = &network->edges[i];
        if (is_near[edge->a] != is_near[edge->b])
            g_array_append_vals(separation->links, &network->links[edge->first], edge->link_count);
    }
    g_array_sort(separation->links, compare_numbers);
}

static bool is_joined(const struct path_network *network, uint32_t a, uint32_t b)
{
    for (uint32_t i = network->offsets[a]; i < network->offsets[a + 1]; i++)
        if (network->arcs[i].device == b)
            return true;
    return false;
}

static uint32_t separate(const struct path_network *network, uint32_t from, uint32_t to, enum disjoint_by by,
                         struct separation *separation)
{
    struct ways ways;
    bool is_by_device = by == DISJOINT_NODES && !separation->is_direct;
    ways_init(&ways, network, from, to, by, is_by_device ? WAYS_BY_DEVICE : WAYS_APART);
    uint32_t count = flow_run_greatest(ways.flow, ways_source(&ways), ways_sink(&ways), UINT32_MAX);
    if (by == DISJOINT_LINKS)
        cut_links(separation, &ways);
    else if (is_by_device)
        cut_devices(separation, &ways);
    ways_clear(&ways);
    return count;
}

struct separation *separation_new(const struct path_network *network, uint32_t from, uint32_t to)
{
    g_assert(from != to);
    struct separation *separation = g_new0(struct separation, 1);
    separation->devices = numbers_new();
    separation->links = numbers_new();
    separation->is_direct = is_joined(network, from, to);
    separation->device_ways = separate(network, from, to, DISJOINT_NODES, separation);
    separation->link_ways = separate(network, from, to, DISJOINT_LINKS, separation);
    return separation;
}

void separation_free(struct separation *separation)
{
    if (separation == NULL)
        return;
    g_array_unref(separation->devices);
    g_array_unref(separation->links);
    g_free(separation);
}
