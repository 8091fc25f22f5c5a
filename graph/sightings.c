#include "graph/sightings.h"

#include <stdlib.h>

/* How many sightings of a bridge are asked about the way back before their agreement is believed. */
#define WITNESSES 256

static int compare_numbers(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int by_node(const void *a, const void *b)
{
    const struct sighting *left = a, *right = b;
    int order = compare_numbers(left->bridge, right->bridge);
    if (order == 0)
        order = compare_numbers(left->node, right->node);
    return order != 0 ? order : compare_numbers(left->port, right->port);
}

static int by_port(const void *a, const void *b)
{
    const struct sighting *left = a, *right = b;
    int order = compare_numbers(left->bridge, right->bridge);
    if (order == 0)
        order = compare_numbers(left->port, right->port);
    return order != 0 ? order : compare_numbers(left->node, right->node);
}

/* Keeps one sighting of each node by each bridge, and none where ports disagree. */
static size_t keep_certain(struct sighting *items, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0, next; i < count; i = next) {
        bool is_certain = true;
        for (next = i + 1; next < count; next++) {
            if (items[next].bridge != items[i].bridge || items[next].node != items[i].node)
                break;
            is_certain = is_certain && items[next].port == items[i].port;
        }
        if (is_certain && items[i].bridge != items[i].node && items[i].port != 0)
            items[kept++] = items[i];
    }
    return kept;
}

static void index_rows(struct sightings *sightings)
{
    sightings->row = g_new0(uint32_t, sightings->bridge_count + 1);
    for (size_t i = 0; i < sightings->count; i++) {
        sightings->row[sightings->items[i].bridge + 1]++;
        sightings->node_count = MAX(sightings->node_count, sightings->items[i].node + 1);
    }
    for (uint32_t bridge = 0; bridge < sightings->bridge_count; bridge++)
        sightings->row[bridge + 1] += sightings->row[bridge];
}

/* The items are in the order of bridges, so each node's list of bridges is sorted too. */
static void index_seen(struct sightings *sightings)
{
    uint32_t *row = g_new0(uint32_t, sightings->node_count + 2);
    for (size_t i = 0; i < sightings->count; i++)
        row[sightings->items[i].node + 2]++;
    for (uint32_t node = 0; node < sightings->node_count; node++)
        row[node + 2] += row[node + 1];
    sightings->seen_by = g_new(uint32_t, sightings->count + 1);
    for (size_t i = 0; i < sightings->count; i++)
        sightings->seen_by[row[sightings->items[i].node + 1]++] = sightings->items[i].bridge;
    sightings->seen_row = row;
}

static void build(struct sightings *sightings, uint32_t bridge_count, const struct sighting *items,
                  size_t count)
{
    *sightings = (struct sightings){.bridge_count = bridge_count, .node_count = bridge_count};
    sightings->items = g_new(struct sighting, count + 1);
    for (size_t i = 0; i < count; i++)
        if (items[i].bridge < bridge_count)
            sightings->items[sightings->count++] = items[i];
    qsort(sightings->items, sightings->count, sizeof *items, by_node);
    sightings->count = keep_certain(sightings->items, sightings->count);
    sightings->by_port = g_memdup2(sightings->items, (sightings->count + 1) * sizeof *items);
    qsort(sightings->by_port, sightings->count, sizeof *items, by_port);
    index_rows(sightings);
    index_seen(sightings);
}

/* The port of b that must lead to a, which sees b on port towards_b: 0 when nothing tells, or witnesses
 * differ. */
static uint32_t infer_port_back(const struct sightings *sightings, uint32_t a, uint32_t towards_b, uint32_t b)
{
    uint32_t back = 0;
    size_t end = MIN(sightings->row[a + 1], (size_t)sightings->row[a] + WITNESSES);
    for (size_t i = sightings->row[a]; i < end; i++) {
        if (sightings->items[i].port == towards_b || sightings->items[i].node == b)
            continue;
        uint32_t port = sightings_port(sightings, b, sightings->items[i].node);
        if (port != 0 && back != 0 && port != back)
            return 0;
        back = port != 0 ? port : back;
    }
    return back;
}

void sightings_init(struct sightings *sightings, uint32_t bridge_count, const struct sighting *items,
                    size_t count)
{
    build(sightings, bridge_count, items, count);
    GArray *all = g_array_new(FALSE, FALSE, sizeof *items);
    g_array_append_vals(all, sightings->items, (guint)sightings->count);
    for (size_t i = 0; i < sightings->count; i++) {
        const struct sighting *at = &sightings->items[i];
        if (at->node >= bridge_count || sightings_port(sightings, at->node, at->bridge) != 0)
            continue;
        uint32_t back = infer_port_back(sightings, at->bridge, at->port, at->node);
        struct sighting inferred = {at->node, back, at->bridge, true};
        if (back != 0)
            g_array_append_val(all, inferred);
    }
    if (all->len > sightings->count) {
        sightings_clear(sightings);
        build(sightings, bridge_count, (const struct sighting *)(void *)all->data, all->len);
    }
    g_array_unref(all);
}

void sightings_clear(struct sightings *sightings)
{
    g_free(sightings->items);
    g_free(sightings->by_port);
    g_free(sightings->row);
    g_free(sightings->seen_by);
    g_free(sightings->seen_row);
}

const struct sighting *sightings_find(const struct sightings *sightings, uint32_t bridge, uint32_t node)
{
    size_t low = sightings->row[bridge], high = sightings->row[bridge + 1];
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (sightings->items[middle].node < node)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < sightings->row[bridge + 1] && sightings->items[low].node == node;
    return found ? &sightings->items[low] : NULL;
}

uint32_t sightings_port(const struct sightings *sightings, uint32_t bridge, uint32_t node)
{
    const struct sighting *sighting = sightings_find(sightings, bridge, node);
    return sighting == NULL ? 0 : sighting->port;
}

bool sightings_is_between(const struct sightings *sightings, uint32_t a, uint32_t b)
{
    size_t i = sightings->seen_row[a], j = sightings->seen_row[b];
    while (i < sightings->seen_row[a + 1] && j < sightings->seen_row[b + 1]) {
        uint32_t left = sightings->seen_by[i], right = sightings->seen_by[j];
        if (left == right && left != a && left != b &&
            sightings_port(sightings, left, a) != sightings_port(sightings, left, b))
            return true;
        i += left <= right;
        j += right <= left;
    }
    return false;
}
