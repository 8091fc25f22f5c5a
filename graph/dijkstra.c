#include "graph/dijkstra.h"

#include <glib.h>

#define BITS 64

uint32_t *dijkstra_arc_costs(const struct csr *csr, const uint32_t *costs)
{
    uint32_t *arc_costs = g_new(uint32_t, 2 * csr->edge_count + 1);
    for (size_t arc = 0; arc < 2 * csr->edge_count; arc++)
        arc_costs[arc] = costs[csr->edges[arc]];
    return arc_costs;
}

void dijkstra_init(struct dijkstra *dijkstra, const struct csr *csr, const uint32_t *arc_costs)
{
    *dijkstra = (struct dijkstra){.csr = csr,
                                  .arc_costs = arc_costs,
                                  .distances = g_new(uint64_t, csr->vertex_count + 1),
                                  .order = g_new(uint32_t, csr->vertex_count + 1)};
}

void dijkstra_clear(struct dijkstra *dijkstra)
{
    for (size_t i = 0; i < DIJKSTRA_BUCKETS; i++)
        g_free(dijkstra->buckets[i].items);
    g_free(dijkstra->distances);
    g_free(dijkstra->order);
}

static void push(struct dijkstra *dijkstra, uint64_t cost, uint32_t vertex)
{
    uint64_t differs = cost ^ dijkstra->last;
    struct dijkstra_bucket *bucket = &dijkstra->buckets[differs == 0 ? 0 : BITS - __builtin_clzll(differs)];
    if (bucket->count == bucket->capacity) {
        bucket->capacity = MAX(2 * bucket->capacity, 16);
        bucket->items = g_renew(struct dijkstra_item, bucket->items, bucket->capacity);
    }
    bucket->items[bucket->count++] = (struct dijkstra_item){cost, vertex};
    dijkstra->waiting++;
}

/* The first bucket that has any is spread over those before it, from its least on. */
static void spread(struct dijkstra *dijkstra)
{
    size_t first = 1;
    while (dijkstra->buckets[first].count == 0)
        first++;
    struct dijkstra_bucket *bucket = &dijkstra->buckets[first];
    dijkstra->last = bucket->items[0].cost;
    for (size_t i = 1; i < bucket->count; i++)
        dijkstra->last = MIN(dijkstra->last, bucket->items[i].cost);
    size_t count = bucket->count;
    bucket->count = 0;
    dijkstra->waiting -= count;
    for (size_t i = 0; i < count; i++)
        push(dijkstra, bucket->items[i].cost, bucket->items[i].vertex);
}

static struct dijkstra_item pop(struct dijkstra *dijkstra)
{
    if (dijkstra->buckets[0].count == 0)
        spread(dijkstra);
    dijkstra->waiting--;
    return dijkstra->buckets[0].items[--dijkstra->buckets[0].count];
}

static void look_around(struct dijkstra *dijkstra, uint32_t vertex)
{
    const struct csr *csr = dijkstra->csr;
    for (uint32_t arc = csr->offsets[vertex]; arc < csr->offsets[vertex + 1]; arc++) {
        uint32_t other = csr->neighbors[arc];
        uint64_t cost = dijkstra->distances[vertex] + dijkstra->arc_costs[arc];
        if (cost >= dijkstra->distances[other])
            continue;
        dijkstra->distances[other] = cost;
        push(dijkstra, cost, other);
    }
}

void dijkstra_run(struct dijkstra *dijkstra, uint32_t source)
{
    for (size_t v = 0; v < dijkstra->csr->vertex_count; v++)
        dijkstra->distances[v] = DIJKSTRA_UNREACHED;
    dijkstra->distances[source] = 0;
    dijkstra->last = 0;
    dijkstra->reached = 0;
    push(dijkstra, 0, source);
    while (dijkstra->waiting > 0) {
        struct dijkstra_item item = pop(dijkstra);
        /* Overtaken by a cheaper one: those of equal cost are pushed once. */
        if (item.cost != dijkstra->distances[item.vertex])
            continue;
        dijkstra->order[dijkstra->reached++] = item.vertex;
        look_around(dijkstra, item.vertex);
    }
}
