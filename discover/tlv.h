/*
 * BER of SNMP messages (RFC 3417 8): tag, length, value, written in definite form.
 *
 * Readers check every length against what is there; any bytes are safe to give. Writers trust their caller
 * for the room, which the comments tell.
 */
#ifndef DISCOVER_TLV_H
#define DISCOVER_TLV_H

#include "discover/agent.h"

/* Tags that are no value of a varbind. */
enum { TLV_SEQUENCE = 0x30 };

#define TLV_MAX_HEADER 6
#define TLV_MAX_NUMBER 11                     /* header and contents of any integer */
#define TLV_MAX_OID_OCTETS (OID_MAX_ARCS * 5) /* contents octets */

/* Takes one element off the front of rest. False, with nothing taken, for a tag of several octets, an
 * indefinite length, or a length beyond the end. */
static inline bool tlv_read(struct bytes *rest, uint8_t *tag, struct bytes *contents);

/* The parts of it, inline as each value of an answer needs three: an element whose header and length are
 * known, and one whose length does not fit into one octet. */
static inline bool tlv_take(struct bytes *rest, size_t header, size_t length, uint8_t *tag,
                            struct bytes *contents)
{
    if (length > rest->size - header)
        return false;
    *tag = rest->data[0];
    *contents = (struct bytes){rest->data + header, length};
    rest->data += header + length;
    rest->size -= header + length;
    return true;
}

bool tlv_read_long(struct bytes *rest, uint8_t *tag, struct bytes *contents);

static inline bool tlv_read(struct bytes *rest, uint8_t *tag, struct bytes *contents)
{
    if (rest->size < 2 || (rest->data[0] & 0x1f) == 0x1f)
        return false;
    return rest->data[1] & 0x80 ? tlv_read_long(rest, tag, contents)
                                : tlv_take(rest, 2, rest->data[1], tag, contents);
}

/* Contents octets of INTEGER (1 to 8 of them) and of the unsigned types (up to 8, or 9 with a leading zero;
 * a value without that zero is taken as unsigned, which many agents mean). */
bool tlv_read_integer(struct bytes contents, int64_t *out);
bool tlv_read_unsigned(struct bytes contents, uint64_t *out);

/* Contents octets of an OBJECT IDENTIFIER that are in the one form that tlv_write_oid writes: so two of them
 * are equal when their octets are. */
bool tlv_is_oid(struct bytes contents);

/* The same decoded, with no more arcs than one more than octets; false unless tlv_is_oid. */
bool tlv_read_oid(struct bytes contents, uint32_t arcs[OID_MAX_ARCS], size_t *count);

/* The order of the OIDs whose contents octets these are. */
int tlv_compare_oid(struct bytes a, struct bytes b);

/* Each writes to out and returns how many octets. */
size_t tlv_write_header(uint8_t *out, uint8_t tag, size_t length); /* TLV_MAX_HEADER; length < 2^32 */
size_t tlv_header_size(size_t length);
size_t tlv_write_integer(uint8_t *out, uint8_t tag, int64_t number);   /* TLV_MAX_NUMBER */
size_t tlv_write_unsigned(uint8_t *out, uint8_t tag, uint64_t number); /* TLV_MAX_NUMBER */

/* Contents octets only (TLV_MAX_OID_OCTETS). One arc x is written as x.0, as everybody does, no arc as 0.0;
 * 0 when BER cannot express it: a first arc above 2, or below 2 and followed by one above 39. */
size_t tlv_write_oid(uint8_t *out, struct oid oid);

/* Room for the arcs of one varbind. */
struct tlv_room {
    uint32_t name[OID_MAX_ARCS];
    uint32_t value[OID_MAX_ARCS];
};

/* The contents of a VarBind (RFC 3416 3): name and value. Octets of the value point into contents, arcs into
 * room. */
bool tlv_read_varbind(struct bytes contents, struct tlv_room *room, struct varbind *out);

#endif
