/*
 * Pajek's .net (Batagelj and Mrvar, Pajek manual, "Data format"): *Vertices with labels, *Edges and *Arcs
 * with weights, *Edgeslist and *Arcslist, *Matrix. Vertices are numbered from 1; a % begins a comment.
 * Weights and coordinates say nothing here; of two networks in a file the first is read.
 */
#include "graph/import_format.h"
#include "graph/import_text.h"

#include <inttypes.h>
#include <string.h>

enum section { SECTION_NONE, SECTION_VERTICES, SECTION_EDGES, SECTION_LISTS, SECTION_MATRIX, SECTION_OTHER };

struct reader {
    struct import_text text;
    struct import_graph *graph;
    enum section section;
    uint64_t vertices; /* 0: none announced yet */
    uint64_t row;      /* of the matrix */
    GHashTable *cells; /* of it: the pairs that are edges already */
    size_t skipped;    /* sections that are not known */
    unsigned line;     /* the present one */
};

static const struct {
    const char *word;
    enum section section;
} sections[] = {{"*edgeslist", SECTION_LISTS}, {"*arcslist", SECTION_LISTS},    {"*edges", SECTION_EDGES},
                {"*arcs", SECTION_EDGES},      {"*vertices", SECTION_VERTICES}, {"*matrix", SECTION_MATRIX},
                {"*network", SECTION_NONE}};

static bool parse_number(struct bytes word, uint64_t *out)
{
    g_autofree char *text = g_strndup((const char *)word.data, word.size);
    return g_ascii_string_to_unsigned(text, 10, 0, UINT32_MAX, out, NULL);
}

static bool read_vertex_number(struct reader *reader, struct bytes word, GError **error)
{
    uint64_t number;
    g_autofree char *shown = g_strndup((const char *)word.data, MIN(word.size, 40));
    if (!parse_number(word, &number))
        return import_text_fail(reader->line, error, "'%s' is no number of a vertex", shown);
    if (number == 0 || number > reader->vertices)
        return import_text_fail(reader->line, error, "there is no vertex %s: they are 1 to %" PRIu64, shown,
                                reader->vertices);
    return true;
}

static bool declare_vertices(struct reader *reader, GError **error)
{
    for (uint64_t i = 1; i <= reader->vertices; i++) {
        char id[24];
        uint32_t node;
        g_snprintf(id, sizeof id, "%" PRIu64, i);
        if (!import_text_declare(reader->graph, bytes_from_text(id), reader->line, &node, error))
            return false;
    }
    return true;
}

static bool begin_vertices(struct reader *reader, struct bytes rest, GError **error)
{
    if (reader->vertices > 0)
        return import_text_fail(reader->line, error, "a second *Vertices: two networks in one file");
    if (!parse_number(import_text_word(&rest, ""), &reader->vertices))
        return import_text_fail(reader->line, error, "*Vertices without their number");
    return declare_vertices(reader, error);
}

static bool begin_section(struct reader *reader, struct bytes line, GError **error)
{
    struct bytes rest = line, word = import_text_word(&rest, ":");
    g_autofree char *name = g_ascii_strdown((const char *)word.data, (gssize)word.size);
    reader->section = SECTION_OTHER;
    for (size_t i = 0; i < G_N_ELEMENTS(sections); i++)
        if (strcmp(sections[i].word, name) == 0)
            reader->section = sections[i].section;
    reader->skipped += reader->section == SECTION_OTHER;
    return reader->section != SECTION_VERTICES || begin_vertices(reader, rest, error);
}

/* A label is in quotes, or a word. */
static struct bytes take_label(struct bytes *rest)
{
    struct bytes word = import_text_word(rest, "\"");
    if (word.size > 0 || rest->size == 0)
        return word;
    struct bytes quoted = {rest->data + 1, rest->size - 1};
    const uint8_t *end = memchr(quoted.data, '"', quoted.size);
    if (end != NULL)
        quoted.size = (size_t)(end - quoted.data);
    size_t taken = MIN(quoted.size + 2, rest->size);
    rest->data += taken;
    rest->size -= taken;
    return quoted;
}

