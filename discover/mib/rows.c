#include "discover/mib/rows.h"

#include <string.h>

struct mib_rows {
    const struct mib_table *table;
    struct arena *arena;
    GPtrArray *items;     /* NULL while there are none */
    GHashTable *by_index; /* struct oid * -> struct mib_row *; NULL while the items are sorted */
    size_t latest;        /* where a row was found last */
};

guint mib_index_hash(gconstpointer index)
{
    return oid_hash(*(const struct oid *)index);
}

gboolean mib_index_equal(gconstpointer a, gconstpointer b)
{
    return oid_equal(*(const struct oid *)a, *(const struct oid *)b);
}

struct mib_rows *mib_rows_new(const struct mib_table *table, struct arena *arena)
{
    struct mib_rows *rows = arena_take_zeroed(arena, sizeof *rows);
    rows->table = table;
    rows->arena = arena;
    return rows;
}

void mib_rows_clear(struct mib_rows *rows)
{
    g_clear_pointer(&rows->items, g_ptr_array_unref);
    g_clear_pointer(&rows->by_index, g_hash_table_unref);
}

/* The value and what it points at in one piece. */
static struct value *copy_value(struct mib_rows *rows, const struct value *value)
{
    const void *from = NULL;
    size_t size = 0;
    if (value->type == VALUE_OID) {
        from = value->oid.arcs;
        size = value->oid.count * sizeof *value->oid.arcs;
    } else if (value->type == VALUE_OCTET_STRING || value->type == VALUE_IP_ADDRESS ||
               value->type == VALUE_OPAQUE) {
        from = value->octets.data;
        size = value->octets.size;
    }
    struct value *copy = arena_take(rows->arena, sizeof *copy + size);
    *copy = *value;
    if (size > 0)
        memcpy(copy + 1, from, size);
    if (value->type == VALUE_OID)
        copy->oid.arcs = (const uint32_t *)(const void *)(copy + 1);
    else if (from != NULL)
        copy->octets.data = (const uint8_t *)(copy + 1);
    return copy;
}

static struct mib_row *row_at(const struct mib_rows *rows, size_t position)
{
    return g_ptr_array_index(rows->items, position);
}

/* Agents tell rows in order as a rule; only for the others is a hash table worth its memory. */
static void note_order(struct mib_rows *rows, struct mib_row *row)
{
    guint count = rows->items->len;
    if (rows->by_index != NULL) {
        g_hash_table_insert(rows->by_index, &row->index, row);
    } else if (count > 1 && oid_compare(row_at(rows, count - 2)->index, row->index) > 0) {
        rows->by_index = g_hash_table_new(mib_index_hash, mib_index_equal);
        for (guint i = 0; i < count; i++)
            g_hash_table_insert(rows->by_index, &row_at(rows, i)->index, row_at(rows, i));
    }
}

static struct mib_row *add_row(struct mib_rows *rows, struct oid index)
{
    struct mib_row *row = arena_take(rows->arena, sizeof *row);
    uint32_t *arcs = arena_take(rows->arena, index.count * sizeof *arcs);
    if (index.count > 0)
        memcpy(arcs, index.arcs, index.count * sizeof *arcs);
    row->index = (struct oid){arcs, index.count};
    row->record = SIZE_MAX;
    row->cells = arena_take_zeroed(rows->arena, rows->table->column_count * sizeof(const struct value *));
    if (rows->items == NULL)
        rows->items = g_ptr_array_sized_new(32);
    rows->latest = rows->items->len;
    g_ptr_array_add(rows->items, row);
    note_order(rows, row);
    return row;
}

static struct mib_row *search_sorted(const struct mib_rows *rows, struct oid index)
{
    size_t low = 0, high = rows->items->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = oid_compare(row_at(rows, middle)->index, index);
        if (order == 0)
            return row_at(rows, middle);
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* The cells of a row come one behind the other, or those of a column do. */
static struct mib_row *find_near(struct mib_rows *rows, struct oid index)
{
    for (size_t i = rows->latest; rows->items != NULL && i < MIN(rows->latest + 2, rows->items->len); i++) {
        if (oid_equal(row_at(rows, i)->index, index)) {
            rows->latest = i;
            return row_at(rows, i);
        }
    }
    return NULL;
}

bool mib_rows_take(struct mib_rows *rows, uint32_t sub_id, struct oid index, const struct value *value)
{
    struct mib_row *row = find_near(rows, index);
    if (row == NULL)
        row = mib_rows_find(rows, index);
    bool is_new_row = row == NULL;
    if (is_new_row)
        row = add_row(rows, index);
    for (size_t i = 0; i < rows->table->column_count; i++) {
        if (rows->table->columns[i].sub_id != sub_id)
            continue;
        if (row->cells[i] != NULL)
            return false;
        row->cells[i] = copy_value(rows, value);
        return true;
    }
    return is_new_row;
}

size_t mib_rows_count(const struct mib_rows *rows)
{
    return rows->items == NULL ? 0 : rows->items->len;
}

struct mib_row *mib_rows_find(const struct mib_rows *rows, struct oid index)
{
    if (rows->items == NULL)
        return NULL;
    return rows->by_index != NULL ? g_hash_table_lookup(rows->by_index, &index) : search_sorted(rows, index);
}

static int compare_rows(const void *a, const void *b)
{
    const struct mib_row *x = *(const struct mib_row *const *)a, *y = *(const struct mib_row *const *)b;
    return oid_compare(x->index, y->index);
}

struct mib_row *const *mib_rows_sorted(struct mib_rows *rows, size_t *count)
{
    if (rows->by_index != NULL) {
        g_ptr_array_sort(rows->items, compare_rows);
        g_clear_pointer(&rows->by_index, g_hash_table_unref);
        rows->latest = 0;
    }
    *count = rows->items == NULL ? 0 : rows->items->len;
    return *count == 0 ? NULL : (struct mib_row *const *)(void *)rows->items->pdata;
}
