#include "graph/cuts.h"

#define NONE UINT32_MAX

/* A tree of depth-first search, by device. A subtree is order[entered] to order[entered + size - 1]. */
struct visit {
    uint32_t entered; /* place in the order, from 0; NONE: not yet */
    uint32_t size;    /* devices of the subtree, itself included */
    uint32_t low;     /* the earliest place that an edge from the subtree leads to */
    uint32_t parent, parent_edge, root;
    uint32_t arc; /* the next to look at */
};

struct cuts {
    const struct graph *graph;
    struct simple_graph *simple;
    const struct csr *csr;
    struct visit *visits;
    uint32_t *order;     /* devices as they were entered */
    uint32_t *endpoints; /* how many of the first so many of the order are endpoints: one more than devices */
    uint32_t *first;     /* by place: the least device of the subtree */
    GArray *list;        /* of struct cut */
};

/* Devices that stay together: places [begin, end) of the order, or a component without some of them. */
struct part {
    uint32_t devices, endpoints, first; /* first: the least device */
};

static void enter(struct cuts *cuts, uint32_t device, uint32_t parent, uint32_t edge, uint32_t *clock)
{
    uint32_t root = parent == NONE ? device : cuts->visits[parent].root;
    cuts->visits[device] = (struct visit){*clock, 1, *clock, parent, edge, root, cuts->csr->offsets[device]};
    cuts->order[(*clock)++] = device;
}

/* What a subtree came to is added to its parent's. */
static void leave(struct cuts *cuts, uint32_t device)
{
    const struct visit *visit = &cuts->visits[device];
    if (visit->parent == NONE)
        return;
    struct visit *parent = &cuts->visits[visit->parent];
    parent->size += visit->size;
    parent->low = MIN(parent->low, visit->low);
}

static void search_from(struct cuts *cuts, uint32_t root, uint32_t *clock)
{
    uint32_t device = root;
    enter(cuts, root, NONE, NONE, clock);
    while (device != NONE) {
        struct visit *visit = &cuts->visits[device];
        if (visit->arc == cuts->csr->offsets[device + 1]) {
            leave(cuts, device);
            device = visit->parent;
            continue;
        }
        uint32_t other = cuts->csr->neighbors[visit->arc], edge = cuts->csr->edges[visit->arc];
        visit->arc++;
        if (cuts->visits[other].entered == NONE) {
            enter(cuts, other, device, edge, clock);
            device = other;
        } else if (edge != visit->parent_edge) {
            visit->low = MIN(visit->low, cuts->visits[other].entered);
        }
    }
}

static void search(struct cuts *cuts, const bool *is_endpoint)
{
    uint32_t n = (uint32_t)cuts->csr->vertex_count, clock = 0;
    for (uint32_t d = 0; d < n; d++)
        cuts->visits[d].entered = NONE;
    for (uint32_t d = 0; d < n; d++)
        if (cuts->visits[d].entered == NONE)
            search_from(cuts, d, &clock);
    for (uint32_t i = 0; i < n; i++)
        cuts->endpoints[i + 1] = cuts->endpoints[i] + (is_endpoint != NULL && is_endpoint[cuts->order[i]]);
    /* Children come behind their parents in the order. */
    for (uint32_t i = n; i > 0; i--) {
        const struct visit *visit = &cuts->visits[cuts->order[i - 1]];
        cuts->first[i - 1] = MIN(cuts->first[i - 1], cuts->order[i - 1]);
        if (visit->parent != NONE) {
            uint32_t *above = &cuts->first[cuts->visits[visit->parent].entered];
            *above = MIN(*above, cuts->first[i - 1]);
        }
    }
}

static struct part part_of_subtree(const struct cuts *cuts, uint32_t device)
{
    const struct visit *visit = &cuts->visits[device];
    return (struct part){visit->size,
                         cuts->endpoints[visit->entered + visit->size] - cuts->endpoints[visit->entered],
                         cuts->first[visit->entered]};
}

/* A loss in the making. */
struct loss {
    struct cut cut;
    struct part largest;
    uint32_t devices, endpoints; /* of all parts so far */
};

