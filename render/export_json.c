/*
 * JSON: the objects of `show devices --json` and `show links --json`, in one document.
 */
#include "render/formats.h"
#include "render/json_objects.h"
#include "render/selection.h"

/* What an IEEE 754 double holds: 0.064 stays 0.064. */
#define SIGNIFICANT_DIGITS 15

static json_t *links_to_json(const struct topology *topology, const GArray *links)
{
    json_t *array = json_array();
    for (guint i = 0; i < links->len; i++) {
        const struct link *link = topology_link(topology, g_array_index(links, guint, i));
        json_array_append_new(array, link_to_json(topology, link));
    }
    return array;
}

GBytes *export_json(const struct render_request *request, GError **error G_GNUC_UNUSED)
{
    const struct topology *topology = request->topology;
    g_autoptr(GArray) links = selection_links(request);
    json_t *devices = json_array();
    for (size_t i = 0; i < topology_device_count(topology); i++)
        if (selection_has(request, i))
            json_array_append_new(devices, device_to_json(topology_device(topology, i)));
    json_t *document = json_object();
    json_object_set_new(document, "devices", devices);
    json_object_set_new(document, "links", links_to_json(topology, links));
    char *text =
        json_dumps(document, JSON_INDENT(2) | JSON_SORT_KEYS | JSON_REAL_PRECISION(SIGNIFICANT_DIGITS));
    json_decref(document);
    GString *out = g_string_new(text);
    free(text);
    g_string_append_c(out, '\n');
    return g_string_free_to_bytes(out);
}
