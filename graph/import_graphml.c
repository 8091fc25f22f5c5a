#include "graph/import_graphml.h"

#include "graph/xml_guard.h"
#include "model/text.h"

#include <gio/gio.h>
#include <libxml/parserInternals.h>
#include <string.h>

/* http://graphml.graphdrawing.org/xmlns, and the names it had before: /xmlns/1.0rc, /xmlns/graphml. */
#define GRAPHML_NAMESPACE "http://graphml.graphdrawing.org/xmlns"
#define YWORKS_NAMESPACE "http://www.yworks.com/"

/* Octets of all the different names of elements and attributes: libxml2 keeps them in a table that becomes
 * slow when it is full. */
#define MAX_NAMES_SIZE ((size_t)256 * 1024)

enum element {
    ELEMENT_OTHER,
    ELEMENT_GRAPHML,
    ELEMENT_KEY,
    ELEMENT_DEFAULT,
    ELEMENT_GRAPH,
    ELEMENT_NODE,
    ELEMENT_EDGE,
    ELEMENT_HYPEREDGE,
    ELEMENT_DATA,
    ELEMENT_CAPTION
};

/* What a <key> declares for nodes, or for edges: the attribute that it stands for; -1: none that we know. */
struct key {
    int attribute;
    char *default_text;
};

struct open_element {
    enum element element;
    uint32_t node;      /* that it is part of */
    bool is_in_drawing; /* part of a node's <data> */
};

struct reader {
    xmlParserCtxtPtr parser;
    struct import_graph *graph;
    GHashTable *keys[2]; /* id -> struct key: of nodes, of edges */
    struct key *key[2];  /* what the <key> that is open declares; NULL: nothing for nodes, for edges */
    struct open_element open[GRAPHML_MAX_DEPTH];
    size_t depth;
    int attribute; /* what the <data> that is open is about; -1: nothing that we know */
    GString *text; /* of the element that is open */
    bool is_drawing;
    size_t hyperedge_count, graph_count;
    GError *error;
};

/* The attributes of a tag as libxml2's SAX2 gives them: name, prefix, namespace, value, its end. */
struct attributes {
    const xmlChar **items;
    int count;
};

static void G_GNUC_PRINTF(2, 3) fail(struct reader *reader, const char *format, ...)
{
    if (reader->error != NULL)
        return;
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(&reader->error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "line %d: %s",
                xmlSAX2GetLineNumber(reader->parser), message);
}

/* Last in a call of the parser: it frees what the parser has handed over. */
static void stop_if_failed(struct reader *reader)
{
    if (reader->error != NULL)
        xmlStopParser(reader->parser);
}

static void fail_with(struct reader *reader, GError *error)
{
    fail(reader, "%s", error->message);
    g_error_free(error);
}

static bool has_prefix(const xmlChar *text, const char *prefix)
{
    return text != NULL && strncmp((const char *)text, prefix, strlen(prefix)) == 0;
}

/* Many files name no namespace at all. */
static bool is_graphml(const xmlChar *prefix, const xmlChar *uri)
{
    return uri == NULL ? prefix == NULL : has_prefix(uri, GRAPHML_NAMESPACE);
}

/* Whether the text in the innermost open element says something to us. */
static bool collects_text(const struct reader *reader)
{
    enum element element = reader->depth == 0 ? ELEMENT_OTHER : reader->open[reader->depth - 1].element;
    return element == ELEMENT_CAPTION || (element == ELEMENT_DATA && reader->attribute >= 0) ||
           element == ELEMENT_DEFAULT;
}

/* Absent when the tag has none of that name; prefix NULL: in no namespace. */
static struct bytes attribute_get(const struct attributes *attributes, const char *prefix, const char *name)
{
    for (int i = 0; i < attributes->count; i++) {
        const xmlChar **item = attributes->items + (size_t)i * 5;
        if (g_strcmp0((const char *)item[0], name) == 0 && g_strcmp0((const char *)item[1], prefix) == 0)
            return (struct bytes){item[3], (size_t)(item[4] - item[3])};
    }
    return (struct bytes){NULL, 0};
}

static bool bytes_is(struct bytes bytes, const char *text)
{
    return bytes_equal(bytes, bytes_from_text(text));
}

static void key_free(gpointer data)
{
    struct key *key = data;
    g_free(key->default_text);
    g_free(key);
}

