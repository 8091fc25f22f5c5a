/*
 * GML (Himsolt, "GML: A portable Graph File Format", 1997): keys with numbers, texts and lists. Read are
 * graph, node (id, label and the attributes of import_graph.h) and edge (source, target); igraph and NetworkX
 * write them, and so does the Internet Topology Zoo. Entities as in HTML stand for what is no ASCII.
 */
#include "graph/import_format.h"
#include "graph/import_text.h"

#include <string.h>

#define MAX_DEPTH 64
#define MAX_TOKEN 65536

enum token { TOKEN_END, TOKEN_KEY, TOKEN_NUMBER, TOKEN_TEXT, TOKEN_OPEN, TOKEN_CLOSE, TOKEN_BAD };

/* What an open list is about. */
enum list { LIST_FILE, LIST_GRAPH, LIST_NODE, LIST_EDGE, LIST_OTHER };

struct item {
    enum import_attribute attribute;
    char *text;
};

struct reader {
    struct import_text text;
    struct import_graph *graph;
    GString *token;
    enum list open[MAX_DEPTH];
    unsigned depth, begun; /* lists that are open, and the line where the node or edge began */
    size_t graph_count;
    char *id, *source, *target; /* of the node or edge that is open */
    GArray *items;              /* of struct item: its attributes */
};

static void item_clear(gpointer item)
{
    g_free(((struct item *)item)->text);
}

static void skip_blanks(struct import_text *text)
{
    for (int octet = import_text_peek(text); octet >= 0; octet = import_text_peek(text)) {
        if (octet == '#') {
            struct bytes comment;
            import_text_line(text, &comment);
        } else if (g_ascii_isspace(octet)) {
            import_text_take(text);
        } else {
            return;
        }
    }
}

static enum token read_quoted(struct reader *reader)
{
    import_text_take(&reader->text);
    while (reader->token->len <= MAX_TOKEN) {
        int octet = import_text_take(&reader->text);
        if (octet == '"')
            return TOKEN_TEXT;
        if (octet < 0)
            return TOKEN_BAD;
        g_string_append_c(reader->token, (char)octet);
    }
    return TOKEN_BAD;
}

static enum token read_word(struct reader *reader)
{
    for (int octet = import_text_peek(&reader->text);
         octet >= 0 && !g_ascii_isspace(octet) && strchr("[]\"", octet) == NULL &&
         reader->token->len < MAX_TOKEN;
         octet = import_text_peek(&reader->text))
        g_string_append_c(reader->token, (char)import_text_take(&reader->text));
    char first = reader->token->str[0];
    return g_ascii_isalpha(first) || first == '_' ? TOKEN_KEY : TOKEN_NUMBER;
}

static enum token next_token(struct reader *reader)
{
    skip_blanks(&reader->text);
    g_string_truncate(reader->token, 0);
    switch (import_text_peek(&reader->text)) {
    case -1:
        return TOKEN_END;
    case 0:
        return TOKEN_BAD;
    case '[':
        import_text_take(&reader->text);
        return TOKEN_OPEN;
    case ']':
        import_text_take(&reader->text);
        return TOKEN_CLOSE;
    case '"':
        return read_quoted(reader);
    default:
        return read_word(reader);
    }
}

/* GML's own characters are ASCII; others stand as &#225; or, as writers do, as they are. Of names only those
 * that GML demands are read. */
static char *decode(const char *text)
{
    static const struct {
        const char *name;
        char character;
    } names[] = {{"quot;", '"'}, {"amp;", '&'}, {"lt;", '<'}, {"gt;", '>'}, {"apos;", '\''}};
    GString *out = g_string_new(NULL);
    while (*text != '\0') {
        char *end = NULL;
        if (*text != '&') {
            g_string_append_c(out, *text++);
            continue;
        }
        guint64 number = text[1] == '#' ? g_ascii_strtoull(text + 2, &end, 10) : 0;
        if (number > 0 && *end == ';' && number <= 0x10ffff && g_unichar_validate((gunichar)number)) {
            g_string_append_unichar(out, (gunichar)number);
            text = end + 1;
            continue;
        }
        size_t i = 0;
        while (i < G_N_ELEMENTS(names) && !g_str_has_prefix(text + 1, names[i].name))
            i++;
        g_string_append_c(out, i < G_N_ELEMENTS(names) ? names[i].character : '&');
        text += i < G_N_ELEMENTS(names) ? 1 + strlen(names[i].name) : 1;
    }
    return g_string_free(out, FALSE);
}

static enum list list_now(const struct reader *reader)
{
    return reader->depth == 0 ? LIST_FILE : reader->open[reader->depth - 1];
}

static void keep(char **place, const char *text)
{
    if (*place == NULL)
        *place = g_strdup(text);
}

