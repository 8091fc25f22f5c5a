#include "model/mac.h"

#include <string.h>

bool mac_is_absent(struct mac mac)
{
    static const struct mac absent;
    return mac_equal(mac, absent);
}

bool mac_equal(struct mac a, struct mac b)
{
    return memcmp(a.octets, b.octets, sizeof a.octets) == 0;
}

int mac_compare(struct mac a, struct mac b)
{
    return memcmp(a.octets, b.octets, sizeof a.octets);
}

guint mac_hash(struct mac mac)
{
    uint64_t n = 0;
    memcpy(&n, mac.octets, sizeof mac.octets);
    n *= UINT64_C(0x9e3779b97f4a7c15);
    return (guint)(n >> 32);
}

bool mac_is_group(struct mac mac)
{
    return (mac.octets[0] & 1) != 0;
}

bool mac_is_virtual_router(struct mac mac)
{
    static const struct {
        uint8_t prefix[5];
        uint8_t size;
    } ranges[] = {
        {{0x00, 0x00, 0x5e, 0x00, 0x01}, 5}, {{0x00, 0x00, 0x5e, 0x00, 0x02}, 5},
        {{0x00, 0x00, 0x0c, 0x07, 0xac}, 5}, {{0x00, 0x05, 0x73, 0xa0, 0x00}, 4},
        {{0x00, 0x07, 0xb4, 0x00, 0x00}, 3},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(ranges); i++)
        if (memcmp(mac.octets, ranges[i].prefix, ranges[i].size) == 0)
            return true;
    /* HSRP version 2: 00:00:0c:9f:f0:00 to 00:00:0c:9f:ff:ff. */
    static const uint8_t hsrp2[4] = {0x00, 0x00, 0x0c, 0x9f};
    return memcmp(mac.octets, hsrp2, sizeof hsrp2) == 0 && (mac.octets[4] & 0xf0) == 0xf0;
}

bool mac_from_bytes(struct bytes bytes, struct mac *out)
{
    if (bytes.size != sizeof out->octets)
        return false;
    memcpy(out->octets, bytes.data, sizeof out->octets);
    return true;
}

/* Groups of digits, each read as a number of that many octets: aabb.ccdd.eeff has three groups of two. */
static bool parse_groups(const char *text, char separator, unsigned group_octets, struct mac *out)
{
    unsigned groups = 6 / group_octets;
    for (unsigned group = 0; group < groups; group++) {
        uint32_t number = 0;
        unsigned digits = 0;
        for (; g_ascii_isxdigit(*text) && digits < group_octets * 2; text++, digits++)
            number = number << 4 | (uint32_t)g_ascii_xdigit_value(*text);
        if (digits == 0 || (group_octets > 1 && digits != group_octets * 2))
            return false;
        for (unsigned i = 0; i < group_octets; i++)
            out->octets[group * group_octets + i] = (uint8_t)(number >> (8 * (group_octets - 1 - i)));
        if (group + 1 < groups && separator != '\0' && *text++ != separator)
            return false;
    }
    return *text == '\0';
}

bool mac_parse(const char *text, struct mac *out)
{
    size_t length = strlen(text);
    if (length < 11 || length > 17)
        return false;
    struct mac mac;
    bool parsed = parse_groups(text, ':', 1, &mac) || parse_groups(text, '-', 1, &mac) ||
                  parse_groups(text, ' ', 1, &mac) || parse_groups(text, '.', 2, &mac) ||
                  parse_groups(text, '-', 2, &mac) || parse_groups(text, '-', 3, &mac) ||
                  (length == 12 && parse_groups(text, '\0', 2, &mac));
    if (parsed)
        *out = mac;
    return parsed;
}

const char *mac_format(struct mac mac, char buffer[MAC_TEXT_SIZE])
{
    const uint8_t *o = mac.octets;
    g_snprintf(buffer, MAC_TEXT_SIZE, "%02x:%02x:%02x:%02x:%02x:%02x", o[0], o[1], o[2], o[3], o[4], o[5]);
    return buffer;
}
