/*
 * SNMP messages as a manager sends and reads them, for tests and benchmarks of the side that answers.
 */
#ifndef TESTS_SUPPORT_MESSAGE_H
#define TESTS_SUPPORT_MESSAGE_H

#include "discover/snmp_wire.h"

struct message {
    enum wire_version version;
    const char *community;
    uint8_t type; /* enum wire_pdu_type, or anything */
    int32_t request_id;
    int32_t non_repeaters;   /* or error-status */
    int32_t max_repetitions; /* or error-index */
    const struct oid *names; /* with NULL values */
    size_t count;
};

/* The message in BER. Caller unrefs it. */
GByteArray *message_write(const struct message *message);

/* A response as text: "error STATUS INDEX" unless these are 0, then " NAME=VALUE" of each varbind; numbers in
 * decimal, octets as text, exceptions as <80>, <81>, <82>; "nothing" for no octets, "garbage" for no
 * Response. Caller frees with g_free. */
char *message_describe(struct bytes response);

#endif
