#include "render/quotient.h"

#include <stdlib.h>
#include <string.h>

#define MOST_OF_TWIN 4  /* neighbors: what has more is worth a box of its own */
#define LEAST_OF_MESH 4 /* devices */

/* The neighbors of a device that are no leaves, in order: what two twins have in common. With the device
 * itself: what two devices of a full mesh have in common. */
static GArray *list_neighbors(const struct structure *structure, guint device, bool is_closed)
{
    GArray *list = g_array_new(FALSE, FALSE, sizeof(guint));
    bool is_in = !is_closed;
    for (guint k = structure->first[device]; k < structure->first[device + 1]; k++) {
        guint other = structure_other(&structure->pairs[structure->incident[k]], device);
        if (structure_is_leaf(structure, other))
            continue;
        if (!is_in && other > device) {
            g_array_append_val(list, device);
            is_in = true;
        }
        g_array_append_val(list, other);
    }
    if (!is_in)
        g_array_append_val(list, device);
    return list;
}

static guint hash_list(gconstpointer key)
{
    const GArray *list = key;
    guint hash = 5381;
    for (guint i = 0; i < list->len; i++)
        hash = hash * 33 + g_array_index(list, guint, i);
    return hash;
}

static gboolean are_lists_equal(gconstpointer a, gconstpointer b)
{
    const GArray *x = a, *y = b;
    return x->len == y->len && memcmp(x->data, y->data, x->len * sizeof(guint)) == 0;
}

static void free_list(gpointer data)
{
    g_array_unref(data);
}

/* Devices that may be joined, by what they must have in common: lists of lists. */
static GHashTable *group(const struct structure *structure, const bool *is_free, bool is_closed)
{
    GHashTable *groups = g_hash_table_new_full(hash_list, are_lists_equal, free_list, free_list);
    for (guint i = 0; i < structure->device_count; i++) {
        if (!is_free[i])
            continue;
        GArray *key = list_neighbors(structure, i, is_closed);
        GArray *members = g_hash_table_lookup(groups, key);
        if (members == NULL) {
            members = g_array_new(FALSE, FALSE, sizeof(guint));
            g_hash_table_insert(groups, key, members);
        } else {
            g_array_unref(key);
        }
        g_array_append_val(members, i);
    }
    return groups;
}

static void add_block(struct quotient *quotient, enum quotient_kind kind, GArray *members)
{
    struct quotient_block block = {kind, g_array_ref(members)};
    for (guint i = 0; i < members->len; i++)
        quotient->block_of[g_array_index(members, guint, i)] = 0;
    g_array_append_val(quotient->blocks, block);
}

static void take_groups(struct quotient *quotient, GHashTable *groups, enum quotient_kind kind, guint least,
                        bool *is_free)
{
    GHashTableIter iter;
    gpointer members;
    g_hash_table_iter_init(&iter, groups);
    while (g_hash_table_iter_next(&iter, NULL, &members)) {
        GArray *list = members;
        if (list->len < least)
            continue;
        add_block(quotient, kind, list);
        for (guint i = 0; i < list->len; i++)
            is_free[g_array_index(list, guint, i)] = false;
    }
    g_hash_table_unref(groups);
}

static gint compare_blocks(gconstpointer a, gconstpointer b)
{
    guint x = g_array_index(((const struct quotient_block *)a)->members, guint, 0);
    guint y = g_array_index(((const struct quotient_block *)b)->members, guint, 0);
    return (x > y) - (x < y);
}

static void add_singles(struct quotient *quotient, const struct structure *structure)
{
    for (guint i = 0; i < structure->device_count; i++) {
        if (structure_is_leaf(structure, i) || quotient->block_of[i] != STRUCTURE_NONE)
            continue;
        g_autoptr(GArray) members = g_array_new(FALSE, FALSE, sizeof(guint));
        g_array_append_val(members, i);
        add_block(quotient, QUOTIENT_SINGLE, members);
    }
}

