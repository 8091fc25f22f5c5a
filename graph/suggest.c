#include "graph/suggest.h"

#include "graph/block_tree.h"

#include <stdlib.h>

/* Steps after which not all ways are tried any more: some seconds. */
#define MOST_STEPS UINT64_C(200000000)

/* What lies between the start of a search and a node, the start's own part included. */
struct way {
    uint64_t pairs;
    uint32_t removed;
    uint32_t from; /* the node before */
};

struct search {
    const struct block_tree *tree;
    struct way *ways;
    uint32_t *queue;
    size_t reached;
    size_t limit;
    GArray *list;
};

struct start {
    uint32_t node;
    uint32_t most; /* that a way from there can remove */
};

static bool goes_before(const struct suggestion *x, const struct suggestion *y)
{
    if (x->removed != y->removed)
        return x->removed > y->removed;
    if (x->pairs != y->pairs)
        return x->pairs > y->pairs;
    return x->a != y->a ? x->a < y->a : x->b < y->b;
}

static const struct suggestion *worst_of(const struct search *search)
{
    return search->list->len < search->limit
               ? NULL
               : &g_array_index(search->list, struct suggestion, search->list->len - 1);
}

static void insert(struct search *search, struct suggestion suggestion)
{
    const struct suggestion *worst = worst_of(search);
    if (suggestion.removed == 0 || (worst != NULL && !goes_before(&suggestion, worst)))
        return;
    g_array_append_val(search->list, suggestion);
    struct suggestion *items = (struct suggestion *)(void *)search->list->data;
    g_assert(items != NULL);
    guint place = search->list->len - 1;
    for (; place > 0 && goes_before(&suggestion, &items[place - 1]); place--)
        items[place] = items[place - 1];
    items[place] = suggestion;
    if (search->list->len > search->limit)
        g_array_set_size(search->list, (guint)search->limit);
}

/* What a node counts for when the way ends there: a device at the end of a new link is as alone as before. */
static struct way end_part(const struct block_node *node)
{
    struct way part = {0};
    if (!node->is_device)
        part = (struct way){node->pairs, node->removed, 0};
    return part;
}

/* Breadth first over the tree of the start. is_whole: nodes at both ends count in full. */
static void walk(struct search *search, uint32_t start, bool is_whole)
{
    const struct csr *csr = search->tree->csr;
    const struct block_node *nodes = search->tree->nodes;
    size_t head = 0, tail = 0;
    search->ways[start] = (struct way){0, 0, start};
    search->queue[tail++] = start;
    while (head < tail) {
        uint32_t v = search->queue[head++];
        struct way way = search->ways[v];
        struct way part = {nodes[v].pairs, nodes[v].removed, 0};
        if (v == start && !is_whole)
            part = end_part(&nodes[v]);
        for (uint32_t arc = csr->offsets[v]; arc < csr->offsets[v + 1]; arc++) {
            uint32_t other = csr->neighbors[arc];
            if (other == way.from)
                continue;
            search->ways[other] = (struct way){way.pairs + part.pairs, way.removed + part.removed, v};
            search->queue[tail++] = other;
        }
    }
    search->reached = tail;
}

static void offer_ways(struct search *search, uint32_t start)
{
    const struct block_node *nodes = search->tree->nodes, *here = &nodes[start];
    for (size_t i = 1; i < search->reached; i++) {
        uint32_t v = search->queue[i];
        const struct block_node *there = &nodes[v];
        if (v < start || there->choices == 0)
            continue;
        struct way end = end_part(there);
        insert(search,
               (struct suggestion){MIN(here->best, there->best), MAX(here->best, there->best),
                                   search->ways[v].removed + end.removed, search->ways[v].pairs + end.pairs,
                                   (uint64_t)here->choices * there->choices});
    }
}

static uint32_t farthest(const struct search *search)
{
    uint32_t best = search->queue[0], most = 0;
    for (size_t i = 0; i < search->reached; i++) {
        uint32_t v = search->queue[i], removed = search->ways[v].removed + search->tree->nodes[v].removed;
        if (removed > most) {
            most = removed;
            best = v;
        }
    }
    return best;
}

static void raise_most(const struct search *search, uint32_t *most)
{
    for (size_t i = 0; i < search->reached; i++) {
        uint32_t v = search->queue[i];
        most[v] = MAX(most[v], search->ways[v].removed + search->tree->nodes[v].removed);
    }
}

