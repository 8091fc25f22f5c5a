/*
 * What paths are searched in: the pairs of devices that links join, what each costs, and how wide it is.
 */
#ifndef GRAPH_PATH_NETWORK_H
#define GRAPH_PATH_NETWORK_H

#include "graph/bridge.h"

enum path_metric {
    PATH_METRIC_NONE,
    PATH_METRIC_HOPS,  /* links on the way */
    PATH_METRIC_SPEED, /* the sum of path_speed_cost over the links on the way */
    PATH_METRIC_WIDTH  /* the speed of the slowest link on the way, the faster the better; then hops */
};
extern const struct words path_metric_words;

#define PATH_REFERENCE_BPS UINT64_C(100000000000)
#define PATH_ASSUMED_BPS UINT64_C(1000000000)
#define PATH_MAX_COST UINT32_MAX

struct path_metrics {
    enum path_metric metric;
    uint64_t reference_bps;     /* 0: PATH_REFERENCE_BPS */
    const uint64_t *link_costs; /* by link of the graph, 1 to PATH_MAX_COST; 0 leaves it what the metric
                                   says. NULL: all of them. Not with PATH_METRIC_WIDTH */
    const bool *is_avoided;     /* by link of the graph: on no path. NULL: none is */
};

/* What a link costs by speed, as OSPF derives it (RFC 2328 C.3): the reference bandwidth divided by the
 * speed, rounded down, at least 1 and at most PATH_MAX_COST. A link of unknown speed (0) is taken to have 1
 * Gbit/s. */
uint64_t path_speed_cost(uint64_t speed_bps, uint64_t reference_bps);

/* How wide a link is: its speed, of an unknown one PATH_ASSUMED_BPS. */
uint64_t path_link_width(const struct link *link);

/* Compared by cost, then by tie; added member by member. */
struct path_weight {
    uint64_t cost, tie;
};

int path_weight_compare(struct path_weight a, struct path_weight b);
struct path_weight path_weight_add(struct path_weight a, struct path_weight b);

/* Links of one pair of devices. */
struct path_edge {
    uint32_t a, b;              /* devices, a < b */
    uint32_t first, link_count; /* into the network's links: the best comes first */
    struct path_weight weight;  /* of the best */
    uint64_t width;             /* of the best */
};

struct path_arc {
    uint32_t device, edge;
};

struct path_network {
    const struct graph *graph;
    struct path_metrics metrics;
    size_t device_count, edge_count, link_count;
    struct path_edge *edges; /* sorted by a, then b */
    uint32_t *links;   /* positions in the graph's links: those of an edge lie together, those of least cost
                          first (by width: the widest), among equals the fastest, then the first of the graph */
    uint32_t *offsets; /* device_count + 1: the arcs of a device, by the devices they lead to */
    struct path_arc *arcs;
};

/* What is given must outlive it. */
struct path_network *path_network_new(const struct graph *graph, const struct path_metrics *metrics);
/* NULL is allowed. */
void path_network_free(struct path_network *network);

/* What a link costs here. */
struct path_weight path_network_weigh(const struct path_network *network, uint32_t link);

#define PATH_UNREACHED ((struct path_weight){UINT64_MAX, UINT64_MAX})

/* Least weights from a device over edges at least as wide as floor (0: all), PATH_UNREACHED where none leads.
 * One for each device; the caller frees it. */
struct path_weight *path_network_weights(const struct path_network *network, uint32_t from, uint64_t floor);

/* The greatest width of all paths from one device to another; 0 when there is none, UINT64_MAX from a device
 * to itself. */
uint64_t path_network_width(const struct path_network *network, uint32_t from, uint32_t to);

/* The same from a device to each; the caller frees it. */
uint64_t *path_network_widths(const struct path_network *network, uint32_t from);

#endif
