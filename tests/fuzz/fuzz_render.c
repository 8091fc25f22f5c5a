/*
 * Names of devices, models and ports are octets from outside, and so is the shape of the network. Input:
 * lines, parted by newlines. A line "link A B" joins the devices of those numbers, with the two lines after
 * it as ports; any other line is a device of that name, with the first octet as its role. All of it goes
 * through every renderer; what must be XML is parsed, what must be JSON too.
 */
#include "render/renderer.h"

#include <jansson.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

#define MOST_LINES 60

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The render layer asks a topology through few functions; here they answer from two arrays. */
struct topology {
    GPtrArray *devices; /* of struct device */
    GArray *links;      /* of struct link */
};

struct topology *topology_build(const struct observation_list *observations, const struct identity *identity)
{
    (void)observations;
    (void)identity;
    return NULL;
}

void topology_free(struct topology *topology)
{
    (void)topology;
}

size_t topology_device_count(const struct topology *topology)
{
    return topology->devices->len;
}

const struct device *topology_device(const struct topology *topology, size_t position)
{
    return topology->devices->pdata[position];
}

const char *topology_device_name(const struct topology *topology, size_t position)
{
    return topology_device(topology, position)->name;
}

size_t topology_link_count(const struct topology *topology)
{
    return topology->links->len;
}

const struct link *topology_link(const struct topology *topology, size_t position)
{
    return &g_array_index(topology->links, struct link, position);
}

GArray *topology_select(const struct topology *topology, uint32_t layers)
{
    (void)layers;
    GArray *positions = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < topology->links->len; i++)
        g_array_append_val(positions, i);
    return positions;
}

GArray *topology_merge(struct topology *topology, const GArray *selected)
{
    (void)selected;
    GArray *links = g_array_new(FALSE, FALSE, sizeof(struct link));
    if (topology->links->len > 0)
        g_array_append_vals(links, topology->links->data, topology->links->len);
    return links;
}

GArray *topology_select_merged(struct topology *topology, uint32_t layers)
{
    (void)layers;
    return topology_merge(topology, NULL);
}

static void add_device(struct topology *topology, const char *line)
{
    struct device *device = g_new0(struct device, 1);
    size_t length = strlen(line);
    device->name = line;
    device->model = length % 3 == 0 ? line : NULL;
    device->location = line;
    device->role = (enum role)((unsigned char)line[0] % ROLES);
    device->visited = length % 2 == 0;
    g_ptr_array_add(topology->devices, device);
}

static void add_link(struct topology *topology, const char *line, const char *a_port, const char *b_port)
{
    unsigned long count = topology->devices->len;
    char *rest;
    unsigned long a = strtoul(line, &rest, 10), b = strtoul(rest, NULL, 10);
    if (count == 0)
        return;
    struct link link = {.a = {(uint32_t)(a % count), 0, a_port},
                        .b = {(uint32_t)(b % count), 0, b_port},
                        .layer = LAYER_PHYSICAL,
                        .protocols = PROTOCOL_BIT(PROTOCOL_LLDP),
                        .certainty = (enum certainty)(1 + a % 3),
                        .speed_bps = (a + b) % 4 * 1000000000,
                        .is_down = a % 5 == 0};
    g_array_append_val(topology->links, link);
}

static void read_lines(struct topology *topology, char **lines)
{
    static const char link[] = "link ";
    for (guint i = 0; lines[i] != NULL && i < MOST_LINES; i++) {
        bool is_link = g_str_has_prefix(lines[i], link) && lines[i + 1] != NULL && lines[i + 2] != NULL;
        if (!is_link) {
            add_device(topology, lines[i]);
            continue;
        }
        add_link(topology, lines[i] + strlen(link), lines[i + 1], lines[i + 2]);
        i += 2;
    }
}

static void refuse(const char *format, GBytes *bytes)
{
    size_t size;
    const char *text = g_bytes_get_data(bytes, &size);
    g_printerr("%s is not well-formed:\n%.*s\n", format, (int)size, text);
    abort();
}

static void check_xml(const char *format, GBytes *bytes)
{
    size_t size;
    const char *text = g_bytes_get_data(bytes, &size);
    xmlDoc *document =
        xmlReadMemory(text, (int)size, NULL, NULL,
                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE);
    if (document == NULL || g_strstr_len(text, (gssize)size, "<script") != NULL)
        refuse(format, bytes);
    xmlFreeDoc(document);
}

static void check_json(GBytes *bytes)
{
    size_t size;
    const char *text = g_bytes_get_data(bytes, &size);
    json_t *document = json_loadb(text, size, 0, NULL);
    if (document == NULL)
        refuse("json", bytes);
    json_decref(document);
}

static void check_utf8(const char *format, GBytes *bytes)
{
    size_t size;
    const char *text = g_bytes_get_data(bytes, &size);
    if (!g_utf8_validate_len(text, size, NULL))
        refuse(format, bytes);
}

static void write_in(struct topology *topology, enum renderer_kind kind, const char *format,
                     const char *title)
{
    struct render_request request = {.topology = topology, .title = title};
    GBytes *bytes = renderer_find(kind, format)->write(&request, NULL);
    if (bytes == NULL)
        abort();
    check_utf8(format, bytes);
    if (strcmp(format, "json") == 0)
        check_json(bytes);
    else if (strcmp(format, "dot") != 0 && strcmp(format, "csv") != 0)
        check_xml(format, bytes);
    g_bytes_unref(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    struct topology topology = {g_ptr_array_new_with_free_func(g_free),
                                g_array_new(FALSE, TRUE, sizeof(struct link))};
    read_lines(&topology, lines);
    static const char *const exports[] = {"graphml", "gexf", "json", "csv", "dot"};
    for (size_t i = 0; i < G_N_ELEMENTS(exports); i++)
        write_in(&topology, RENDERER_EXPORT, exports[i], NULL);
    write_in(&topology, RENDERER_MAP, "svg", text);
    g_ptr_array_unref(topology.devices);
    g_array_unref(topology.links);
    return 0;
}
