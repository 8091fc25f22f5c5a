#include "graph/large_pages.h"
#include "graph/stored_devices.h"
#include "graph/topology_image_layout.h"
#include "graph/topology_internal.h"

#include <string.h>

/* What a reader looks at while it makes links. */
struct reader {
    const struct image_header *header;
    const char *texts;
};

static bool has_rules(const struct image_header *header)
{
    char rules[IMAGE_RULES_SIZE] = {0};
    if (topology_rules() == NULL)
        return false;
    g_strlcpy(rules, topology_rules(), sizeof rules);
    return memcmp(header->rules, rules, sizeof rules) == 0;
}

/* Whether it is an image that is asked for, of whatever content. */
static bool is_wanted(const struct image_header *header, const uint8_t stamp[TOPOLOGY_STAMP_SIZE])
{
    return memcmp(header->magic, IMAGE_MAGIC, sizeof header->magic) == 0 &&
           header->byte_order == IMAGE_BYTE_ORDER && header->header_size == sizeof *header &&
           has_rules(header) && memcmp(header->stamp, stamp, TOPOLOGY_STAMP_SIZE) == 0;
}

uint64_t topology_image_size(const uint8_t start[TOPOLOGY_IMAGE_START],
                             const uint8_t stamp[TOPOLOGY_STAMP_SIZE])
{
    struct image_header header;
    G_STATIC_ASSERT(sizeof header <= TOPOLOGY_IMAGE_START);
    memcpy(&header, start, sizeof header);
    return is_wanted(&header, stamp) ? header.size : 0;
}

/* Counts are of 32 bits, so that sizes of sections do not overflow. */
static bool is_sound(const struct image_header *header, size_t size)
{
    size_t checked = offsetof(struct image_header, size);
    if (header->size != size || image_section_offset(header, IMAGE_SECTIONS) != size ||
        header->inferred_count > header->counts[IMAGE_DEVICES] || header->counts[IMAGE_TEXTS] == 0)
        return false;
    const uint8_t *octets = (const uint8_t *)header;
    const uint8_t *texts = octets + image_section_offset(header, IMAGE_TEXTS);
    return texts[header->counts[IMAGE_TEXTS] - 1] == '\0' &&
           image_checksum(octets + checked, size - checked) == header->checksum;
}

static const char *text_at(const struct reader *reader, uint32_t place)
{
    return place == 0 || place >= reader->header->counts[IMAGE_TEXTS] ? NULL : reader->texts + place;
}

static struct link_end make_end(const struct reader *reader, const struct image_end *stored)
{
    return (struct link_end){stored->device, stored->if_index, text_at(reader, stored->port)};
}

static bool is_link(const struct reader *reader, const struct image_link *stored, const struct link *before)
{
    return stored->a.device <= stored->b.device && stored->b.device < reader->header->counts[IMAGE_DEVICES] &&
           (before == NULL || before->a.device <= stored->a.device) && stored->layer < LAYERS &&
           stored->certainty < CERTAINTIES;
}

static bool read_links(const struct reader *reader, struct topology *topology)
{
    uint32_t count = reader->header->counts[IMAGE_LINKS];
    const struct image_link *stored =
        (const void *)((const uint8_t *)reader->header + image_section_offset(reader->header, IMAGE_LINKS));
    g_array_set_size(topology->links, count);
    g_array_set_size(topology->aggregate_names, count);
    struct link *links = (void *)topology->links->data;
    large_pages_use(links, count * sizeof *links);
    struct aggregate_names *names = (void *)topology->aggregate_names->data;
    for (uint32_t i = 0; i < count; i++, stored++) {
        if (!is_link(reader, stored, i == 0 ? NULL : &links[i - 1]))
            return false;
        links[i] = (struct link){
            .a = make_end(reader, &stored->a),
            .b = make_end(reader, &stored->b),
            .layer = (enum layer)stored->layer,
            .certainty = (enum certainty)stored->certainty,
            .protocols = stored->protocols,
            .speed_bps = stored->speed_bps,
            .a_aggregate = stored->a.aggregate,
            .b_aggregate = stored->b.aggregate,
            .is_down = stored->is_down != 0,
            .is_blocked = stored->is_blocked != 0,
        };
        names[i] = (struct aggregate_names){text_at(reader, stored->a.aggregate_name),
                                            text_at(reader, stored->b.aggregate_name)};
    }
    return true;
}

static void read_dropped(const struct reader *reader, struct topology *topology)
{
    const struct image_dropped *stored =
        (const void *)((const uint8_t *)reader->header + image_section_offset(reader->header, IMAGE_DROPPED));
    for (uint32_t i = 0; i < reader->header->counts[IMAGE_DROPPED]; i++) {
        const char *reason = text_at(reader, stored[i].reason);
        struct topology_dropped dropped = {reason != NULL ? reason : "", stored[i].count};
        g_array_append_val(topology->dropped, dropped);
    }
}

struct topology *topology_image_read(GBytes *image, const uint8_t stamp[TOPOLOGY_STAMP_SIZE])
{
    size_t size;
    const struct image_header *header = g_bytes_get_data(image, &size);
    if (size < sizeof *header || !is_wanted(header, stamp) || !is_sound(header, size))
        return NULL;
    const struct reader reader = {header, (const char *)header + image_section_offset(header, IMAGE_TEXTS)};
    struct topology *topology = topology_new_stored(stored_devices_new(image));
    read_dropped(&reader, topology);
    if (read_links(&reader, topology))
        return topology;
    topology_free(topology);
    return NULL;
}
