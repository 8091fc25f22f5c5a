/*
 * What the MIBs of first-hop redundancy have in common: the addresses and the MAC address that a group of
 * routers shares.
 */
#ifndef DISCOVER_MIB_VRRP_ROWS_H
#define DISCOVER_MIB_VRRP_ROWS_H

#include "discover/mib/convert.h"

#define VIRTUAL_ADDRESS(member) offsetof(struct virtual_address, member)

/* Asks for the addresses of the groups that a device has. */
void vrrp_ask_addresses(struct mib_visit *visit, const struct mib_table *groups,
                        const struct mib_table *addresses);

/* Gives the addresses their MAC address: cell 0 of the group's row, whose index begins as theirs does, with
 * that many arcs. */
void vrrp_join_macs(struct mib_visit *visit, const struct mib_table *groups,
                    const struct mib_table *addresses, size_t arcs);

#endif
