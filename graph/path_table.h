/*
 * Distances: what the best path from one device to each other one costs, and where it begins.
 */
#ifndef GRAPH_PATH_TABLE_H
#define GRAPH_PATH_TABLE_H

#include "graph/path_network.h"

struct path_table_row {
    uint32_t device;
    uint64_t cost; /* by width: hops */
    uint32_t hops;
    uint32_t next;                 /* the second device of the best path; the first one itself */
    const struct link *first_link; /* by which the path begins; NULL in the row of the first device */
    const struct link *bottleneck; /* the least wide link of the path; NULL where there is none */
};

/* A row for each device that is reached, that of the first included, by cost, then hops, then position; by
 * width by that of the path, the widest first. The paths are those of path_find. The caller frees the array
 * (of struct path_table_row). */
GArray *path_table_new(const struct path_network *network, uint32_t from);

#endif
