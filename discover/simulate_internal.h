/*
 * What the parts of the simulator share: simulate.c makes recordings ready, simulate_answer.c answers.
 */
#ifndef DISCOVER_SIMULATE_INTERNAL_H
#define DISCOVER_SIMULATE_INTERNAL_H

#include "discover/simulate.h"
#include "discover/usm_engine.h"

/* Where a device answers. */
struct place {
    struct address address;
    uint32_t vlan;
    const struct snmprec *snmprec;
    struct usm_engine *engine; /* of the device; NULL where there are no users, and for a VLAN */
};

struct simulator {
    GHashTable *places; /* set of struct place *, owned */
    GPtrArray *communities;
    GPtrArray *warnings;
    size_t max_message;
    struct simulator_faults faults;
    GHashTable *misbehavers; /* struct snmprec * -> struct misbehaver *, owned */
    size_t devices, addresses;
    bool has_ipv4, has_ipv6;
    struct usm_engines *engines; /* NULL: no users */
    struct simulator_counts counts;
};

const struct place *simulator_find_place(const struct simulator *simulator, struct address address,
                                         uint32_t vlan);

/* The recording that answers there; NULL when nobody does. */
const struct snmprec *simulator_find_device(const struct simulator *simulator, struct address address,
                                            uint32_t vlan);

#endif
