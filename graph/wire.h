/*
 * Wires: what joins a few ports as the tables of bridges show it (graph/forwarding.h), and how that becomes
 * links beside those that neighbor protocols tell.
 */
#ifndef GRAPH_WIRE_H
#define GRAPH_WIRE_H

#include "graph/forwarding_table.h"

struct wire_end {
    uint32_t device;
    struct port port;  /* if_index 0 and name NULL: unknown */
    bool is_bridge;    /* it has a forwarding table, and the port is one of its bridge ports */
    bool has_learned;  /* it has seen another end on this port */
    bool is_ambiguous; /* a station, several of whose interfaces have the address that was seen */
};

struct wires {
    struct topology_builder *builder;
    const struct forwarding_table *table;
    uint32_t device_count;
    guint told_count;   /* drafts of neighbor protocols: those before this one */
    GArray *first;      /* guint, by device: 1 + chain position; 0 none */
    GArray *chain;      /* struct wire_place */
    bool *is_relayed;   /* by told draft: it was heard through a bridge */
    uint32_t *position; /* by device: of its present observation in the list */
};

/* A draft at one of a device's ports. */
struct wire_place {
    guint draft;
    guint next; /* 1 + chain position; 0 last */
};

/* The drafts that there are when this is called are those of neighbor protocols. */
void wires_init(struct wires *wires, struct topology_builder *builder, const struct forwarding_table *table);
void wires_clear(struct wires *wires);

/* What forwarding tables show to share a wire. The ends of each device once. */
void wires_add(struct wires *wires, const struct wire_end *ends, size_t count);

/* What a spanning tree port says of the port that its segment is reached by: local is the one that says so.
 */
void wires_add_stp(struct wires *wires, const struct wire_end *local, const struct wire_end *designated);

#endif
