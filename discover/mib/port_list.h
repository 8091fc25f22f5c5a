/*
 * Sets of ports and of VLANs as bits: PortList (RFC 4363 3.1), the most significant bit of the first octet
 * first.
 */
#ifndef DISCOVER_MIB_PORT_LIST_H
#define DISCOVER_MIB_PORT_LIST_H

#include "discover/mib/mib.h"

/* The numbers in a set, ascending; of uint32_t, g_array_unref. first is the number of the first
 * bit: 1 in a PortList. */
GArray *port_list_read(struct bytes octets, uint32_t first);

/* The same of a device that says it in its own way: Junos lists numbers, "513,517", unless it is configured
 * otherwise. */
GArray *port_list_read_of(const struct observation *observation, struct bytes octets);

bool port_list_has(const GArray *numbers, uint32_t number);

#endif
