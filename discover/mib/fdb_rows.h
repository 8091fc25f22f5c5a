/*
 * Rows of forwarding tables: what BRIDGE-MIB and Q-BRIDGE-MIB have in common, and the tables that one of them
 * looks at in the other.
 */
#ifndef DISCOVER_MIB_FDB_ROWS_H
#define DISCOVER_MIB_FDB_ROWS_H

#include "discover/mib/convert.h"

/* The MAC address at the end of an index. Some agents put its length before it, or a number behind it; some
 * index by a bare row number: then mac stays absent, and the address is in a column. NULL when it is good,
 * else what is wrong. */
const char *fdb_read_mac(struct cursor *cursor, struct mac *mac);

/* The only column that is read of dot1dTpFdbEntry and dot1qTpFdbEntry. Their status would double what is by
 * far the longest table, and tells little: the bridge's own addresses are known from elsewhere, and have port
 * 0 on most. */
#define FDB_PORT_COLUMN(object)                                                                              \
    {                                                                                                        \
        object, 2, 0, offsetof(struct forwarding_entry, bridge_port), convert_u32                            \
    }

extern const struct mib_table dot1q_tp_fdb_table;

/* Asks for the bridge ports, the forwarding table and the spanning tree of a VLAN context. */
void bridge_ask_vlan(struct mib_visit *visit, uint32_t vlan);

/* Asks for the spanning tree ports that lead to other bridges, once the states of all of a context are
 * known. */
void bridge_ask_stp_ports(struct mib_visit *visit, uint32_t vlan);

#endif
