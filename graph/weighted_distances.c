#include "graph/weighted_distances.h"

#include "graph/dijkstra.h"
#include "graph/parallel.h"
#include "graph/weighted_twins.h"

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
    uint32_t *vertices;           /* by hub: the vertex of the graph */
    uint32_t *hub_of;             /* by vertex; NONE for a leaf */
    struct weighted_twins *twins; /* of the hubs */
    struct leaf *leaves;          /* by hub, then cost, then vertex */
    size_t leaf_count;
    uint32_t *offsets; /* by hub: where its bunches begin */
    struct bunch *bunches;
    uint32_t *firsts;          /* by bunch: its first leaf */
    uint32_t *content_offsets; /* by group of twins: where its contents begin */
    struct bunch *contents;    /* its hubs (at no cost) and their leaves: by cost, all of one cost together */
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
    struct csr *csr = csr_new(hubs->count, edges, count);
    hubs->twins = weighted_twins_new(csr, costs);
    csr_free(csr);
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

static int compare_bunches(const void *a, const void *b)
{
    const struct bunch *x = a, *y = b;
    return (x->cost > y->cost) - (x->cost < y->cost);
}

/* Puts the contents of a group at an offset, and returns where they end. */
static uint32_t fill_group(struct hubs *hubs, uint32_t group, uint32_t at)
{
    const struct weighted_twins *twins = hubs->twins;
    uint32_t first = at, kept = at;
    hubs->contents[at++] = (struct bunch){0, weighted_twins_count(twins, group)};
    for (uint32_t i = twins->offsets[group]; i < twins->offsets[group + 1]; i++)
        for (uint32_t j = hubs->offsets[twins->members[i]]; j < hubs->offsets[twins->members[i] + 1]; j++)
            hubs->contents[at++] = hubs->bunches[j];
    qsort(&hubs->contents[first], at - first, sizeof *hubs->contents, compare_bunches);
    for (uint32_t i = first + 1; i < at; i++)
        if (hubs->contents[i].cost == hubs->contents[kept].cost)
            hubs->contents[kept].count += hubs->contents[i].count;
        else
            hubs->contents[++kept] = hubs->contents[i];
    return kept + 1;
}

static void fill_contents(struct hubs *hubs)
{
    size_t groups = hubs->twins->group_count;
    hubs->content_offsets = g_new0(uint32_t, groups + 2);
    hubs->contents = g_new0(struct bunch, hubs->count + hubs->leaf_count + 1);
    for (uint32_t g = 0; g < groups; g++)
        hubs->content_offsets[g + 1] = fill_group(hubs, g, hubs->content_offsets[g]);
}

static void see(struct view *view, uint64_t distance, uint32_t count)
{
    if (distance == 0 || count == 0)
        return;
    view->sum += (double)distance * count;
    view->harmonic += count / (double)distance;
    view->reached += count;
    view->farthest = MAX(view->farthest, distance);
}

/* What all members of the source of the search see of the other groups, from so far beyond. */
static struct view look_out(const struct hubs *hubs, const struct dijkstra *search, uint32_t beyond)
{
    struct view view = {0};
    for (size_t i = 1; i < search->reached; i++) {
        uint32_t group = search->order[i];
        uint64_t distance = search->distances[group] + beyond;
        for (uint32_t j = hubs->content_offsets[group]; j < hubs->content_offsets[group + 1]; j++)
            see(&view, distance + hubs->contents[j].cost, hubs->contents[j].count);
    }
    return view;
}

/* A hub and its leaves from one of these, which does not see itself. */
static void look_in(const struct hubs *hubs, uint32_t hub, uint32_t own_bunch, struct view *view)
{
    uint64_t beyond = own_bunch == NONE ? 0 : hubs->bunches[own_bunch].cost;
    see(view, beyond, 1);
    for (uint32_t i = hubs->offsets[hub]; i < hubs->offsets[hub + 1]; i++)
        see(view, beyond + hubs->bunches[i].cost, hubs->bunches[i].count - (i == own_bunch));
}

