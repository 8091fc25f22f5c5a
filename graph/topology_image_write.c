#include "graph/topology_image_layout.h"
#include "graph/topology_internal.h"
#include "inventory/device_query.h"

#include <stdlib.h>
#include <string.h>

struct writer {
    GArray *sections[IMAGE_SECTIONS]; /* of their records */
    GHashTable *places;               /* text -> its place */
    uint32_t device;                  /* whose keys are taken */
    bool is_too_large;
};

static uint32_t put_text(struct writer *writer, const char *text)
{
    if (text == NULL)
        return 0;
    gpointer known = g_hash_table_lookup(writer->places, text);
    if (known != NULL)
        return GPOINTER_TO_UINT(known);
    GArray *texts = writer->sections[IMAGE_TEXTS];
    size_t size = strlen(text) + 1;
    if (size >= G_MAXUINT32 / 2 - texts->len) {
        writer->is_too_large = true;
        return 0;
    }
    uint32_t place = texts->len;
    g_array_append_vals(texts, text, (guint)size);
    g_hash_table_insert(writer->places, (gpointer)text, GUINT_TO_POINTER(place));
    return place;
}

static uint32_t put_list(struct writer *writer, const GPtrArray *list)
{
    for (guint i = 0; list != NULL && i < list->len; i++) {
        uint32_t place = put_text(writer, list->pdata[i]);
        g_array_append_val(writer->sections[IMAGE_LISTS], place);
    }
    return list == NULL ? 0 : list->len;
}

static void put_key(const char *key, void *user)
{
    struct writer *writer = user;
    struct image_key record = {image_hash(key), writer->device};
    g_array_append_val(writer->sections[IMAGE_KEYS], record);
}

static void put_device(struct writer *writer, const struct device *device)
{
    struct image_device record = {
        .id = device->id,
        .name = put_text(writer, device->name),
        .vendor = put_text(writer, device->vendor),
        .model = put_text(writer, device->model),
        .os = put_text(writer, device->os),
        .version = put_text(writer, device->version),
        .serial = put_text(writer, device->serial),
        .location = put_text(writer, device->location),
        .source_id = put_text(writer, device->source_id),
        .role = device->role,
        .capabilities = device->capabilities,
        .via = device->via,
        .visited = device->visited,
        .first = writer->sections[IMAGE_LISTS]->len,
    };
    record.counts[IMAGE_ADDRESSES] = put_list(writer, device->addresses);
    record.counts[IMAGE_SHARED_ADDRESSES] = put_list(writer, device->shared_addresses);
    record.counts[IMAGE_CHASSIS_IDS] = put_list(writer, device->chassis_ids);
    record.counts[IMAGE_NAMES] = put_list(writer, device->names);
    writer->device = writer->sections[IMAGE_DEVICES]->len;
    g_array_append_val(writer->sections[IMAGE_DEVICES], record);
    device_each_key(device, put_key, writer);
}

static struct image_end make_end(struct writer *writer, const struct link_end *end, uint32_t aggregate,
                                 const char *aggregate_name)
{
    return (struct image_end){end->device, end->if_index, put_text(writer, end->port), aggregate,
                              put_text(writer, aggregate_name)};
}

static void put_link(struct writer *writer, const struct link *link, const struct aggregate_names *names)
{
    struct image_link record = {
        .a = make_end(writer, &link->a, link->a_aggregate, names->a),
        .b = make_end(writer, &link->b, link->b_aggregate, names->b),
        .speed_bps = link->speed_bps,
        .protocols = link->protocols,
        .layer = (uint8_t)link->layer,
        .certainty = (uint8_t)link->certainty,
        .is_down = link->is_down,
        .is_blocked = link->is_blocked,
    };
    g_array_append_val(writer->sections[IMAGE_LINKS], record);
}

static gint compare_keys(gconstpointer a, gconstpointer b)
{
    const struct image_key *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return x->device < y->device ? -1 : x->device > y->device;
}

static void sort_keys(struct writer *writer)
{
    GArray *keys = writer->sections[IMAGE_KEYS];
    guint kept = 0;
    g_array_sort(keys, compare_keys);
    for (guint i = 0; i < keys->len; i++) {
        struct image_key key = g_array_index(keys, struct image_key, i);
        if (kept == 0 || compare_keys(&g_array_index(keys, struct image_key, kept - 1), &key) != 0)
            g_array_index(keys, struct image_key, kept++) = key;
    }
    g_array_set_size(keys, kept);
}

static void writer_init(struct writer *writer)
{
    *writer = (struct writer){.places = g_hash_table_new(g_str_hash, g_str_equal)};
    for (enum image_section i = 0; i < IMAGE_SECTIONS; i++)
        writer->sections[i] = g_array_new(FALSE, FALSE, (guint)image_record_size(i));
    g_array_append_vals(writer->sections[IMAGE_TEXTS], "", 1);
}

static void writer_clear(struct writer *writer)
{
    g_hash_table_unref(writer->places);
    for (enum image_section i = 0; i < IMAGE_SECTIONS; i++)
        g_array_unref(writer->sections[i]);
}

static void put_all(struct writer *writer, const struct topology *topology)
{
    for (size_t i = 0; i < topology_device_count(topology); i++)
        put_device(writer, topology_device(topology, i));
    for (guint i = 0; i < topology->links->len; i++)
        put_link(writer, topology_link(topology, i),
                 &g_array_index(topology->aggregate_names, struct aggregate_names, i));
    for (guint i = 0; i < topology->dropped->len; i++) {
        const struct topology_dropped *dropped = topology_dropped(topology, i);
        struct image_dropped record = {dropped->count, put_text(writer, dropped->reason), 0};
        g_array_append_val(writer->sections[IMAGE_DROPPED], record);
    }
    sort_keys(writer);
}

static GBytes *join(const struct writer *writer, struct image_header *header)
{
    for (enum image_section i = 0; i < IMAGE_SECTIONS; i++)
        header->counts[i] = writer->sections[i]->len;
    header->size = image_section_offset(header, IMAGE_SECTIONS);
    uint8_t *octets = g_malloc0(header->size);
    for (enum image_section i = 0; i < IMAGE_SECTIONS; i++)
        if (header->counts[i] > 0)
            memcpy(octets + image_section_offset(header, i), writer->sections[i]->data,
                   header->counts[i] * image_record_size(i));
    memcpy(octets, header, sizeof *header);
    size_t checked = offsetof(struct image_header, size);
    header->checksum = image_checksum(octets + checked, header->size - checked);
    memcpy(octets, header, sizeof *header);
    return g_bytes_new_take(octets, header->size);
}

GBytes *topology_image_write(const struct topology *topology, const uint8_t stamp[TOPOLOGY_STAMP_SIZE])
{
    struct image_header header = {
        .magic = IMAGE_MAGIC, .byte_order = IMAGE_BYTE_ORDER, .header_size = sizeof header};
    const char *rules = topology_rules();
    struct writer writer;
    if (rules == NULL)
        return NULL;
    memcpy(header.stamp, stamp, sizeof header.stamp);
    g_strlcpy(header.rules, rules, sizeof header.rules);
    header.inferred_count = (uint32_t)topology_inferred_count(topology);
    writer_init(&writer);
    put_all(&writer, topology);
    GBytes *image = writer.is_too_large ? NULL : join(&writer, &header);
    writer_clear(&writer);
    return image;
}
