#include "graph/csv_rows.h"

#include <string.h>

G_DEFINE_QUARK(wiremap_csv_error, csv_error)

void csv_rows_init(struct csv_rows *rows, struct bytes text)
{
    static const uint8_t mark[] = {0xef, 0xbb, 0xbf};
    *rows = (struct csv_rows){.text = text, .line = 1, .next_line = 1};
    if (text.size >= sizeof mark && memcmp(text.data, mark, sizeof mark) == 0)
        rows->at = sizeof mark;
    rows->fields = g_ptr_array_new_with_free_func(g_free);
}

void csv_rows_clear(struct csv_rows *rows)
{
    g_ptr_array_unref(rows->fields);
    *rows = (struct csv_rows){0};
}

/* The octet at hand, -1 at the end. */
static int peek(const struct csv_rows *rows)
{
    return rows->at < rows->text.size ? rows->text.data[rows->at] : -1;
}

/* A carriage return that no line feed follows ends a line as well. */
static int take(struct csv_rows *rows)
{
    int octet = peek(rows);
    if (octet >= 0)
        rows->at++;
    if (octet == '\n' || (octet == '\r' && peek(rows) != '\n'))
        rows->next_line++;
    return octet;
}

static bool is_line_end(int octet)
{
    return octet == '\n' || octet == '\r' || octet < 0;
}

static bool fail(const struct csv_rows *rows, const char *what, GError **error)
{
    g_set_error(error, CSV_ERROR, CSV_ERROR_SYNTAX, "line %u: %s", rows->line, what);
    return false;
}

static void skip_line(struct csv_rows *rows)
{
    while (!is_line_end(peek(rows)))
        take(rows);
}

static void skip_blanks(struct csv_rows *rows)
{
    while (peek(rows) == ' ' || peek(rows) == '\t')
        take(rows);
}

/* To the first octet of a row; false at the end. */
static bool find_row(struct csv_rows *rows)
{
    for (;;) {
        skip_blanks(rows);
        bool is_comment = peek(rows) == '#' && (rows->at + 1 == rows->text.size ||
                                                g_ascii_isspace((gchar)rows->text.data[rows->at + 1]));
        if (is_comment)
            skip_line(rows);
        if (peek(rows) < 0)
            return false;
        if (!is_line_end(peek(rows)))
            return true;
        take(rows);
    }
}

static bool read_quoted(struct csv_rows *rows, GString *field, GError **error)
{
    take(rows);
    for (;;) {
        int octet = take(rows);
        if (octet < 0)
            return fail(rows, "a quote is not closed", error);
        if (octet == '"' && peek(rows) != '"')
            break;
        g_string_append_c(field, (gchar)(octet == '"' ? take(rows) : octet));
    }
    skip_blanks(rows);
    if (peek(rows) != ',' && !is_line_end(peek(rows)))
        return fail(rows, "text behind a quote", error);
    return true;
}

static bool read_field(struct csv_rows *rows, GError **error)
{
    g_autoptr(GString) field = g_string_new(NULL);
    skip_blanks(rows);
    if (peek(rows) == '"') {
        if (!read_quoted(rows, field, error))
            return false;
    } else {
        while (peek(rows) != ',' && !is_line_end(peek(rows)))
            g_string_append_c(field, (gchar)take(rows));
        while (field->len > 0 && g_ascii_isspace(field->str[field->len - 1]))
            g_string_truncate(field, field->len - 1);
    }
    if (!g_utf8_validate_len(field->str, field->len, NULL))
        return fail(rows, "not UTF-8 text", error);
    if (rows->fields->len == CSV_MAX_FIELDS)
        return fail(rows, "too many fields", error);
    g_ptr_array_add(rows->fields, g_strdup(field->str));
    return true;
}

bool csv_rows_next(struct csv_rows *rows, GError **error)
{
    g_ptr_array_set_size(rows->fields, 0);
    if (!find_row(rows))
        return false;
    rows->line = rows->next_line;
    for (;;) {
        if (!read_field(rows, error))
            return false;
        if (peek(rows) != ',')
            break;
        take(rows);
    }
    return true;
}
