#include "graph/path_table.h"

#include <stdlib.h>

#define NO_RANK UINT32_MAX

/* The tree of best paths, by device. Paths of equal weight have as many hops, so those that end at as many
 * hops can be ranked by their devices: by the rank of the path before the last device, then by that. */
struct tree {
    const struct path_network *network;
    uint32_t from;
    uint64_t floor;
    struct path_weight *weights;
    uint32_t *rank;
    struct path_table_row *rows;
    uint32_t *parent_rank;
};

static uint32_t hops_of(const struct tree *tree, uint32_t device)
{
    const struct path_metrics *metrics = &tree->network->metrics;
    bool is_tie = metrics->metric == PATH_METRIC_SPEED || metrics->link_costs != NULL;
    const struct path_weight *weight = &tree->weights[device];
    return (uint32_t)(is_tie ? weight->tie : weight->cost);
}

static const struct link *narrower(const struct link *a, const struct link *b)
{
    return a == NULL || path_link_width(b) < path_link_width(a) ? b : a;
}

static void append(const struct tree *tree, struct path_table_row *row, const struct path_arc *arc)
{
    const struct path_network *network = tree->network;
    const struct path_table_row *before = &tree->rows[arc->device];
    const struct link *link = &network->graph->links[network->links[network->edges[arc->edge].first]];
    bool is_first = arc->device == tree->from;
    row->next = is_first ? row->device : before->next;
    row->first_link = is_first ? link : before->first_link;
    row->bottleneck = narrower(before->bottleneck, link);
}

/* Takes the best of the devices before this one. */
static void choose(struct tree *tree, uint32_t device)
{
    const struct path_network *network = tree->network;
    uint32_t best = NO_RANK;
    for (uint32_t i = network->offsets[device]; i < network->offsets[device + 1]; i++) {
        const struct path_arc *arc = &network->arcs[i];
        const struct path_edge *edge = &network->edges[arc->edge];
        struct path_weight before = tree->weights[arc->device];
        if (edge->width < tree->floor || before.cost == UINT64_MAX || tree->rank[arc->device] >= best ||
            path_weight_compare(path_weight_add(before, edge->weight), tree->weights[device]) != 0)
            continue;
        best = tree->rank[arc->device];
        append(tree, &tree->rows[device], arc);
    }
    tree->parent_rank[device] = best;
}

static gint compare_hops(gconstpointer a, gconstpointer b, gpointer user)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b, i = hops_of(user, x), j = hops_of(user, y);
    if (i != j)
        return i < j ? -1 : 1;
    return x < y ? -1 : x > y;
}

static gint compare_paths(gconstpointer a, gconstpointer b, gpointer user)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    const uint32_t *parent_rank = ((const struct tree *)user)->parent_rank;
    if (parent_rank[x] != parent_rank[y])
        return parent_rank[x] < parent_rank[y] ? -1 : 1;
    return x < y ? -1 : x > y;
}

static void grow_layer(struct tree *tree, uint32_t *devices, guint count)
{
    for (guint i = 0; i < count; i++)
        if (devices[i] != tree->from)
            choose(tree, devices[i]);
    g_qsort_with_data(devices, (gint)count, sizeof *devices, compare_paths, tree);
    for (guint i = 0; i < count; i++)
        tree->rank[devices[i]] = i;
}

static GArray *list_reached(struct tree *tree)
{
    GArray *devices = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (uint32_t d = 0; d < tree->network->device_count; d++) {
        tree->rank[d] = NO_RANK;
        if (tree->weights[d].cost == UINT64_MAX)
            continue;
        tree->rows[d] = (struct path_table_row){d, tree->weights[d].cost, hops_of(tree, d), d, NULL, NULL};
        g_array_append_val(devices, d);
    }
    g_array_sort_with_data(devices, compare_hops, tree);
    return devices;
}

/* Appends the rows of all that is reached over edges as wide as the floor; widths: only of those devices
 * whose width that is. */
static void add_rows(const struct path_network *network, uint32_t from, uint64_t floor,
                     const uint64_t *widths, GArray *rows)
{
    size_t n = network->device_count;
    struct tree tree = {.network = network, .from = from, .floor = floor};
    tree.weights = path_network_weights(network, from, floor);
    tree.rank = g_new(uint32_t, n);
    tree.parent_rank = g_new0(uint32_t, n);
    tree.rows = g_new0(struct path_table_row, n);
    g_autoptr(GArray) devices = list_reached(&tree);
    uint32_t *device = (uint32_t *)(void *)devices->data;
    for (guint first = 0, end; first < devices->len; first = end) {
        for (end = first; end < devices->len && hops_of(&tree, device[end]) == hops_of(&tree, device[first]);)
            end++;
        grow_layer(&tree, device + first, end - first);
    }
    for (guint i = 0; i < devices->len; i++)
        if (widths == NULL || widths[device[i]] == floor)
            g_array_append_val(rows, tree.rows[device[i]]);
    g_free(tree.weights);
    g_free(tree.rank);
    g_free(tree.parent_rank);
    g_free(tree.rows);
}

static gint compare_rows(gconstpointer a, gconstpointer b, gpointer user)
{
    const struct path_table_row *x = a, *y = b;
    (void)user;
    if (x->cost != y->cost)
        return x->cost < y->cost ? -1 : 1;
    if (x->hops != y->hops)
        return x->hops < y->hops ? -1 : 1;
    return x->device < y->device ? -1 : x->device > y->device;
}

static gint compare_down(gconstpointer a, gconstpointer b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x > y ? -1 : x < y;
}

static void sort_from(GArray *rows, guint first)
{
    g_qsort_with_data(rows->data + (gsize)first * sizeof(struct path_table_row), (gint)(rows->len - first),
                      sizeof(struct path_table_row), compare_rows, NULL);
}

GArray *path_table_new(const struct path_network *network, uint32_t from)
{
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(struct path_table_row));
    if (network->metrics.metric != PATH_METRIC_WIDTH) {
        add_rows(network, from, 0, NULL, rows);
        sort_from(rows, 0);
        return rows;
    }
    g_autofree uint64_t *widths = path_network_widths(network, from);
    g_autofree uint64_t *sorted = g_memdup2(widths, network->device_count * sizeof *widths);
    qsort(sorted, network->device_count, sizeof *sorted, compare_down);
    for (size_t i = 0; i < network->device_count && sorted[i] > 0; i++) {
        guint first = rows->len;
        if (i == 0 || sorted[i] != sorted[i - 1])
            add_rows(network, from, sorted[i], widths, rows);
        if (rows->len > first)
            sort_from(rows, first);
    }
    return rows;
}
