#include "model/cursor.h"

#include <string.h>

struct cursor cursor_init(struct oid index)
{
    return (struct cursor){index};
}

size_t cursor_left(const struct cursor *cursor)
{
    return cursor->rest.count;
}

bool cursor_read_arc(struct cursor *cursor, uint32_t *out)
{
    if (cursor->rest.count == 0)
        return false;
    *out = cursor->rest.arcs[0];
    cursor->rest = oid_skip(cursor->rest, 1);
    return true;
}

bool cursor_read_octets(struct cursor *cursor, uint8_t *buffer, size_t count)
{
    if (cursor->rest.count < count)
        return false;
    for (size_t i = 0; i < count; i++)
        if (cursor->rest.arcs[i] > UINT8_MAX)
            return false;
    for (size_t i = 0; i < count; i++)
        buffer[i] = (uint8_t)cursor->rest.arcs[i];
    cursor->rest = oid_skip(cursor->rest, count);
    return true;
}

bool cursor_read_mac(struct cursor *cursor, struct mac *out)
{
    return cursor_read_octets(cursor, out->octets, sizeof out->octets);
}

bool cursor_read_ipv4(struct cursor *cursor, struct address *out)
{
    uint8_t octets[4];
    return cursor_read_octets(cursor, octets, sizeof octets) &&
           address_from_bytes((struct bytes){octets, sizeof octets}, out);
}

/* Octets of each InetAddressType with and without its zone index; 0 where the type has no address. */
static size_t inet_address_size(uint32_t type)
{
    static const uint8_t sizes[] = {0, 4, 16, 4, 16};
    return type < G_N_ELEMENTS(sizes) ? sizes[type] : 0;
}

bool cursor_read_inet_address(struct cursor *cursor, struct address *out)
{
    struct cursor at = *cursor;
    uint32_t type, length;
    uint8_t octets[20];
    if (!cursor_read_arc(&at, &type))
        return false;
    size_t size = inet_address_size(type);
    size_t zone = type == 3 || type == 4 ? 4 : 0;
    if (size == 0)
        return false;
    /* An arc that looks like the length is the length: only 4.x.y.z sent without one is misread, as too
     * short. */
    struct cursor body = at;
    bool has_length = cursor_read_arc(&body, &length) && length == size + zone;
    if (has_length)
        at = body;
    else if (cursor_left(&at) != size)
        return false;
    if (!cursor_read_octets(&at, octets, has_length ? size + zone : size))
        return false;
    *cursor = at;
    return address_from_bytes((struct bytes){octets, size}, out);
}