/* Of a tree with weights the farthest from any node is one end of a longest path. */
static void bound_tree(struct search *search, uint32_t node, uint32_t *most, bool *is_bound)
{
    walk(search, node, true);
    for (size_t i = 0; i < search->reached; i++)
        is_bound[search->queue[i]] = true;
    uint32_t end = farthest(search);
    walk(search, end, true);
    raise_most(search, most);
    walk(search, farthest(search), true);
    raise_most(search, most);
}

/* Between two of the leaves that one stands for: over the device that they are at. */
static struct way way_within(const struct block_tree *tree, uint32_t leaf)
{
    const struct block_node *here = &tree->nodes[leaf];
    struct way way = {0};
    if (here->choices_within == 0)
        return way;
    const struct block_node *device = &tree->nodes[tree->csr->neighbors[tree->csr->offsets[leaf]]];
    way.removed = 2 * here->removed + device->removed;
    way.pairs = 2 * here->pairs + device->pairs;
    return way;
}

static void offer_within(struct search *search, uint32_t leaf)
{
    const struct block_node *here = &search->tree->nodes[leaf];
    struct way way = way_within(search->tree, leaf);
    insert(search, (struct suggestion){MIN(here->best, here->second), MAX(here->best, here->second),
                                       way.removed, way.pairs, here->choices_within});
}

static int compare_starts(const void *a, const void *b)
{
    const struct start *x = a, *y = b;
    if (x->most != y->most)
        return x->most > y->most ? -1 : 1;
    return (x->node > y->node) - (x->node < y->node);
}

static GArray *list_starts(struct search *search)
{
    const struct block_tree *tree = search->tree;
    size_t count = tree->csr->vertex_count;
    GArray *starts = g_array_new(FALSE, FALSE, sizeof(struct start));
    g_autofree uint32_t *most = g_new0(uint32_t, count + 1);
    g_autofree bool *is_bound = g_new0(bool, count + 1);
    for (uint32_t v = 0; v < count; v++) {
        if (tree->nodes[v].choices == 0)
            continue;
        if (!is_bound[v])
            bound_tree(search, v, most, is_bound);
        struct start start = {v, MAX(most[v], way_within(tree, v).removed)};
        g_array_append_val(starts, start);
    }
    g_array_sort(starts, compare_starts);
    return starts;
}

/* The two devices of a component that is one cable: only a second one helps. */
static void offer_second_cable(struct search *search, uint32_t node, const struct csr *graph)
{
    const struct block_node *here = &search->tree->nodes[node];
    if (here->removed == 0 || here->choices != 2 || csr_degree(search->tree->csr, node) > 0)
        return;
    uint32_t other = graph->neighbors[graph->offsets[here->best]];
    insert(search, (struct suggestion){MIN(here->best, other), MAX(here->best, other), here->removed,
                                       here->pairs, 1});
}

struct suggestions *suggestions_new(const struct graph *graph, const bool *is_candidate, size_t limit)
{
    struct block_tree *tree = block_tree_new(graph, is_candidate);
    struct simple_graph *simple = simple_graph_new(graph);
    size_t count = tree->csr->vertex_count;
    struct suggestions *suggestions = g_new0(struct suggestions, 1);
    struct search search = {.tree = tree,
                            .ways = g_new0(struct way, count + 1),
                            .queue = g_new0(uint32_t, count + 1),
                            .limit = limit,
                            .list = g_array_new(FALSE, FALSE, sizeof(struct suggestion))};
    g_autoptr(GArray) starts = list_starts(&search);
    uint64_t steps = 0;
    suggestions->is_exact = true;
    for (guint i = 0; i < starts->len; i++) {
        const struct start *start = &g_array_index(starts, struct start, i);
        const struct suggestion *worst = worst_of(&search);
        if (worst != NULL && start->most < worst->removed)
            break;
        if (steps > MOST_STEPS) {
            suggestions->is_exact = worst != NULL && start->most <= worst->removed;
            break;
        }
        offer_second_cable(&search, start->node, simple_graph_csr(simple));
        offer_within(&search, start->node);
        walk(&search, start->node, false);
        offer_ways(&search, start->node);
        steps += search.reached;
    }
    suggestions->list = search.list;
    g_free(search.ways);
    g_free(search.queue);
    simple_graph_free(simple);
    block_tree_free(tree);
    return suggestions;
}

void suggestions_free(struct suggestions *suggestions)
{
    if (suggestions == NULL)
        return;
    g_array_unref(suggestions->list);
    g_free(suggestions);
}
