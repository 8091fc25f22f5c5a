#include "graph/twins.h"

#include <glib.h>

#define NONE UINT32_MAX

/* Twins have equal keys (the sum of what their neighbors are hashed to); vertices with equal keys are
 * compared to be sure. Two that collide without being twins stay apart, which costs time but is not wrong. */
struct matching {
    const struct csr *graph;
    uint64_t *keys;      /* by vertex */
    uint32_t *leaders;   /* by vertex: the first of its twins */
    bool *is_closed;     /* by vertex: its twins are next to it; of leaders */
    uint32_t *table;     /* leaders by key, open addressing */
    size_t mask;         /* entries of the table - 1 */
    uint32_t *marked_by; /* by vertex: whose neighbor it was last marked as */
};

/* The finalizer of splitmix64. */
static uint64_t mix(uint64_t number)
{
    number += 0x9e3779b97f4a7c15;
    number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9;
    number = (number ^ (number >> 27)) * 0x94d049bb133111eb;
    return number ^ (number >> 31);
}

static void sum_neighbors(struct matching *matching)
{
    const struct csr *graph = matching->graph;
    for (size_t v = 0; v < graph->vertex_count; v++) {
        uint64_t key = 0;
        for (uint32_t arc = graph->offsets[v]; arc < graph->offsets[v + 1]; arc++)
            key += mix(graph->neighbors[arc]);
        matching->keys[v] = key;
    }
}

/* True when the neighbors of both are the same, not counting the two themselves. */
static bool are_twins(struct matching *matching, uint32_t a, uint32_t b)
{
    const struct csr *graph = matching->graph;
    if (csr_degree(graph, a) != csr_degree(graph, b))
        return false;
    for (uint32_t arc = graph->offsets[a]; arc < graph->offsets[a + 1]; arc++)
        matching->marked_by[graph->neighbors[arc]] = a;
    for (uint32_t arc = graph->offsets[b]; arc < graph->offsets[b + 1]; arc++)
        if (matching->marked_by[graph->neighbors[arc]] != a && graph->neighbors[arc] != a)
            return false;
    return true;
}

/* Makes each vertex that has no twin yet follow the first with its key. */
static void match(struct matching *matching, bool is_closed)
{
    for (size_t i = 0; i <= matching->mask; i++)
        matching->table[i] = NONE;
    for (uint32_t v = 0; v < matching->graph->vertex_count; v++) {
        if (matching->leaders[v] != v || matching->is_closed[v])
            continue;
        uint64_t key = matching->keys[v];
        size_t i = mix(key) & matching->mask;
        while (matching->table[i] != NONE && matching->keys[matching->table[i]] != key)
            i = (i + 1) & matching->mask;
        uint32_t leader = matching->table[i];
        if (leader == NONE) {
            matching->table[i] = v;
        } else if (are_twins(matching, leader, v)) {
            matching->leaders[v] = leader;
            matching->is_closed[leader] = is_closed;
        }
    }
}

static void find_leaders(struct matching *matching)
{
    size_t n = matching->graph->vertex_count;
    for (uint32_t v = 0; v < n; v++) {
        matching->leaders[v] = v;
        matching->marked_by[v] = NONE;
        matching->keys[v] += mix(v);
    }
    match(matching, true);
    for (uint32_t v = 0; v < n; v++)
        matching->keys[v] -= mix(v);
    match(matching, false);
}

static void list_members(struct twins *twins, const struct matching *matching)
{
    size_t n = matching->graph->vertex_count;
    uint32_t count = 0;
    for (size_t v = 0; v < n; v++)
        twins->group_of[v] = matching->leaders[v] == v ? count++ : twins->group_of[matching->leaders[v]];
    twins->group_count = count;
    twins->offsets = g_new0(uint32_t, twins->group_count + 1);
    twins->is_closed = g_new(bool, twins->group_count);
    for (size_t v = 0; v < n; v++) {
        twins->offsets[twins->group_of[v] + 1]++;
        if (matching->leaders[v] == v)
            twins->is_closed[twins->group_of[v]] = matching->is_closed[v];
    }
    for (size_t g = 0; g < twins->group_count; g++)
        twins->offsets[g + 1] += twins->offsets[g];
    g_autofree uint32_t *next = g_memdup2(twins->offsets, (twins->group_count + 1) * sizeof *next);
    for (size_t v = 0; v < n; v++)
        twins->members[next[twins->group_of[v]]++] = (uint32_t)v;
}

/* Leaders stand for their groups: an edge between two of them is one between all members. */
static void make_quotient(struct twins *twins, const struct matching *matching)
{
    const struct csr *graph = matching->graph;
    g_autofree struct csr_edge *edges = g_new(struct csr_edge, graph->edge_count);
    size_t count = 0;
    for (uint32_t v = 0; v < graph->vertex_count; v++) {
        if (matching->leaders[v] != v)
            continue;
        for (uint32_t arc = graph->offsets[v]; arc < graph->offsets[v + 1]; arc++) {
            uint32_t other = graph->neighbors[arc];
            if (other > v && matching->leaders[other] == other)
                edges[count++] = (struct csr_edge){twins->group_of[v], twins->group_of[other]};
        }
    }
    twins->quotient = csr_new(twins->group_count, edges, count);
}

struct twins *twins_new(const struct csr *graph)
{
    size_t n = graph->vertex_count, size = 4;
    while (size < 2 * n)
        size *= 2;
    struct matching matching = {
        graph,    g_new(uint64_t, n), g_new(uint32_t, n), g_new0(bool, n), g_new(uint32_t, size),
        size - 1, g_new(uint32_t, n)};
    struct twins *twins = g_new0(struct twins, 1);
    twins->group_of = g_new(uint32_t, n);
    twins->members = g_new(uint32_t, n);
    sum_neighbors(&matching);
    find_leaders(&matching);
    list_members(twins, &matching);
    make_quotient(twins, &matching);
    g_free(matching.keys);
    g_free(matching.leaders);
    g_free(matching.is_closed);
    g_free(matching.table);
    g_free(matching.marked_by);
    return twins;
}

void twins_free(struct twins *twins)
{
    if (twins == NULL)
        return;
    g_free(twins->group_of);
    g_free(twins->offsets);
    g_free(twins->members);
    g_free(twins->is_closed);
    csr_free(twins->quotient);
    g_free(twins);
}
