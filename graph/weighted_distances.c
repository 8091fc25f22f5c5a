#include "graph/weighted_distances.h"

#include "graph/dijkstra.h"
#include "graph/parallel.h"

#include <glib.h>
#include <stdlib.h>

#define CHUNK_SOURCES 16
#define NONE UINT32_MAX

/* Leaves of one vertex at one cost. */
struct bunch {
    uint32_t cost, count;
};

struct leaf {
    uint32_t hub, cost, vertex;
};

/* The vertices that are no leaves. */
struct hubs {
    const struct csr *graph;
    const uint32_t *costs;
    size_t count;
    uint32_t *vertices; /* by hub: the vertex of the graph */
    uint32_t *hub_of;   /* by vertex; NONE for a leaf */
    struct csr *csr;
    uint32_t *arc_costs;
    struct leaf *leaves; /* by hub, then cost, then vertex */
    size_t leaf_count;
    uint32_t *offsets; /* by hub: where its bunches begin */
    struct bunch *bunches;
    uint32_t *firsts;          /* by bunch: its first leaf */
    struct dijkstra *searches; /* by worker */
    struct weighted_distances *out;
};

/* What is seen from one vertex. */
struct view {
    double sum, harmonic;
    uint64_t farthest;
    uint32_t reached;
};

/* Of two leaves that are only next to each other the first is none. */
static bool is_leaf(const struct csr *graph, uint32_t vertex)
{
    if (csr_degree(graph, vertex) != 1)
        return false;
    uint32_t other = graph->neighbors[graph->offsets[vertex]];
    return csr_degree(graph, other) > 1 || other < vertex;
}

static int compare_leaves(const void *a, const void *b)
{
    const struct leaf *x = a, *y = b;
    if (x->hub != y->hub)
        return x->hub < y->hub ? -1 : 1;
    if (x->cost != y->cost)
        return x->cost < y->cost ? -1 : 1;
    return (x->vertex > y->vertex) - (x->vertex < y->vertex);
}

static void find_hubs(struct hubs *hubs)
{
    const struct csr *graph = hubs->graph;
    hubs->vertices = g_new0(uint32_t, graph->vertex_count + 1);
    hubs->hub_of = g_new0(uint32_t, graph->vertex_count + 1);
    hubs->leaves = g_new0(struct leaf, graph->vertex_count + 1);
    for (uint32_t v = 0; v < graph->vertex_count; v++) {
        hubs->hub_of[v] = is_leaf(graph, v) ? NONE : (uint32_t)hubs->count;
        if (hubs->hub_of[v] != NONE)
            hubs->vertices[hubs->count++] = v;
    }
    for (uint32_t v = 0; v < graph->vertex_count; v++) {
        if (hubs->hub_of[v] != NONE)
            continue;
        uint32_t arc = graph->offsets[v];
        hubs->leaves[hubs->leaf_count++] =
            (struct leaf){hubs->hub_of[graph->neighbors[arc]], hubs->costs[graph->edges[arc]], v};
    }
    qsort(hubs->leaves, hubs->leaf_count, sizeof *hubs->leaves, compare_leaves);
}

static void make_graph(struct hubs *hubs)
{
    const struct csr *graph = hubs->graph;
    g_autofree struct csr_edge *edges = g_new0(struct csr_edge, graph->edge_count + 1);
    g_autofree uint32_t *costs = g_new0(uint32_t, graph->edge_count + 1);
    size_t count = 0;
    for (uint32_t v = 0; v < graph->vertex_count; v++)
        for (uint32_t arc = graph->offsets[v]; arc < graph->offsets[v + 1]; arc++) {
            uint32_t other = graph->neighbors[arc];
            if (other < v || hubs->hub_of[v] == NONE || hubs->hub_of[other] == NONE)
                continue;
            costs[count] = hubs->costs[graph->edges[arc]];
            edges[count++] = (struct csr_edge){hubs->hub_of[v], hubs->hub_of[other]};
        }
    hubs->csr = csr_new(hubs->count, edges, count);
    hubs->arc_costs = dijkstra_arc_costs(hubs->csr, costs);
}

static void bind_leaves(struct hubs *hubs)
{
    size_t count = 0;
    hubs->offsets = g_new0(uint32_t, hubs->count + 2);
    hubs->bunches = g_new0(struct bunch, hubs->leaf_count + 1);
    hubs->firsts = g_new0(uint32_t, hubs->leaf_count + 2);
    for (size_t i = 0; i < hubs->leaf_count; i++) {
        const struct leaf *leaf = &hubs->leaves[i], *last = i == 0 ? NULL : &hubs->leaves[i - 1];
        if (last == NULL || last->hub != leaf->hub || last->cost != leaf->cost) {
            hubs->firsts[count] = (uint32_t)i;
            hubs->bunches[count++] = (struct bunch){leaf->cost, 0};
            hubs->offsets[leaf->hub + 1]++;
        }
        hubs->bunches[count - 1].count++;
    }
    hubs->firsts[count] = (uint32_t)hubs->leaf_count;
    for (size_t h = 0; h < hubs->count; h++)
        hubs->offsets[h + 1] += hubs->offsets[h];
}

