/*
 * Which MAC address a device has learned for an address.
 */
#ifndef INVENTORY_ARP_LOOKUP_H
#define INVENTORY_ARP_LOOKUP_H

#include "model/observation.h"

struct arp_lookup;

/* The observation must outlive it. */
struct arp_lookup *arp_lookup_new(const struct observation *observation);
void arp_lookup_free(struct arp_lookup *lookup);

/* False when it knows none, or more than one. */
bool arp_lookup_mac(struct arp_lookup *lookup, struct address address, struct mac *out);

#endif
