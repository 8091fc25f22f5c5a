#include "discover/tlv.h"

#include <string.h>

bool tlv_read_long(struct bytes *rest, uint8_t *tag, struct bytes *contents)
{
    size_t length = 0, octets = rest->data[1] & 0x7f;
    if (octets == 0 || octets > 4 || rest->size < 2 + octets)
        return false;
    for (size_t i = 0; i < octets; i++)
        length = length << 8 | rest->data[2 + i];
    return tlv_take(rest, 2 + octets, length, tag, contents);
}

bool tlv_read_integer(struct bytes contents, int64_t *out)
{
    if (contents.size < 1 || contents.size > 8)
        return false;
    uint64_t number = contents.data[0] & 0x80 ? UINT64_MAX : 0;
    for (size_t i = 0; i < contents.size; i++)
        number = number << 8 | contents.data[i];
    *out = (int64_t)number;
    return true;
}

bool tlv_read_unsigned(struct bytes contents, uint64_t *out)
{
    if (contents.size < 1 || contents.size > 9 || (contents.size == 9 && contents.data[0] != 0))
        return false;
    uint64_t number = 0;
    for (size_t i = 0; i < contents.size; i++)
        number = number << 8 | contents.data[i];
    *out = number;
    return true;
}

/* X.690 8.19: base 128, the most significant group first and never zero; the first two arcs share a number,
 * which may be up to 2^32-1 + 80. */
bool tlv_is_oid(struct bytes contents)
{
    size_t numbers = 0;
    for (size_t i = 0; i < contents.size; numbers++) {
        uint64_t number = 0;
        uint64_t limit = numbers == 0 ? UINT32_MAX + UINT64_C(80) : UINT32_MAX;
        bool more;
        if (contents.data[i] == 0x80)
            return false;
        do {
            more = contents.data[i] & 0x80;
            number = number << 7 | (contents.data[i++] & 0x7f);
        } while (more && i < contents.size && number <= limit);
        if (more || number > limit)
            return false;
    }
    return numbers >= 1 && numbers < OID_MAX_ARCS;
}

/* A number of an OID of several octets; returns what follows it, NULL when it is not as it must be. */
static const uint8_t *read_long_arc(const uint8_t *at, const uint8_t *end, uint64_t limit, uint64_t *out)
{
    uint64_t number = 0;
    if (*at == 0x80)
        return NULL;
    do
        number = number << 7 | (*at & 0x7f);
    while (*at++ & 0x80 && at < end && number <= limit);
    *out = number;
    return (at[-1] & 0x80) || number > limit ? NULL : at;
}

/* Numbers of one octet, as most are, are read four at a time. */
#define SHORT_ARCS 4

static inline bool read_short_arcs(const uint8_t *at, uint32_t *arcs)
{
    uint32_t first = at[0], second = at[1], third = at[2], fourth = at[3];
    if ((first | second | third | fourth) & 0x80)
        return false;
    arcs[0] = first;
    arcs[1] = second;
    arcs[2] = third;
    arcs[3] = fourth;
    return true;
}

bool tlv_read_oid(struct bytes contents, uint32_t arcs[OID_MAX_ARCS], size_t *count)
{
    const uint8_t *at = contents.data, *end = at + contents.size;
    uint64_t number = contents.size > 0 ? *at : 0x80;
    if (!(number & 0x80))
        at++;
    else if (contents.size == 0 || !(at = read_long_arc(at, end, UINT32_MAX + UINT64_C(80), &number)))
        return false;
    arcs[0] = (uint32_t)MIN(number / 40, 2);
    arcs[1] = (uint32_t)(number - UINT64_C(40) * arcs[0]);
    size_t n = 2;
    while (at < end && n < OID_MAX_ARCS) {
        if (end - at >= SHORT_ARCS && n + SHORT_ARCS <= OID_MAX_ARCS && read_short_arcs(at, arcs + n)) {
            at += SHORT_ARCS;
            n += SHORT_ARCS;
            continue;
        }
        number = *at;
        if (!(number & 0x80))
            at++;
        else if (!(at = read_long_arc(at, end, UINT32_MAX, &number)))
            return false;
        arcs[n++] = (uint32_t)number;
    }
    *count = n;
    return at == end;
}

/* Where two OIDs first differ, what is before is the same, so the arc that differs starts at the same place
 * in both, and the longer of two arcs without leading zero groups is the greater one. */
