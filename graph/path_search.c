#include "graph/path_search.h"

#define UNREACHED ((struct path_weight){UINT64_MAX, UINT64_MAX})

struct arc {
    uint32_t device, edge;
};

struct heap_item {
    struct path_weight weight;
    uint32_t device;
};

struct path_search {
    uint32_t *first;              /* the arcs of device d: first[d] to first[d + 1] */
    struct arc *arcs;             /* of each device in the order of their devices */
    struct path_weight *weights;  /* of edges */
    struct path_weight *distance; /* of devices to the one that is searched for */
    bool *is_blocked_device, *is_blocked_edge;
    GArray *reached; /* of uint32_t: the devices that have a distance */
    GArray *heap;    /* of struct heap_item: binary, the nearest at its top */
};

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

/* Edges are sorted by a, then b, so the arcs of a device come in the order of its neighbors. first[d + 1]
 * counts from where the arcs of d begin to where they end, which is where those of d + 1 begin. */
static void fill_arcs(struct path_search *search, const struct graph_edge *edges, size_t edge_count,
                      size_t device_count)
{
    uint32_t *next = search->first + 1;
    for (size_t i = 0; i < edge_count; i++) {
        search->first[edges[i].a + 2]++;
        search->first[edges[i].b + 2]++;
    }
    for (size_t i = 2; i < device_count + 2; i++)
        search->first[i] += search->first[i - 1];
    for (size_t i = 0; i < edge_count; i++) {
        search->arcs[next[edges[i].a]++] = (struct arc){edges[i].b, (uint32_t)i};
        search->arcs[next[edges[i].b]++] = (struct arc){edges[i].a, (uint32_t)i};
    }
}

struct path_search *path_search_new(const struct simple_graph *simple, const struct path_weight *weights)
{
    size_t edge_count, device_count = simple_graph_device_count(simple);
    const struct graph_edge *edges = simple_graph_edges(simple, &edge_count);
    struct path_search *search = g_new0(struct path_search, 1);
    search->first = g_new0(uint32_t, device_count + 2);
    search->arcs = g_new(struct arc, 2 * edge_count + 1);
    search->weights = g_memdup2(weights, edge_count * sizeof *weights);
    search->distance = g_new(struct path_weight, device_count + 1);
    search->is_blocked_device = g_new0(bool, device_count + 1);
    search->is_blocked_edge = g_new0(bool, edge_count + 1);
    search->reached = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    search->heap = g_array_new(FALSE, FALSE, sizeof(struct heap_item));
    for (size_t i = 0; i < device_count; i++)
        search->distance[i] = UNREACHED;
    fill_arcs(search, edges, edge_count, device_count);
    return search;
}

void path_search_free(struct path_search *search)
{
    if (search == NULL)
        return;
    g_free(search->first);
    g_free(search->arcs);
    g_free(search->weights);
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

static struct heap_item *heap_at(GArray *heap, guint position)
{
    return &g_array_index(heap, struct heap_item, position);
}

static void heap_push(GArray *heap, struct heap_item item)
{
    guint at = heap->len;
    g_array_append_val(heap, item);
    while (at > 0 && path_weight_compare(item.weight, heap_at(heap, (at - 1) / 2)->weight) < 0) {
        *heap_at(heap, at) = *heap_at(heap, (at - 1) / 2);
        at = (at - 1) / 2;
    }
    *heap_at(heap, at) = item;
}

static struct heap_item heap_pop(GArray *heap)
{
    struct heap_item top = *heap_at(heap, 0), item = *heap_at(heap, heap->len - 1);
    guint at = 0;
    g_array_set_size(heap, heap->len - 1);
    for (guint child = 1; child < heap->len; child = 2 * at + 1) {
        if (child + 1 < heap->len &&
            path_weight_compare(heap_at(heap, child + 1)->weight, heap_at(heap, child)->weight) < 0)
            child++;
        if (path_weight_compare(item.weight, heap_at(heap, child)->weight) <= 0)
            break;
        *heap_at(heap, at) = *heap_at(heap, child);
        at = child;
    }
    if (heap->len > 0)
        *heap_at(heap, at) = item;
    return top;
}

static void reach(struct path_search *search, uint32_t device, struct path_weight weight)
{
    if (path_weight_compare(search->distance[device], UNREACHED) == 0)
        g_array_append_val(search->reached, device);
    search->distance[device] = weight;
    heap_push(search->heap, (struct heap_item){weight, device});
}

/* What is one arc farther than the device. *best is the least weight at which from was seen: from itself is
 * not reached, so that no path leads through it. */
static void reach_neighbors(struct path_search *search, const struct heap_item *item, uint32_t from,
                            struct path_weight *best)
{
    for (uint32_t i = search->first[item->device]; i < search->first[item->device + 1]; i++) {
        const struct arc *arc = &search->arcs[i];
        struct path_weight weight = path_weight_add(item->weight, search->weights[arc->edge]);
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
    struct path_weight best = UNREACHED;
    reach(search, to, (struct path_weight){0, 0});
    while (search->heap->len > 0) {
        struct heap_item item = heap_pop(search->heap);
        if (path_weight_compare(item.weight, best) >= 0)
            break;
        if (path_weight_compare(item.weight, search->distance[item.device]) == 0)
            reach_neighbors(search, &item, from, &best);
    }
    g_array_set_size(search->heap, 0);
    return best;
}

/* The first arc by which a path of the weight that is left goes on. */
static const struct arc *next_arc(const struct path_search *search, uint32_t device, struct path_weight left,
                                  bool is_first)
{
    for (uint32_t i = search->first[device]; i < search->first[device + 1]; i++) {
        const struct arc *arc = &search->arcs[i];
        struct path_weight distance = search->distance[arc->device];
        if (path_weight_compare(distance, UNREACHED) == 0 || (is_first && search->is_blocked_edge[arc->edge]))
            continue;
        if (path_weight_compare(path_weight_add(distance, search->weights[arc->edge]), left) == 0)
            return arc;
    }
    g_assert_not_reached();
}

static void forget(struct path_search *search)
{
    for (guint i = 0; i < search->reached->len; i++)
        search->distance[g_array_index(search->reached, uint32_t, i)] = UNREACHED;
    g_array_set_size(search->reached, 0);
}

bool path_search_run(struct path_search *search, uint32_t from, uint32_t to, GArray *edges, GArray *devices,
                     struct path_weight *weight)
{
    g_assert(from != to);
    struct path_weight left = measure(search, from, to);
    bool is_found = path_weight_compare(left, UNREACHED) != 0;
    if (is_found)
        *weight = path_weight_add(*weight, left);
    for (uint32_t device = from; is_found && device != to;) {
        const struct arc *arc = next_arc(search, device, left, device == from);
        g_array_append_val(edges, arc->edge);
        g_array_append_val(devices, arc->device);
        device = arc->device;
        left = search->distance[device];
    }
    forget(search);
    return is_found;
}
