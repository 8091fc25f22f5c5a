/*
 * Measures: the size and the shape of a network in numbers. Of the simple graph (graph/bridge.h), in hops,
 * exact.
 */
#ifndef GRAPH_MEASURES_H
#define GRAPH_MEASURES_H

#include "graph/bridge.h"

struct degree_count {
    uint32_t degree, devices;
};

struct measures {
    size_t devices, pairs; /* pairs of devices that links join */
    size_t cables;         /* links, members of aggregates counted each */
    size_t components, isolated;
    double density; /* pairs / all pairs of devices; 0 for less than two */
    double mean_degree, median_degree;
    GArray *degrees; /* of struct degree_count: by degree */
    /* Of the largest component, among equals that with the first device. */
    size_t largest;
    uint32_t diameter, radius;
    double mean_distance; /* over its pairs of devices */
};

struct measures *measures_new(struct simple_graph *simple);
/* NULL is allowed. */
void measures_free(struct measures *measures);

#endif
