#include "discover/mib/rows.h"

#include <string.h>

#define BLOCK_SIZE 4000

/* Rows and values are freed together, so they share blocks. */
struct block {
    struct block *next;
    size_t used, size;
    max_align_t data[];
};

struct mib_rows {
    const struct mib_table *table;
    GHashTable *by_index; /* struct oid * -> struct mib_row * */
    GPtrArray *items;
    bool is_sorted;
    struct block *blocks;
};

static void *allocate(struct mib_rows *rows, size_t size)
{
    size = (size + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
    struct block *block = rows->blocks;
    if (block == NULL || block->size - block->used < size) {
        size_t room = MAX(size, BLOCK_SIZE);
        block = g_malloc(sizeof *block + room);
        *block = (struct block){.next = rows->blocks, .size = room};
        rows->blocks = block;
    }
    void *place = (char *)block->data + block->used;
    block->used += size;
    return place;
}

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
    for (struct block *block = rows->blocks, *next; block != NULL; block = next) {
        next = block->next;
        g_free(block);
    }
    g_ptr_array_unref(rows->items);
    g_hash_table_unref(rows->by_index);
    g_free(rows);
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
    struct value *copy = allocate(rows, sizeof *copy + size);
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
    struct mib_row *row = allocate(rows, sizeof *row);
    uint32_t *arcs = allocate(rows, index.count * sizeof *arcs);
    if (index.count > 0)
        memcpy(arcs, index.arcs, index.count * sizeof *arcs);
    row->index = (struct oid){arcs, index.count};
    row->record = SIZE_MAX;
    row->cells = allocate(rows, rows->table->column_count * sizeof(const struct value *));
    for (size_t i = 0; i < rows->table->column_count; i++)
        row->cells[i] = NULL;
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
        row->cells[i] = copy_value(rows, value);
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
