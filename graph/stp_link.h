/*
 * Links from the spanning tree: a port that is not the designated one of its segment tells which bridge and
 * port are.
 */
#ifndef GRAPH_STP_LINK_H
#define GRAPH_STP_LINK_H

#include "graph/wire.h"

/* The ifIndex of a dot1dStpPort, which is a dot1dBasePort (RFC 4188); some agents give the ifIndex. 0 none.
 */
uint32_t stp_link_port(struct port_resolver *ports, uint32_t number);

/* Adds what the spanning tree ports of all devices tell. */
void stp_link_collect(struct wires *wires, const struct mac_owners *owners);

#endif
