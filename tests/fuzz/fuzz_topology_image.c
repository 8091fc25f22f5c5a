/*
 * The sections of an image are the input: first the counts of their records, two octets each, then their
 * content, repeated as often as it takes. Header and checksum are made right, so that what is fuzzed is what
 * a hostile file could say. Whatever it says, every text can be read to its end and every device of a link is
 * there.
 */
#include "graph/path.h"
#include "graph/topology_image_layout.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const uint8_t stamp[TOPOLOGY_STAMP_SIZE] = "fuzz";

/* Of each section. */
#define MAX_RECORDS 40

static size_t sink;

static GBytes *make_image(const uint8_t *data, size_t size)
{
    struct image_header header = {
        .magic = IMAGE_MAGIC, .byte_order = IMAGE_BYTE_ORDER, .header_size = sizeof header};
    size_t at = 0;
    memcpy(header.stamp, stamp, sizeof stamp);
    g_strlcpy(header.rules, topology_rules(), sizeof header.rules);
    for (enum image_section i = 0; i < IMAGE_SECTIONS && at + 2 < size; i++, at += 2)
        header.counts[i] = (data[at] | (uint32_t)data[at + 1] << 8) % MAX_RECORDS;
    header.inferred_count = at < size ? data[at] : 0;
    header.size = image_section_offset(&header, IMAGE_SECTIONS);
    uint8_t *octets = g_malloc0(header.size);
    for (size_t i = sizeof header; i < header.size && at < size; i++)
        octets[i] = data[at + (i - sizeof header) % (size - at)];
    if (header.counts[IMAGE_TEXTS] > 0)
        octets[image_section_offset(&header, IMAGE_TEXTS) + header.counts[IMAGE_TEXTS] - 1] = '\0';
    size_t checked = offsetof(struct image_header, size);
    memcpy(octets, &header, sizeof header);
    header.checksum = image_checksum(octets + checked, header.size - checked);
    memcpy(octets, &header, sizeof header);
    return g_bytes_new_take(octets, header.size);
}

static void read_text(const char *text)
{
    sink += text == NULL ? 0 : strlen(text);
}

static void read_list(const GPtrArray *list)
{
    for (guint i = 0; list != NULL && i < list->len; i++)
        sink += strlen(list->pdata[i]);
}

static void read_device(struct topology *topology, size_t position)
{
    const struct device *device = topology_device(topology, position);
    g_assert(strcmp(device->name, topology_device_name(topology, position)) == 0);
    g_assert(device->role < ROLES && device->via < VIAS);
    read_text(device->vendor);
    read_text(device->serial);
    read_text(device->source_id);
    read_list(device->addresses);
    read_list(device->shared_addresses);
    read_list(device->chassis_ids);
    read_list(device->names);
    g_autoptr(GArray) found = topology_match(topology, device->name);
    for (guint i = 0; i < found->len; i++)
        g_assert(g_array_index(found, guint, i) < topology_device_count(topology));
}

static void ask(struct topology *topology)
{
    g_autoptr(GArray) links = topology_select_merged(topology, 0);
    const struct graph graph = {topology_device_count(topology), (const struct link *)(void *)links->data,
                                links->len};
    const struct path_metrics metrics = {.metric = PATH_METRIC_HOPS};
    struct path_network *network = path_network_new(&graph, &metrics);
    if (graph.device_count > 0) {
        g_autoptr(GPtrArray) paths = path_find(network, 0, (uint32_t)graph.device_count - 1, 2);
        sink += paths->len;
    }
    path_network_free(network);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GBytes) raw = g_bytes_new(data, size);
    g_assert(topology_image_read(raw, stamp) == NULL || size > sizeof(struct image_header));
    g_autoptr(GBytes) image = make_image(data, size);
    struct topology *topology = topology_image_read(image, stamp);
    if (topology == NULL)
        return 0;
    for (size_t i = 0; i < topology_device_count(topology); i++)
        read_device(topology, i);
    for (size_t i = 0; i < topology_link_count(topology); i++) {
        const struct link *link = topology_link(topology, i);
        g_assert(link->b.device < topology_device_count(topology) && link->layer < LAYERS);
        read_text(link->a.port);
        read_text(link->b.port);
    }
    ask(topology);
    topology_free(topology);
    return 0;
}
