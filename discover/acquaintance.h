/*
 * Acquaintance: which addresses belong to devices that were visited, by the ids and names those devices have.
 * Kept as digests: eight octets for each address and id.
 */
#ifndef DISCOVER_ACQUAINTANCE_H
#define DISCOVER_ACQUAINTANCE_H

#include "model/observation.h"

/* Digests of who a device is, as a row or the device itself tells; 0 where it does not. */
struct identity_digest {
    uint64_t chassis;
    uint64_t names[2];
    uint64_t router; /* the id of a routing neighbor, who is known by its address */
};

struct acquaintance;

struct acquaintance *acquaintance_new(void);
void acquaintance_free(struct acquaintance *acquaintance);

/* Who a neighbor row says is there. */
struct identity_digest acquaintance_of_neighbor(const struct neighbor *neighbor);

/* Who a visited device says it is. */
struct identity_digest acquaintance_of_visited(const struct observation *observation);

/* Whether it has the id of a router. */
bool acquaintance_is_router(const struct identity_digest *digest);

/* Of an address, nothing but which is known: any visited device that owns it is the one. */
struct identity_digest acquaintance_of_anybody(void);

/* What distinguishes it best: the chassis id, else a name, else the router id; 0 nothing. */
uint64_t acquaintance_best(const struct identity_digest *digest);

/* Remembers a device that was visited. */
void acquaintance_add(struct acquaintance *acquaintance, const struct observation *observation);

/* Whether a visited device of that identity owns the address; of a routing neighbor, whether any does: its
 * address is the one that packets for it are sent to. */
bool acquaintance_knows(const struct acquaintance *acquaintance, struct address address,
                        const struct identity_digest *digest);

#endif
