#include "model/oid.h"

#include "model/text.h"

guint oid_hash(struct oid oid)
{
    guint hash = 5381;
    for (size_t i = 0; i < oid.count; i++)
        hash = hash * 33 + oid.arcs[i];
    return hash;
}

bool oid_parse(const char *text, size_t length, uint32_t arcs[OID_MAX_ARCS], size_t *count)
{
    const char *at = text, *end = text + length;
    size_t n = 0;
    if (at < end && *at == '.')
        at++;
    if (at == end)
        return false;
    while (at < end) {
        uint64_t arc = 0;
        const char *start = at;
        for (; at < end && g_ascii_isdigit(*at) && arc <= UINT32_MAX; at++)
            arc = arc * 10 + (uint64_t)(*at - '0');
        if (at == start || arc > UINT32_MAX || n == OID_MAX_ARCS)
            return false;
        arcs[n++] = (uint32_t)arc;
        if (at < end && (*at != '.' || ++at == end))
            return false;
    }
    *count = n;
    return true;
}

const char *oid_format(struct oid oid, char buffer[OID_TEXT_SIZE])
{
    char *at = buffer;
    *at = '\0';
    for (size_t i = 0; i < oid.count && i < OID_MAX_ARCS; i++) {
        if (i > 0)
            *at++ = '.';
        at = text_put_number(at, oid.arcs[i]);
    }
    *at = '\0';
    return buffer;
}