static void see(struct view *view, uint64_t distance, uint32_t count)
{
    view->sum += (double)distance * count;
    view->harmonic += count / (double)distance;
    view->reached += count;
    view->farthest = MAX(view->farthest, distance);
}

/* A hub and its leaves from so far away; from a leaf itself, so of its bunch one less. */
static void see_hub(const struct hubs *hubs, struct view *view, uint32_t hub, uint64_t distance,
                    uint32_t own_bunch)
{
    if (distance > 0)
        see(view, distance, 1);
    for (uint32_t i = hubs->offsets[hub]; i < hubs->offsets[hub + 1]; i++) {
        uint32_t count = hubs->bunches[i].count - (i == own_bunch);
        if (count > 0)
            see(view, distance + hubs->bunches[i].cost, count);
    }
}

/* What the source of the search sees, or with own_bunch a leaf of it. */
static struct view look(const struct hubs *hubs, const struct dijkstra *search, uint32_t own_bunch)
{
    struct view view = {0};
    uint64_t beyond = own_bunch == NONE ? 0 : hubs->bunches[own_bunch].cost;
    for (size_t i = 0; i < search->reached; i++)
        see_hub(hubs, &view, search->order[i], search->distances[search->order[i]] + beyond, own_bunch);
    return view;
}

static void put(struct weighted_distances *out, uint32_t vertex, struct view view)
{
    out->sums[vertex] = view.sum;
    out->harmonic[vertex] = view.harmonic;
    out->reached[vertex] = view.reached;
    out->eccentricities[vertex] = view.farthest;
}

static void put_bunch(const struct hubs *hubs, const struct dijkstra *search, uint32_t bunch)
{
    struct view view = look(hubs, search, bunch);
    for (uint32_t i = hubs->firsts[bunch]; i < hubs->firsts[bunch + 1]; i++)
        put(hubs->out, hubs->leaves[i].vertex, view);
}

static void work(void *context, unsigned number, size_t task)
{
    const struct hubs *hubs = context;
    struct dijkstra *search = &hubs->searches[number];
    size_t end = MIN((task + 1) * CHUNK_SOURCES, hubs->count);
    for (uint32_t hub = (uint32_t)(task * CHUNK_SOURCES); hub < end; hub++) {
        dijkstra_run(search, hub);
        put(hubs->out, hubs->vertices[hub], look(hubs, search, NONE));
        for (uint32_t bunch = hubs->offsets[hub]; bunch < hubs->offsets[hub + 1]; bunch++)
            put_bunch(hubs, search, bunch);
    }
}

static void run(struct hubs *hubs, unsigned threads)
{
    threads = parallel_threads(threads);
    hubs->searches = g_new0(struct dijkstra, threads);
    for (unsigned i = 0; i < threads; i++)
        dijkstra_init(&hubs->searches[i], hubs->csr, hubs->arc_costs);
    parallel_run(threads, (hubs->count + CHUNK_SOURCES - 1) / CHUNK_SOURCES, work, NULL, hubs);
    for (unsigned i = 0; i < threads; i++)
        dijkstra_clear(&hubs->searches[i]);
    g_free(hubs->searches);
}

struct weighted_distances *weighted_distances_new(const struct csr *graph, const uint32_t *costs,
                                                  unsigned threads)
{
    size_t n = graph->vertex_count;
    struct weighted_distances *out = g_new0(struct weighted_distances, 1);
    struct hubs hubs = {.graph = graph, .costs = costs, .out = out};
    *out = (struct weighted_distances){n, g_new0(double, n + 1), g_new0(uint32_t, n + 1),
                                       g_new0(double, n + 1), g_new0(uint64_t, n + 1)};
    find_hubs(&hubs);
    make_graph(&hubs);
    bind_leaves(&hubs);
    run(&hubs, threads);
    csr_free(hubs.csr);
    g_free(hubs.arc_costs);
    g_free(hubs.vertices);
    g_free(hubs.hub_of);
    g_free(hubs.leaves);
    g_free(hubs.offsets);
    g_free(hubs.bunches);
    g_free(hubs.firsts);
    return out;
}

void weighted_distances_free(struct weighted_distances *distances)
{
    if (distances == NULL)
        return;
    g_free(distances->sums);
    g_free(distances->reached);
    g_free(distances->harmonic);
    g_free(distances->eccentricities);
    g_free(distances);
}
