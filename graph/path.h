/*
 * Paths: the best ways from one device to another, loopless, with the ports on the way.
 */
#ifndef GRAPH_PATH_H
#define GRAPH_PATH_H

#include "graph/bridge.h"

enum path_metric {
    PATH_METRIC_NONE,
    PATH_METRIC_HOPS, /* links on the way */
    PATH_METRIC_SPEED /* the sum of path_speed_cost over the links on the way */
};
extern const struct words path_metric_words;

#define PATH_REFERENCE_BPS UINT64_C(100000000000)
#define PATH_ASSUMED_BPS UINT64_C(1000000000)
#define PATH_MAX_COUNT 1000

/* What a link costs by speed, as OSPF derives it (RFC 2328 C.3): the reference bandwidth of 100 Gbit/s
 * divided by the speed, rounded down, at least 1. A link of unknown speed (0) is taken to have 1 Gbit/s. */
uint64_t path_speed_cost(uint64_t speed_bps);

struct path_hop {
    uint32_t device;
    const struct link *link;                 /* by which it is left; NULL at the last device */
    const struct link_end *in_end, *out_end; /* NULL at the first, at the last device */
};

struct path {
    uint64_t cost;
    size_t hop_count; /* devices: at least one */
    struct path_hop *hops;
};

/* Up to count (at most PATH_MAX_COUNT) best paths, best first, as a GPtrArray that frees its struct path;
 * empty when none leads there. From a device to itself: that device.
 *
 * Among paths of equal cost that of fewer hops is better, then that of lower cost by speed, then that whose
 * devices come first, compared one by one. Of parallel links the fastest is taken, among equals the first of
 * the graph. The graph must outlive the paths. */
GPtrArray *path_find(const struct graph *graph, uint32_t from, uint32_t to, enum path_metric metric,
                     size_t count);

#endif
