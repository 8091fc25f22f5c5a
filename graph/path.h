/*
 * Paths: the best ways from one device to another, loopless, with the ports on the way.
 */
#ifndef GRAPH_PATH_H
#define GRAPH_PATH_H

#include "graph/path_network.h"

#define PATH_MAX_COUNT 1000

struct path_hop {
    uint32_t device;
    const struct link *link;                 /* by which it is left; NULL at the last device */
    uint64_t cost;                           /* of that link; 0 at the last device */
    const struct link_end *in_end, *out_end; /* NULL at the first, at the last device */
};

struct path {
    uint64_t cost; /* by width: hops */
    const struct link
        *bottleneck;  /* the least wide link, the first of them; NULL when the speed of none is known */
    size_t hop_count; /* devices: at least one */
    struct path_hop *hops;
};

/* NULL is allowed. */
void path_free(struct path *path);

/* Up to count (at most PATH_MAX_COUNT) best paths, best first, as a GPtrArray that frees its struct path;
 * empty when none leads there. From a device to itself: that device.
 *
 * Among paths of equal cost that of fewer hops is better, then that of lower cost by speed, then that whose
 * devices come first, compared one by one. Of parallel links the best is taken, among equals the fastest,
 * then the first of the graph. The graph must outlive the paths. */
GPtrArray *path_find(const struct path_network *network, uint32_t from, uint32_t to, size_t count);

/* The same over all of the stops, at least two, in their order: the best combinations of the best paths from
 * each stop to the next, so that a device can be on two of them. By width the best one only. */
GPtrArray *path_find_via(const struct path_network *network, const uint32_t *stops, size_t stop_count,
                         size_t count);

/* A path over given links, from its first device; the graph must outlive it. */
struct path *path_of_links(const struct path_network *network, uint32_t first, const uint32_t *links,
                           size_t link_count);

#endif
