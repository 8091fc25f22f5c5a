/*
 * GEXF 1.3 (gexf.net): what Gephi reads natively, with labels.
 */
#include "render/escape.h"
#include "render/fields.h"
#include "render/formats.h"
#include "render/selection.h"

static const char *const class_names[] = {"string", "boolean", "double"};

static void append_attribute(GString *out, size_t number, const char *name, enum field_class class)
{
    g_string_append_printf(out, "      <attribute id=\"%zu\" title=\"%s\" type=\"%s\"/>\n", number, name,
                           class_names[class]);
}

static void append_attributes(GString *out)
{
    g_string_append(out, "    <attributes class=\"node\">\n");
    for (size_t i = 0; i < device_field_count; i++)
        append_attribute(out, i, device_fields[i].name, device_fields[i].class);
    g_string_append(out, "    </attributes>\n    <attributes class=\"edge\">\n");
    for (size_t i = 0; i < link_field_count; i++)
        append_attribute(out, i, link_fields[i].name, link_fields[i].class);
    g_string_append(out, "    </attributes>\n");
}

/* Takes value; unknown is left out. */
static void append_value(GString *out, size_t number, char *value)
{
    if (value) {
        g_string_append_printf(out, "          <attvalue for=\"%zu\" value=\"", number);
        escape_xml(out, value);
        g_string_append(out, "\"/>\n");
    }
    g_free(value);
}

static void append_node(GString *out, const struct topology *topology, uint32_t position)
{
    const struct device *device = topology_device(topology, position);
    g_autofree char *id = field_device_id(topology, position);
    g_string_append_printf(out, "      <node id=\"%s\" label=\"", id);
    escape_xml(out, device->name);
    g_string_append(out, "\">\n        <attvalues>\n");
    for (size_t i = 0; i < device_field_count; i++)
        append_value(out, i, device_fields[i].format(device));
    g_string_append(out, "        </attvalues>\n      </node>\n");
}

static void append_edge(GString *out, const struct topology *topology, const struct link *link, guint number)
{
    g_autofree char *a = field_device_id(topology, link->a.device);
    g_autofree char *b = field_device_id(topology, link->b.device);
    g_string_append_printf(out, "      <edge id=\"%u\" source=\"%s\" target=\"%s\">\n        <attvalues>\n",
                           number, a, b);
    for (size_t i = 0; i < link_field_count; i++)
        append_value(out, i, link_fields[i].format(link));
    g_string_append(out, "        </attvalues>\n      </edge>\n");
}

GBytes *export_gexf(const struct render_request *request, GError **error G_GNUC_UNUSED)
{
    const struct topology *topology = request->topology;
    g_autoptr(GArray) links = selection_links(request);
    GString *out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n"
                                "  <graph defaultedgetype=\"undirected\">\n");
    append_attributes(out);
    g_string_append(out, "    <nodes>\n");
    for (uint32_t i = 0; i < topology_device_count(topology); i++)
        if (selection_has(request, i))
            append_node(out, topology, i);
    g_string_append(out, "    </nodes>\n    <edges>\n");
    for (guint i = 0; i < links->len; i++)
        append_edge(out, topology, topology_link(topology, g_array_index(links, guint, i)), i);
    g_string_append(out, "    </edges>\n  </graph>\n</gexf>\n");
    return g_string_free_to_bytes(out);
}
