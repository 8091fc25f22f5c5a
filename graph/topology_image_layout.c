#include "graph/topology_image_layout.h"

#include <string.h>

/* Made of the sources by the Makefile: rules change whenever somebody changes them, not only when somebody
 * remembers to count up a version. */
const char *topology_rules(void)
{
#ifdef TOPOLOGY_RULES
    return TOPOLOGY_RULES;
#else
    return NULL;
#endif
}

/* Finds damage, not malice: each word changes its lane by a bijection, so that a single wrong word is always
 * found. Four lanes, as one would wait for its multiplications. */
#define LANES 4

static uint64_t mix(uint64_t lane, uint64_t word)
{
    lane = (lane ^ word) * UINT64_C(0x9e3779b97f4a7c15);
    return lane << 29 | lane >> 35;
}

uint64_t image_checksum(const uint8_t *data, size_t size)
{
    uint64_t lanes[LANES] = {1, 2, 3, 4}, words[LANES];
    size_t at = 0;
    for (; size - at >= sizeof words; at += sizeof words) {
        memcpy(words, data + at, sizeof words);
        for (size_t i = 0; i < LANES; i++)
            lanes[i] = mix(lanes[i], words[i]);
    }
    memset(words, 0, sizeof words);
    memcpy(words, data + at, size - at);
    uint64_t sum = size;
    for (size_t i = 0; i < LANES; i++)
        sum = mix(sum, mix(lanes[i], words[i]));
    return sum;
}

/* FNV-1a. */
uint32_t image_hash(const char *key)
{
    uint32_t hash = UINT32_C(2166136261);
    for (const char *at = key; *at != '\0'; at++)
        hash = (hash ^ (uint8_t)*at) * UINT32_C(16777619);
    return hash;
}

size_t image_record_size(enum image_section section)
{
    static const size_t sizes[IMAGE_SECTIONS] = {
        sizeof(struct image_device), sizeof(struct image_link), sizeof(struct image_dropped),
        sizeof(struct image_key),    sizeof(uint32_t),          1};
    return sizes[section];
}

static uint64_t align(uint64_t size)
{
    return (size + 7) & ~UINT64_C(7);
}

uint64_t image_section_offset(const struct image_header *header, enum image_section section)
{
    uint64_t offset = align(sizeof *header);
    for (enum image_section i = 0; i < section; i++)
        offset = align(offset + (uint64_t)header->counts[i] * image_record_size(i));
    return offset;
}
