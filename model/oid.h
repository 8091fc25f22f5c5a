/*
 * OBJECT IDENTIFIER (RFC 2578 7.1.3): at most 128 arcs of 32 bits.
 *
 * The arcs belong to somebody else (a static table, a reply, an arena); a struct oid only points at them.
 */
#ifndef MODEL_OID_H
#define MODEL_OID_H

#include "model/bytes.h"

#define OID_MAX_ARCS 128
#define OID_TEXT_SIZE (OID_MAX_ARCS * (size_t)11)

struct oid {
    const uint32_t *arcs;
    size_t count;
};

/* A struct oid of the arcs written out: OID(1, 3, 6, 1). Lives as long as the enclosing block, or for ever at
 * file scope. */
#define OID(...)                                                                                             \
    ((struct oid){(const uint32_t[]){__VA_ARGS__},                                                           \
                  sizeof((const uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t)})

/* The same as an initializer, for static tables. */
#define OID_INIT(...)                                                                                        \
    {                                                                                                        \
        (const uint32_t[]){__VA_ARGS__}, sizeof((const uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t)          \
    }

/* Those that are inline are asked for every value that a device sends, several times. */

/* Lexicographic order as the SNMP protocol uses it (RFC 3416 4.2.2). */
static inline int oid_compare(struct oid a, struct oid b)
{
    size_t common = MIN(a.count, b.count);
    for (size_t i = 0; i < common; i++)
        if (a.arcs[i] != b.arcs[i])
            return a.arcs[i] < b.arcs[i] ? -1 : 1;
    return (a.count > b.count) - (a.count < b.count);
}

/* From the last arc on: OIDs that are not the same differ there as a rule. */
static inline bool oid_equal(struct oid a, struct oid b)
{
    if (a.count != b.count)
        return false;
    for (size_t i = a.count; i > 0; i--)
        if (a.arcs[i - 1] != b.arcs[i - 1])
            return false;
    return true;
}

guint oid_hash(struct oid oid);

static inline bool oid_has_prefix(struct oid oid, struct oid prefix)
{
    return oid.count >= prefix.count && oid_equal((struct oid){oid.arcs, prefix.count}, prefix);
}

/* What follows the first count arcs; empty when there are not more. */
static inline struct oid oid_skip(struct oid oid, size_t count)
{
    if (oid.count <= count)
        return (struct oid){NULL, 0};
    return (struct oid){oid.arcs + count, oid.count - count};
}

/* Reads "1.3.6.1" or ".1.3.6.1" into arcs (OID_MAX_ARCS of them); false for anything else, for an arc above
 * 2^32-1, and for too many arcs. */
bool oid_parse(const char *text, size_t length, uint32_t arcs[OID_MAX_ARCS], size_t *count);

/* "1.3.6.1"; returns buffer. */
const char *oid_format(struct oid oid, char buffer[OID_TEXT_SIZE]);

#endif
