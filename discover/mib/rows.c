#include "discover/mib/rows.h"

#include <string.h>

/* So many are kept in order by moving those behind a new one. */
#define FEW_ROWS 64

struct mib_rows {
    const struct mib_table *table;
    struct arena *arena;
    GPtrArray *items;     /* NULL while there are none */
    GHashTable *by_index; /* struct oid * -> struct mib_row *; NULL: the items are sorted */
};

static guint index_hash(gconstpointer index)
{
    return oid_hash(*(const struct oid *)index);
}

static gboolean index_equal(gconstpointer a, gconstpointer b)
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

static bool is_behind_all(const struct mib_rows *rows, struct oid index)
{
    return rows->items->len == 0 || oid_compare(row_at(rows, rows->items->len - 1)->index, index) < 0;
}

/* Agents tell rows in order as a rule, and parts of a column come in another one. Only for long tables of
 * agents that do not sort is a hash table worth its memory. */
static void index_rows(struct mib_rows *rows)
{
    rows->by_index = g_hash_table_new(index_hash, index_equal);
    for (guint i = 0; i < rows->items->len; i++)
        g_hash_table_insert(rows->by_index, &row_at(rows, i)->index, row_at(rows, i));
}

/* position: where it belongs in the order. */
static void insert_row(struct mib_rows *rows, struct mib_row *row, size_t position)
{
    if (rows->items == NULL)
        rows->items = g_ptr_array_sized_new(FEW_ROWS);
    bool is_sorted = rows->by_index == NULL;
    if (is_sorted && (position == rows->items->len || rows->items->len < FEW_ROWS)) {
        g_ptr_array_insert(rows->items, (gint)position, row);
        return;
    }
    if (is_sorted)
        index_rows(rows);
    g_ptr_array_add(rows->items, row);
    g_hash_table_insert(rows->by_index, &row->index, row);
}

static struct mib_row *add_row(struct mib_rows *rows, struct oid index, size_t position)
{
    size_t column_count = rows->table->column_count;
    struct mib_row *row = arena_take(rows->arena, sizeof *row + index.count * sizeof *index.arcs);
    uint32_t *arcs = (uint32_t *)(void *)(row + 1);
    if (index.count > 0)
        memcpy(arcs, index.arcs, index.count * sizeof *arcs);
    row->index = (struct oid){arcs, index.count};
    row->record = SIZE_MAX;
    row->cells = arena_take_zeroed(rows->arena, column_count * sizeof(const struct value *));
    insert_row(rows, row, position);
    return row;
}

/* The first row that is not before this index. */
static size_t search_sorted(const struct mib_rows *rows, struct oid index)
{
    size_t low = 0, high = rows->items->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (oid_compare(row_at(rows, middle)->index, index) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_at(const struct mib_rows *rows, size_t position, struct oid index)
{
    return position < rows->items->len && oid_equal(row_at(rows, position)->index, index);
}

/* *position: where to look first; becomes where the row is, or belongs. */
static struct mib_row *find_from(const struct mib_rows *rows, struct oid index, size_t *position)
{
    if (rows->items == NULL) {
        *position = 0;
        return NULL;
    }
    if (!is_at(rows, *position, index)) {
        if (rows->by_index != NULL)
            return g_hash_table_lookup(rows->by_index, &index);
        *position = is_behind_all(rows, index) ? rows->items->len : search_sorted(rows, index);
    }
    return is_at(rows, *position, index) ? row_at(rows, *position) : NULL;
}

bool mib_rows_take(struct mib_rows *rows, uint32_t sub_id, struct oid index, const struct value *value,
                   uint32_t *place)
{
    size_t position = *place;
    struct mib_row *row = find_from(rows, index, &position);
    bool is_new_row = row == NULL;
    if (is_new_row)
        row = add_row(rows, index, position);
    /* The values of a column come row by row as a rule. */
    *place = (uint32_t)position + 1;
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
    return find_from(rows, index, &(size_t){0});
}

struct mib_row *mib_rows_find_next(const struct mib_rows *rows, struct oid index, size_t *place)
{
    struct mib_row *row = find_from(rows, index, place);
    *place += row != NULL;
    return row;
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
    }
    *count = rows->items == NULL ? 0 : rows->items->len;
    return *count == 0 ? NULL : (struct mib_row *const *)(void *)rows->items->pdata;
}
