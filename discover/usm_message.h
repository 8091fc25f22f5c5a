/*
 * SNMPv3 messages with user-based security as an agent reads and writes them (RFC 3412 6, RFC 3414 2.4). No
 * keys here (discover/usm.h), but for the signature that a message gets when it is complete.
 */
#ifndef DISCOVER_USM_MESSAGE_H
#define DISCOVER_USM_MESSAGE_H

#include "discover/snmp_wire.h"
#include "discover/usm.h"

#define USM_MAX_ENGINE_ID 32 /* RFC 3411 5, SnmpEngineID */
#define USM_MAX_NAME 32      /* RFC 3414 2.4, msgUserName */
#define USM_MAX_CONTEXT 255  /* vacmContextName has 32; SnmpAdminString 255 */

/* msgFlags, RFC 3412 6.4. */
enum { USM_FLAG_AUTH = 1, USM_FLAG_PRIV = 2, USM_FLAG_REPORTABLE = 4 };

/* Octets point into the message. */
struct usm_message {
    struct bytes message_id; /* the whole INTEGER, to be sent back as it came */
    uint32_t max_size;       /* 484 to 2^31 - 1 */
    uint8_t flags;
    struct bytes engine_id;
    uint32_t boots, seconds;
    struct bytes user;
    struct bytes mac, salt;
    size_t mac_offset;  /* where mac is in the message */
    struct bytes whole; /* the message, without what stands behind its end */
    struct bytes data;  /* the ScopedPDU as a whole, or the octets of its encryption */
};

/* False for what is no message of version 3, of another security model, or with the flags that RFC 3412 7.2
 * 5d forbids. */
bool usm_read_message(struct bytes packet, struct usm_message *out);

struct usm_scoped {
    struct bytes engine_id, context;
    struct wire_pdu pdu;
};

bool usm_read_scoped(struct bytes octets, struct usm_scoped *out);

/* The octets in front of the varbinds that usm_finish_message may need. */
#define USM_HEADROOM 576

/* What is put around an answer. */
struct usm_envelope {
    struct bytes message_id;
    uint8_t flags;
    struct bytes engine_id;
    uint32_t boots, seconds;
    struct bytes user, context;
    const struct usm_user *keeper; /* whose keys sign and encrypt; may be NULL without such flags */
    const struct usm_keys *keys;
    uint64_t salt;
};

/* As wire_begin; memory has USM_HEADROOM octets more than max_size. */
void usm_begin(struct wire_writer *writer, uint8_t *memory, size_t max_size,
               const struct usm_envelope *envelope);

/* As wire_finish_message; absent when the library fails. */
struct bytes usm_finish_message(struct wire_writer *writer, const struct usm_envelope *envelope, uint8_t type,
                                struct bytes request_id, uint32_t error_status, uint32_t error_index);

#endif
