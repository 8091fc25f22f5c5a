#include "discover/cli_table_join.h"

#include <stdbool.h>
#include <string.h>

/* Where values of the result come from: the columns of the second table that the first has not. */
struct join {
    const struct cli_table *first, *second;
    GArray *columns; /* int */
    struct cli_table *joined;
};

static const struct cli_value *row_of(const struct cli_table *table, guint row)
{
    return g_ptr_array_index(table->rows, row);
}

/* Each part with its length, so that no two values are written alike. */
static void append_part(GString *out, const char *text)
{
    if (text == NULL)
        g_string_append(out, "-;");
    else
        g_string_append_printf(out, "%zu:%s;", strlen(text), text);
}

static void append_item(GString *out, const struct cli_item *item)
{
    append_part(out, item->text);
    for (guint i = 0; item->groups != NULL && i < item->groups->len; i++) {
        const struct cli_group *group = g_ptr_array_index(item->groups, i);
        append_part(out, group->name);
        append_part(out, group->text);
    }
}

static void append_value(GString *out, const struct cli_value *value)
{
    append_part(out, value->text);
    for (guint i = 0; value->items != NULL && i < value->items->len; i++)
        append_item(out, g_ptr_array_index(value->items, i));
    g_string_append_c(out, '|');
}

/* NULL where a key is missing. */
static char *key_of_row(const struct cli_table *table, guint row, const char *const *keys)
{
    GString *out = g_string_new(NULL);
    for (; *keys != NULL; keys++) {
        int column = cli_table_find(table, *keys);
        if (column < 0)
            return g_string_free(out, TRUE);
        append_value(out, &row_of(table, row)[column]);
    }
    return g_string_free(out, FALSE);
}

/* The first row of each key: key -> number of the row, plus one. */
static GHashTable *index_rows(const struct cli_table *table, const char *const *keys)
{
    GHashTable *rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < table->rows->len; i++) {
        g_autofree char *key = key_of_row(table, i, keys);
        if (key != NULL && !g_hash_table_contains(rows, key))
            g_hash_table_insert(rows, g_steal_pointer(&key), GUINT_TO_POINTER(i + 1));
    }
    return rows;
}

static void add_columns(struct join *join)
{
    for (guint i = 0; i < join->first->names->len; i++)
        cli_table_add_name(join->joined, g_ptr_array_index(join->first->names, i));
    for (int i = 0; i < (int)join->second->names->len; i++) {
        const char *name = g_ptr_array_index(join->second->names, (guint)i);
        if (cli_table_find(join->first, name) >= 0)
            continue;
        cli_table_add_name(join->joined, name);
        g_array_append_val(join->columns, i);
    }
}

static void add_row(struct join *join, guint row, const struct cli_value *more)
{
    guint width = join->first->names->len;
    struct cli_value *values = cli_table_add_row(join->joined);
    for (guint i = 0; i < width; i++)
        cli_value_copy(&values[i], &row_of(join->first, row)[i]);
    for (guint i = 0; more != NULL && i < join->columns->len; i++)
        cli_value_copy(&values[width + i], &more[g_array_index(join->columns, int, i)]);
}

static const struct cli_value *row_at(const struct cli_table *table, guint row)
{
    return row < table->rows->len ? row_of(table, row) : NULL;
}

static const struct cli_value *row_with(const struct join *join, GHashTable *rows, guint row,
                                        const char *const *keys)
{
    g_autofree char *key = key_of_row(join->first, row, keys);
    guint number = key == NULL ? 0 : GPOINTER_TO_UINT(g_hash_table_lookup(rows, key));
    return number == 0 ? NULL : row_of(join->second, number - 1);
}

struct cli_table *cli_table_join(const struct cli_table *first, const struct cli_table *second,
                                 const char *const *keys)
{
    struct join join = {first, second, g_array_new(FALSE, FALSE, sizeof(int)), cli_table_new()};
    bool has_keys = keys != NULL && *keys != NULL;
    GHashTable *rows = has_keys ? index_rows(second, keys) : NULL;
    add_columns(&join);
    for (guint i = 0; i < first->rows->len; i++)
        add_row(&join, i, has_keys ? row_with(&join, rows, i, keys) : row_at(second, i));
    g_clear_pointer(&rows, g_hash_table_unref);
    g_array_unref(join.columns);
    return join.joined;
}
