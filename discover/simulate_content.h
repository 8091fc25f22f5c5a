/*
 * What a device that breaks the rules has in its MIB: a recording, and a change of it. Everything else that a
 * simulated device does wrong is done to the answer as a whole (discover/simulate_misbehave.h).
 */
#ifndef DISCOVER_SIMULATE_CONTENT_H
#define DISCOVER_SIMULATE_CONTENT_H

#include "discover/answer.h"

enum content_kind {
    CONTENT_AS_RECORDED,
    CONTENT_CYCLE,     /* after each `number` rows of a column of ifTable the first of them come again */
    CONTENT_UNSORTED,  /* the rows of ifTable come in descending order */
    CONTENT_MANY_ROWS, /* ifNumber is 2^31-1, and ifTable and ifXTable go on until that ifIndex */
    CONTENT_ENDLESS,   /* lldpRemTable, where it has rows, goes on for ever */
    CONTENT_BROKEN,    /* no answer with an object of ifTable can be made: genErr */
    CONTENT_RESTARTED  /* sysUpTime is `number` hundredths of a second */
};

struct content {
    enum content_kind kind;
    uint32_t number;
};

/* One variable binding of an answer. */
struct content_varbind {
    uint32_t arcs[OID_MAX_ARCS];
    size_t count;
    struct bytes value; /* tag, length and contents; of the recording or of made_value */
    uint8_t made_value[TLV_MAX_NUMBER];
    bool is_broken; /* genErr in its place */
};

/* False: no room for it, and no more is wanted. asked is the position of the name that it answers. */
typedef bool (*content_take_fn)(const struct content_varbind *varbind, size_t asked, void *user);

/* As answer_run, by the changed content. */
bool content_run(const struct content *content, const struct snmprec *snmprec,
                 const struct question *question, content_take_fn take, void *user);

#endif