static void make_blocks(struct quotient *quotient, const struct structure *structure)
{
    g_autofree bool *is_free = g_new0(bool, structure->device_count + 1);
    bool is_whole = !structure->network->is_of_parts;
    for (guint i = 0; i < structure->device_count; i++)
        is_free[i] = is_whole && !structure_is_leaf(structure, i) &&
                     structure_leaf_count(structure, i) == 0 && structure->degree[i] > 0 &&
                     structure->degree[i] <= MOST_OF_TWIN;
    take_groups(quotient, group(structure, is_free, false), QUOTIENT_TWINS, 2, is_free);
    for (guint i = 0; i < structure->device_count; i++)
        is_free[i] = is_whole && !structure_is_leaf(structure, i) &&
                     structure_leaf_count(structure, i) == 0 && structure->degree[i] >= LEAST_OF_MESH - 1 &&
                     quotient->block_of[i] == STRUCTURE_NONE;
    take_groups(quotient, group(structure, is_free, true), QUOTIENT_MESH, LEAST_OF_MESH, is_free);
    add_singles(quotient, structure);
    g_array_sort(quotient->blocks, compare_blocks);
    for (guint i = 0; i < quotient->blocks->len; i++) {
        const GArray *members = QUOTIENT_BLOCK(quotient, i)->members;
        for (guint k = 0; k < members->len; k++)
            quotient->block_of[g_array_index(members, guint, k)] = i;
    }
}

struct piece {
    guint a, b, pair;
};

static gint compare_pieces(gconstpointer x, gconstpointer y)
{
    const struct piece *p = x, *q = y;
    if (p->a != q->a)
        return p->a < q->a ? -1 : 1;
    if (p->b != q->b)
        return p->b < q->b ? -1 : 1;
    return (p->pair > q->pair) - (p->pair < q->pair);
}

static void make_edges(struct quotient *quotient, const struct structure *structure)
{
    g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(struct piece));
    for (guint i = 0; i < structure->pair_count; i++) {
        guint a = quotient->block_of[structure->pairs[i].a], b = quotient->block_of[structure->pairs[i].b];
        if (a == STRUCTURE_NONE || b == STRUCTURE_NONE || a == b)
            continue;
        struct piece piece = {MIN(a, b), MAX(a, b), i};
        g_array_append_val(pieces, piece);
    }
    g_array_sort(pieces, compare_pieces);
    for (guint i = 0; i < pieces->len; i++) {
        const struct piece *piece = &g_array_index(pieces, struct piece, i);
        const struct piece *before = i > 0 ? piece - 1 : NULL;
        if (before == NULL || before->a != piece->a || before->b != piece->b) {
            struct quotient_edge edge = {piece->a, piece->b, g_array_new(FALSE, FALSE, sizeof(guint))};
            g_array_append_val(quotient->edges, edge);
        }
        g_array_append_val(QUOTIENT_EDGE(quotient, quotient->edges->len - 1)->pairs, piece->pair);
    }
}

struct quotient *quotient_new(const struct structure *structure)
{
    struct quotient *quotient = g_new0(struct quotient, 1);
    quotient->blocks = g_array_new(FALSE, FALSE, sizeof(struct quotient_block));
    quotient->edges = g_array_new(FALSE, FALSE, sizeof(struct quotient_edge));
    quotient->block_of = g_new(guint, structure->device_count + 1);
    for (guint i = 0; i < structure->device_count; i++)
        quotient->block_of[i] = STRUCTURE_NONE;
    make_blocks(quotient, structure);
    make_edges(quotient, structure);
    return quotient;
}

void quotient_free(struct quotient *quotient)
{
    if (quotient == NULL)
        return;
    for (guint i = 0; i < quotient->blocks->len; i++)
        g_array_unref(QUOTIENT_BLOCK(quotient, i)->members);
    for (guint i = 0; i < quotient->edges->len; i++)
        g_array_unref(QUOTIENT_EDGE(quotient, i)->pairs);
    g_array_unref(quotient->blocks);
    g_array_unref(quotient->edges);
    g_free(quotient->block_of);
    g_free(quotient);
}
