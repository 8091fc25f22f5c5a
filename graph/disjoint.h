/*
 * Ways that do not share their fate: a pair of paths with as little in common as can be, how many paths there
 * are that have nothing in common, and the least that parts two devices.
 *
 * Here links count one by one: parallel ones, and the cables of an aggregate, fail each for itself.
 */
#ifndef GRAPH_DISJOINT_H
#define GRAPH_DISJOINT_H

#include "graph/path.h"

enum disjoint_by {
    DISJOINT_NONE,
    DISJOINT_NODES, /* no device in common between the first and the last, and no link */
    DISJOINT_LINKS  /* no link in common */
};
extern const struct words disjoint_words;

struct disjoint {
    uint32_t count;   /* how many paths have nothing in common; 0: there is no path */
    GPtrArray *paths; /* of struct path: none, or two (which may be the same one) with the least in common,
                       * and together the cheapest of these; the cheaper one first */
    GArray *shared_devices; /* of uint32_t: on both, without the first and the last one; ascending */
    GArray
        *shared_links; /* of uint32_t: positions in the graph's links: on both, and of one cable; ascending */
};

/* from and to differ; the metric is not width. By nodes the pair with the fewest devices in common, then the
 * fewest links; by links that with the fewest links (Bhandari, "Survivable networks", 1999; as a flow of two
 * units in which what is used twice costs more than any path). */
struct disjoint *disjoint_new(const struct path_network *network, uint32_t from, uint32_t to,
                              enum disjoint_by by);
/* NULL is allowed. */
void disjoint_free(struct disjoint *disjoint);

/* The least that parts two devices; of equal ones what is nearest to the first. */
struct separation {
    bool is_direct;       /* a link joins them: no loss of devices parts them */
    uint32_t device_ways; /* paths that share no device between them; each direct cable is one (Menger) */
    GArray *devices;      /* of uint32_t: what parts them when it fails, ascending; empty when is_direct */
    uint32_t link_ways;   /* paths that share no link */
    GArray *links; /* of uint32_t: positions in the graph's links, whose cables are as many as link_ways */
};

/* from and to differ. */
struct separation *separation_new(const struct path_network *network, uint32_t from, uint32_t to);
/* NULL is allowed. */
void separation_free(struct separation *separation);

#endif
