#include "render/dot_import.h"

#include "render/child.h"

#include <gio/gio.h>
#include <graphviz/cgraph.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const struct child_limits limits = {.seconds = 120, .megabytes = 4096};

/* cgraph tells errors by a callback that has no place for a user's pointer; the child does one file. */
static GString *complaints;

static int note_complaint(char *message)
{
    g_string_append(complaints, message);
    return 0;
}

/* "\N" is the node's name, which it has anyway; HTML-like labels are drawings. */
static void set_attribute(json_t *object, const char *key, char *value)
{
    if (value == NULL || *value == '\0' || aghtmlstr(value) || strcmp(value, "\\N") == 0)
        return;
    g_autofree char *valid = g_utf8_make_valid(value, -1);
    json_object_set_new(object, key, json_string(valid));
}

static void add_attributes(json_t *object, Agraph_t *graph, int kind, void *of)
{
    for (Agsym_t *symbol = agnxtattr(graph, kind, NULL); symbol != NULL;
         symbol = agnxtattr(graph, kind, symbol)) {
        bool is_own = strcmp(symbol->name, "id") == 0 || strcmp(symbol->name, "source") == 0 ||
                      strcmp(symbol->name, "target") == 0;
        if (!is_own && g_utf8_validate(symbol->name, -1, NULL))
            set_attribute(object, symbol->name, agxget(of, symbol));
    }
}

/* a:eth1:n is at port eth1, drawn at its north; a:n is at no port. */
static void set_port(json_t *object, const char *key, Agedge_t *edge, char *attribute)
{
    static const char *const compass[] = {"n", "ne", "e", "se", "s", "sw", "w", "nw", "c", "_", NULL};
    const char *value = agget(edge, attribute);
    if (value == NULL || *value == '\0' || g_strv_contains(compass, value))
        return;
    g_autofree char *port = g_strdup(value);
    char *colon = strrchr(port, ':');
    if (colon != NULL && g_strv_contains(compass, colon + 1))
        *colon = '\0';
    set_attribute(object, key, port);
}

static json_t *name_to_json(void *node)
{
    g_autofree char *valid = g_utf8_make_valid(agnameof(node), -1);
    return json_string(valid);
}

static json_t *graph_to_json(Agraph_t *graph)
{
    json_t *nodes = json_array(), *links = json_array();
    for (Agnode_t *node = agfstnode(graph); node != NULL; node = agnxtnode(graph, node)) {
        json_t *object = json_object();
        json_object_set_new(object, "id", name_to_json(node));
        add_attributes(object, graph, AGNODE, node);
        json_array_append_new(nodes, object);
        for (Agedge_t *edge = agfstout(graph, node); edge != NULL; edge = agnxtout(graph, edge)) {
            json_t *link = json_object();
            json_object_set_new(link, "source", name_to_json(agtail(edge)));
            json_object_set_new(link, "target", name_to_json(aghead(edge)));
            set_port(link, "source_port", edge, "tailport");
            set_port(link, "target_port", edge, "headport");
            add_attributes(link, graph, AGEDGE, edge);
            json_array_append_new(links, link);
        }
    }
    return json_pack("{s:o, s:o}", "nodes", nodes, "links", links);
}

/* "Error: <stdin>: syntax error in line 3 near 'x'" without what is not the user's. */
static void fail(GError **error)
{
    g_autofree char *line = g_strndup(complaints->str, strcspn(complaints->str, "\n"));
    const char *text = line;
    static const char *const prefixes[] = {"Error: ", "<unknown>: ", "<stdin>: ", "(null): "};
    for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++)
        if (g_str_has_prefix(text, prefixes[i]))
            text += strlen(prefixes[i]);
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s",
                *text != '\0' ? text : "there is no graph in it");
}

static GBytes *convert(void *user, GError **error)
{
    size_t size;
    const char *data = g_bytes_get_data(user, &size);
    g_autofree char *text = g_strndup(data, size);
    complaints = g_string_new(NULL);
    agseterr(AGERR);
    agseterrf(note_complaint);
    Agraph_t *graph = agmemread(text);
    if (graph == NULL || complaints->len > 0) {
        fail(error);
        return NULL;
    }
    json_t *document = graph_to_json(graph);
    char *json = json_dumps(document, JSON_COMPACT);
    json_decref(document);
    return g_bytes_new_with_free_func(json, strlen(json), free, json);
}

GBytes *dot_to_json(GBytes *file, GError **error)
{
    size_t size;
    const char *data = g_bytes_get_data(file, &size);
    if (memchr(data, '\0', size) != NULL) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "it has a NUL octet, and is no text");
        return NULL;
    }
    GError *reason = NULL;
    GBytes *json = child_run(convert, file, &limits, &reason);
    if (json == NULL) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s%s",
                    g_error_matches(reason, CHILD_ERROR, CHILD_ERROR_REFUSED) ? "" : "Graphviz' parser ",
                    reason->message);
        g_error_free(reason);
    }
    return json;
}
