/*
 * Tables of edges: CSV (RFC 4180), with commas, semicolons or tabs, and lists of words ("a b", as NetworkX
 * and igraph write edge lists). A first line that names its columns says which are which: a and b (or source
 * and target, from and to), a_id and b_id, a_port, b_port, layer, protocols, speed_mbps (or speed), as
 * `wiremap export -f csv` writes them; without it the columns are a, b, a_port, b_port, speed_mbps. A row
 * with one end only is a device without links. A # begins a comment.
 */
#include "graph/import_format.h"
#include "graph/import_text.h"

#include <string.h>

#define MAX_COLUMNS 256

enum meaning { MEANING_NONE, MEANING_A, MEANING_B, MEANING_A_ID, MEANING_B_ID, MEANING_ATTRIBUTE };

struct column {
    enum meaning meaning;
    enum import_attribute attribute;
};

struct reader {
    struct import_text text;
    struct import_graph *graph;
    char separator; /* ' ': blanks */
    struct column columns[MAX_COLUMNS];
    GPtrArray *cells; /* of GString: the present row's */
    guint cell_count;
    unsigned line; /* where the row begins */
};

static const struct {
    const char *name;
    struct column column;
} column_names[] = {
    {"a", {MEANING_A, 0}},
    {"source", {MEANING_A, 0}},
    {"from", {MEANING_A, 0}},
    {"b", {MEANING_B, 0}},
    {"target", {MEANING_B, 0}},
    {"to", {MEANING_B, 0}},
    {"a_id", {MEANING_A_ID, 0}},
    {"b_id", {MEANING_B_ID, 0}},
    {"a_port", {MEANING_ATTRIBUTE, IMPORT_A_PORT}},
    {"b_port", {MEANING_ATTRIBUTE, IMPORT_B_PORT}},
    {"layer", {MEANING_ATTRIBUTE, IMPORT_LAYER}},
    {"protocols", {MEANING_ATTRIBUTE, IMPORT_PROTOCOLS}},
    {"speed_mbps", {MEANING_ATTRIBUTE, IMPORT_SPEED_MBPS}},
    {"speed", {MEANING_ATTRIBUTE, IMPORT_SPEED_MBPS}},
};

static const struct column default_columns[] = {{MEANING_A, 0},
                                                {MEANING_B, 0},
                                                {MEANING_ATTRIBUTE, IMPORT_A_PORT},
                                                {MEANING_ATTRIBUTE, IMPORT_B_PORT},
                                                {MEANING_ATTRIBUTE, IMPORT_SPEED_MBPS}};

static GString *next_cell(struct reader *reader)
{
    if (reader->cell_count == reader->cells->len)
        g_ptr_array_add(reader->cells, g_string_new(NULL));
    GString *cell = reader->cells->pdata[reader->cell_count++];
    return g_string_truncate(cell, 0);
}

static bool is_line_end(int octet)
{
    return octet < 0 || octet == '\n' || octet == '\r';
}

/* What is in quotes, where a quote is written twice. */
static bool take_quoted(struct reader *reader, GString *cell, GError **error)
{
    unsigned line = reader->text.line;
    import_text_take(&reader->text);
    for (;;) {
        int octet = import_text_take(&reader->text);
        if (octet < 0)
            return import_text_fail(line, error, "a quote is never closed");
        if (octet == '"' && import_text_peek(&reader->text) != '"')
            return true;
        if (octet == '"')
            import_text_take(&reader->text);
        g_string_append_c(cell, (char)octet);
    }
}

static bool is_separator(const struct reader *reader, int octet)
{
    return octet == reader->separator || (reader->separator == ' ' && octet == '\t');
}

static void skip_blanks(struct reader *reader)
{
    while (import_text_peek(&reader->text) == ' ' ||
           (reader->separator == ' ' && import_text_peek(&reader->text) == '\t'))
        import_text_take(&reader->text);
}

static void take_line_end(struct import_text *text)
{
    if (import_text_take(text) == '\r' && import_text_peek(text) == '\n')
        import_text_take(text);
}

static bool read_row(struct reader *reader, GError **error)
{
    reader->cell_count = 0;
    reader->line = reader->text.line;
    do {
        skip_blanks(reader);
        if (reader->cell_count == MAX_COLUMNS)
            return import_text_fail(reader->line, error, "there are over %d columns", MAX_COLUMNS);
        GString *cell = next_cell(reader);
        if (import_text_peek(&reader->text) == '"' && !take_quoted(reader, cell, error))
            return false;
        for (int octet = import_text_peek(&reader->text); !is_line_end(octet) && !is_separator(reader, octet);
             octet = import_text_peek(&reader->text))
            g_string_append_c(cell, (char)import_text_take(&reader->text));
        g_strchomp(cell->str);
        cell->len = strlen(cell->str);
        if (reader->separator == ' ')
            skip_blanks(reader);
        if (is_line_end(import_text_peek(&reader->text)))
            break;
        if (reader->separator != ' ')
            import_text_take(&reader->text);
    } while (true);
    take_line_end(&reader->text);
    return true;
}