/* The twins of a hub and their leaves: the contents of the group without its own. Both ascend by cost. */
static void look_at_twins(const struct hubs *hubs, uint32_t hub, uint32_t beyond, struct view *view)
{
    uint32_t group = hubs->twins->group_of[hub], own = hubs->offsets[hub];
    if (weighted_twins_count(hubs->twins, group) == 1)
        return;
    uint64_t distance = 2 * (uint64_t)weighted_twins_least_cost(hubs->twins, group) + beyond;
    for (uint32_t i = hubs->content_offsets[group]; i < hubs->content_offsets[group + 1]; i++) {
        struct bunch content = hubs->contents[i];
        if (content.cost == 0)
            content.count--;
        else if (own < hubs->offsets[hub + 1] && hubs->bunches[own].cost == content.cost)
            content.count -= hubs->bunches[own++].count;
        see(view, distance + content.cost, content.count);
    }
}

static void put(struct weighted_distances *out, uint32_t vertex, struct view view)
{
    out->sums[vertex] = view.sum;
    out->harmonic[vertex] = view.harmonic;
    out->reached[vertex] = view.reached;
    out->eccentricities[vertex] = view.farthest;
}

static void put_bunch(const struct hubs *hubs, uint32_t hub, uint32_t bunch, struct view view)
{
    look_in(hubs, hub, bunch, &view);
    look_at_twins(hubs, hub, hubs->bunches[bunch].cost, &view);
    for (uint32_t i = hubs->firsts[bunch]; i < hubs->firsts[bunch + 1]; i++)
        put(hubs->out, hubs->leaves[i].vertex, view);
}

static void put_hub(const struct hubs *hubs, uint32_t hub, struct view view)
{
    look_in(hubs, hub, NONE, &view);
    look_at_twins(hubs, hub, 0, &view);
    put(hubs->out, hubs->vertices[hub], view);
}

/* All of a group that are so far beyond their hubs: what they see of other groups is the same. */
static void put_content(const struct hubs *hubs, uint32_t group, uint32_t beyond, struct view view)
{
    const struct weighted_twins *twins = hubs->twins;
    for (uint32_t i = twins->offsets[group]; i < twins->offsets[group + 1]; i++) {
        uint32_t hub = twins->members[i];
        if (beyond == 0)
            put_hub(hubs, hub, view);
        for (uint32_t j = hubs->offsets[hub]; j < hubs->offsets[hub + 1]; j++)
            if (hubs->bunches[j].cost == beyond)
                put_bunch(hubs, hub, j, view);
    }
}

static void work(void *context, unsigned number, size_t task)
{
    const struct hubs *hubs = context;
    struct dijkstra *search = &hubs->searches[number];
    size_t end = MIN((task + 1) * CHUNK_SOURCES, hubs->twins->group_count);
    for (uint32_t group = (uint32_t)(task * CHUNK_SOURCES); group < end; group++) {
        dijkstra_run(search, group);
        for (uint32_t i = hubs->content_offsets[group]; i < hubs->content_offsets[group + 1]; i++) {
            uint32_t beyond = hubs->contents[i].cost;
            put_content(hubs, group, beyond, look_out(hubs, search, beyond));
        }
    }
}

static void run(struct hubs *hubs, unsigned threads)
{
    threads = parallel_threads(threads);
    hubs->searches = g_new0(struct dijkstra, threads);
    for (unsigned i = 0; i < threads; i++)
        dijkstra_init(&hubs->searches[i], hubs->twins->quotient, hubs->twins->arc_costs);
    parallel_run(threads, (hubs->twins->group_count + CHUNK_SOURCES - 1) / CHUNK_SOURCES, work, NULL, hubs);
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
    fill_contents(&hubs);
    run(&hubs, threads);
    weighted_twins_free(hubs.twins);
    g_free(hubs.content_offsets);
    g_free(hubs.contents);
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
