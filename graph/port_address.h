/*
 * Interfaces by address: which interface of a device owns an address, or is in the subnet of it.
 */
#ifndef GRAPH_PORT_ADDRESS_H
#define GRAPH_PORT_ADDRESS_H

#include "model/observation.h"

/* The ifIndex of the interface with one of these addresses; 0 when none has, or more than one (link-local
 * addresses may repeat on every interface). */
uint32_t port_address_owner(const struct observation *observation, struct address_list addresses);

/* The ifIndex of the interface whose subnet, the longest one, has one of these addresses in it; 0 when no
 * interface has, or two with subnets of equal length. A prefix for one host is no subnet. */
uint32_t port_address_subnet(const struct observation *observation, struct address_list addresses);

#endif
