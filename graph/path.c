#include "graph/path.h"

#include "graph/path_search.h"

/* A path in the making: devices, from the first to the last, and the edges between them. */
struct draft {
    GArray *devices, *edges; /* of uint32_t */
    struct path_weight weight;
    uint64_t width;
    guint deviation; /* the device up to which it is the path that it was made from */
};

/* Yen's algorithm ('Finding the K shortest loopless paths', 1971), with Lawler's remark that a path need not
 * be left before the place where it left the one that it was made from. */
struct finder {
    const struct path_network *network;
    struct path_search *search;
    GArray *widths; /* of uint64_t: those of the edges, ascending, each once; NULL unless width counts */
    uint32_t to;
    GPtrArray *found;      /* of struct draft, best first */
    GPtrArray *candidates; /* of struct draft */
};

static struct draft *draft_new(void)
{
    struct draft *draft = g_new0(struct draft, 1);
    draft->devices = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    draft->edges = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    draft->width = UINT64_MAX;
    return draft;
}

static void draft_free(gpointer data)
{
    struct draft *draft = data;
    g_array_unref(draft->devices);
    g_array_unref(draft->edges);
    g_free(draft);
}

static GPtrArray *drafts_new(void)
{
    return g_ptr_array_new_with_free_func(draft_free);
}

static uint32_t device_at(const struct draft *draft, guint position)
{
    return g_array_index(draft->devices, uint32_t, position);
}

static uint32_t edge_at(const struct draft *draft, guint position)
{
    return g_array_index(draft->edges, uint32_t, position);
}

static int compare_drafts(const struct path_network *network, const struct draft *a, const struct draft *b)
{
    if (network->metrics.metric == PATH_METRIC_WIDTH && a->width != b->width)
        return a->width > b->width ? -1 : 1;
    int order = path_weight_compare(a->weight, b->weight);
    for (guint i = 0; order == 0 && i < a->devices->len && i < b->devices->len; i++)
        order = device_at(a, i) < device_at(b, i) ? -1 : device_at(a, i) > device_at(b, i);
    return order;
}

static void count_edge(const struct path_network *network, struct draft *draft, guint position)
{
    draft->width = MIN(draft->width, network->edges[edge_at(draft, position)].width);
}

