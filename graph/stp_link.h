/*
 * Links from the spanning tree: a port that is not the designated one of its segment tells which bridge and
 * port are.
 */
#ifndef GRAPH_STP_LINK_H
#define GRAPH_STP_LINK_H

#include "graph/wire.h"

/* Adds what the spanning tree ports of all devices tell. */
void stp_link_collect(struct wires *wires, const struct mac_owners *owners);

#endif
