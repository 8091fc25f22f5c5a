/*
 * What BGP4-MIB, the drafts of its successor and the vendors' tables have in common: a peer is known by its
 * address, which is in the index; states have the numbers of BGP4-MIB (RFC 4273).
 */
#ifndef DISCOVER_MIB_BGP_ROWS_H
#define DISCOVER_MIB_BGP_ROWS_H

#include "discover/mib/routing_rows.h"

/* bgpPeerState. */
enum bgp_state {
    BGP_STATE_IDLE = 1,
    BGP_STATE_CONNECT,
    BGP_STATE_ACTIVE,
    BGP_STATE_OPEN_SENT,
    BGP_STATE_OPEN_CONFIRM,
    BGP_STATE_ESTABLISHED
};

#define BGP_COLUMN_STATE(object, sub_id)                                                                     \
    {                                                                                                        \
        object, sub_id, 0, ROUTING_NEIGHBOR(state), convert_u32                                              \
    }
#define BGP_COLUMN_REMOTE_AS(object, sub_id)                                                                 \
    {                                                                                                        \
        object, sub_id, 0, ROUTING_NEIGHBOR(remote_as), convert_u32                                          \
    }
#define BGP_COLUMN_REMOTE_IDENTIFIER(object, sub_id)                                                         \
    {                                                                                                        \
        object, sub_id, 0, ROUTING_NEIGHBOR(remote_chassis_id), convert_router_id                            \
    }
#define BGP_COLUMN_LOCAL_ADDRESS(object, sub_id)                                                             \
    {                                                                                                        \
        object, sub_id, 8, ROUTING_NEIGHBOR(local_address), convert_known_address                            \
    }

/* The addresses of an index; local is left as it is where the index has none. */
typedef bool (*bgp_read_index_fn)(struct cursor *cursor, struct address *local, struct address *remote);

/* InetAddressType, InetAddress: in any of the forms that agents give it. */
bool bgp_read_peer(struct cursor *cursor, struct address *local, struct address *remote);

/* The number of a routing instance before it. */
bool bgp_read_instance_peer(struct cursor *cursor, struct address *local, struct address *remote);

/* The instance, both types and addresses; with the lengths of the addresses or, from Juniper, without. */
bool bgp_read_instance_pair(struct cursor *cursor, struct address *local, struct address *remote);

/* For mib_table.read_index and mib_table.finish. */
const char *bgp_read_index(struct cursor *cursor, void *neighbor, bgp_read_index_fn read);
bool bgp_finish(struct mib_visit *visit, const struct mib_row *row, void *neighbor, bgp_read_index_fn read);

/* The same for each form of an index. */
const char *bgp_index_of_peer(struct cursor *cursor, void *neighbor);
bool bgp_finish_peer(struct mib_visit *visit, const struct mib_row *row, void *neighbor);
const char *bgp_index_of_instance_peer(struct cursor *cursor, void *neighbor);
bool bgp_finish_instance_peer(struct mib_visit *visit, const struct mib_row *row, void *neighbor);
const char *bgp_index_of_instance_pair(struct cursor *cursor, void *neighbor);
bool bgp_finish_instance_pair(struct mib_visit *visit, const struct mib_row *row, void *neighbor);

/* bgpLocalAs and bgpIdentifier, asked for of devices that have peers in any of the tables. */
void bgp_ask_system(struct mib_visit *visit, const struct mib_table *peers);

#endif
