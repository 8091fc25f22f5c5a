/*
 * SNMP messages on the wire, as an agent needs them: requests are read, responses are written (RFC 1157,
 * RFC 1901, RFC 3416, in the BER of RFC 3417 8). net-snmp is the other side and is not used here: this codec
 * copies recorded varbinds as they are, and can be given any bytes.
 */
#ifndef DISCOVER_SNMP_WIRE_H
#define DISCOVER_SNMP_WIRE_H

#include "discover/tlv.h"

enum wire_version { WIRE_V1 = 0, WIRE_V2C = 1, WIRE_V3 = 3 };

enum wire_pdu_type {
    WIRE_GET = 0xa0,
    WIRE_GETNEXT = 0xa1,
    WIRE_RESPONSE = 0xa2,
    WIRE_SET = 0xa3,
    WIRE_GETBULK = 0xa5,
    WIRE_REPORT = 0xa8
};

/* error-status, RFC 3416 3. */
enum wire_error {
    WIRE_NO_ERROR = 0,
    WIRE_TOO_BIG = 1,
    WIRE_NO_SUCH_NAME = 2,
    WIRE_GEN_ERR = 5,
    WIRE_AUTHORIZATION_ERROR = 16,
    WIRE_NOT_WRITABLE = 17
};

/* What every version has inside. Octets point into the message. */
struct wire_pdu {
    uint8_t type;            /* any context tag; enum wire_pdu_type names those that agents are asked with */
    struct bytes request_id; /* the whole INTEGER, to be sent back as it came */
    int64_t non_repeaters;   /* error-status where it is no GetBulk */
    int64_t max_repetitions; /* error-index */
    struct bytes varbinds;   /* contents of the VarBindList */
};

/* The message of a community; version WIRE_V3 has no more than the version. */
struct wire_message {
    int64_t version;
    struct bytes community;
    struct wire_pdu pdu;
};

/* False for what is no message of these versions. What stands behind a message's end is ignored. */
bool wire_read_message(struct bytes packet, struct wire_message *out);
bool wire_read_pdu(struct bytes octets, struct wire_pdu *out);

/* Take one element off the front: of that tag; an INTEGER. */
static inline bool wire_read_tag(struct bytes *rest, uint8_t wanted, struct bytes *contents)
{
    uint8_t tag;
    return tlv_read(rest, &tag, contents) && tag == wanted;
}
bool wire_read_integer(struct bytes *rest, int64_t *out);

/* Takes one VarBind off the front of a VarBindList: the contents octets of its name (tlv_is_oid), any value.
 * False at the end, and with *varbinds not empty when what follows is none. */
bool wire_read_name(struct bytes *varbinds, struct bytes *name);

/* A message that is written into memory of the caller, from the inside out: varbinds are appended, headers
 * are put in front. */
struct wire_writer {
    uint8_t *memory;
    size_t start, end; /* what is written */
    size_t limit;      /* end can become that */
};

/* Octets in front of the varbinds that wire_finish_message may need, community apart. */
#define WIRE_HEADROOM 64

/* Prepares to answer a message with at most max_size octets in all. memory has max_size octets, and
 * WIRE_HEADROOM and the community's size more. */
void wire_begin(struct wire_writer *writer, uint8_t *memory, size_t max_size,
                const struct wire_message *request);

/* Append one variable binding: as it is in BER; of the contents octets of a name and a value in BER; of a
 * name and an exception. False when there is no room. */
bool wire_add_varbind(struct wire_writer *writer, struct bytes varbind);
bool wire_add_binding(struct wire_writer *writer, struct bytes name, struct bytes value);
bool wire_add_exception(struct wire_writer *writer, struct bytes name, enum value_type exception);

/* Drops the varbinds. */
void wire_drop_varbinds(struct wire_writer *writer);

/* Put octets, an INTEGER, an OCTET STRING in front of what is written, or the headers of a PDU or of any
 * element around it. The caller sees to the room: TLV_MAX_HEADER for a header, TLV_MAX_NUMBER for a number.
 */
void wire_put(struct wire_writer *writer, const uint8_t *octets, size_t size);
void wire_put_integer(struct wire_writer *writer, int64_t number);
void wire_put_text(struct wire_writer *writer, struct bytes octets);
void wire_finish_pdu(struct wire_writer *writer, uint8_t type, struct bytes request_id, uint32_t error_status,
                     uint32_t error_index);
void wire_wrap(struct wire_writer *writer, uint8_t tag);

/* Puts the Response-PDU and the message of the request's version, community and request-id around the
 * varbinds. The octets are in the writer's memory. */
struct bytes wire_finish_message(struct wire_writer *writer, const struct wire_message *request,
                                 uint32_t error_status, uint32_t error_index);

#endif