static int find_attribute(struct bytes name, bool of_edge)
{
    g_autofree char *text = g_strndup((const char *)name.data, name.size);
    enum import_attribute attribute;
    return import_attribute_find(text, of_edge, &attribute) ? (int)attribute : -1;
}

/* Keys of yFiles (yEd) have no attr.name. What they hold is how the graph is drawn. */
static void note_drawing(struct reader *reader, const struct attributes *attributes)
{
    bool is_yfiles = attribute_get(attributes, NULL, "yfiles.type").size > 0 ||
                     attribute_get(attributes, "yfiles", "type").size > 0;
    reader->is_drawing = reader->is_drawing || is_yfiles;
}

/* Ids may be the same for nodes and for edges: some programs write them so. */
static void add_key(struct reader *reader, bool of_edge, struct bytes id, struct bytes name)
{
    GHashTable *keys = reader->keys[of_edge];
    if (g_hash_table_size(keys) >= GRAPHML_MAX_KEYS) {
        fail(reader, "there are over %d keys", GRAPHML_MAX_KEYS);
        return;
    }
    struct key *key = g_new0(struct key, 1);
    key->attribute = find_attribute(name.size > 0 ? name : id, of_edge);
    reader->key[of_edge] = key;
    if (!g_hash_table_insert(keys, g_strndup((const char *)id.data, id.size), key))
        fail(reader, "two keys have the same id");
}

static void start_key(struct reader *reader, const struct attributes *attributes)
{
    struct bytes id = attribute_get(attributes, NULL, "id");
    struct bytes name = attribute_get(attributes, NULL, "attr.name");
    struct bytes scope = attribute_get(attributes, NULL, "for");
    bool of_all = scope.size == 0 || bytes_is(scope, "all");
    note_drawing(reader, attributes);
    reader->key[false] = reader->key[true] = NULL;
    if (id.size == 0)
        fail(reader, "a <key> has no id");
    else if (of_all || bytes_is(scope, "node"))
        add_key(reader, false, id, name);
    if (id.size > 0 && (of_all || bytes_is(scope, "edge")))
        add_key(reader, true, id, name);
}

static void end_default(struct reader *reader)
{
    for (int of_edge = 0; of_edge < 2; of_edge++)
        if (reader->key[of_edge] != NULL && reader->key[of_edge]->default_text == NULL)
            reader->key[of_edge]->default_text = g_strndup(reader->text->str, reader->text->len);
}

static void start_node(struct reader *reader, const struct attributes *attributes, struct open_element *node)
{
    GError *error = NULL;
    if (!import_graph_find_node(reader->graph, attribute_get(attributes, NULL, "id"), &node->node, &error)) {
        fail_with(reader, error);
        return;
    }
    import_graph_declare(reader->graph, node->node);
}

static void start_edge(struct reader *reader, const struct attributes *attributes)
{
    struct bytes source = attribute_get(attributes, NULL, "source");
    struct bytes target = attribute_get(attributes, NULL, "target");
    uint32_t a, b;
    GError *error = NULL;
    if (source.size == 0 || target.size == 0) {
        fail(reader, "an <edge> has no source or no target");
        return;
    }
    if (!import_graph_find_node(reader->graph, source, &a, &error) ||
        !import_graph_find_node(reader->graph, target, &b, &error) ||
        !import_graph_add_edge(reader->graph, a, b, &error)) {
        fail_with(reader, error);
        return;
    }
    if (reader->is_drawing)
        return;
    import_graph_set_edge(reader->graph, IMPORT_SOURCE_PORT, attribute_get(attributes, NULL, "sourceport"));
    import_graph_set_edge(reader->graph, IMPORT_TARGET_PORT, attribute_get(attributes, NULL, "targetport"));
}

static void start_data(struct reader *reader, const struct attributes *attributes, enum element parent)
{
    struct bytes id = attribute_get(attributes, NULL, "key");
    g_autofree char *text = g_strndup((const char *)id.data, id.size);
    GHashTable *keys = reader->keys[parent == ELEMENT_EDGE];
    const struct key *key = text == NULL ? NULL : g_hash_table_lookup(keys, text);
    reader->attribute = key == NULL ? -1 : key->attribute;
}

