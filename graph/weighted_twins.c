#include "graph/weighted_twins.h"

#include "graph/dijkstra.h"
#include "graph/twins.h"

#include <glib.h>
#include <stdlib.h>

#define NONE UINT32_MAX

/* A twin, and what its costs come to: different costs are different keys, but for chance. */
struct candidate {
    uint32_t group, vertex;
    uint64_t key;
};

struct matching {
    const struct csr *graph;
    const uint32_t *costs;
    struct candidate *candidates; /* by group, key, vertex */
    uint32_t *leaders;            /* by vertex: the first of its group */
    uint32_t *cost_to;            /* scratch, by vertex */
};

static uint64_t mix(uint64_t number)
{
    number = (number + 1) * UINT64_C(0x9e3779b97f4a7c15);
    number = (number ^ number >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    return number ^ number >> 27;
}

static uint64_t key_of(const struct matching *matching, uint32_t vertex)
{
    const struct csr *graph = matching->graph;
    uint64_t key = 0;
    for (uint32_t arc = graph->offsets[vertex]; arc < graph->offsets[vertex + 1]; arc++)
        key += mix((uint64_t)graph->neighbors[arc] << 32 | matching->costs[graph->edges[arc]]);
    return key;
}

static int compare_candidates(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->vertex > y->vertex) - (x->vertex < y->vertex);
}

/* Both have the same neighbors; cost_to has what these cost the first. */
static bool has_same_costs(const struct matching *matching, uint32_t vertex)
{
    const struct csr *graph = matching->graph;
    for (uint32_t arc = graph->offsets[vertex]; arc < graph->offsets[vertex + 1]; arc++)
        if (matching->cost_to[graph->neighbors[arc]] != matching->costs[graph->edges[arc]])
            return false;
    return true;
}

static void note_costs(const struct matching *matching, uint32_t vertex)
{
    const struct csr *graph = matching->graph;
    for (uint32_t arc = graph->offsets[vertex]; arc < graph->offsets[vertex + 1]; arc++)
        matching->cost_to[graph->neighbors[arc]] = matching->costs[graph->edges[arc]];
}

static void find_leaders(struct matching *matching, const struct twins *twins)
{
    size_t n = matching->graph->vertex_count;
    for (uint32_t v = 0; v < n; v++)
        matching->candidates[v] = (struct candidate){twins->group_of[v], v, key_of(matching, v)};
    qsort(matching->candidates, n, sizeof *matching->candidates, compare_candidates);
    const struct candidate *leader = NULL;
    for (size_t i = 0; i < n; i++) {
        const struct candidate *candidate = &matching->candidates[i];
        bool may_be = leader != NULL && leader->group == candidate->group && leader->key == candidate->key &&
                      !twins->is_closed[candidate->group] &&
                      csr_degree(matching->graph, candidate->vertex) > 0;
        if (may_be && has_same_costs(matching, candidate->vertex)) {
            matching->leaders[candidate->vertex] = leader->vertex;
            continue;
        }
        leader = candidate;
        matching->leaders[candidate->vertex] = candidate->vertex;
        note_costs(matching, candidate->vertex);
    }
}

static void list_members(struct weighted_twins *twins, const uint32_t *leaders, size_t n)
{
    uint32_t count = 0;
    for (size_t v = 0; v < n; v++)
        twins->group_of[v] = leaders[v] == v ? count++ : twins->group_of[leaders[v]];
    twins->group_count = count;
    twins->offsets = g_new0(uint32_t, (size_t)count + 2);
    for (size_t v = 0; v < n; v++)
        twins->offsets[twins->group_of[v] + 1]++;
    for (size_t g = 0; g < count; g++)
        twins->offsets[g + 1] += twins->offsets[g];
    g_autofree uint32_t *next = g_memdup2(twins->offsets, ((size_t)count + 1) * sizeof *next);
    for (size_t v = 0; v < n; v++)
        twins->members[next[twins->group_of[v]]++] = (uint32_t)v;
}

/* Leaders stand for their groups. */
static void make_quotient(struct weighted_twins *twins, const struct matching *matching)
{
    const struct csr *graph = matching->graph;
    g_autofree struct csr_edge *edges = g_new0(struct csr_edge, graph->edge_count + 1);
    g_autofree uint32_t *costs = g_new0(uint32_t, graph->edge_count + 1);
    size_t count = 0;
    for (uint32_t v = 0; v < graph->vertex_count; v++)
        for (uint32_t arc = graph->offsets[v]; arc < graph->offsets[v + 1]; arc++) {
            uint32_t other = graph->neighbors[arc];
            if (other <= v || matching->leaders[v] != v || matching->leaders[other] != other)
                continue;
            costs[count] = matching->costs[graph->edges[arc]];
            edges[count++] = (struct csr_edge){twins->group_of[v], twins->group_of[other]};
        }
    twins->quotient = csr_new(twins->group_count, edges, count);
    twins->arc_costs = dijkstra_arc_costs(twins->quotient, costs);
}

struct weighted_twins *weighted_twins_new(const struct csr *graph, const uint32_t *costs)
{
    size_t n = graph->vertex_count;
    struct weighted_twins *twins = g_new0(struct weighted_twins, 1);
    struct twins *open = twins_new(graph);
    struct matching matching = {graph, costs, g_new0(struct candidate, n + 1), g_new0(uint32_t, n + 1),
                                g_new0(uint32_t, n + 1)};
    twins->group_of = g_new0(uint32_t, n + 1);
    twins->members = g_new0(uint32_t, n + 1);
    find_leaders(&matching, open);
    list_members(twins, matching.leaders, n);
    make_quotient(twins, &matching);
    twins_free(open);
    g_free(matching.candidates);
    g_free(matching.leaders);
    g_free(matching.cost_to);
    return twins;
}

void weighted_twins_free(struct weighted_twins *twins)
{
    if (twins == NULL)
        return;
    g_free(twins->group_of);
    g_free(twins->offsets);
    g_free(twins->members);
    csr_free(twins->quotient);
    g_free(twins->arc_costs);
    g_free(twins);
}

uint32_t weighted_twins_least_cost(const struct weighted_twins *twins, size_t group)
{
    uint32_t least = NONE;
    for (uint32_t arc = twins->quotient->offsets[group]; arc < twins->quotient->offsets[group + 1]; arc++)
        least = twins->arc_costs[arc] < least ? twins->arc_costs[arc] : least;
    return least;
}
