/*
 * How an image is laid out: a header, then sections of records in the byte order and alignment of the
 * machine, in the order of enum image_section, each at a multiple of eight octets. Text is referred to by its
 * place in the section of texts: terminated by a NUL, each once; 0 is absent.
 */
#ifndef GRAPH_TOPOLOGY_IMAGE_LAYOUT_H
#define GRAPH_TOPOLOGY_IMAGE_LAYOUT_H

#include "graph/topology_image.h"

#define IMAGE_MAGIC "wiremap topology"
#define IMAGE_BYTE_ORDER UINT32_C(0x01020304)
#define IMAGE_RULES_SIZE 48

enum image_section {
    IMAGE_DEVICES, /* struct image_device; the inferred ones last */
    IMAGE_LINKS,   /* struct image_link, sorted as topology_link has them */
    IMAGE_DROPPED, /* struct image_dropped */
    IMAGE_KEYS,    /* struct image_key, sorted: by what devices are found */
    IMAGE_LISTS,   /* uint32_t: texts of lists */
    IMAGE_TEXTS,   /* char; the first and the last are NUL */
    IMAGE_SECTIONS
};

/* Lists of a device, one behind the other in IMAGE_LISTS. */
enum image_list {
    IMAGE_ADDRESSES,
    IMAGE_SHARED_ADDRESSES,
    IMAGE_CHASSIS_IDS,
    IMAGE_NAMES,
    IMAGE_DEVICE_LISTS
};

struct image_header {
    char magic[16];
    uint32_t byte_order, header_size;
    uint64_t checksum; /* of all behind this member */
    uint64_t size;     /* of the image */
    uint8_t stamp[TOPOLOGY_STAMP_SIZE];
    char rules[IMAGE_RULES_SIZE]; /* padded with NUL */
    uint32_t inferred_count;
    uint32_t counts[IMAGE_SECTIONS]; /* records; octets of the texts */
    uint32_t padding;
};

struct image_device {
    int64_t id;
    uint32_t name, vendor, model, os, version, serial, location, source_id; /* texts */
    uint32_t role, capabilities, via, visited;
    uint32_t first; /* of its lists */
    uint32_t counts[IMAGE_DEVICE_LISTS];
    uint32_t padding;
};

struct image_end {
    uint32_t device, if_index, port, aggregate, aggregate_name;
};

struct image_link {
    struct image_end a, b;
    uint64_t speed_bps;
    uint32_t protocols;
    uint8_t layer, certainty, is_down, is_blocked;
};

struct image_dropped {
    uint64_t count;
    uint32_t reason, padding;
};

struct image_key {
    uint32_t hash, device; /* sorted by both */
};

/* The rules that this wiremap makes topologies by, as a text that is another one when they are; NULL unknown.
 */
const char *topology_rules(void);

uint64_t image_checksum(const uint8_t *data, size_t size);
uint32_t image_hash(const char *key);

/* Where a section begins; sections of a checked image are inside of it. */
uint64_t image_section_offset(const struct image_header *header, enum image_section section);
size_t image_record_size(enum image_section section);

#endif
