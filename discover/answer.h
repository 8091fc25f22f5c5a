/*
 * What a correct agent that knows nothing but a recording answers, apart from any transport: Get, GetNext and
 * GetBulk of RFC 3416 4.2.1 to 4.2.3. Names and values are BER all the way.
 */
#ifndef DISCOVER_ANSWER_H
#define DISCOVER_ANSWER_H

#include "discover/snmprec.h"

struct question {
    enum pdu_kind kind;
    const struct bytes *names; /* contents octets of OIDs (tlv_is_oid) */
    size_t count;
    uint32_t non_repeaters;
    uint32_t max_repetitions;
    bool without_counter64; /* SNMPv1 has no such type: the objects are not there (RFC 3584 4.2.2.1) */
};

/* One variable binding of the answer: a recorded varbind, or a name and an exception. */
struct answer {
    size_t position;           /* in the snmprec, where exception is 0 */
    struct bytes name;         /* where there is an exception */
    enum value_type exception; /* 0, or VALUE_NO_SUCH_OBJECT, VALUE_NO_SUCH_INSTANCE, VALUE_END_OF_MIB_VIEW */
};

/* False: there is no room for it, and no more is wanted. */
typedef bool (*answer_fn)(const struct answer *answer, void *user);

/* Hands out the bindings of the answer in order; false when take did not want all of them. A GetBulk ends
 * early after a repetition that found nothing but the end. */
bool answer_run(const struct snmprec *snmprec, const struct question *question, answer_fn take, void *user);

#endif
