/*
 * HTML: the map as one page that works offline. The drawing is the SVG as it is; what the page knows of
 * devices and links are the objects of the JSON contract; the script was bundled when wiremap was built
 * (render/web/).
 */
#include "graph/site.h"
#include "render/escape.h"
#include "render/formats.h"
#include "render/json_objects.h"
#include "render/selection.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

#include "render/web_resource.h"

#define RESOURCE_FOLDER "/wiremap/web/"

/* What a double holds exactly enough: speeds in Mbit/s. */
#define SIGNIFICANT_DIGITS 15

static GBytes *resource(const char *name, GError **error)
{
    web_register_resource();
    g_autofree char *path = g_strconcat(RESOURCE_FOLDER, name, NULL);
    GBytes *content = g_resources_lookup_data(path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    if (content == NULL || g_bytes_get_size(content) == 0) {
        g_clear_pointer(&content, g_bytes_unref);
        g_set_error(error, RENDER_ERROR, RENDER_ERROR_UNAVAILABLE,
                    "this wiremap was built without npm, which its HTML needs: install npm and build again");
    }
    return content;
}

static void set_text(json_t *object, const char *key, const char *text)
{
    if (text == NULL || *text == '\0')
        return;
    g_autofree char *valid = escape_nothing(text);
    json_object_set_new(object, key, json_string(valid));
}

static json_t *interface_to_json(const struct interface *interface)
{
    char mac[MAC_TEXT_SIZE];
    json_t *object = json_object();
    set_text(object, "name", interface->name ? interface->name : interface->descr);
    set_text(object, "alias", interface->alias);
    set_text(object, "mac", mac_is_absent(interface->mac) ? NULL : mac_format(interface->mac, mac));
    set_text(object, "state", words_format(&if_status_words, (int)interface->oper_status));
    if (interface->speed_bps)
        json_object_set_new(object, "speed_mbps", json_real((double)interface->speed_bps / 1e6));
    return object;
}

static json_t *interfaces_to_json(const struct observation *observation)
{
    json_t *array = json_array();
    size_t count;
    const struct interface *rows = observation_records(observation, RECORD_INTERFACE, &count);
    for (size_t i = 0; i < count; i++)
        json_array_append_new(array, interface_to_json(&rows[i]));
    return array;
}

static json_t *devices_to_json(const struct render_request *request)
{
    json_t *array = json_array();
    for (size_t i = 0; i < topology_device_count(request->topology); i++) {
        const struct device *device = topology_device(request->topology, i);
        if (!selection_has(request, i))
            continue;
        json_t *object = device_to_json(device);
        set_text(object, "site", site_of(request->sites, device));
        if (device->observation)
            json_object_set_new(object, "interfaces", interfaces_to_json(device->observation));
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *links_to_json(const struct render_request *request)
{
    const struct topology *topology = request->topology;
    json_t *array = json_array();
    g_autoptr(GArray) links = selection_merged_links(request);
    for (guint i = 0; i < links->len; i++)
        json_array_append_new(array, link_to_json(topology, &g_array_index(links, struct link, i)));
    return array;
}

/* Inside of a script element nothing may look like its end, or like a comment. */
static void append_json(GString *out, json_t *document)
{
    char *text = json_dumps(document, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENSURE_ASCII |
                                          JSON_REAL_PRECISION(SIGNIFICANT_DIGITS));
    for (const char *c = text; *c; c++)
        if (strchr("<>&", *c))
            g_string_append_printf(out, "\\u%04x", (unsigned)*c);
        else
            g_string_append_c(out, *c);
    free(text);
}

static void append_network(GString *out, const struct render_request *request)
{
    json_t *document = json_object();
    json_object_set_new(document, "devices", devices_to_json(request));
    json_object_set_new(document, "links", links_to_json(request));
    append_json(out, document);
    json_decref(document);
}

static void append_bytes(GString *out, GBytes *bytes)
{
    size_t size;
    const char *data = g_bytes_get_data(bytes, &size);
    g_string_append_len(out, data, (gssize)size);
}

/* Without the declaration, which only a file of its own has. */
static bool append_svg(GString *out, const struct render_request *request, GError **error)
{
    g_autoptr(GBytes) svg = map_write_svg(request, error);
    if (svg == NULL)
        return false;
    size_t size;
    const char *data = g_bytes_get_data(svg, &size);
    const char *root = g_strstr_len(data, (gssize)size, "<svg ");
    if (root)
        g_string_append_len(out, root, data + size - root);
    return true;
}

/* The only script that the page allows, by its digest (Content Security Policy, W3C CSP3 8.3). */
static void append_digest(GString *out, GBytes *script)
{
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    size_t size;
    const guchar *data = g_bytes_get_data(script, &size);
    g_checksum_update(checksum, data, (gssize)size);
    guint8 digest[32];
    gsize length = sizeof digest;
    g_checksum_get_digest(checksum, digest, &length);
    g_autofree char *text = g_base64_encode(digest, length);
    g_string_append_printf(out, "sha256-%s", text);
}

struct page {
    const struct render_request *request;
    GBytes *script, *style;
};

static bool append_part(GString *out, const char *name, const struct page *page, GError **error)
{
    if (strcmp(name, "TITLE") == 0)
        escape_xml(out, page->request->title ? page->request->title : "Network map");
    else if (strcmp(name, "DIGEST") == 0)
        append_digest(out, page->script);
    else if (strcmp(name, "STYLE") == 0)
        append_bytes(out, page->style);
    else if (strcmp(name, "SCRIPT") == 0)
        append_bytes(out, page->script);
    else if (strcmp(name, "NETWORK") == 0)
        append_network(out, page->request);
    else
        return append_svg(out, page->request, error);
    return true;
}

/* Puts the parts where the page has @NAME@. */
static GString *fill(GBytes *skeleton, const struct page *page, GError **error)
{
    size_t size;
    const char *data = g_bytes_get_data(skeleton, &size);
    g_autofree char *text = g_strndup(data, size);
    g_auto(GStrv) pieces = g_strsplit(text, "@", -1);
    GString *out = g_string_new(NULL);
    for (size_t i = 0; pieces[i]; i++) {
        if (i % 2 == 0) {
            g_string_append(out, pieces[i]);
        } else if (!append_part(out, pieces[i], page, error)) {
            g_string_free(out, TRUE);
            return NULL;
        }
    }
    return out;
}

GBytes *map_write_html(const struct render_request *request, GError **error)
{
    g_autoptr(GBytes) skeleton = resource("page.html", error);
    g_autoptr(GBytes) style = skeleton ? resource("style.css", error) : NULL;
    g_autoptr(GBytes) script = style ? resource("script.js", error) : NULL;
    if (script == NULL)
        return NULL;
    const struct page page = {request, script, style};
    GString *out = fill(skeleton, &page, error);
    return out ? g_string_free_to_bytes(out) : NULL;
}
