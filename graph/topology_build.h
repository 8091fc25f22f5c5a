/*
 * The inside of topology_build (graph/topology.h): what the sources of links share. A source reads the
 * observations and adds drafts of links; topology.c turns the drafts into links. Sources are neighbor rows
 * (graph/adjacency.h) and, for what no neighbor protocol tells, tables of other kinds.
 */
#ifndef GRAPH_TOPOLOGY_BUILD_H
#define GRAPH_TOPOLOGY_BUILD_H

#include "graph/port.h"
#include "graph/topology.h"

/* One end of a draft. */
struct draft_end {
    uint32_t device;
    uint32_t if_index; /* 0 unknown */
    const char *name;  /* NULL unknown; lives as long as the builder */
    const char *key;   /* equal pointers are the same port of the device; NULL unknown. Logical units have the
                          key of the interface they run on: one cable serves all of them */
};

/* A link in the making. */
struct draft {
    struct draft_end a, b; /* a.device < b.device */
    enum layer layer;
    uint32_t protocols;
    bool said_by_a, said_by_b; /* whose rows say so */
    bool is_inferred;          /* no row says so: tables do */
    bool is_dropped;
    uint64_t speed_bps;      /* told by the source itself; 0 take it from the interfaces */
    uint32_t first_evidence; /* 1 + position in the builder's evidence; 0 none */
};

struct draft_evidence {
    struct link_evidence evidence;
    uint32_t next; /* 1 + position; 0 last */
};

struct dropped_row {
    uint32_t observation, neighbor;
    const char *reason;
};

struct topology_builder {
    const struct observation_list *observations;
    const struct identity *identity;
    GHashTable *resolvers; /* observation -> struct port_resolver * */
    GArray *drafts;        /* struct draft */
    GArray *evidence;      /* struct draft_evidence */
    GHashTable *dropped;   /* reason -> count, GSIZE_TO_POINTER */
    GPtrArray *inferred;   /* struct device *: nobody told of them; behind the identity's devices */
    GArray *no_links;      /* struct dropped_row: the rows among them that stand for another device */
    GStringChunk *memory;
};

/* The ports of an observation; made when first asked for. */
struct port_resolver *builder_resolver(struct topology_builder *builder,
                                       const struct observation *observation);

/* The ports of a device as it is at present; NULL when it was never visited, or is inferred. */
struct port_resolver *builder_device_ports(struct topology_builder *builder, uint32_t device);

/* An end of a draft: if_index 0 and name NULL when unknown. */
struct draft_end builder_end(struct topology_builder *builder, uint32_t device, struct port port);

/* The end is the unit itself, not the interface it runs on: each unit is a network of its own. */
void builder_set_logical(struct topology_builder *builder, struct draft_end *end);

/* A device that tables require, and nobody told of. Its position. */
uint32_t builder_add_inferred(struct topology_builder *builder, const char *name, enum role role, int64_t id);

void builder_add_evidence(struct topology_builder *builder, struct draft *draft,
                          struct link_evidence evidence);

/* The evidence of one draft becomes that of another. */
void builder_move_evidence(struct topology_builder *builder, struct draft *from, struct draft *to);

/* Counts something that was not made a link. reason is a literal. */
void builder_drop(struct topology_builder *builder, const char *reason);

/* The same, of one row, or of the rows that a draft has for evidence: it is remembered which. */
void builder_drop_row(struct topology_builder *builder, struct link_evidence row, const char *reason);
void builder_drop_draft(struct topology_builder *builder, struct draft *draft, const char *reason);

#endif
