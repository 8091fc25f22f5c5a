/*
 * JSON: NetJSON's NetworkGraph (netjson.org, draft 3.5), the node-link form of NetworkX and D3 ("nodes" and
 * "links" or "edges"), and what `wiremap export -f json` writes ("devices" and "links").
 */
#include "graph/import_format.h"
#include "model/failure.h"

#include <gio/gio.h>
#include <jansson.h>
#include <string.h>

/* Ids and values are texts or numbers. NULL for anything else; caller frees with g_free. */
static char *text_of(const json_t *value)
{
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    switch (value == NULL ? JSON_NULL : json_typeof(value)) {
    case JSON_STRING:
        return g_strdup(json_string_value(value));
    case JSON_INTEGER:
        return g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
    case JSON_REAL:
        return g_strdup(g_ascii_dtostr(number, sizeof number, json_real_value(value)));
    case JSON_TRUE:
        return g_strdup("true");
    case JSON_FALSE:
        return g_strdup("false");
    default:
        return NULL;
    }
}

/* Lists (addresses, protocols) as one text. */
static char *texts_of(const json_t *value)
{
    if (!json_is_array(value))
        return text_of(value);
    GString *out = g_string_new(NULL);
    size_t i;
    const json_t *item;
    json_array_foreach(value, i, item)
    {
        g_autofree char *text = text_of(item);
        if (text != NULL)
            g_string_append_printf(out, "%s%s", out->len > 0 ? " " : "", text);
    }
    return g_string_free(out, FALSE);
}

struct attribute_key {
    const char *key;
    enum import_attribute attribute;
};

/* Beside the names of import_attribute_find. */
static const struct attribute_key node_keys[] = {
    {"addresses", IMPORT_ADDRESS}, {"local_addresses", IMPORT_ADDRESS}, {"title", IMPORT_CAPTION}};
static const struct attribute_key edge_keys[] = {
    {"source_port", IMPORT_SOURCE_PORT}, {"target_port", IMPORT_TARGET_PORT}, {"speed", IMPORT_SPEED_MBPS}};

static bool find_attribute(const char *key, bool of_edge, enum import_attribute *out)
{
    const struct attribute_key *keys = of_edge ? edge_keys : node_keys;
    size_t count = of_edge ? G_N_ELEMENTS(edge_keys) : G_N_ELEMENTS(node_keys);
    for (size_t i = 0; i < count; i++)
        if (strcmp(keys[i].key, key) == 0) {
            *out = keys[i].attribute;
            return true;
        }
    return import_attribute_find(key, of_edge, out);
}

static void take_attributes(struct import_graph *graph, const json_t *object, bool of_edge, uint32_t node)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)object, key, value)
    {
        enum import_attribute attribute;
        if (!find_attribute(key, of_edge, &attribute))
            continue;
        g_autofree char *text = texts_of(value);
        if (text == NULL)
            continue;
        if (of_edge)
            import_graph_set_edge(graph, attribute, bytes_from_text(text));
        else
            import_graph_set_node(graph, node, attribute, bytes_from_text(text));
    }
    /* NetJSON keeps what is not of its own in "properties". */
    const json_t *properties = json_object_get(object, "properties");
    if (json_is_object(properties) && json_object_get(properties, "properties") == NULL)
        take_attributes(graph, properties, of_edge, node);
}

static bool take_node(struct import_graph *graph, const json_t *object, size_t position, GError **error)
{
    g_autofree char *id = text_of(json_object_get(object, "id"));
    uint32_t node;
    if (id == NULL)
        return failure(error, G_IO_ERROR_INVALID_DATA, "node %zu has no id", position);
    if (!import_graph_find_node(graph, bytes_from_text(id), &node, error)) {
        g_prefix_error(error, "node %zu: ", position);
        return false;
    }
    import_graph_declare(graph, node);
    take_attributes(graph, object, false, node);
    return true;
}

/* "source": an id, or, as D3 writes them once they are drawn, the node itself; of ours an end is an object
 * with device_id and port. */
static char *end_of(const json_t *link, const char *name, const char *own_name, const char **port)
{
    const json_t *end = json_object_get(link, name);
    const json_t *own = json_object_get(link, own_name);
    *port = json_string_value(json_object_get(own, "port"));
    if (json_is_object(own))
        return text_of(json_object_get(own, "device_id"));
    return text_of(json_is_object(end) ? json_object_get(end, "id") : end);
}

static bool take_link(struct import_graph *graph, const json_t *link, size_t position, GError **error)
{
    const char *ports[2];
    g_autofree char *a = end_of(link, "source", "a", &ports[0]), *b = end_of(link, "target", "b", &ports[1]);
    uint32_t nodes[2];
    if (a == NULL || b == NULL)
        return failure(error, G_IO_ERROR_INVALID_DATA, "link %zu has no %s", position,
                       a == NULL ? "source" : "target");
    if (!import_graph_find_node(graph, bytes_from_text(a), &nodes[0], error) ||
        !import_graph_find_node(graph, bytes_from_text(b), &nodes[1], error) ||
        !import_graph_add_edge(graph, nodes[0], nodes[1], error)) {
        g_prefix_error(error, "link %zu: ", position);
        return false;
    }
    for (int i = 0; i < 2; i++)
        if (ports[i] != NULL)
            import_graph_set_edge(graph, i == 0 ? IMPORT_A_PORT : IMPORT_B_PORT, bytes_from_text(ports[i]));
    take_attributes(graph, link, true, 0);
    return true;
}

typedef bool (*take_fn)(struct import_graph *graph, const json_t *object, size_t position, GError **error);

static bool take_all(struct import_graph *graph, const json_t *array, take_fn take, GError **error)
{
    size_t i;
    const json_t *item;
    json_array_foreach(array, i, item) if (!take(graph, item, i + 1, error)) return false;
    return true;
}

static const json_t *find_array(const json_t *document, const char *const *names)
{
    for (; *names != NULL; names++) {
        const json_t *array = json_object_get(document, *names);
        if (json_is_array(array))
            return array;
    }
    return NULL;
}

static bool take_document(struct import_graph *graph, const json_t *document, GError **error)
{
    static const char *const node_names[] = {"nodes", "devices", NULL};
    static const char *const link_names[] = {"links", "edges", NULL};
    const json_t *type = json_object_get(document, "type");
    if (json_is_string(type) && strcmp(json_string_value(type), "NetworkGraph") != 0)
        return failure(error, G_IO_ERROR_INVALID_DATA, "NetJSON's type is '%.40s', not NetworkGraph",
                       json_string_value(type));
    const json_t *nodes = find_array(document, node_names), *links = find_array(document, link_names);
    if (nodes == NULL || links == NULL)
        return failure(error, G_IO_ERROR_INVALID_DATA, "there is no array of %s in it",
                       nodes == NULL ? "nodes" : "links");
    return take_all(graph, nodes, take_node, error) && take_all(graph, links, take_link, error);
}

bool import_read_json(struct bytes file, struct import_graph *graph, GPtrArray *left_out G_GNUC_UNUSED,
                      GError **error)
{
    json_error_t reason;
    json_t *document = json_loadb((const char *)file.data, file.size, JSON_REJECT_DUPLICATES, &reason);
    if (document == NULL)
        return failure(error, G_IO_ERROR_INVALID_DATA, "line %d: %s", reason.line, reason.text);
    bool is_read = take_document(graph, document, error);
    json_decref(document);
    return is_read;
}
