/*
 * CSV (RFC 4180): a row for each link, and one for each device without links, its other end empty.
 */
#include "render/escape.h"
#include "render/fields.h"
#include "render/formats.h"
#include "render/selection.h"

static const char header[] = "a,a_id,b,b_id,a_port,b_port,layer,protocols,certainty,speed_mbps\r\n";

static void append_device(GString *out, const struct topology *topology, uint32_t position)
{
    g_autofree char *id = field_device_id(topology, position);
    escape_csv(out, topology_device(topology, position)->name);
    g_string_append_printf(out, ",%s", id);
}

static void append_link(GString *out, const struct topology *topology, const struct link *link)
{
    append_device(out, topology, link->a.device);
    g_string_append_c(out, ',');
    append_device(out, topology, link->b.device);
    for (size_t i = 0; i < link_field_count; i++) {
        g_autofree char *value = link_fields[i].format(link);
        g_string_append_c(out, ',');
        escape_csv(out, value ? value : "");
    }
    g_string_append(out, "\r\n");
}

GBytes *export_csv(const struct render_request *request, GError **error G_GNUC_UNUSED)
{
    const struct topology *topology = request->topology;
    size_t device_count = topology_device_count(topology);
    g_autoptr(GArray) links = selection_links(request);
    g_autofree bool *is_linked = g_new0(bool, device_count + 1);
    GString *out = g_string_new(header);
    for (guint i = 0; i < links->len; i++) {
        const struct link *link = topology_link(topology, g_array_index(links, guint, i));
        append_link(out, topology, link);
        is_linked[link->a.device] = is_linked[link->b.device] = true;
    }
    for (uint32_t i = 0; i < device_count; i++) {
        if (is_linked[i] || !selection_has(request, i))
            continue;
        append_device(out, topology, i);
        g_string_append(out, ",,,,,,,,\r\n");
    }
    return g_string_free_to_bytes(out);
}
