/*
 * The forwarding tables of all bridges as numbers: who sees whom on which port, for graph/segment.h.
 *
 * A node is a bridge with all its MAC addresses, or one MAC address of something that is no bridge, or of
 * nothing that is known. Entries that tell nothing are left out: the bridge's own addresses, groups, virtual
 * routers, addresses that several devices have, port 0, ports that are no wire (tunnels, VLAN interfaces).
 */
#ifndef GRAPH_FORWARDING_TABLE_H
#define GRAPH_FORWARDING_TABLE_H

#include "graph/mac_owner.h"
#include "graph/segment.h"
#include "graph/topology_build.h"

#define FORWARDING_NOBODY UINT32_MAX

/* Port number n is ports[n - 1]. A member of an aggregate is the aggregate. */
struct forwarding_port {
    uint32_t device;
    uint32_t if_index;     /* 0: not known which */
    uint32_t bridge_port;  /* where if_index is 0 */
    bool is_lone;          /* all that was ever seen here is one port of one bridge */
    uint32_t node, sender; /* of the first entry */
};

struct forwarding_node {
    uint32_t device;   /* FORWARDING_NOBODY: the address is nobody's */
    uint32_t if_index; /* of a station: which interface has the address; 0 unknown */
    bool is_ambiguous; /* several of its interfaces have it */
    uint32_t next;     /* 1 + the next node of that device; 0 last */
};

/* One entry of one VLAN. */
struct forwarding_item {
    uint32_t bridge, node, port, vlan;
    uint32_t sender; /* ifIndex of the only port of the node whose address was seen; 0 none, or several */
    bool has_system; /* an address of the node as a whole was seen, not only of its ports */
};

struct forwarding_table {
    uint32_t bridge_count;
    uint32_t *bridge_of;  /* by device: its bridge number, FORWARDING_NOBODY */
    uint32_t *first_node; /* by device: 1 + node; 0 none */
    GArray *nodes;        /* struct forwarding_node; bridges first */
    GArray *ports;        /* struct forwarding_port */
    GArray *items;        /* struct forwarding_item, sorted by bridge, node, port, VLAN; no two the same */
    size_t *row;          /* items of bridge b: row[b] to row[b + 1] */
};

void forwarding_table_init(struct forwarding_table *table, struct topology_builder *builder,
                           const struct mac_owners *owners);
void forwarding_table_clear(struct forwarding_table *table);

/* The entries of a bridge for a node; *count 0 when there are none. */
const struct forwarding_item *forwarding_table_find(const struct forwarding_table *table, uint32_t bridge,
                                                    uint32_t node, size_t *count);

/* The port on which a bridge sees a node, where all entries agree, or only one port has seen the node as a
 * whole: addresses of ports are also seen on wires that the spanning tree has blocked, as the source of
 * frames that no bridge forwards. 0 when that is not known. */
uint32_t forwarding_table_main_port(const struct forwarding_item *items, size_t count);

/* The port of one device whose frames another has seen: the ifIndex of the only one; 0 when that is not
 * known. */
uint32_t forwarding_table_sender(const struct forwarding_table *table, uint32_t bridge, uint32_t node);

/* Whether one device sees another on a port that is not this one. */
bool forwarding_table_sees_elsewhere(const struct forwarding_table *table, uint32_t device, uint32_t if_index,
                                     uint32_t other);

#endif
