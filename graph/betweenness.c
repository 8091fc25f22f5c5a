#include "graph/betweenness.h"
#include "graph/blocks.h"
#include "graph/brandes.h"
#include "graph/brandes_weighted.h"
#include "graph/fold.h"
#include "graph/parallel.h"

#include <glib.h>

struct run {
    const struct fold *fold;
    const struct blocks *blocks;
    const uint32_t *costs; /* by edge of the graph; NULL: paths are by hops */
    unsigned threads;
    double *vertex_scores; /* by vertex of the graph; may be NULL */
    double *edge_scores;
    /* Scratch, for the largest block. */
    uint32_t *local_of; /* by vertex of the core: its number in the block */
    struct csr_edge *edges;
    uint32_t *block_costs;
    double *weights, *block_vertex_scores, *block_edge_scores;
};

/* The parts that the loss of a vertex would leave. */
struct parts {
    uint64_t sum, squares;
};

static void add_part(struct parts *parts, uint64_t size)
{
    parts->sum += size;
    parts->squares += size * size;
}

static double count_pairs(const struct parts *parts)
{
    uint64_t pairs = (parts->sum * parts->sum - parts->squares) / 2;
    return (double)pairs;
}

/* The vertices of the component, by position; parents come before their children. */
static uint64_t *component_sizes(const struct run *run)
{
    const struct fold *fold = run->fold;
    uint64_t *sizes = g_new(uint64_t, fold->vertex_count);
    for (size_t p = 0; p < fold->vertex_count; p++)
        sizes[p] = p < fold->core_count ? run->blocks->component_weights[run->blocks->components[p]]
                                        : sizes[fold->parents[p]];
    return sizes;
}

static struct parts *find_parts(const struct run *run, const uint64_t *component_size)
{
    const struct fold *fold = run->fold;
    const struct blocks *blocks = run->blocks;
    struct parts *parts = g_new0(struct parts, fold->vertex_count);
    for (size_t p = fold->core_count; p < fold->vertex_count; p++) {
        add_part(&parts[fold->parents[p]], fold->sizes[p]);
        add_part(&parts[p], component_size[p] - fold->sizes[p]);
    }
    for (size_t i = 0; i < blocks->vertex_offsets[blocks->count]; i++) {
        uint32_t v = blocks->vertices[i];
        add_part(&parts[v], component_size[v] - blocks->weights[i]);
    }
    return parts;
}

static void score_parts(const struct run *run, const uint64_t *component_size)
{
    g_autofree struct parts *parts = find_parts(run, component_size);
    for (size_t p = 0; p < run->fold->vertex_count; p++)
        run->vertex_scores[run->fold->vertices[p]] = count_pairs(&parts[p]);
}

static void score_tree_edges(const struct run *run, const uint64_t *component_size)
{
    const struct fold *fold = run->fold;
    for (size_t p = fold->core_count; p < fold->vertex_count; p++)
        run->edge_scores[fold->parent_edges[p]] =
            (double)fold->sizes[p] * (double)(component_size[p] - fold->sizes[p]);
}

static void score_bridge(const struct run *run, size_t block)
{
    const uint64_t *weights = &run->blocks->weights[run->blocks->vertex_offsets[block]];
    uint32_t edge = run->blocks->edges[run->blocks->edge_offsets[block]];
    if (run->edge_scores != NULL)
        run->edge_scores[run->fold->core_edges[edge]] = (double)weights[0] * (double)weights[1];
}

/* The block as a graph of its own: vertices and edges are numbered in the order of the block's lists. */
static struct csr *make_block(struct run *run, size_t block)
{
    const struct blocks *blocks = run->blocks;
    uint32_t first_vertex = blocks->vertex_offsets[block], first_edge = blocks->edge_offsets[block];
    uint32_t vertex_count = blocks_vertex_count(blocks, block), edge_count = blocks_edge_count(blocks, block);
    for (uint32_t i = 0; i < vertex_count; i++) {
        run->local_of[blocks->vertices[first_vertex + i]] = i;
        run->weights[i] = (double)blocks->weights[first_vertex + i];
    }
    for (uint32_t i = 0; i < edge_count; i++) {
        struct csr_edge ends = run->fold->core_ends[blocks->edges[first_edge + i]];
        run->edges[i] = (struct csr_edge){run->local_of[ends.a], run->local_of[ends.b]};
        if (run->costs != NULL)
            run->block_costs[i] = run->costs[run->fold->core_edges[blocks->edges[first_edge + i]]];
    }
    return csr_new(vertex_count, run->edges, edge_count);
}

