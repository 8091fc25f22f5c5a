#include "cli/listing.h"

#include <stdio.h>

struct listing {
    const struct column *columns;
    unsigned column_count;
    struct table *table; /* NULL: JSON */
    bool has_rows;
};

struct listing *listing_new(const struct column *columns, bool as_json)
{
    struct listing *listing = g_new0(struct listing, 1);
    listing->columns = columns;
    while (columns[listing->column_count].heading != NULL)
        listing->column_count++;
    if (as_json)
        return listing;
    g_autofree const char **headings = g_new0(const char *, listing->column_count + 1);
    for (unsigned i = 0; i < listing->column_count; i++)
        headings[i] = columns[i].heading;
    listing->table = table_new(headings);
    for (unsigned i = 0; i < listing->column_count; i++)
        if (columns[i].is_number)
            table_align_right(listing->table, i);
    return listing;
}

static char *join_texts(const json_t *array)
{
    GString *out = g_string_new(NULL);
    size_t i;
    const json_t *item;
    json_array_foreach(array, i, item)
        g_string_append_printf(out, "%s%s", i > 0 ? " " : "", json_string_value(item));
    return g_string_free(out, FALSE);
}

static char *format_value(const json_t *value)
{
    if (json_is_string(value))
        return g_strdup(json_string_value(value));
    if (json_is_integer(value))
        return g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
    if (json_is_real(value))
        return g_strdup_printf("%g", json_real_value(value));
    if (json_is_boolean(value))
        return g_strdup(json_is_true(value) ? "yes" : "no");
    return json_is_array(value) ? join_texts(value) : NULL;
}

static void add_cells(struct listing *listing, const json_t *row)
{
    g_auto(GStrv) cells = g_new0(char *, listing->column_count + 1);
    for (unsigned i = 0; i < listing->column_count; i++) {
        const struct column *column = &listing->columns[i];
        char *cell =
            column->format != NULL ? column->format(row) : format_value(json_object_get(row, column->key));
        cells[i] = cell != NULL ? cell : g_strdup("");
    }
    table_add(listing->table, (const char *const *)cells);
}

void listing_add(struct listing *listing, json_t *row)
{
    if (listing->table != NULL) {
        add_cells(listing, row);
    } else {
        fputs(listing->has_rows ? ",\n  " : "[\n  ", stdout);
        json_dumpf(row, stdout, JSON_SORT_KEYS | JSON_REAL_PRECISION(15));
    }
    listing->has_rows = true;
    json_decref(row);
}

void listing_add_all(struct listing *listing, json_t *rows)
{
    size_t i;
    json_t *row;
    json_array_foreach(rows, i, row) listing_add(listing, json_incref(row));
    json_decref(rows);
}

bool listing_finish(struct listing *listing, GError **error)
{
    struct table *table = listing->table;
    bool has_rows = listing->has_rows;
    g_free(listing);
    if (table != NULL)
        return table_print(table, error);
    fputs(has_rows ? "\n]\n" : "[]\n", stdout);
    return output_flush(error);
}

char *listing_format_speed(const json_t *row)
{
    double mbps = json_number_value(json_object_get(row, "speed_mbps"));
    if (mbps <= 0)
        return NULL;
    return mbps >= 1000 ? g_strdup_printf("%gG", mbps / 1000) : g_strdup_printf("%gM", mbps);
}

json_t *listing_speed(uint64_t speed_bps)
{
    if (speed_bps % 1000000 == 0)
        return json_integer((json_int_t)(speed_bps / 1000000));
    return json_real((double)speed_bps / 1e6);
}
