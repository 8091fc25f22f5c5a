/*
 * Loads: what betweenness (graph/betweenness.h) a change of the network takes from links and devices, and
 * which others then carry it. Each pair of devices counts 1, shared out over its shortest paths by hops.
 */
#ifndef GRAPH_LOADS_H
#define GRAPH_LOADS_H

#include "graph/change.h"

struct load {
    uint32_t a, b; /* devices that links join, a < b; of a device both are it */
    double before, after;
};

/* Those whose load changes, as struct load: what gets most first, then by a and b. Rounded to 12 digits, so
 * that equal loads are equal. */
struct loads {
    GArray *links, *devices;
};

/* threads: 0 for one on each processor. */
struct loads *loads_new(const struct change *change, unsigned threads);
/* NULL is allowed. */
void loads_free(struct loads *loads);

#endif
