#include "discover/mib/rows.h"

#include <string.h>

struct mib_rows {
    const struct mib_table *table;
    GHashTable *by_index; /* struct oid * -> struct mib_row * */
    GPtrArray *items;
    bool is_sorted;
};

static guint hash_index(const void *oid)
{
    return oid_hash(*(const struct oid *)oid);
}

static gboolean equal_index(const void *a, const void *b)
{
    return oid_equal(*(const struct oid *)a, *(const struct oid *)b);
}

struct mib_rows *mib_rows_new(const struct mib_table *table)
{
    struct mib_rows *rows = g_new0(struct mib_rows, 1);
    rows->table = table;
    rows->by_index = g_hash_table_new(hash_index, equal_index);
    rows->items = g_ptr_array_new();
    return rows;
}

void mib_rows_free(struct mib_rows *rows)
{
    if (rows == NULL)
        return;
    for (guint i = 0; i < rows->items->len; i++) {
        struct mib_row *row = rows->items->pdata[i];
        for (size_t column = 0; column < rows->table->column_count; column++)
            g_free((void *)row->cells[column]);
        g_free(row->cells);
        g_free((void *)row->index.arcs);
        g_free(row);
    }
    g_ptr_array_unref(rows->items);
    g_hash_table_unref(rows->by_index);
    g_free(rows);
}

/* The value and what it points at in one piece. */
static struct value *copy_value(const struct value *value)
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
    struct value *copy = g_malloc(sizeof *copy + size);
    *copy = *value;
    if (size > 0)
        memcpy(copy + 1, from, size);
    if (value->type == VALUE_OID)
        copy->oid.arcs = (const uint32_t *)(const void *)(copy + 1);
    else if (from != NULL)
        copy->octets.data = (const uint8_t *)(copy + 1);
    return copy;
}

static struct mib_row *add_row(struct mib_rows *rows, struct oid index)
{
    struct mib_row *row = g_new0(struct mib_row, 1);
    row->index = (struct oid){g_memdup2(index.arcs, index.count * sizeof *index.arcs), index.count};
    row->record = SIZE_MAX;
    row->cells = g_new0(const struct value *, rows->table->column_count);
    g_hash_table_insert(rows->by_index, &row->index, row);
    g_ptr_array_add(rows->items, row);
    rows->is_sorted = false;
    return row;
}

bool mib_rows_take(struct mib_rows *rows, uint32_t sub_id, struct oid index, const struct value *value)
{
    struct mib_row *row = mib_rows_find(rows, index);
    bool is_new_row = row == NULL;
    if (is_new_row)
        row = add_row(rows, index);
    for (size_t i = 0; i < rows->table->column_count; i++) {
        if (rows->table->columns[i].sub_id != sub_id)
            continue;
        if (row->cells[i] != NULL)
            return false;
        row->cells[i] = copy_value(value);
        return true;
    }
    return is_new_row;
}

struct mib_row *mib_rows_find(const struct mib_rows *rows, struct oid index)
{
    return g_hash_table_lookup(rows->by_index, &index);
}

static int compare_rows(const void *a, const void *b)
{
    const struct mib_row *x = *(const struct mib_row *const *)a, *y = *(const struct mib_row *const *)b;
    return oid_compare(x->index, y->index);
}

struct mib_row *const *mib_rows_sorted(struct mib_rows *rows, size_t *count)
{
    if (!rows->is_sorted)
        g_ptr_array_sort(rows->items, compare_rows);
    rows->is_sorted = true;
    *count = rows->items->len;
    return (struct mib_row *const *)(void *)rows->items->pdata;
}