static void take_value(struct reader *reader, const char *key, const char *text)
{
    enum list list = list_now(reader);
    enum import_attribute attribute;
    if (list != LIST_NODE && list != LIST_EDGE)
        return;
    if (list == LIST_NODE && strcmp(key, "id") == 0)
        keep(&reader->id, text);
    else if (list == LIST_EDGE && strcmp(key, "source") == 0)
        keep(&reader->source, text);
    else if (list == LIST_EDGE && strcmp(key, "target") == 0)
        keep(&reader->target, text);
    else if (import_attribute_find(key, list == LIST_EDGE, &attribute)) {
        struct item item = {attribute, decode(text)};
        g_array_append_val(reader->items, item);
    }
}

static bool open_list(struct reader *reader, const char *key, GError **error)
{
    enum list around = list_now(reader), list = LIST_OTHER;
    if (reader->depth == MAX_DEPTH)
        return import_text_fail(reader->text.line, error, "lists are nested over %d deep", MAX_DEPTH);
    if (around == LIST_FILE && strcmp(key, "graph") == 0)
        list = ++reader->graph_count == 1 ? LIST_GRAPH : LIST_OTHER;
    else if (around == LIST_GRAPH && strcmp(key, "node") == 0)
        list = LIST_NODE;
    else if (around == LIST_GRAPH && strcmp(key, "edge") == 0)
        list = LIST_EDGE;
    if (list == LIST_NODE || list == LIST_EDGE)
        reader->begun = reader->text.line;
    reader->open[reader->depth++] = list;
    return true;
}

static bool finish_node(struct reader *reader, GError **error)
{
    uint32_t node;
    if (reader->id == NULL)
        return import_text_fail(reader->begun, error, "a node has no id");
    if (!import_text_declare(reader->graph, bytes_from_text(reader->id), reader->begun, &node, error))
        return false;
    for (guint i = 0; i < reader->items->len; i++) {
        const struct item *item = &g_array_index(reader->items, struct item, i);
        import_graph_set_node(reader->graph, node, item->attribute, bytes_from_text(item->text));
    }
    return true;
}

static bool finish_edge(struct reader *reader, GError **error)
{
    if (reader->source == NULL || reader->target == NULL)
        return import_text_fail(reader->begun, error, "an edge has no %s",
                                reader->source == NULL ? "source" : "target");
    if (!import_text_add_edge(reader->graph, bytes_from_text(reader->source), bytes_from_text(reader->target),
                              reader->begun, error))
        return false;
    for (guint i = 0; i < reader->items->len; i++) {
        const struct item *item = &g_array_index(reader->items, struct item, i);
        import_graph_set_edge(reader->graph, item->attribute, bytes_from_text(item->text));
    }
    return true;
}

static void forget(struct reader *reader)
{
    g_clear_pointer(&reader->id, g_free);
    g_clear_pointer(&reader->source, g_free);
    g_clear_pointer(&reader->target, g_free);
    g_array_set_size(reader->items, 0);
}

static bool close_list(struct reader *reader, GError **error)
{
    if (reader->depth == 0)
        return import_text_fail(reader->text.line, error, "a ] closes nothing");
    enum list list = reader->open[--reader->depth];
    bool is_good = true;
    if (list == LIST_NODE)
        is_good = finish_node(reader, error);
    else if (list == LIST_EDGE)
        is_good = finish_edge(reader, error);
    if (list == LIST_NODE || list == LIST_EDGE)
        forget(reader);
    return is_good;
}

static bool read_pair(struct reader *reader, GError **error)
{
    g_autofree char *key = g_strdup(reader->token->str);
    switch (next_token(reader)) {
    case TOKEN_OPEN:
        return open_list(reader, key, error);
    case TOKEN_KEY: /* some writers leave the quotes away */
    case TOKEN_NUMBER:
    case TOKEN_TEXT:
        take_value(reader, key, reader->token->str);
        return true;
    default:
        return import_text_fail(reader->text.line, error, "the key %.40s has no value", key);
    }
}

static bool read_all(struct reader *reader, GError **error)
{
    for (;;) {
        switch (next_token(reader)) {
        case TOKEN_END:
            if (reader->depth > 0)
                return import_text_fail(reader->text.line, error, "the file ends within a list");
            return reader->graph_count > 0 ||
                   import_text_fail(reader->text.line, error, "there is no graph in it");
        case TOKEN_KEY:
            if (!read_pair(reader, error))
                return false;
            break;
        case TOKEN_CLOSE:
            if (!close_list(reader, error))
                return false;
            break;
        default:
            return import_text_fail(reader->text.line, error, "a key was expected");
        }
    }
}

bool import_read_gml(struct bytes file, struct import_graph *graph, GPtrArray *left_out, GError **error)
{
    struct reader reader = {.text = import_text_init(file),
                            .graph = graph,
                            .token = g_string_new(NULL),
                            .items = g_array_new(FALSE, FALSE, sizeof(struct item))};
    g_array_set_clear_func(reader.items, item_clear);
    bool is_read = read_all(&reader, error);
    if (is_read && reader.graph_count > 1)
        g_ptr_array_add(left_out, g_strdup_printf("all but the first of %zu graphs", reader.graph_count));
    forget(&reader);
    g_array_unref(reader.items);
    g_string_free(reader.token, TRUE);
    return is_read;
}
