/*
 * GraphML (graphml.graphdrawing.org): typed keys, one graph, parallel edges as they are.
 */
#include "render/escape.h"
#include "render/fields.h"
#include "render/formats.h"
#include "render/selection.h"

static const char *const class_names[] = {"string", "boolean", "double"};

static void append_key(GString *out, const char *owner, const char *name, enum field_class class)
{
    g_string_append_printf(out, "  <key id=\"%s_%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n", owner,
                           name, owner, name, class_names[class]);
}

/* Takes value; unknown is left out. */
static void append_data(GString *out, const char *owner, const char *name, char *value)
{
    if (value) {
        g_string_append_printf(out, "      <data key=\"%s_%s\">", owner, name);
        escape_xml(out, value);
        g_string_append(out, "</data>\n");
    }
    g_free(value);
}

static void append_keys(GString *out)
{
    for (size_t i = 0; i < device_field_count; i++)
        append_key(out, "node", device_fields[i].name, device_fields[i].class);
    for (size_t i = 0; i < link_field_count; i++)
        append_key(out, "edge", link_fields[i].name, link_fields[i].class);
}

static void append_node(GString *out, const struct topology *topology, uint32_t position)
{
    g_autofree char *id = field_device_id(topology, position);
    g_string_append_printf(out, "    <node id=\"%s\">\n", id);
    for (size_t i = 0; i < device_field_count; i++)
        append_data(out, "node", device_fields[i].name,
                    device_fields[i].format(topology_device(topology, position)));
    g_string_append(out, "    </node>\n");
}

static void append_edge(GString *out, const struct topology *topology, const struct link *link, guint number)
{
    g_autofree char *a = field_device_id(topology, link->a.device);
    g_autofree char *b = field_device_id(topology, link->b.device);
    g_string_append_printf(out, "    <edge id=\"e%u\" source=\"%s\" target=\"%s\">\n", number, a, b);
    for (size_t i = 0; i < link_field_count; i++)
        append_data(out, "edge", link_fields[i].name, link_fields[i].format(link));
    g_string_append(out, "    </edge>\n");
}

GBytes *export_graphml(const struct render_request *request, GError **error G_GNUC_UNUSED)
{
    const struct topology *topology = request->topology;
    g_autoptr(GArray) links = selection_links(request);
    GString *out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
    append_keys(out);
    g_string_append(out, "  <graph id=\"wiremap\" edgedefault=\"undirected\">\n");
    for (uint32_t i = 0; i < topology_device_count(topology); i++)
        if (selection_has(request, i))
            append_node(out, topology, i);
    for (guint i = 0; i < links->len; i++)
        append_edge(out, topology, topology_link(topology, g_array_index(links, guint, i)), i);
    g_string_append(out, "  </graph>\n</graphml>\n");
    return g_string_free_to_bytes(out);
}