/* The first line that is no comment decides: tabs and semicolons are rarely in names, blanks often. */
static char find_separator(struct bytes file)
{
    struct import_text text = import_text_init(file);
    struct bytes line;
    while (import_text_line(&text, &line)) {
        if (line.size == 0 || *line.data == '#')
            continue;
        static const char separators[] = {',', ';', '\t'};
        for (size_t i = 0; i < G_N_ELEMENTS(separators); i++)
            if (memchr(line.data, separators[i], line.size) != NULL)
                return separators[i];
        return ' ';
    }
    return ',';
}

static const char *cell_at(const struct reader *reader, guint column)
{
    return ((const GString *)reader->cells->pdata[column])->str;
}

/* Whether the row names columns, both ends of an edge among them. */
static bool find_columns(struct reader *reader)
{
    struct column columns[MAX_COLUMNS] = {{MEANING_NONE, 0}};
    uint32_t found = 0;
    for (guint i = 0; i < reader->cell_count; i++)
        for (size_t j = 0; j < G_N_ELEMENTS(column_names); j++)
            if (g_ascii_strcasecmp(column_names[j].name, cell_at(reader, i)) == 0) {
                columns[i] = column_names[j].column;
                found |= 1U << columns[i].meaning;
            }
    if (!(found & 1U << MEANING_A) || !(found & 1U << MEANING_B))
        return false;
    memcpy(reader->columns, columns, sizeof columns);
    return true;
}

static const char *find_cell(const struct reader *reader, enum meaning meaning)
{
    for (guint i = 0; i < reader->cell_count; i++)
        if (reader->columns[i].meaning == meaning && *cell_at(reader, i) != '\0')
            return cell_at(reader, i);
    return NULL;
}

static bool declare(struct reader *reader, enum meaning id, enum meaning name, const char **out,
                    GError **error)
{
    uint32_t node;
    const char *text = find_cell(reader, id), *label = find_cell(reader, name);
    *out = text != NULL ? text : label;
    if (*out == NULL)
        return true;
    if (!import_text_declare(reader->graph, bytes_from_text(*out), reader->line, &node, error))
        return false;
    if (label != NULL)
        import_graph_set_node(reader->graph, node, IMPORT_NAME, bytes_from_text(label));
    return true;
}

static bool take_row(struct reader *reader, GError **error)
{
    const char *a, *b;
    if (!declare(reader, MEANING_A_ID, MEANING_A, &a, error) ||
        !declare(reader, MEANING_B_ID, MEANING_B, &b, error))
        return false;
    if (a == NULL && b == NULL)
        return import_text_fail(reader->line, error, "the row names no device");
    if (a == NULL || b == NULL)
        return true;
    if (!import_text_add_edge(reader->graph, bytes_from_text(a), bytes_from_text(b), reader->line, error))
        return false;
    for (guint i = 0; i < reader->cell_count; i++)
        if (reader->columns[i].meaning == MEANING_ATTRIBUTE)
            import_graph_set_edge(reader->graph, reader->columns[i].attribute,
                                  bytes_from_text(cell_at(reader, i)));
    return true;
}

static bool is_comment_or_empty(const struct reader *reader)
{
    return reader->cell_count == 0 || *cell_at(reader, 0) == '#' ||
           (reader->cell_count == 1 && *cell_at(reader, 0) == '\0');
}

static bool read_all(struct reader *reader, GError **error)
{
    bool is_first = true;
    while (import_text_peek(&reader->text) >= 0) {
        if (!read_row(reader, error))
            return false;
        if (is_comment_or_empty(reader))
            continue;
        /* Words have no header: "a b" is an edge. */
        bool is_header = is_first && reader->separator != ' ' && find_columns(reader);
        is_first = false;
        if (!is_header && !take_row(reader, error))
            return false;
    }
    return !is_first || import_text_fail(reader->text.line, error, "there is no edge in it");
}

static void free_cell(gpointer cell)
{
    g_string_free(cell, TRUE);
}

bool import_read_table(struct bytes file, struct import_graph *graph, GPtrArray *left_out G_GNUC_UNUSED,
                       GError **error)
{
    struct reader reader = {.text = import_text_init(file),
                            .graph = graph,
                            .separator = find_separator(file),
                            .cells = g_ptr_array_new_with_free_func(free_cell)};
    memcpy(reader.columns, default_columns, sizeof default_columns);
    /* The third word of an edge list is a weight or a dictionary, no port. */
    if (reader.separator == ' ')
        memset(reader.columns + 2, 0, sizeof default_columns - 2 * sizeof *default_columns);
    bool is_read = read_all(&reader, error);
    g_ptr_array_unref(reader.cells);
    return is_read;
}
