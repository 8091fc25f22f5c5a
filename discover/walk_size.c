#include "discover/walk_internal.h"

/* The headers of the sequence, of name and value, less the octet that the first two arcs share. */
#define VARBIND_HEADERS 5

size_t walk_arcs_size(const uint32_t *arcs, size_t count)
{
    size_t size = 0;
    for (size_t i = 0; i < count; i++)
        size += arcs[i] < 1U << 7    ? 1
                : arcs[i] < 1U << 14 ? 2
                : arcs[i] < 1U << 21 ? 3
                : arcs[i] < 1U << 28 ? 4
                                     : 5;
    return size;
}

static size_t number_size(uint64_t number)
{
    size_t size = 1;
    for (; number > 0x7f; number >>= 8)
        size++;
    return size;
}

static size_t value_size(const struct value *value)
{
    switch (value->type) {
    case VALUE_INTEGER:
        return number_size((uint64_t)(value->integer < 0 ? -(value->integer + 1) : value->integer));
    case VALUE_COUNTER32:
    case VALUE_GAUGE32:
    case VALUE_TIME_TICKS:
    case VALUE_COUNTER64:
        return number_size(value->number);
    case VALUE_OCTET_STRING:
    case VALUE_IP_ADDRESS:
    case VALUE_OPAQUE:
        return value->octets.size;
    case VALUE_OID:
        return walk_arcs_size(value->oid.arcs, value->oid.count);
    default:
        return 0;
    }
}

size_t walk_name_size(struct oid name)
{
    return VARBIND_HEADERS + walk_arcs_size(name.arcs, name.count);
}

size_t walk_varbind_size(const struct varbind *varbind)
{
    if (varbind->octets > 0)
        return varbind->octets;
    return walk_name_size(varbind->name) + value_size(&varbind->value);
}