/* A new path that begins as another one, up to its device at the position. */
static struct draft *draft_of_beginning(const struct finder *finder, const struct draft *path, guint position)
{
    struct draft *draft = draft_new();
    draft->deviation = position;
    g_array_append_vals(draft->devices, path->devices->data, position + 1);
    g_array_append_vals(draft->edges, path->edges->data, position);
    for (guint i = 0; i < position; i++) {
        draft->weight = path_weight_add(draft->weight, finder->network->edges[edge_at(path, i)].weight);
        count_edge(finder->network, draft, i);
    }
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

/* The greatest width, at most that of the beginning, at which a path goes on to the end; 0 when none does. */
static uint64_t widest(const struct finder *finder, uint32_t from, uint64_t limit)
{
    const GArray *widths = finder->widths;
    uint64_t best = 0;
    guint low = 0, high = widths->len;
    while (low < high) {
        guint middle = low + (high - low) / 2;
        uint64_t width = g_array_index(widths, uint64_t, middle);
        path_search_set_floor(finder->search, width);
        if (width <= limit && path_search_finds(finder->search, from, finder->to)) {
            best = width;
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return best;
}

static void add_candidate(struct finder *finder, struct draft *draft)
{
    guint known = draft->edges->len;
    uint32_t from = device_at(draft, draft->devices->len - 1);
    if (finder->widths != NULL)
        path_search_set_floor(finder->search, widest(finder, from, draft->width));
    if (!path_search_run(finder->search, from, finder->to, draft->edges, draft->devices, &draft->weight)) {
        draft_free(draft);
        return;
    }
    for (guint i = known; i < draft->edges->len; i++)
        count_edge(finder->network, draft, i);
    g_ptr_array_add(finder->candidates, draft);
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
static struct draft *take_best(const struct path_network *network, GPtrArray *candidates)
{
    guint best = 0;
    for (guint i = 1; i < candidates->len; i++)
        if (compare_drafts(network, candidates->pdata[i], candidates->pdata[best]) < 0)
            best = i;
    return candidates->len == 0 ? NULL : g_ptr_array_steal_index_fast(candidates, best);
}

static void find_drafts(struct finder *finder, uint32_t from, size_t count)
{
    struct draft *first = draft_new();
    g_array_append_val(first->devices, from);
    if (from == finder->to) {
        g_ptr_array_add(finder->found, first);
        return;
    }
    add_candidate(finder, first);
    for (size_t i = 0; i < count; i++) {
        struct draft *best = take_best(finder->network, finder->candidates);
        if (best == NULL)
            return;
        g_ptr_array_add(finder->found, best);
        if (i + 1 < count)
            add_deviations(finder, best);
    }
}

static gint compare_widths(gconstpointer a, gconstpointer b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static GArray *list_widths(const struct path_network *network)
{
    GArray *widths = g_array_sized_new(FALSE, FALSE, sizeof(uint64_t), (guint)network->edge_count);
    for (size_t i = 0; i < network->edge_count; i++)
        g_array_append_val(widths, network->edges[i].width);
    g_array_sort(widths, compare_widths);
    guint kept = 0;
    for (guint i = 0; i < widths->len; i++) {
        uint64_t width = g_array_index(widths, uint64_t, i);
        if (kept == 0 || g_array_index(widths, uint64_t, kept - 1) != width)
            g_array_index(widths, uint64_t, kept++) = width;
    }
    g_array_set_size(widths, kept);
    return widths;
}

/* The drafts between two stops, best first; floor: as path_search_set_floor has it, when it is not 0. */
static GPtrArray *find_leg(const struct path_network *network, uint32_t from, uint32_t to, size_t count,
                           uint64_t floor)
{
    struct finder finder = {.network = network, .to = to, .found = drafts_new(), .candidates = drafts_new()};
    finder.search = path_search_new(network);
    if (floor > 0)
        path_search_set_floor(finder.search, floor);
    else if (network->metrics.metric == PATH_METRIC_WIDTH)
        finder.widths = list_widths(network);
    find_drafts(&finder, from, count);
    g_clear_pointer(&finder.widths, g_array_unref);
    g_ptr_array_unref(finder.candidates);
    path_search_free(finder.search);
    return finder.found;
}

void path_free(struct path *path)
{
    if (path == NULL)
        return;
    g_free(path->hops);
    g_free(path);
}

static void find_bottleneck(struct path *path)
{
    bool is_known = false;
    for (size_t i = 0; i + 1 < path->hop_count; i++) {
        const struct link *link = path->hops[i].link;
        is_known = is_known || link->speed_bps > 0;
        if (path->bottleneck == NULL || path_link_width(link) < path_link_width(path->bottleneck))
            path->bottleneck = link;
    }
    if (!is_known)
        path->bottleneck = NULL;
}

struct path *path_of_links(const struct path_network *network, uint32_t first, const uint32_t *links,
                           size_t link_count)
{
    struct path *path = g_new0(struct path, 1);
    path->hop_count = link_count + 1;
    path->hops = g_new0(struct path_hop, path->hop_count);
    path->hops[0].device = first;
    for (size_t i = 0; i < link_count; i++) {
        struct path_hop *hop = &path->hops[i];
        hop->link = &network->graph->links[links[i]];
        hop->cost = path_network_weigh(network, links[i]).cost;
        hop->out_end = link_near_end(hop->link, hop->device);
        hop[1].in_end = link_far_end(hop->link, hop->device);
        hop[1].device = hop[1].in_end->device;
        path->cost += hop->cost;
    }
    find_bottleneck(path);
    return path;
}

static struct path *path_of_draft(const struct path_network *network, const struct draft *draft)
{
    g_autofree uint32_t *links = g_new(uint32_t, draft->edges->len + 1);
    for (guint i = 0; i < draft->edges->len; i++)
        links[i] = network->links[network->edges[edge_at(draft, i)].first];
    return path_of_links(network, device_at(draft, 0), links, draft->edges->len);
}

static GPtrArray *paths_of_drafts(const struct path_network *network, const GPtrArray *drafts)
{
    GPtrArray *paths = g_ptr_array_new_with_free_func((GDestroyNotify)path_free);
    for (guint i = 0; i < drafts->len; i++)
        g_ptr_array_add(paths, path_of_draft(network, drafts->pdata[i]));
    return paths;
}

GPtrArray *path_find(const struct path_network *network, uint32_t from, uint32_t to, size_t count)
{
    g_autoptr(GPtrArray) drafts = find_leg(network, from, to, MIN(count, PATH_MAX_COUNT), 0);
    return paths_of_drafts(network, drafts);
}

static struct draft *join(const struct draft *first, const struct draft *then)
{
    struct draft *draft = draft_new();
    g_array_append_vals(draft->devices, first->devices->data, first->devices->len);
    g_array_append_vals(draft->edges, first->edges->data, first->edges->len);
    g_array_append_vals(draft->devices, then->devices->data + sizeof(uint32_t), then->devices->len - 1);
    g_array_append_vals(draft->edges, then->edges->data, then->edges->len);
    draft->weight = path_weight_add(first->weight, then->weight);
    draft->width = MIN(first->width, then->width);
    return draft;
}

/* The best of all combinations. The one of the i-th and the j-th (from 0) has at least (i + 1)(j + 1) - 1
 * that are no worse. */
static GPtrArray *join_all(const struct path_network *network, const GPtrArray *first, const GPtrArray *then,
                           size_t count)
{
    g_autoptr(GPtrArray) candidates = drafts_new();
    GPtrArray *best = drafts_new();
    for (guint i = 0; i < first->len; i++)
        for (guint j = 0; j < then->len && (size_t)(i + 1) * (j + 1) <= count; j++)
            g_ptr_array_add(candidates, join(first->pdata[i], then->pdata[j]));
    while (best->len < count && candidates->len > 0)
        g_ptr_array_add(best, take_best(network, candidates));
    return best;
}

/* By width all legs are as wide as the narrowest must be, and no wider than that at the price of hops. */
static uint64_t find_floor(const struct path_network *network, const uint32_t *stops, size_t stop_count)
{
    uint64_t floor = UINT64_MAX;
    for (size_t i = 0; i + 1 < stop_count; i++)
        floor = MIN(floor, path_network_width(network, stops[i], stops[i + 1]));
    return floor;
}

GPtrArray *path_find_via(const struct path_network *network, const uint32_t *stops, size_t stop_count,
                         size_t count)
{
    bool is_by_width = network->metrics.metric == PATH_METRIC_WIDTH;
    uint64_t floor = is_by_width ? find_floor(network, stops, stop_count) : 0;
    count = is_by_width ? 1 : MIN(count, PATH_MAX_COUNT);
    GPtrArray *best = find_leg(network, stops[0], stops[1], count, floor);
    for (size_t i = 1; i + 1 < stop_count; i++) {
        g_autoptr(GPtrArray) then = find_leg(network, stops[i], stops[i + 1], count, floor);
        GPtrArray *joined = join_all(network, best, then, count);
        g_ptr_array_unref(best);
        best = joined;
    }
    GPtrArray *paths = paths_of_drafts(network, best);
    g_ptr_array_unref(best);
    return paths;
}
