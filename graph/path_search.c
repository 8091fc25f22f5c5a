#include "graph/path_search.h"

#include "graph/path_heap.h"

struct path_search {
    const struct path_network *network;
    uint64_t floor;
    struct path_weight *distance; /* of devices to the one that is searched for */
    bool *is_blocked_device, *is_blocked_edge;
    GArray *reached; /* of uint32_t: the devices that have a distance */
    GArray *heap;    /* of struct path_heap_item */
};

struct path_search *path_search_new(const struct path_network *network)
{
    struct path_search *search = g_new0(struct path_search, 1);
    search->network = network;
    search->distance = g_new(struct path_weight, network->device_count);
    search->is_blocked_device = g_new0(bool, network->device_count);
    search->is_blocked_edge = g_new0(bool, network->edge_count);
    search->reached = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    search->heap = g_array_new(FALSE, FALSE, sizeof(struct path_heap_item));
    for (size_t i = 0; i < network->device_count; i++)
        search->distance[i] = PATH_UNREACHED;
    return search;
}

void path_search_free(struct path_search *search)
{
    if (search == NULL)
        return;
    g_free(search->distance);
    g_free(search->is_blocked_device);
    g_free(search->is_blocked_edge);
    g_array_unref(search->reached);
    g_array_unref(search->heap);
    g_free(search);
}

void path_search_block_device(struct path_search *search, uint32_t device, bool is_blocked)
{
    search->is_blocked_device[device] = is_blocked;
}

void path_search_block_edge(struct path_search *search, uint32_t edge, bool is_blocked)
{
    search->is_blocked_edge[edge] = is_blocked;
}

void path_search_set_floor(struct path_search *search, uint64_t floor)
{
    search->floor = floor;
}

static bool is_unreached(struct path_weight weight)
{
    return path_weight_compare(weight, PATH_UNREACHED) == 0;
}

static void reach(struct path_search *search, uint32_t device, struct path_weight weight)
{
    if (is_unreached(search->distance[device]))
        g_array_append_val(search->reached, device);
    search->distance[device] = weight;
    path_heap_push(search->heap, (struct path_heap_item){weight, device});
}

/* What is one arc farther than the device. *best is the least weight at which from was seen: from itself is
 * not reached, so that no path leads through it. */
static void reach_neighbors(struct path_search *search, const struct path_heap_item *item, uint32_t from,
                            struct path_weight *best)
{
    const struct path_network *network = search->network;
    for (uint32_t i = network->offsets[item->device]; i < network->offsets[item->device + 1]; i++) {
        const struct path_arc *arc = &network->arcs[i];
        const struct path_edge *edge = &network->edges[arc->edge];
        struct path_weight weight = path_weight_add(item->weight, edge->weight);
        if (edge->width < search->floor)
            continue;
        if (arc->device == from) {
            if (!search->is_blocked_edge[arc->edge] && path_weight_compare(weight, *best) < 0)
                *best = weight;
        } else if (!search->is_blocked_device[arc->device] &&
                   path_weight_compare(weight, search->distance[arc->device]) < 0) {
            reach(search, arc->device, weight);
        }
    }
}

/* Distances to the device searched for, as far as from needs them: beyond the best nothing is as good. */
static struct path_weight measure(struct path_search *search, uint32_t from, uint32_t to)
{
    struct path_weight best = PATH_UNREACHED;
    reach(search, to, (struct path_weight){0, 0});
    while (search->heap->len > 0) {
        struct path_heap_item item = path_heap_pop(search->heap);
        if (path_weight_compare(item.weight, best) >= 0)
            break;
        if (path_weight_compare(item.weight, search->distance[item.device]) == 0)
            reach_neighbors(search, &item, from, &best);
    }
    g_array_set_size(search->heap, 0);
    return best;
}

/* The first arc by which a path of the weight that is left goes on. */
static const struct path_arc *next_arc(const struct path_search *search, uint32_t device,
                                       struct path_weight left, bool is_first)
{
    const struct path_network *network = search->network;
    for (uint32_t i = network->offsets[device]; i < network->offsets[device + 1]; i++) {
        const struct path_arc *arc = &network->arcs[i];
        const struct path_edge *edge = &network->edges[arc->edge];
        struct path_weight distance = search->distance[arc->device];
        if (is_unreached(distance) || edge->width < search->floor ||
            (is_first && search->is_blocked_edge[arc->edge]))
            continue;
        if (path_weight_compare(path_weight_add(distance, edge->weight), left) == 0)
            return arc;
    }
    g_assert_not_reached();
}

static void forget(struct path_search *search)
{
    for (guint i = 0; i < search->reached->len; i++)
        search->distance[g_array_index(search->reached, uint32_t, i)] = PATH_UNREACHED;
    g_array_set_size(search->reached, 0);
}

bool path_search_finds(struct path_search *search, uint32_t from, uint32_t to)
{
    bool is_found = !is_unreached(measure(search, from, to));
    forget(search);
    return is_found;
}

bool path_search_run(struct path_search *search, uint32_t from, uint32_t to, GArray *edges, GArray *devices,
                     struct path_weight *weight)
{
    g_assert(from != to);
    struct path_weight left = measure(search, from, to);
    bool is_found = !is_unreached(left);
    if (is_found)
        *weight = path_weight_add(*weight, left);
    for (uint32_t device = from; is_found && device != to;) {
        const struct path_arc *arc = next_arc(search, device, left, device == from);
        g_array_append_val(edges, arc->edge);
        g_array_append_val(devices, arc->device);
        device = arc->device;
        left = search->distance[device];
    }
    forget(search);
    return is_found;
}
