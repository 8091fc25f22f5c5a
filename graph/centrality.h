/*
 * Centrality: how much devices and links matter, by several metrics. All are of the simple graph
 * (graph/bridge.h), and of shortest paths by hops where no costs are given.
 */
#ifndef GRAPH_CENTRALITY_H
#define GRAPH_CENTRALITY_H

#include "graph/bridge.h"
#include "graph/path_network.h"

/* n is the number of devices. "Normalized" is what NetworkX gives by default; where nothing is said of it
 * there is one scale only. */
enum centrality_metric {
    CENTRALITY_NONE,
    CENTRALITY_BETWEENNESS, /* shortest paths through it, over the pairs of other devices, each pair once.
                               Normalized: times 2/((n-1)(n-2)); of links: times 2/(n(n-1)) */
    CENTRALITY_CLOSENESS, /* r / (the sum of the distances to r), r: the other devices that it reaches; 0 for
                             an isolated one. Normalized: times r/(n-1) (Wasserman and Faust) */
    CENTRALITY_HARMONIC,  /* the sum of 1/distance to each device that it reaches */
    CENTRALITY_DEGREE,    /* devices next to it. Normalized: times 1/(n-1) */
    CENTRALITY_EIGENVECTOR,  /* Euclidean norm 1 over all devices */
    CENTRALITY_PAGERANK,     /* damping 0.85; the sum over all devices is 1 */
    CENTRALITY_KATZ,         /* graph/katz.h. Normalized: Euclidean norm 1 over all devices */
    CENTRALITY_KCORE,        /* graph/coreness.h */
    CENTRALITY_ECCENTRICITY, /* the distance to the farthest device that it reaches */
    CENTRALITY_CLUSTERING,   /* graph/clustering.h */
    CENTRALITY_METRICS
};
extern const struct words centrality_metric_words;

/* Fills scores, one for each device of the graph. False and error when igraph fails. */
bool centrality_of_devices(struct simple_graph *simple, enum centrality_metric metric, bool normalized,
                           double *scores, GError **error);

/* Whether a metric is about paths: betweenness, closeness, harmonic, eccentricity. */
bool centrality_has_costs(enum centrality_metric metric);

/* What edges cost, where paths are not by hops. */
struct centrality_costs {
    uint32_t *costs;                      /* by edge of the simple graph, each at least 1 */
    struct weighted_distances *distances; /* NULL until they are asked for */
};

/* Of parallel links the cheapest counts. Not by width. */
void centrality_costs_init(struct centrality_costs *costs, const struct graph *graph,
                           const struct path_metrics *metrics);
void centrality_costs_clear(struct centrality_costs *costs);

/* centrality_of_devices by paths of least cost; only of metrics that are about paths. */
void centrality_by_cost(struct simple_graph *simple, enum centrality_metric metric,
                        struct centrality_costs *costs, bool normalized, double *scores);

/* The alpha that Katz centrality is computed with. False and error when igraph fails. */
bool centrality_katz_alpha(struct simple_graph *simple, double *alpha, GError **error);

/* Betweenness of the edges of the simple graph, one for each. costs: NULL: by hops. */
void centrality_of_edges(struct simple_graph *simple, const struct centrality_costs *costs, bool normalized,
                         double *scores);

#endif