/* An articulation point gets something from each of its blocks. */
static void add_block_scores(const struct run *run, size_t block)
{
    const struct blocks *blocks = run->blocks;
    const struct fold *fold = run->fold;
    const uint32_t *vertices = &blocks->vertices[blocks->vertex_offsets[block]];
    const uint32_t *edges = &blocks->edges[blocks->edge_offsets[block]];
    for (uint32_t i = 0; run->vertex_scores != NULL && i < blocks_vertex_count(blocks, block); i++)
        run->vertex_scores[fold->vertices[vertices[i]]] += run->block_vertex_scores[i];
    for (uint32_t i = 0; run->edge_scores != NULL && i < blocks_edge_count(blocks, block); i++)
        run->edge_scores[fold->core_edges[edges[i]]] = run->block_edge_scores[i];
}

static void score_block(struct run *run, size_t block)
{
    struct csr *graph = make_block(run, block);
    double *vertex_scores = run->vertex_scores != NULL ? run->block_vertex_scores : NULL;
    double *edge_scores = run->edge_scores != NULL ? run->block_edge_scores : NULL;
    if (run->costs == NULL)
        brandes_run(graph, run->weights, run->threads, vertex_scores, edge_scores);
    else
        brandes_weighted_run(graph, run->weights, run->block_costs, run->threads, vertex_scores, edge_scores);
    csr_free(graph);
    add_block_scores(run, block);
}

static void make_scratch(struct run *run)
{
    uint32_t vertices = 0, edges = 0;
    for (size_t block = 0; block < run->blocks->count; block++) {
        vertices = MAX(vertices, blocks_vertex_count(run->blocks, block));
        edges = MAX(edges, blocks_edge_count(run->blocks, block));
    }
    run->local_of = g_new(uint32_t, run->fold->core_count);
    run->edges = g_new(struct csr_edge, edges);
    run->block_costs = g_new(uint32_t, edges);
    run->weights = g_new(double, vertices);
    run->block_vertex_scores = g_new(double, vertices);
    run->block_edge_scores = g_new(double, edges);
}

static void free_scratch(struct run *run)
{
    g_free(run->local_of);
    g_free(run->edges);
    g_free(run->block_costs);
    g_free(run->weights);
    g_free(run->block_vertex_scores);
    g_free(run->block_edge_scores);
}

static void score_blocks(struct run *run)
{
    make_scratch(run);
    for (size_t block = 0; block < run->blocks->count; block++)
        if (blocks_vertex_count(run->blocks, block) == 2)
            score_bridge(run, block);
        else
            score_block(run, block);
    free_scratch(run);
}

void betweenness_run(const struct csr *graph, unsigned threads, double *vertex_scores, double *edge_scores)
{
    betweenness_run_weighted(graph, NULL, threads, vertex_scores, edge_scores);
}

void betweenness_run_weighted(const struct csr *graph, const uint32_t *costs, unsigned threads,
                              double *vertex_scores, double *edge_scores)
{
    struct fold *fold = fold_new(graph);
    struct blocks *blocks = blocks_new(fold->core, fold->sizes);
    struct run run = {.fold = fold,
                      .blocks = blocks,
                      .costs = costs,
                      .threads = parallel_threads(threads),
                      .vertex_scores = vertex_scores,
                      .edge_scores = edge_scores};
    uint64_t *component_size = component_sizes(&run);
    if (vertex_scores != NULL)
        score_parts(&run, component_size);
    if (edge_scores != NULL)
        score_tree_edges(&run, component_size);
    g_free(component_size);
    score_blocks(&run);
    blocks_free(blocks);
    fold_free(fold);
}