/* Which element may be where; all others are passed over with what is in them. */
static const struct {
    const char *name;
    enum element parent, element;
} grammar[] = {
    {"key", ELEMENT_GRAPHML, ELEMENT_KEY},     {"graph", ELEMENT_GRAPHML, ELEMENT_GRAPH},
    {"default", ELEMENT_KEY, ELEMENT_DEFAULT}, {"node", ELEMENT_GRAPH, ELEMENT_NODE},
    {"edge", ELEMENT_GRAPH, ELEMENT_EDGE},     {"hyperedge", ELEMENT_GRAPH, ELEMENT_HYPEREDGE},
    {"graph", ELEMENT_NODE, ELEMENT_GRAPH},    {"data", ELEMENT_NODE, ELEMENT_DATA},
    {"data", ELEMENT_EDGE, ELEMENT_DATA},
};

static enum element classify(const struct reader *reader, const char *name, const xmlChar *prefix,
                             const xmlChar *uri)
{
    const struct open_element *parent = &reader->open[reader->depth - 1];
    if (parent->is_in_drawing && reader->attribute < 0 && has_prefix(uri, YWORKS_NAMESPACE) &&
        strcmp(name, "NodeLabel") == 0)
        return ELEMENT_CAPTION;
    for (size_t i = 0; is_graphml(prefix, uri) && i < G_N_ELEMENTS(grammar); i++)
        if (grammar[i].parent == parent->element && strcmp(grammar[i].name, name) == 0)
            return grammar[i].element;
    return ELEMENT_OTHER;
}

static void start_graph(struct reader *reader, struct open_element *open, enum element parent)
{
    if (parent == ELEMENT_NODE)
        import_graph_set_group(reader->graph, open->node);
    else if (++reader->graph_count > 1)
        open->element = ELEMENT_OTHER;
}

static void start_known(struct reader *reader, struct open_element *open, const struct attributes *attributes)
{
    enum element parent = open[-1].element;
    switch (open->element) {
    case ELEMENT_KEY:
        start_key(reader, attributes);
        break;
    case ELEMENT_GRAPH:
        start_graph(reader, open, parent);
        break;
    case ELEMENT_NODE:
        start_node(reader, attributes, open);
        break;
    case ELEMENT_EDGE:
        start_edge(reader, attributes);
        break;
    case ELEMENT_HYPEREDGE:
        reader->hyperedge_count++;
        break;
    case ELEMENT_DATA:
        start_data(reader, attributes, parent);
        open->is_in_drawing = parent == ELEMENT_NODE;
        break;
    default:
        break;
    }
}

static void start_element(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                          int namespace_count, const xmlChar **namespaces, int attribute_count,
                          int defaulted_count, const xmlChar **items)
{
    struct reader *reader = data;
    (void)namespace_count, (void)namespaces, (void)defaulted_count;
    if (reader->error != NULL)
        return;
    if (reader->depth == GRAPHML_MAX_DEPTH) {
        fail(reader, "elements are nested deeper than %d", GRAPHML_MAX_DEPTH);
        stop_if_failed(reader);
        return;
    }
    struct open_element *open = &reader->open[reader->depth];
    if (reader->depth == 0) {
        *open = (struct open_element){.element = ELEMENT_GRAPHML};
        if (!is_graphml(prefix, uri) || strcmp((const char *)name, "graphml") != 0)
            fail(reader, "the root element is not <graphml>");
    } else {
        *open = open[-1];
        open->element = classify(reader, (const char *)name, prefix, uri);
        start_known(reader, open, &(struct attributes){items, attribute_count});
    }
    reader->depth++;
    if (collects_text(reader))
        g_string_truncate(reader->text, 0);
    stop_if_failed(reader);
}

static void end_element(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    struct reader *reader = data;
    (void)name, (void)prefix, (void)uri;
    if (reader->error != NULL || reader->depth == 0)
        return;
    const struct open_element *open = &reader->open[reader->depth - 1];
    struct bytes text = {(const uint8_t *)reader->text->str, reader->text->len};
    if (open->element == ELEMENT_CAPTION)
        import_graph_set_node(reader->graph, open->node, IMPORT_CAPTION, text);
    else if (open->element == ELEMENT_DEFAULT)
        end_default(reader);
    else if (open->element == ELEMENT_DATA && reader->attribute >= IMPORT_NODE_ATTRIBUTES)
        import_graph_set_edge(reader->graph, (enum import_attribute)reader->attribute, text);
    else if (open->element == ELEMENT_DATA && reader->attribute >= 0)
        import_graph_set_node(reader->graph, open->node, (enum import_attribute)reader->attribute, text);
    reader->depth--;
}