int tlv_compare_oid(struct bytes a, struct bytes b)
{
    size_t common = MIN(a.size, b.size), at = 0;
    while (at < common && a.data[at] == b.data[at])
        at++;
    if (at == common)
        return (a.size > b.size) - (a.size < b.size);
    for (size_t i = at;; i++) {
        bool more_a = i < a.size && a.data[i] & 0x80, more_b = i < b.size && b.data[i] & 0x80;
        if (more_a != more_b)
            return more_a ? 1 : -1;
        if (!more_a)
            return a.data[at] < b.data[at] ? -1 : 1;
    }
}

size_t tlv_header_size(size_t length)
{
    return length < 0x80 ? 2 : length < 0x100 ? 3 : length < 0x10000 ? 4 : length < 0x1000000 ? 5 : 6;
}

size_t tlv_write_header(uint8_t *out, uint8_t tag, size_t length)
{
    size_t size = tlv_header_size(length);
    out[0] = tag;
    if (size == 2) {
        out[1] = (uint8_t)length;
        return 2;
    }
    out[1] = (uint8_t)(0x80 | (size - 2));
    for (size_t i = size - 1; i >= 2; i--, length >>= 8)
        out[i] = (uint8_t)length;
    return size;
}

/* The fewest octets (X.690 8.3.2) of a number that is given with its sign extended to 9 octets. */
static size_t write_number(uint8_t *out, uint8_t tag, uint64_t number, uint8_t sign)
{
    uint8_t octets[9] = {sign};
    for (size_t i = 8; i >= 1; i--, number >>= 8)
        octets[i] = (uint8_t)number;
    size_t skip = 0;
    while (skip < 8 && octets[skip] == sign && (octets[skip + 1] & 0x80) == (sign & 0x80))
        skip++;
    out[0] = tag;
    out[1] = (uint8_t)(9 - skip);
    memcpy(out + 2, octets + skip, 9 - skip);
    return 11 - skip;
}

size_t tlv_write_integer(uint8_t *out, uint8_t tag, int64_t number)
{
    return write_number(out, tag, (uint64_t)number, number < 0 ? 0xff : 0);
}

size_t tlv_write_unsigned(uint8_t *out, uint8_t tag, uint64_t number)
{
    return write_number(out, tag, number, 0);
}

static inline size_t write_arc(uint8_t *out, uint64_t arc)
{
    if (arc < 0x80) {
        *out = (uint8_t)arc;
        return 1;
    }
    size_t size = 1;
    for (uint64_t rest = arc >> 7; rest > 0; rest >>= 7)
        size++;
    for (size_t i = size; i-- > 0; arc >>= 7)
        out[i] = (uint8_t)((arc & 0x7f) | (i == size - 1 ? 0 : 0x80));
    return size;
}

size_t tlv_write_oid(uint8_t *out, struct oid oid)
{
    uint32_t first = oid.count > 0 ? oid.arcs[0] : 0, second = oid.count > 1 ? oid.arcs[1] : 0;
    if (first > 2 || (first < 2 && second > 39) || oid.count > OID_MAX_ARCS)
        return 0;
    size_t size = write_arc(out, first * UINT64_C(40) + second);
    for (size_t i = 2; i < oid.count; i++)
        size += write_arc(out + size, oid.arcs[i]);
    return size;
}

static bool read_value(uint8_t tag, struct bytes contents, uint32_t *arcs, struct value *out)
{
    out->type = (enum value_type)tag;
    switch (tag) {
    case VALUE_INTEGER:
        return tlv_read_integer(contents, &out->integer);
    case VALUE_COUNTER32:
    case VALUE_GAUGE32:
    case VALUE_TIME_TICKS:
    case VALUE_COUNTER64:
        return tlv_read_unsigned(contents, &out->number);
    case VALUE_OCTET_STRING:
    case VALUE_IP_ADDRESS:
    case VALUE_OPAQUE:
        out->octets = contents;
        return true;
    case VALUE_OID:
        out->oid.arcs = arcs;
        return tlv_read_oid(contents, arcs, &out->oid.count);
    case VALUE_NULL:
    case VALUE_NO_SUCH_OBJECT:
    case VALUE_NO_SUCH_INSTANCE:
    case VALUE_END_OF_MIB_VIEW:
        return contents.size == 0;
    default:
        return false;
    }
}

bool tlv_read_varbind(struct bytes contents, struct tlv_room *room, struct varbind *out)
{
    uint8_t tag;
    struct bytes name, value;
    *out = (struct varbind){.name.arcs = room->name};
    return tlv_read(&contents, &tag, &name) && tag == VALUE_OID &&
           tlv_read_oid(name, room->name, &out->name.count) && tlv_read(&contents, &tag, &value) &&
           read_value(tag, value, room->value, &out->value);
}