static void add_part(struct loss *loss, struct part part)
{
    loss->cut.pairs += (uint64_t)loss->devices * part.devices;
    loss->cut.parts++;
    loss->devices += part.devices;
    loss->endpoints += part.endpoints;
    bool is_larger = part.devices > loss->largest.devices ||
                     (part.devices == loss->largest.devices && part.first < loss->largest.first);
    if (is_larger)
        loss->largest = part;
}

static void put_cut(struct cuts *cuts, struct loss *loss)
{
    loss->cut.devices = loss->devices - loss->largest.devices;
    loss->cut.endpoints = loss->endpoints - loss->largest.endpoints;
    g_array_append_val(cuts->list, loss->cut);
}

static bool is_cut_off_above(const struct cuts *cuts, uint32_t device, uint32_t child)
{
    return cuts->visits[child].parent == device && cuts->visits[child].low >= cuts->visits[device].entered;
}

/* The children of a device follow it in the order, each behind the subtree of the one before. */
static uint32_t first_child(const struct cuts *cuts, uint32_t device)
{
    const struct visit *visit = &cuts->visits[device];
    return visit->size == 1 ? NONE : cuts->order[visit->entered + 1];
}

static uint32_t next_child(const struct cuts *cuts, uint32_t device, uint32_t child)
{
    const struct visit *visit = &cuts->visits[device], *last = &cuts->visits[child];
    uint32_t place = last->entered + last->size;
    return place == visit->entered + visit->size ? NONE : cuts->order[place];
}

/* What is neither a device nor one of the subtrees that hang on it alone. The least device of it is the root
 * or not known; it is looked for only where it decides, so the root's is taken: the root is the least of all.
 */
static struct part part_above(const struct cuts *cuts, uint32_t device, const struct loss *loss)
{
    uint32_t root = cuts->visits[device].root;
    struct part whole = part_of_subtree(cuts, root);
    struct part own = {
        1, cuts->endpoints[cuts->visits[device].entered + 1] - cuts->endpoints[cuts->visits[device].entered],
        device};
    return (struct part){whole.devices - loss->devices - own.devices,
                         whole.endpoints - loss->endpoints - own.endpoints, root};
}

static void judge_device(struct cuts *cuts, uint32_t device)
{
    struct loss loss = {.cut = {.device = device}, .largest = {.first = NONE}};
    for (uint32_t child = first_child(cuts, device); child != NONE; child = next_child(cuts, device, child))
        if (is_cut_off_above(cuts, device, child))
            add_part(&loss, part_of_subtree(cuts, child));
    if (cuts->visits[device].parent != NONE)
        add_part(&loss, part_above(cuts, device, &loss));
    if (loss.cut.parts > 1)
        put_cut(cuts, &loss);
}

/* The edge to the parent of a device. */
static void judge_edge(struct cuts *cuts, uint32_t device)
{
    const struct visit *visit = &cuts->visits[device];
    size_t edge_count;
    if (visit->parent == NONE || visit->low < visit->entered)
        return;
    const struct graph_edge *edge = &simple_graph_edges(cuts->simple, &edge_count)[visit->parent_edge];
    if (edge->cables > 1)
        return;
    struct loss loss = {.cut = {.is_link = true, .device = edge->best}, .largest = {.first = NONE}};
    struct part below = part_of_subtree(cuts, device), whole = part_of_subtree(cuts, visit->root);
    add_part(&loss, below);
    add_part(&loss,
             (struct part){whole.devices - below.devices, whole.endpoints - below.endpoints, visit->root});
    put_cut(cuts, &loss);
}

static gint compare_cuts(gconstpointer a, gconstpointer b)
{
    const struct cut *x = a, *y = b;
    if (x->pairs != y->pairs)
        return x->pairs > y->pairs ? -1 : 1;
    if (x->devices != y->devices)
        return x->devices > y->devices ? -1 : 1;
    if (x->is_link != y->is_link)
        return x->is_link ? 1 : -1;
    return x->device < y->device ? -1 : x->device > y->device;
}

