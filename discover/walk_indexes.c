#include "discover/walk_indexes.h"

struct walk_indexes {
    GArray *arcs; /* uint32_t: of one index after the other */
    GArray *ends; /* guint: where each ends among them */
};

struct walk_indexes *walk_indexes_new(void)
{
    struct walk_indexes *indexes = g_new(struct walk_indexes, 1);
    indexes->arcs = g_array_sized_new(FALSE, FALSE, sizeof(uint32_t), 32);
    indexes->ends = g_array_sized_new(FALSE, FALSE, sizeof(guint), 32);
    return indexes;
}

void walk_indexes_free(struct walk_indexes *indexes)
{
    if (indexes == NULL)
        return;
    g_array_unref(indexes->arcs);
    g_array_unref(indexes->ends);
    g_free(indexes);
}

void walk_indexes_add(struct walk_indexes *indexes, struct oid index)
{
    if (index.count > 0)
        g_array_append_vals(indexes->arcs, index.arcs, (guint)index.count);
    g_array_append_val(indexes->ends, indexes->arcs->len);
}

uint32_t walk_indexes_count(const struct walk_indexes *indexes)
{
    return indexes->ends->len;
}

struct oid walk_indexes_get(const struct walk_indexes *indexes, uint32_t position)
{
    guint begin = position == 0 ? 0 : g_array_index(indexes->ends, guint, position - 1);
    guint end = g_array_index(indexes->ends, guint, position);
    return (struct oid){&g_array_index(indexes->arcs, uint32_t, begin), end - begin};
}

uint32_t walk_indexes_up_to(const struct walk_indexes *indexes, struct oid index)
{
    uint32_t low = 0, high = indexes->ends->len;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (oid_compare(walk_indexes_get(indexes, middle), index) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