static void characters(void *data, const xmlChar *text, int size)
{
    struct reader *reader = data;
    if (reader->error != NULL || !collects_text(reader))
        return;
    if (reader->text->len + (size_t)size > GRAPHML_MAX_TEXT)
        fail(reader, "a value is longer than %d octets", GRAPHML_MAX_TEXT);
    else
        g_string_append_len(reader->text, (const char *)text, size);
    stop_if_failed(reader);
}

/* xml_guard_check has refused it already; should a parser disagree with it, here is the end. */
static void document_type(void *data, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id)
{
    (void)name, (void)public_id, (void)system_id;
    fail(data, "a document type is not read");
    stop_if_failed(data);
}

#if LIBXML_VERSION >= 21200
#define XML_ERROR const xmlError
#else
#define XML_ERROR xmlError
#endif

static void parser_error(void *data, XML_ERROR *error)
{
    if (error->level != XML_ERR_FATAL)
        return;
    /* The limit that is set here; of memory itself nothing would be left to say so. */
    if (error->code == XML_ERR_NO_MEMORY) {
        fail(data, "it has too many different names of elements and attributes");
        return;
    }
    g_autofree char *message = text_from_bytes(bytes_from_text(error->message));
    fail(data, "not well-formed: %s", message == NULL ? "?" : message);
}

static bool parse(struct reader *reader, struct bytes file)
{
    reader->parser = xmlCreateMemoryParserCtxt((const char *)file.data, (int)file.size);
    if (reader->parser == NULL)
        g_error("out of memory");
    /* libxml2's own limits stop at whatever is near the 10 MB mark; those of xml_guard.h and ours hold
     * instead. */
    xmlCtxtUseOptions(reader->parser, XML_PARSE_NONET | XML_PARSE_HUGE);
    xmlDictSetLimit(reader->parser->dict, MAX_NAMES_SIZE);
    *reader->parser->sax = (xmlSAXHandler){.initialized = XML_SAX2_MAGIC,
                                           .internalSubset = document_type,
                                           .startElementNs = start_element,
                                           .endElementNs = end_element,
                                           .characters = characters,
                                           .cdataBlock = characters,
                                           .serror = parser_error};
    reader->parser->userData = reader;
    xmlParseDocument(reader->parser);
    if (reader->error == NULL && !reader->parser->wellFormed)
        fail(reader, "not well-formed");
    if (reader->error == NULL && reader->graph_count == 0)
        fail(reader, "there is no <graph> in it");
    xmlFreeParserCtxt(reader->parser);
    return reader->error == NULL;
}

static void apply_defaults(struct reader *reader, GHashTable *keys)
{
    GHashTableIter iterator;
    gpointer value;
    g_hash_table_iter_init(&iterator, keys);
    while (g_hash_table_iter_next(&iterator, NULL, &value)) {
        const struct key *key = value;
        if (key->default_text != NULL && key->attribute >= 0)
            import_graph_set_default(reader->graph, (enum import_attribute)key->attribute,
                                     bytes_from_text(key->default_text));
    }
}

static void reader_init(struct reader *reader, struct import_graph *graph)
{
    *reader = (struct reader){.graph = graph, .text = g_string_new(NULL), .attribute = -1};
    for (int i = 0; i < 2; i++)
        reader->keys[i] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, key_free);
}

static void reader_clear(struct reader *reader)
{
    g_hash_table_unref(reader->keys[0]);
    g_hash_table_unref(reader->keys[1]);
    g_string_free(reader->text, TRUE);
}

/* What reader_init made, read and with its defaults; false and error otherwise. */
static bool read_file(struct reader *reader, struct bytes file, GError **error)
{
    if (!parse(reader, file)) {
        g_propagate_error(error, reader->error);
        return false;
    }
    apply_defaults(reader, reader->keys[0]);
    apply_defaults(reader, reader->keys[1]);
    return true;
}

bool import_read_graphml(struct bytes file, struct import_graph *graph, GPtrArray *left_out, GError **error)
{
    if (!xml_guard_check(file, error))
        return false;
    struct reader reader;
    reader_init(&reader, graph);
    bool is_read = read_file(&reader, file, error);
    if (is_read && reader.hyperedge_count > 0)
        g_ptr_array_add(left_out, g_strdup_printf("%zu hyperedges", reader.hyperedge_count));
    if (is_read && reader.graph_count > 1)
        g_ptr_array_add(left_out, g_strdup_printf("all but the first of %zu graphs", reader.graph_count));
    reader_clear(&reader);
    return is_read;
}