struct cuts *cuts_new(const struct graph *graph, const bool *is_endpoint)
{
    struct cuts *cuts = g_new0(struct cuts, 1);
    size_t n = graph->device_count;
    cuts->graph = graph;
    cuts->simple = simple_graph_new(graph);
    cuts->csr = simple_graph_csr(cuts->simple);
    cuts->visits = g_new0(struct visit, n);
    cuts->order = g_new0(uint32_t, n);
    cuts->endpoints = g_new0(uint32_t, n + 1);
    cuts->first = g_new0(uint32_t, n);
    for (size_t i = 0; i < n; i++)
        cuts->first[i] = NONE;
    cuts->list = g_array_new(FALSE, FALSE, sizeof(struct cut));
    search(cuts, is_endpoint);
    for (uint32_t d = 0; d < n; d++) {
        judge_device(cuts, d);
        judge_edge(cuts, d);
    }
    g_array_sort(cuts->list, compare_cuts);
    return cuts;
}

void cuts_free(struct cuts *cuts)
{
    if (cuts == NULL)
        return;
    simple_graph_free(cuts->simple);
    g_free(cuts->visits);
    g_free(cuts->order);
    g_free(cuts->endpoints);
    g_free(cuts->first);
    g_array_unref(cuts->list);
    g_free(cuts);
}

const struct cut *cuts_list(const struct cuts *cuts, size_t *count)
{
    *count = cuts->list->len;
    return (const struct cut *)(const void *)cuts->list->data;
}

static void append_places(const struct cuts *cuts, uint32_t begin, uint32_t end, GArray *lost)
{
    g_array_append_vals(lost, cuts->order + begin, end - begin);
}

static void append_subtree(const struct cuts *cuts, uint32_t device, GArray *lost)
{
    const struct visit *visit = &cuts->visits[device];
    append_places(cuts, visit->entered, visit->entered + visit->size, lost);
}

/* The subtrees that a device alone holds, but not the largest part. The rest of the component, too, unless
 * that is it: all that lies before, between and behind these subtrees. */
static void append_lost_of_device(const struct cuts *cuts, uint32_t device, GArray *lost)
{
    struct loss loss = {.largest = {.first = NONE}};
    const struct visit *root = &cuts->visits[cuts->visits[device].root];
    g_autoptr(GArray) held = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (uint32_t child = first_child(cuts, device); child != NONE; child = next_child(cuts, device, child)) {
        if (!is_cut_off_above(cuts, device, child))
            continue;
        add_part(&loss, part_of_subtree(cuts, child));
        g_array_append_val(held, child);
    }
    bool has_above = cuts->visits[device].parent != NONE;
    if (has_above)
        add_part(&loss, part_above(cuts, device, &loss));
    uint32_t place = root->entered;
    bool is_above_lost = has_above && loss.largest.first != cuts->visits[device].root;
    for (guint i = 0; i < held->len; i++) {
        uint32_t child = g_array_index(held, uint32_t, i), begin = cuts->visits[child].entered;
        if (is_above_lost)
            append_places(cuts, place, begin, lost);
        place = begin + cuts->visits[child].size;
        if (part_of_subtree(cuts, child).first != loss.largest.first)
            append_subtree(cuts, child, lost);
    }
    if (is_above_lost)
        append_places(cuts, place, root->entered + root->size, lost);
}

static void append_lost_of_link(const struct cuts *cuts, const struct link *link, GArray *lost)
{
    uint32_t a = link->a.device, b = link->b.device, device = cuts->visits[a].parent == b ? a : b;
    const struct visit *visit = &cuts->visits[device], *root = &cuts->visits[visit->root];
    uint32_t above = root->size - visit->size;
    if (visit->size < above || (visit->size == above && visit->root < cuts->first[visit->entered])) {
        append_subtree(cuts, device, lost);
        return;
    }
    append_places(cuts, root->entered, visit->entered, lost);
    append_places(cuts, visit->entered + visit->size, root->entered + root->size, lost);
}

static gint compare_numbers(gconstpointer a, gconstpointer b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

GArray *cuts_lost(const struct cuts *cuts, const struct cut *cut)
{
    GArray *lost = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    if (cut->is_link) {
        append_lost_of_link(cuts, &cuts->graph->links[cut->device], lost);
    } else {
        append_lost_of_device(cuts, cut->device, lost);
        for (guint i = 0; i < lost->len; i++)
            if (g_array_index(lost, uint32_t, i) == cut->device) {
                g_array_remove_index(lost, i);
                break;
            }
    }
    g_array_sort(lost, compare_numbers);
    return lost;
}
