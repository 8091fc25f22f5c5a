/*
 * What ISIS-MIB (RFC 4444) and its drafts, which vendors implement under numbers of their own, have in
 * common: the system id, the adjacencies by circuit, their addresses and the interface of each circuit.
 */
#ifndef DISCOVER_MIB_ISIS_ROWS_H
#define DISCOVER_MIB_ISIS_ROWS_H

#include "discover/mib/routing_rows.h"

struct isis_tables {
    const struct mib_table *adjacencies; /* isisISAdjTable, of ISIS_ADJACENCY_COLUMNS */
    const struct mib_table *addresses;   /* isisISAdjIPAddrTable, deferred */
    const struct mib_table *circuits;    /* isisCircTable, deferred */
    const struct mib_table *system;      /* isisSysObject, deferred */
};

#define ISIS_ADJACENCY_COLUMNS(prefix)                                                                       \
    {prefix "State", 2, 0, ROUTING_NEIGHBOR(state), convert_u32},                                            \
        {prefix "NeighSNPAAddress", 4, 6, ROUTING_NEIGHBOR(remote_mac), convert_mac},                        \
    {                                                                                                        \
        prefix "NeighSysID", 6, 6, ROUTING_NEIGHBOR(remote_chassis_id), convert_system_id                    \
    }

/* Circuit, adjacency. */
const char *isis_read_adjacency(struct cursor *cursor, void *neighbor);

/* Asks for what belongs to the adjacencies read so far. */
void isis_ask_more(struct mib_visit *visit, const struct isis_tables *tables);

/* Completes the neighbors made of the adjacencies. */
void isis_collect(struct mib_visit *visit, const struct isis_tables *tables);

#endif
