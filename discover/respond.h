/*
 * One request answered from one recording, whatever version the messages around request and response have.
 */
#ifndef DISCOVER_RESPOND_H
#define DISCOVER_RESPOND_H

#include "discover/simulate_content.h"
#include "discover/snmp_wire.h"

/* Makes the message of a Response-PDU around the varbinds that are written. */
typedef struct bytes (*respond_finish_fn)(struct wire_writer *writer, uint32_t error_status,
                                          uint32_t error_index, const void *envelope);

struct response {
    const struct wire_pdu *pdu; /* the request: Get, GetNext, GetBulk or Set */
    bool v1;
    const struct content *content; /* NULL: as recorded */
    bool is_whole;                 /* GetBulk, too, is answered by all that was asked for, or by tooBig */
    bool is_filled;                /* all the room is used */
    struct wire_writer writer;     /* begun */
    respond_finish_fn finish;
    const void *envelope;
};

/* The message of the answer, or of the error that the request gets; absent when not even that has room.
 * False, with no answer, for a VarBindList that is none. */
bool respond(struct response *response, const struct snmprec *snmprec, struct bytes *answer);

/* RFC 1157 4.1.2: an error comes with the variables as they were asked for. There is no answer when even that
 * is longer than a message may be. */
struct bytes respond_error(struct response *response, enum wire_error error, uint32_t index);

#endif