static bool read_vertex(struct reader *reader, struct bytes line, GError **error)
{
    struct bytes rest = line, number = import_text_word(&rest, "\"");
    uint32_t node;
    if (!read_vertex_number(reader, number, error) ||
        !import_text_declare(reader->graph, number, reader->line, &node, error))
        return false;
    import_graph_set_node(reader->graph, node, IMPORT_LABEL, take_label(&rest));
    return true;
}

/* Edges may have a minus before the number of their relation, and lists have many ends. */
static bool read_ends(struct reader *reader, struct bytes line, bool is_list, GError **error)
{
    struct bytes rest = line, from = import_text_word(&rest, "");
    if (!read_vertex_number(reader, from, error))
        return false;
    size_t count = 0;
    for (struct bytes to = import_text_word(&rest, ""); to.size > 0; to = import_text_word(&rest, "")) {
        if (!read_vertex_number(reader, to, error) ||
            !import_text_add_edge(reader->graph, from, to, reader->line, error))
            return false;
        count++;
        if (!is_list)
            break;
    }
    return count > 0 || import_text_fail(reader->line, error, "an edge has one end only");
}

/* Whether the pair is new: a matrix has it from both sides, or, where it is directed, from one. */
static bool add_cell(struct reader *reader, uint64_t row, uint64_t column)
{
    if (row == column)
        return false;
    uint64_t *pair = g_new(uint64_t, 1);
    *pair = MIN(row, column) << 32 | MAX(row, column);
    return g_hash_table_add(reader->cells, pair);
}

/* A row of an adjacency matrix. */
static bool read_row(struct reader *reader, struct bytes line, GError **error)
{
    struct bytes rest = line;
    char from[24], to[24];
    g_snprintf(from, sizeof from, "%" PRIu64, ++reader->row);
    if (reader->row > reader->vertices)
        return import_text_fail(reader->line, error, "the matrix has more rows than there are vertices");
    uint64_t column = 0;
    for (struct bytes cell = import_text_word(&rest, ""); cell.size > 0; cell = import_text_word(&rest, "")) {
        if (++column > reader->vertices)
            return import_text_fail(reader->line, error, "the row has more cells than there are vertices");
        bool is_zero = strspn((const char *)cell.data, "0.+-") >= cell.size;
        if (is_zero || !add_cell(reader, reader->row, column))
            continue;
        g_snprintf(to, sizeof to, "%" PRIu64, column);
        if (!import_text_add_edge(reader->graph, bytes_from_text(from), bytes_from_text(to), reader->line,
                                  error))
            return false;
    }
    return true;
}

static bool read_line(struct reader *reader, struct bytes line, GError **error)
{
    switch (reader->section) {
    case SECTION_VERTICES:
        return read_vertex(reader, line, error);
    case SECTION_EDGES:
        return read_ends(reader, line, false, error);
    case SECTION_LISTS:
        return read_ends(reader, line, true, error);
    case SECTION_MATRIX:
        return read_row(reader, line, error);
    case SECTION_NONE:
        return import_text_fail(reader->line, error, "there is no *Vertices before this");
    case SECTION_OTHER:
        break;
    }
    return true;
}

static bool read_all(struct reader *reader, GError **error)
{
    struct bytes line;
    for (reader->line = 1; import_text_line(&reader->text, &line); reader->line = reader->text.line) {
        struct bytes rest = line, first = import_text_word(&rest, "");
        if (first.size == 0 || *first.data == '%')
            continue;
        bool is_good =
            *first.data == '*' ? begin_section(reader, line, error) : read_line(reader, line, error);
        if (!is_good)
            return false;
    }
    return reader->vertices > 0 || import_text_fail(reader->line, error, "there are no *Vertices in it");
}

bool import_read_pajek(struct bytes file, struct import_graph *graph, GPtrArray *left_out, GError **error)
{
    struct reader reader = {.text = import_text_init(file),
                            .graph = graph,
                            .cells = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL)};
    bool is_read = read_all(&reader, error);
    if (is_read && reader.skipped > 0)
        g_ptr_array_add(left_out,
                        g_strdup_printf("%zu sections of Pajek's that make no graph", reader.skipped));
    g_hash_table_unref(reader.cells);
    return is_read;
}
