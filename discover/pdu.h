/*
 * PDUs as a manager needs them (RFC 3416 4.2, in the BER of RFC 3417 8): the names of a request are written,
 * the varbinds of a response are read. The agent's side of the same is discover/snmp_wire.h.
 */
#ifndef DISCOVER_PDU_H
#define DISCOVER_PDU_H

#include "discover/codec.h"
#include "discover/snmp_wire.h"

/* A request in BER, but for the headers. */
struct pdu {
    uint8_t type;
    int32_t request_id;
    uint32_t non_repeaters, max_repetitions; /* GetBulk; 0 otherwise */
    struct bytes names;                      /* the contents of its VarBindList; owned */
};

/* NULL: a Get of nothing. False and error (G_IO_ERROR) for a name that BER cannot express, and for more than
 * a datagram. The request id is a new one. */
bool pdu_init(struct pdu *pdu, const struct request *request, GError **error);
void pdu_clear(struct pdu *pdu);

/* A number that nobody else can guess, positive, for request and message ids. */
int32_t pdu_random_id(void);

/* The whole INTEGER; memory has TLV_MAX_NUMBER octets. */
struct bytes pdu_put_id(int32_t id, uint8_t *memory);

/* Takes a Response-PDU in: request id, error and varbinds. Reads varbinds up to the first that cannot be read
 * (is_malformed); a value that is none of SMIv2, or not of its type's size, is a NULL. */
void pdu_decode(const struct wire_pdu *pdu, struct decoded *out);

#endif
