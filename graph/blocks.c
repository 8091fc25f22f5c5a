#include "graph/blocks.h"

#include <glib.h>

#define NO_EDGE UINT32_MAX

struct visit {
    uint32_t discovered; /* 0: not yet */
    uint32_t low;        /* the earliest vertex that a back edge from beneath leads to */
    uint32_t arc;        /* the next one to look at */
    uint32_t parent_edge;
    uint64_t hanging; /* the weight of all that was found beneath, in finished blocks */
};

struct search {
    const struct csr *graph;
    const uint32_t *weights;
    struct blocks *blocks;
    struct visit *visits;
    uint32_t *path;     /* from the root to where the search is */
    uint32_t *vertices; /* discovered, their blocks not finished */
    uint32_t *edges;
    size_t path_count, vertex_count, edge_count;
    uint32_t clock;
    uint32_t block_vertices, block_edges; /* put out so far */
};

static uint64_t weight_of(const struct search *search, uint32_t vertex)
{
    return search->weights == NULL ? 1 : search->weights[vertex];
}

static void enter(struct search *search, uint32_t vertex, uint32_t parent_edge)
{
    uint32_t now = ++search->clock;
    search->visits[vertex] = (struct visit){now, now, search->graph->offsets[vertex], parent_edge, 0};
    search->path[search->path_count++] = vertex;
    search->vertices[search->vertex_count++] = vertex;
    size_t component = search->blocks->component_count;
    search->blocks->components[vertex] = (uint32_t)component;
    search->blocks->component_weights[component] += weight_of(search, vertex);
}

static void put_vertex(struct search *search, uint32_t vertex, uint64_t weight)
{
    search->blocks->vertices[search->block_vertices] = vertex;
    search->blocks->weights[search->block_vertices++] = weight;
}

/* All on the stacks from child on, and top, is a block. What lies beyond top is not known before the
 * component is finished: its weight is that of the component less the others'. */
static void finish_block(struct search *search, uint32_t top, uint32_t child)
{
    struct blocks *blocks = search->blocks;
    uint64_t sum = 0;
    uint32_t vertex, edge, first = search->block_vertices;
    put_vertex(search, top, 0);
    do {
        vertex = search->vertices[--search->vertex_count];
        uint64_t weight = weight_of(search, vertex) + search->visits[vertex].hanging;
        put_vertex(search, vertex, weight);
        sum += weight;
    } while (vertex != child);
    do {
        edge = search->edges[--search->edge_count];
        blocks->edges[search->block_edges++] = edge;
    } while (edge != search->visits[child].parent_edge);
    search->visits[top].hanging += sum;
    blocks->weights[first] = sum;
    blocks->count++;
    blocks->vertex_offsets[blocks->count] = search->block_vertices;
    blocks->edge_offsets[blocks->count] = search->block_edges;
}

static void look_along(struct search *search, uint32_t vertex, uint32_t arc)
{
    uint32_t other = search->graph->neighbors[arc], edge = search->graph->edges[arc];
    struct visit *here = &search->visits[vertex], *there = &search->visits[other];
    if (edge == here->parent_edge || there->discovered > here->discovered)
        return;
    search->edges[search->edge_count++] = edge;
    if (there->discovered == 0)
        enter(search, other, edge);
    else
        here->low = MIN(here->low, there->discovered);
}

static void leave(struct search *search)
{
    uint32_t child = search->path[--search->path_count];
    if (search->path_count == 0) {
        search->vertex_count = 0;
        return;
    }
    uint32_t parent = search->path[search->path_count - 1];
    struct visit *visits = search->visits;
    visits[parent].low = MIN(visits[parent].low, visits[child].low);
    if (visits[child].low >= visits[parent].discovered)
        finish_block(search, parent, child);
}

static void search_component(struct search *search, uint32_t root)
{
    struct blocks *blocks = search->blocks;
    size_t first = blocks->count;
    enter(search, root, NO_EDGE);
    while (search->path_count > 0) {
        uint32_t vertex = search->path[search->path_count - 1];
        struct visit *visit = &search->visits[vertex];
        if (visit->arc < search->graph->offsets[vertex + 1])
            look_along(search, vertex, visit->arc++);
        else
            leave(search);
    }
    uint64_t whole = blocks->component_weights[blocks->component_count++];
    for (size_t block = first; block < blocks->count; block++) {
        uint64_t *top = &blocks->weights[blocks->vertex_offsets[block]];
        *top = whole - *top;
    }
}

struct blocks *blocks_new(const struct csr *graph, const uint32_t *weights)
{
    size_t n = graph->vertex_count;
    struct blocks *blocks = g_new0(struct blocks, 1);
    /* A forest has the most blocks: n - 1, each of two vertices. */
    blocks->vertex_offsets = g_new0(uint32_t, n + 1);
    blocks->edge_offsets = g_new0(uint32_t, n + 1);
    blocks->vertices = g_new(uint32_t, 2 * n);
    blocks->weights = g_new(uint64_t, 2 * n);
    blocks->edges = g_new(uint32_t, graph->edge_count);
    blocks->components = g_new(uint32_t, n);
    blocks->component_weights = g_new0(uint64_t, n);
    struct search search = {.graph = graph,
                            .weights = weights,
                            .blocks = blocks,
                            .visits = g_new0(struct visit, n),
                            .path = g_new(uint32_t, n),
                            .vertices = g_new0(uint32_t, n),
                            .edges = g_new0(uint32_t, graph->edge_count)};
    for (uint32_t v = 0; v < n; v++)
        if (search.visits[v].discovered == 0)
            search_component(&search, v);
    g_free(search.visits);
    g_free(search.path);
    g_free(search.vertices);
    g_free(search.edges);
    return blocks;
}

void blocks_free(struct blocks *blocks)
{
    if (blocks == NULL)
        return;
    g_free(blocks->vertex_offsets);
    g_free(blocks->vertices);
    g_free(blocks->weights);
    g_free(blocks->edge_offsets);
    g_free(blocks->edges);
    g_free(blocks->components);
    g_free(blocks->component_weights);
    g_free(blocks);
}
