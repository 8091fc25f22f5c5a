#include "graph/block_tree.h"

#include "graph/blocks.h"
#include "graph/cuts.h"

#include <stdlib.h>

#define NONE UINT32_MAX

struct draft {
    const struct csr *csr;
    const struct graph_edge *edges;
    const bool *is_candidate;
    struct blocks *blocks;
    uint32_t *block_counts; /* by device: the blocks it is in */
    uint32_t *nodes;        /* by device: its node; NONE */
    uint64_t *device_pairs; /* by device: what its loss parts */
    GHashTable *link_pairs; /* link -> struct cut */
    struct block_tree *tree;
};

static void take_cuts(struct draft *draft, const struct cuts *cuts)
{
    size_t count;
    const struct cut *list = cuts_list(cuts, &count);
    for (size_t i = 0; i < count; i++) {
        if (list[i].is_link)
            g_hash_table_insert(draft->link_pairs, GUINT_TO_POINTER(list[i].device), (gpointer)&list[i]);
        else
            draft->device_pairs[list[i].device] = list[i].pairs;
    }
}

static bool is_better(const struct csr *graph, uint32_t device, uint32_t other)
{
    uint32_t degree = csr_degree(graph, device), other_degree = csr_degree(graph, other);
    return degree != other_degree ? degree > other_degree : device < other;
}

static void offer(struct draft *draft, struct block_node *node, uint32_t device)
{
    if (!draft->is_candidate[device])
        return;
    if (node->choices++ == 0 || is_better(draft->csr, device, node->best))
        node->best = device;
}

static void fill_block(struct draft *draft, uint32_t block)
{
    const struct blocks *blocks = draft->blocks;
    struct block_node *node = &draft->tree->nodes[block];
    for (uint32_t i = blocks->vertex_offsets[block]; i < blocks->vertex_offsets[block + 1]; i++)
        if (draft->block_counts[blocks->vertices[i]] == 1)
            offer(draft, node, blocks->vertices[i]);
    if (blocks_vertex_count(blocks, block) != 2)
        return;
    uint32_t link = draft->edges[blocks->edges[blocks->edge_offsets[block]]].best;
    const struct cut *cut = g_hash_table_lookup(draft->link_pairs, GUINT_TO_POINTER(link));
    if (cut == NULL)
        return;
    node->removed = 1;
    node->pairs = cut->pairs;
}

static void fill_device(struct draft *draft, uint32_t device)
{
    struct block_node *node = &draft->tree->nodes[draft->nodes[device]];
    node->is_device = true;
    offer(draft, node, device);
    if (draft->block_counts[device] != 2)
        return;
    node->removed = 1;
    node->pairs = draft->device_pairs[device];
}

/* Numbers the devices that are in several blocks behind the blocks. Returns the number of nodes. */
static size_t number_nodes(struct draft *draft)
{
    const struct blocks *blocks = draft->blocks;
    size_t n = draft->csr->vertex_count, count = blocks->count;
    for (uint32_t i = 0; i < blocks->vertex_offsets[blocks->count]; i++)
        draft->block_counts[blocks->vertices[i]]++;
    for (size_t d = 0; d < n; d++)
        draft->nodes[d] = draft->block_counts[d] > 1 ? (uint32_t)count++ : NONE;
    return count;
}

static GArray *list_edges(const struct draft *draft)
{
    const struct blocks *blocks = draft->blocks;
    GArray *edges = g_array_new(FALSE, FALSE, sizeof(struct csr_edge));
    for (uint32_t block = 0; block < blocks->count; block++)
        for (uint32_t i = blocks->vertex_offsets[block]; i < blocks->vertex_offsets[block + 1]; i++) {
            struct csr_edge edge = {block, draft->nodes[blocks->vertices[i]]};
            if (edge.b != NONE)
                g_array_append_val(edges, edge);
        }
    return edges;
}

/* Leaves without a candidate, again and again. */
static void cut_off(struct block_tree *tree)
{
    const struct csr *csr = tree->csr;
    g_autofree uint32_t *degrees = g_new0(uint32_t, csr->vertex_count + 1);
    g_autoptr(GArray) leaves = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (uint32_t v = 0; v < csr->vertex_count; v++) {
        degrees[v] = csr_degree(csr, v);
        if (degrees[v] <= 1)
            g_array_append_val(leaves, v);
    }
    for (guint i = 0; i < leaves->len; i++) {
        uint32_t v = g_array_index(leaves, uint32_t, i);
        if (tree->nodes[v].choices > 0)
            continue;
        tree->nodes[v].is_cut_off = true;
        for (uint32_t arc = csr->offsets[v]; arc < csr->offsets[v + 1]; arc++) {
            uint32_t other = csr->neighbors[arc];
            if (!tree->nodes[other].is_cut_off && --degrees[other] == 1)
                g_array_append_val(leaves, other);
        }
    }
}

