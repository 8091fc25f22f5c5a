#include "cli/output.h"

#include <errno.h>
#include <gio/gio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct table {
    unsigned columns;
    unsigned indent;
    bool has_headings;
    bool *right;
    size_t *widths;
    GPtrArray *cells; /* of const char *, row by row, the headings first */
    GStringChunk *memory;
};

/* Text of observations is printable already; file names, and what the user typed, need not be. */
char *output_inert(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text == NULL ? "" : text, -1);
    GString *out = g_string_new(NULL);
    for (const char *at = valid; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        g_string_append_unichar(out, g_unichar_isprint(c) || g_unichar_iszerowidth(c) ? c : ' ');
    }
    return g_string_free(out, FALSE);
}

/* Columns of a terminal that text takes. */
static size_t display_width(const char *text)
{
    size_t width = 0;
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        width += g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
    }
    return width;
}

struct table *table_new_bare(unsigned columns, unsigned indent)
{
    struct table *table = g_new0(struct table, 1);
    table->columns = columns;
    table->indent = indent;
    table->right = g_new0(bool, columns);
    table->widths = g_new0(size_t, columns);
    table->cells = g_ptr_array_new();
    table->memory = g_string_chunk_new(4096);
    return table;
}

struct table *table_new(const char *const *headings)
{
    struct table *table = table_new_bare(g_strv_length((char **)headings), 0);
    table->has_headings = true;
    table_add(table, headings);
    return table;
}

void table_add(struct table *table, const char *const *cells)
{
    for (unsigned i = 0; i < table->columns; i++) {
        g_autofree char *inert = output_inert(cells[i]);
        g_ptr_array_add(table->cells, g_string_chunk_insert(table->memory, inert));
    }
}

void table_align_right(struct table *table, unsigned column)
{
    g_assert(column < table->columns);
    table->right[column] = true;
}

static void table_free(struct table *table)
{
    g_ptr_array_unref(table->cells);
    g_string_chunk_free(table->memory);
    g_free(table->right);
    g_free(table->widths);
    g_free(table);
}

static void measure(struct table *table)
{
    for (guint i = 0; i < table->cells->len; i++) {
        size_t width = display_width(table->cells->pdata[i]);
        table->widths[i % table->columns] = MAX(table->widths[i % table->columns], width);
    }
}

static void append_blanks(GString *line, size_t count)
{
    g_string_append_printf(line, "%*s", (int)count, "");
}

static void append_row(const struct table *table, guint first, GString *line)
{
    append_blanks(line, table->indent);
    for (unsigned i = 0; i < table->columns; i++) {
        const char *cell = table->cells->pdata[first + i];
        size_t padding = table->widths[i] - display_width(cell);
        if (i > 0)
            g_string_append(line, "  ");
        if (table->right[i])
            append_blanks(line, padding);
        g_string_append(line, cell);
        if (!table->right[i])
            append_blanks(line, padding);
    }
    while (line->len > 0 && line->str[line->len - 1] == ' ')
        g_string_truncate(line, line->len - 1);
}

bool output_is_coloured(int descriptor)
{
    const char *no_color = g_getenv("NO_COLOR"), *term = g_getenv("TERM");
    return isatty(descriptor) && (no_color == NULL || *no_color == '\0') && term != NULL &&
           strcmp(term, "dumb") != 0;
}

bool output_flush(GError **error)
{
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return true;
    int code = errno != 0 ? errno : EIO;
    g_set_error(error, G_IO_ERROR, (int)g_io_error_from_errno(code), "standard output: %s", g_strerror(code));
    return false;
}

bool table_print(struct table *table, GError **error)
{
    g_autoptr(GString) line = g_string_new(NULL);
    bool bold = output_is_coloured(STDOUT_FILENO);
    measure(table);
    for (guint first = 0; first < table->cells->len; first += table->columns) {
        g_string_truncate(line, 0);
        append_row(table, first, line);
        printf(bold && table->has_headings && first == 0 ? "\033[1m%s\033[0m\n" : "%s\n", line->str);
    }
    table_free(table);
    return output_flush(error);
}

bool output_json(json_t *value, GError **error)
{
    /* 15 digits: what differs beyond them is the order of additions, not the answer. */
    json_dumpf(value, stdout, JSON_SORT_KEYS | JSON_INDENT(2) | JSON_REAL_PRECISION(15));
    json_decref(value);
    putchar('\n');
    return output_flush(error);
}

char *output_format_speed(uint64_t bps)
{
    double mbps = (double)bps / 1e6;
    if (bps == 0)
        return NULL;
    return mbps >= 1000 ? g_strdup_printf("%gG", mbps / 1000) : g_strdup_printf("%gM", mbps);
}

void output_set_text(json_t *object, const char *key, const char *text)
{
    if (text == NULL)
        return;
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    json_object_set_new(object, key, json_string(valid));
}

void output_set_integer(json_t *object, const char *key, json_int_t number)
{
    if (number != 0)
        json_object_set_new(object, key, json_integer(number));
}

void output_set_value(json_t *object, const char *option, json_t *value)
{
    g_autofree char *key = g_strdelimit(g_strdup(option), "-", '_');
    json_object_set_new(object, key, value);
}

json_t *output_texts(const GPtrArray *texts)
{
    json_t *array = json_array();
    for (guint i = 0; texts != NULL && i < texts->len; i++) {
        g_autofree char *valid = g_utf8_make_valid(texts->pdata[i], -1);
        json_array_append_new(array, json_string(valid));
    }
    return array;
}
