/*
 * Which device has a MAC address, and at which of its interfaces. An address that several devices have
 * (cloned, internal, of a virtual router) is nobody's.
 */
#ifndef GRAPH_MAC_OWNER_H
#define GRAPH_MAC_OWNER_H

#include "graph/mac_table.h"
#include "inventory/identity.h"

struct mac_owner {
    uint32_t device;    /* MAC_OWNER_NOBODY */
    uint32_t if_index;  /* 0 unknown */
    bool is_ambiguous;  /* several interfaces of the device have the address */
    unsigned char rank; /* how well the interface fits */
};

#define MAC_OWNER_NOBODY UINT32_MAX

struct mac_owners {
    struct mac_table table; /* position in items */
    GArray *items;          /* struct mac_owner */
};

/* What devices say of themselves; of those that were never visited, the chassis ids that others tell; where a
 * device tells no address of its own, what ARP tells of its IP addresses. */
void mac_owners_init(struct mac_owners *owners, const struct observation_list *observations,
                     const struct identity *identity);
void mac_owners_clear(struct mac_owners *owners);

/* NULL when nobody is known to have it. */
const struct mac_owner *mac_owners_find(const struct mac_owners *owners, struct mac mac);

/* Whether an address can be that of one station or bridge at all. */
bool mac_owner_is_possible(struct mac mac);

#endif
