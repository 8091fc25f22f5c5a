#include "graph/fold.h"

#include <glib.h>

#define IN_CORE UINT32_MAX

/* What is left of a vertex while its neighbors are removed. Of the last neighbor that is left, the exclusive
 * or of the neighbors is the number: no row is ever searched for it. */
struct remainder {
    uint32_t degree;
    uint32_t neighbors; /* exclusive or */
    uint32_t edges;     /* exclusive or */
    uint32_t parent;    /* IN_CORE until it is removed */
};

static struct remainder *remainders_new(const struct csr *graph)
{
    struct remainder *remainders = g_new(struct remainder, graph->vertex_count);
    for (size_t v = 0; v < graph->vertex_count; v++) {
        struct remainder remainder = {csr_degree(graph, v), 0, 0, IN_CORE};
        for (uint32_t arc = graph->offsets[v]; arc < graph->offsets[v + 1]; arc++) {
            remainder.neighbors ^= graph->neighbors[arc];
            remainder.edges ^= graph->edges[arc];
        }
        remainders[v] = remainder;
    }
    return remainders;
}

/* Follows the branch from a leaf upwards as far as it now ends in leaves. */
static size_t remove_branch(struct remainder *remainders, const bool *is_kept, uint32_t leaf)
{
    size_t removed = 0;
    while (remainders[leaf].degree == 1 && (is_kept == NULL || !is_kept[leaf])) {
        struct remainder *child = &remainders[leaf];
        uint32_t up = child->neighbors;
        struct remainder *parent = &remainders[up];
        child->parent = up;
        child->degree = 0;
        parent->degree--;
        parent->neighbors ^= leaf;
        parent->edges ^= child->edges;
        removed++;
        leaf = up;
    }
    return removed;
}

/* The children of each vertex, ascending: those of v are list[offsets[v]] to list[offsets[v + 1] - 1]. */
static uint32_t *list_children(const struct remainder *remainders, size_t count, uint32_t *offsets)
{
    for (size_t v = 0; v < count; v++)
        if (remainders[v].parent != IN_CORE)
            offsets[remainders[v].parent + 1]++;
    for (size_t v = 0; v < count; v++)
        offsets[v + 1] += offsets[v];
    uint32_t *list = g_new(uint32_t, count);
    g_autofree uint32_t *next = g_memdup2(offsets, (count + 1) * sizeof *offsets);
    for (size_t v = 0; v < count; v++)
        if (remainders[v].parent != IN_CORE)
            list[next[remainders[v].parent]++] = (uint32_t)v;
    return list;
}

static void order_core(struct fold *fold, const struct remainder *remainders)
{
    uint32_t position = 0;
    for (size_t v = 0; v < fold->vertex_count; v++)
        if (remainders[v].parent == IN_CORE) {
            fold->parents[position] = position;
            fold->vertices[position++] = (uint32_t)v;
        }
}

static void order_trees(struct fold *fold, const struct remainder *remainders)
{
    g_autofree uint32_t *offsets = g_new0(uint32_t, fold->vertex_count + 1);
    g_autofree uint32_t *list = list_children(remainders, fold->vertex_count, offsets);
    uint32_t last = (uint32_t)fold->core_count;
    for (uint32_t position = 0; position < fold->vertex_count; position++) {
        uint32_t v = fold->vertices[position];
        fold->children[position] = last;
        for (uint32_t i = offsets[v]; i < offsets[v + 1]; i++) {
            fold->parents[last] = position;
            fold->parent_edges[last] = remainders[list[i]].edges;
            fold->vertices[last++] = list[i];
        }
    }
    fold->children[fold->vertex_count] = last;
}

static void sum_sizes(struct fold *fold)
{
    for (size_t position = 0; position < fold->vertex_count; position++)
        fold->sizes[position] = 1;
    for (size_t position = fold->vertex_count; position > fold->core_count; position--)
        fold->sizes[fold->parents[position - 1]] += fold->sizes[position - 1];
}

static void make_core(struct fold *fold, const struct csr *graph)
{
    g_autofree uint32_t *position_of = g_new(uint32_t, graph->vertex_count);
    size_t count = 0;
    for (uint32_t position = 0; position < fold->vertex_count; position++)
        position_of[fold->vertices[position]] = position;
    size_t capacity = graph->edge_count - (fold->vertex_count - fold->core_count);
    fold->core_ends = g_new(struct csr_edge, capacity);
    fold->core_edges = g_new(uint32_t, capacity);
    for (uint32_t position = 0; position < fold->core_count; position++) {
        uint32_t v = fold->vertices[position];
        for (uint32_t arc = graph->offsets[v]; arc < graph->offsets[v + 1]; arc++) {
            uint32_t other = position_of[graph->neighbors[arc]];
            if (other <= position || other >= fold->core_count)
                continue;
            fold->core_edges[count] = graph->edges[arc];
            fold->core_ends[count++] = (struct csr_edge){position, other};
        }
    }
    g_assert(count == capacity);
    fold->core = csr_new(fold->core_count, fold->core_ends, count);
}

struct fold *fold_new(const struct csr *graph)
{
    return fold_new_around(graph, NULL);
}

struct fold *fold_new_around(const struct csr *graph, const bool *is_kept)
{
    size_t n = graph->vertex_count, removed = 0;
    struct fold *fold = g_new0(struct fold, 1);
    struct remainder *remainders = remainders_new(graph);
    for (uint32_t v = 0; v < n; v++)
        removed += remove_branch(remainders, is_kept, v);
    fold->vertex_count = n;
    fold->core_count = n - removed;
    fold->vertices = g_new0(uint32_t, n);
    fold->children = g_new(uint32_t, n + 1);
    fold->parents = g_new0(uint32_t, n);
    fold->parent_edges = g_new0(uint32_t, n);
    fold->sizes = g_new(uint32_t, n);
    order_core(fold, remainders);
    order_trees(fold, remainders);
    g_free(remainders);
    sum_sizes(fold);
    make_core(fold, graph);
    return fold;
}

void fold_free(struct fold *fold)
{
    if (fold == NULL)
        return;
    g_free(fold->vertices);
    g_free(fold->children);
    g_free(fold->parents);
    g_free(fold->parent_edges);
    g_free(fold->sizes);
    csr_free(fold->core);
    g_free(fold->core_ends);
    g_free(fold->core_edges);
    g_free(fold);
}
