/*
 * What a walk has learned of an agent, for the next walk of it: the inventory keeps it between runs.
 *
 * Nothing of it is believed. A table that was there is asked for without a probe, all columns of it: if it is
 * gone, nothing comes, and that was all. Of the names that lay in one gap of what the agent has, the first is
 * asked for, by GETNEXT: nothing lies between it and the name that answers (RFC 3416 4.2.2), which proves of
 * the others before that name that they are absent still; those behind it are asked for themselves. A name
 * that is in no profile is asked for. Agents that do not sort prove nothing: of them no gaps are remembered.
 *
 * What an agent stumbled over is begun with, too, as long as it is the same system: each time anew it would
 * cost requests, or even timeouts. After some visits without a stumble it is tried with more again.
 */
#ifndef DISCOVER_WALK_MEMORY_H
#define DISCOVER_WALK_MEMORY_H

#include "discover/walk_profile.h"

/* How an agent wants to be asked. All zero: as any other. */
struct walk_traits {
    uint16_t budget; /* octets of varbinds in an answer at first: it cut longer ones; 0 a full datagram */
    uint16_t full_budget; /* and at most: to longer ones it said tooBig; 0 a full datagram */
    uint8_t max_items;    /* names of one GET or GETNEXT; 0 the usual */
    uint8_t max_columns;  /* columns of one GETBULK; 0 the usual */
    bool lacks_getbulk;   /* it does not answer GETBULK, or with errors only */
    bool parts_kinds;     /* scalars and columns in one GETBULK are an error */
    bool is_single;       /* it survives one request at a time: several were followed by silence */
    uint8_t calm_visits;  /* in a row, since it stumbled last */
};

/* After so many visits in a row without a stumble. */
#define WALK_CALM_VISITS 8

struct walk_memory {
    uint64_t identity; /* of sysObjectID and sysDescr: with others it is another system; 0 not known */
    const struct walk_profile *profile; /* NULL none; the owner of all profiles owns it */
    struct walk_traits traits;
};

bool walk_traits_are_usual(const struct walk_traits *traits);
bool walk_memory_equal(const struct walk_memory *a, const struct walk_memory *b);

/* Either may be NULL. */
uint64_t walk_memory_identity(const char *sys_object_id, const char *sys_descr);

#endif