/* What a leaf stands for is told by the first of those that count for the same. */
static void join_leaf(const struct csr *graph, struct block_node *first, struct block_node *leaf)
{
    bool is_first_pair = first->choices_within == 0;
    first->choices_within += (uint64_t)first->choices * leaf->choices;
    first->choices += leaf->choices;
    leaf->is_cut_off = true;
    if (is_better(graph, leaf->best, first->best)) {
        first->second = first->best;
        first->best = leaf->best;
    } else if (is_first_pair || is_better(graph, leaf->best, first->second)) {
        first->second = leaf->best;
    }
}

static int compare_leaves(const void *a, const void *b)
{
    const struct block_node *x = *(struct block_node *const *)a, *y = *(struct block_node *const *)b;
    if (x->removed != y->removed)
        return x->removed < y->removed ? -1 : 1;
    if (x->pairs != y->pairs)
        return x->pairs < y->pairs ? -1 : 1;
    return x < y ? -1 : x > y;
}

static bool is_leaf(const struct block_tree *tree, uint32_t node)
{
    uint32_t neighbors = 0;
    for (uint32_t arc = tree->csr->offsets[node]; arc < tree->csr->offsets[node + 1]; arc++)
        neighbors += !tree->nodes[tree->csr->neighbors[arc]].is_cut_off;
    return neighbors == 1 && !tree->nodes[node].is_cut_off;
}

/* At a device that is in several blocks. */
static void join_leaves_at(const struct draft *draft, uint32_t device, GPtrArray *leaves)
{
    const struct block_tree *tree = draft->tree;
    const struct csr *csr = tree->csr;
    g_ptr_array_set_size(leaves, 0);
    for (uint32_t arc = csr->offsets[device]; arc < csr->offsets[device + 1]; arc++)
        if (is_leaf(tree, csr->neighbors[arc]))
            g_ptr_array_add(leaves, &tree->nodes[csr->neighbors[arc]]);
    if (leaves->len < 2)
        return;
    qsort(leaves->pdata, leaves->len, sizeof *leaves->pdata, compare_leaves);
    struct block_node *first = leaves->pdata[0];
    for (guint i = 1; i < leaves->len; i++) {
        struct block_node *leaf = leaves->pdata[i];
        if (leaf->removed == first->removed && leaf->pairs == first->pairs)
            join_leaf(draft->csr, first, leaf);
        else
            first = leaf;
    }
}

static void join_leaves(const struct draft *draft)
{
    g_autoptr(GPtrArray) leaves = g_ptr_array_new();
    for (uint32_t d = 0; d < draft->csr->vertex_count; d++)
        if (draft->nodes[d] != NONE && !draft->tree->nodes[draft->nodes[d]].is_cut_off)
            join_leaves_at(draft, draft->nodes[d], leaves);
}

static void make_tree(struct draft *draft, size_t count)
{
    struct block_tree *tree = draft->tree;
    g_autoptr(GArray) edges = list_edges(draft);
    tree->nodes = g_new0(struct block_node, count + 1);
    for (uint32_t block = 0; block < draft->blocks->count; block++)
        fill_block(draft, block);
    for (uint32_t d = 0; d < draft->csr->vertex_count; d++)
        if (draft->nodes[d] != NONE)
            fill_device(draft, d);
    tree->csr = csr_new(count, (const struct csr_edge *)(const void *)edges->data, edges->len);
    cut_off(tree);
    join_leaves(draft);
    guint kept = 0;
    for (guint i = 0; i < edges->len; i++) {
        struct csr_edge edge = g_array_index(edges, struct csr_edge, i);
        if (!tree->nodes[edge.a].is_cut_off && !tree->nodes[edge.b].is_cut_off)
            g_array_index(edges, struct csr_edge, kept++) = edge;
    }
    csr_free(tree->csr);
    tree->csr = csr_new(count, (const struct csr_edge *)(const void *)edges->data, kept);
}

struct block_tree *block_tree_new(const struct graph *graph, const bool *is_candidate)
{
    struct simple_graph *simple = simple_graph_new(graph);
    struct cuts *cuts = cuts_new(graph, NULL);
    size_t edge_count, n = graph->device_count;
    struct draft draft = {.csr = simple_graph_csr(simple),
                          .edges = simple_graph_edges(simple, &edge_count),
                          .is_candidate = is_candidate,
                          .block_counts = g_new0(uint32_t, n + 1),
                          .nodes = g_new0(uint32_t, n + 1),
                          .device_pairs = g_new0(uint64_t, n + 1),
                          .link_pairs = g_hash_table_new(NULL, NULL),
                          .tree = g_new0(struct block_tree, 1)};
    draft.blocks = blocks_new(draft.csr, NULL);
    take_cuts(&draft, cuts);
    make_tree(&draft, number_nodes(&draft));
    g_hash_table_unref(draft.link_pairs);
    g_free(draft.block_counts);
    g_free(draft.nodes);
    g_free(draft.device_pairs);
    blocks_free(draft.blocks);
    cuts_free(cuts);
    simple_graph_free(simple);
    return draft.tree;
}

void block_tree_free(struct block_tree *tree)
{
    if (tree == NULL)
        return;
    csr_free(tree->csr);
    g_free(tree->nodes);
    g_free(tree);
}
