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

/* Lexicographic order as the SNMP protocol uses it (RFC 3416 4.2.2). */
int oid_compare(struct oid a, struct oid b);
bool oid_equal(struct oid a, struct oid b);
guint oid_hash(struct oid oid);

bool oid_has_prefix(struct oid oid, struct oid prefix);

/* What follows the first count arcs; empty when there are not more. */
struct oid oid_skip(struct oid oid, size_t count);

/* Reads "1.3.6.1" or ".1.3.6.1" into arcs (OID_MAX_ARCS of them); false for anything else, for an arc above
 * 2^32-1, and for too many arcs. */
bool oid_parse(const char *text, size_t length, uint32_t arcs[OID_MAX_ARCS], size_t *count);

/* "1.3.6.1"; returns buffer. */
const char *oid_format(struct oid oid, char buffer[OID_TEXT_SIZE]);

#endif
