/*
 * Rows of CSV: whatever the octets, the rows are UTF-8 without a NUL, no more than may be, and lines ascend;
 * and what was read is read again when it is written with quotes.
 */
#include "graph/csv_rows.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write_field(GString *out, const char *field)
{
    g_string_append_c(out, '"');
    for (; *field != '\0'; field++)
        g_string_append(out, *field == '"' ? "\"\"" : (const char[]){*field, '\0'});
    g_string_append_c(out, '"');
}

static void write_row(GString *out, const GPtrArray *fields)
{
    for (guint i = 0; i < fields->len; i++) {
        g_string_append(out, i == 0 ? "" : ",");
        write_field(out, fields->pdata[i]);
    }
    g_string_append_c(out, '\n');
}

static void check_row(const struct csv_rows *rows, size_t size, unsigned last)
{
    if (rows->fields->len == 0 || rows->fields->len > CSV_MAX_FIELDS)
        g_error("a row of %u fields", rows->fields->len);
    if (rows->line <= last || rows->line > size)
        g_error("line %u after %u", rows->line, last);
    for (guint i = 0; i < rows->fields->len; i++)
        if (!g_utf8_validate(rows->fields->pdata[i], -1, NULL))
            g_error("field %u is not UTF-8", i);
}

/* The text as it is written again. */
static GString *read_all(struct bytes text, bool *is_good)
{
    struct csv_rows rows;
    g_autoptr(GError) error = NULL;
    GString *out = g_string_new(NULL);
    csv_rows_init(&rows, text);
    for (unsigned last = 0; csv_rows_next(&rows, &error); last = rows.line) {
        check_row(&rows, text.size, last);
        write_row(out, rows.fields);
    }
    *is_good = error == NULL;
    csv_rows_clear(&rows);
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bool is_good;
    g_autoptr(GString) first = read_all((struct bytes){data, size}, &is_good);
    struct bytes written = {(const uint8_t *)first->str, first->len};
    g_autoptr(GString) second = read_all(written, &is_good);
    if (!is_good || !g_string_equal(first, second))
        g_error("what was written is read as something else");
    return 0;
}
