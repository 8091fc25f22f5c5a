#include "discover/cli_table.h"

#include <string.h>

static void group_free(void *data)
{
    struct cli_group *group = data;
    g_free(group->name);
    g_free(group->text);
    g_free(group);
}

static void item_free(void *data)
{
    struct cli_item *item = data;
    g_free(item->text);
    if (item->groups)
        g_ptr_array_unref(item->groups);
    g_free(item);
}

static void value_clear(struct cli_value *value)
{
    g_clear_pointer(&value->text, g_free);
    g_clear_pointer(&value->items, g_ptr_array_unref);
}

/* How long a row is, only the names tell. */
static void rows_free(GPtrArray *rows, guint width)
{
    for (guint i = 0; i < rows->len; i++) {
        struct cli_value *row = rows->pdata[i];
        for (guint k = 0; k < width; k++)
            value_clear(&row[k]);
        g_free(row);
    }
    g_ptr_array_unref(rows);
}

struct cli_table *cli_table_new(void)
{
    struct cli_table *table = g_new0(struct cli_table, 1);
    table->names = g_ptr_array_new_with_free_func(g_free);
    table->rows = g_ptr_array_new();
    return table;
}

void cli_table_free(struct cli_table *table)
{
    if (!table)
        return;
    rows_free(table->rows, table->names->len);
    g_ptr_array_unref(table->names);
    g_free(table);
}

void cli_table_add_name(struct cli_table *table, const char *name)
{
    g_assert(table->rows->len == 0);
    g_ptr_array_add(table->names, g_strdup(name));
}

struct cli_value *cli_table_add_row(struct cli_table *table)
{
    struct cli_value *row = g_new0(struct cli_value, MAX(table->names->len, 1));
    for (guint i = 0; i < table->names->len; i++)
        row[i].text = g_strdup("");
    g_ptr_array_add(table->rows, row);
    return row;
}

void cli_value_set(struct cli_value *value, const char *text)
{
    char *copy = g_strdup(text);
    value_clear(value);
    value->text = copy;
}

void cli_value_make_list(struct cli_value *value)
{
    if (value->items)
        return;
    value_clear(value);
    value->items = g_ptr_array_new_with_free_func(item_free);
}

struct cli_item *cli_value_add_item(struct cli_value *value, const char *text)
{
    cli_value_make_list(value);
    struct cli_item *item = g_new0(struct cli_item, 1);
    item->text = g_strdup(text);
    g_ptr_array_add(value->items, item);
    return item;
}

void cli_value_append(struct cli_value *value, const char *text)
{
    cli_value_add_item(value, text);
}

void cli_item_add_group(struct cli_item *item, const char *name, const char *text)
{
    if (!item->groups)
        item->groups = g_ptr_array_new_with_free_func(group_free);
    g_clear_pointer(&item->text, g_free);
    struct cli_group *group = g_new0(struct cli_group, 1);
    group->name = g_strdup(name);
    group->text = g_strdup(text);
    g_ptr_array_add(item->groups, group);
}

static void copy_item(struct cli_value *value, const struct cli_item *from)
{
    struct cli_item *item = cli_value_add_item(value, from->text);
    for (guint i = 0; from->groups && i < from->groups->len; i++) {
        const struct cli_group *group = from->groups->pdata[i];
        cli_item_add_group(item, group->name, group->text);
    }
}

void cli_value_copy(struct cli_value *value, const struct cli_value *from)
{
    struct cli_value copy = {0};
    if (from->items)
        cli_value_make_list(&copy);
    for (guint i = 0; from->items && i < from->items->len; i++)
        copy_item(&copy, from->items->pdata[i]);
    copy.text = g_strdup(from->text);
    value_clear(value);
    *value = copy;
}

int cli_table_find(const struct cli_table *table, const char *name)
{
    for (guint i = 0; i < table->names->len; i++)
        if (strcmp(table->names->pdata[i], name) == 0)
            return (int)i;
    return -1;
}
