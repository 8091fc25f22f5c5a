/*
 * Topology: the devices and the links between them, with their evidence. A pure function of an identity and
 * its observations (graph/adjacency.c makes the links, graph/forwarding.c those that only tables show).
 *
 * It can be stored and read again (graph/topology_image.h). In one that was read neither links nor devices
 * have evidence, and devices no observations.
 *
 * Plain arrays; igraph is reached through graph/bridge.h.
 */
#ifndef GRAPH_TOPOLOGY_H
#define GRAPH_TOPOLOGY_H

#include "inventory/identity.h"

struct link_end {
    uint32_t device;   /* position in the identity's devices */
    uint32_t if_index; /* 0 unknown */
    const char *port;  /* ifName, else ifDescr, else the port id as text; NULL unknown */
};

/* One cable of an aggregate. */
struct link_member {
    const char *a, *b; /* ports; NULL unknown */
};

/* Which row says that a link is there. */
struct link_evidence {
    uint32_t observation; /* position in the observation list */
    uint32_t neighbor;    /* row of RECORD_NEIGHBOR; UINT32_MAX when it is not a neighbor row */
    enum protocol protocol;
};

struct link {
    struct link_end a, b; /* a.device <= b.device, then by port */
    enum layer layer;
    enum certainty certainty;
    uint32_t protocols;                /* PROTOCOL_BIT set */
    uint64_t speed_bps;                /* of the slower end; 0 unknown */
    uint32_t a_aggregate, b_aggregate; /* ifIndex of the aggregate its end is a member of; 0 none */
    bool is_down;                      /* an end says that its port is down */
    bool is_blocked;                   /* an end says that the spanning tree does not use it */
    const struct link_member *members;
    size_t member_count; /* 0 unless this link is a merged aggregate */
    const struct link_evidence *evidence;
    size_t evidence_count;
};

/* What was not made a link, by reason. */
struct topology_dropped {
    const char *reason;
    uint64_t count;
};

struct topology;

/* The identity and the observations must outlive the topology. */
struct topology *topology_build(const struct observation_list *observations, const struct identity *identity);
void topology_free(struct topology *topology);

/* The identity's devices, then those that nobody told of but tables require (graph/forwarding.h): these have
 * a name, a role and an id, and no addresses. */
size_t topology_device_count(const struct topology *topology);
const struct device *topology_device(const struct topology *topology, size_t position);

/* The same device's name, at less cost where nothing else is wanted of it. */
const char *topology_device_name(const struct topology *topology, size_t position);

/* identity_match (inventory/identity.h), and the inferred devices by name or "#id". Positions as guint in a
 * new GArray. */
GArray *topology_match(const struct topology *topology, const char *text);

/* Sorted by a's name, a's port, b's name, b's port, layer. */
size_t topology_link_count(const struct topology *topology);
const struct link *topology_link(const struct topology *topology, size_t position);

size_t topology_dropped_count(const struct topology *topology);
const struct topology_dropped *topology_dropped(const struct topology *topology, size_t position);

/* Why a neighbor row that stands for another device is the evidence of no link; NULL when it is of one, or
 * when identity knows why not (identity_of_neighbor). */
const char *topology_why_no_link(const struct topology *topology, uint32_t observation, uint32_t neighbor);

/* The links that a question is about: bits 1 << enum layer; 0 means physical and the l2 links that fill gaps
 * (pairs of devices which no physical link joins). Positions as guint in a new GArray, in order. */
GArray *topology_select(const struct topology *topology, uint32_t layers);

/* The same, members of one aggregate merged into one link with its members and the sum of their speeds.
 * A reference of a GArray of struct link, which is not to be changed; the members belong to the topology. */
GArray *topology_select_merged(struct topology *topology, uint32_t layers);

/* The same of links that were selected already: positions as guint, in order. */
GArray *topology_merge(struct topology *topology, const GArray *selected);

#endif
