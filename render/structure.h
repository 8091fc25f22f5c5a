/*
 * Structure: what the graph of a network shows before anything is laid out. Parallel links are one pair;
 * devices with one neighbor are leaves of it, to be listed with it. Pure: it depends on the devices, their
 * roles where discovery knows them, and the links; never on names.
 *
 * On it stand campus.h (sites below pairs of distribution switches), clos.h (leaf and spine, fat trees) and
 * quotient.h (what looks alike as one block).
 */
#ifndef RENDER_STRUCTURE_H
#define RENDER_STRUCTURE_H

#include "render/map_network.h"

#define STRUCTURE_NONE G_MAXUINT

/* Two devices that are linked. */
struct structure_pair {
    guint a, b;               /* a < b */
    guint first, count;       /* its links, in structure.links */
    guint cables;             /* of all of them */
    uint64_t speed_bps;       /* the sum of those that are up */
    enum certainty certainty; /* the least certain */
    bool is_down;             /* all of them */
    bool has_down;            /* some */
    bool is_blocked;          /* all that are up, by the spanning tree */
};

/* A link that is told in words, with one of its ends. */
struct structure_row {
    guint device; /* the other end */
    guint pair;
    bool is_odd; /* the other end stands elsewhere on the map */
};

struct structure {
    const struct map_network *network;
    guint device_count, pair_count;
    struct structure_pair *pairs; /* sorted by a, then b */
    guint *links;                 /* positions in the network, by pairs */
    guint *first, *incident;      /* pairs of device d: incident[first[d]] to incident[first[d + 1] - 1] */
    guint *host;                  /* of a leaf; STRUCTURE_NONE: it is none */
    guint *leaf_first, *leaves;   /* leaves of device d: leaves[leaf_first[d]] ... */
    guint *degree;                /* neighbors that are no leaves */
};

/* The network must outlive it. */
struct structure *structure_new(const struct map_network *network);
void structure_free(struct structure *structure);

/* The device at the other end of a pair. */
static inline guint structure_other(const struct structure_pair *pair, guint device)
{
    return pair->a == device ? pair->b : pair->a;
}

static inline guint structure_leaf_count(const struct structure *structure, guint device)
{
    return structure->leaf_first[device + 1] - structure->leaf_first[device];
}

static inline bool structure_is_leaf(const struct structure *structure, guint device)
{
    return structure->host[device] != STRUCTURE_NONE;
}

/* The pair of two devices; STRUCTURE_NONE when they are not linked. */
guint structure_find_pair(const struct structure *structure, guint a, guint b);

/* What all links of a pair tell. Caller frees with g_free. */
char *structure_tooltip(const struct structure *structure, guint pair);

/* The port of the pair at device: "Gi1/0/1", of several links "Gi1/0/1 +1"; NULL unknown. Caller frees with
 * g_free. */
char *structure_port(const struct structure *structure, guint pair, guint device);

#endif
