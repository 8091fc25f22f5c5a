/*
 * DOT without positions: the graph for Graphviz' own tools. (`render` writes the map with its positions.)
 */
#include "render/escape.h"
#include "render/fields.h"
#include "render/formats.h"
#include "render/selection.h"

/* Takes value; unknown is left out. */
static void append_attribute(GString *out, const char *name, char *value)
{
    if (value) {
        g_string_append_printf(out, ", %s=", name);
        escape_dot(out, value);
    }
    g_free(value);
}

static void append_node(GString *out, const struct topology *topology, uint32_t position)
{
    const struct device *device = topology_device(topology, position);
    g_autofree char *id = field_device_id(topology, position);
    g_string_append_printf(out, "  %s [label=", id);
    g_autofree char *label = escape_label(device->name, ESCAPE_FOR_OTHERS);
    /* escape_label has doubled the backslashes already: only quotes are left to escape. */
    g_auto(GStrv) parts = g_strsplit(label, "\"", -1);
    g_autofree char *quoted = g_strjoinv("\\\"", parts);
    g_string_append_printf(out, "\"%s\"", quoted);
    for (size_t i = 0; i < device_field_count; i++)
        append_attribute(out, device_fields[i].name, device_fields[i].format(device));
    g_string_append(out, "];\n");
}

static void append_edge(GString *out, const struct topology *topology, const struct link *link)
{
    g_autofree char *a = field_device_id(topology, link->a.device);
    g_autofree char *b = field_device_id(topology, link->b.device);
    GString *attributes = g_string_new(NULL);
    for (size_t i = 0; i < link_field_count; i++)
        append_attribute(attributes, link_fields[i].name, link_fields[i].format(link));
    g_string_append_printf(out, "  %s -- %s [%s];\n", a, b, attributes->len ? attributes->str + 2 : "");
    g_string_free(attributes, TRUE);
}

GBytes *export_dot(const struct render_request *request, GError **error G_GNUC_UNUSED)
{
    const struct topology *topology = request->topology;
    g_autoptr(GArray) links = selection_links(request);
    GString *out = g_string_new("graph wiremap {\n");
    for (uint32_t i = 0; i < topology_device_count(topology); i++)
        if (selection_has(request, i))
            append_node(out, topology, i);
    for (guint i = 0; i < links->len; i++)
        append_edge(out, topology, topology_link(topology, g_array_index(links, guint, i)));
    g_string_append(out, "}\n");
    return g_string_free_to_bytes(out);
}
