/*
 * All best paths at once: the links that are on any of them (equal-cost multipath). They form a directed
 * graph without cycles, which is small where the paths are too many to be listed.
 */
#ifndef GRAPH_PATH_DAG_H
#define GRAPH_PATH_DAG_H

#include "graph/path.h"

/* Shares: of what is sent from the first device, when every device splits what it has evenly over the links
 * by which it is left, as routers do. */
struct path_dag_device {
    uint32_t device;
    uint64_t cost; /* from the first device */
    double share;
};

struct path_dag_link {
    uint32_t link;     /* position in the graph's links; parallel ones of equal cost are all there */
    uint32_t from, to; /* devices */
    double share;
};

struct path_dag {
    const struct path_network *network;
    uint32_t from, to;
    uint64_t cost, floor; /* floor: of the widths; 0 where they do not count */
    GArray *devices;      /* of struct path_dag_device: by cost, then position */
    GArray *links;        /* of struct path_dag_link: in the order of the devices that they leave */
    char *path_count;     /* how many paths: sequences of devices. In decimal digits */
    bool is_count_over;   /* path_count is the least number that cannot be counted to (graph/big_count.h) */
};

/* NULL when there is no path. The network must outlive it. */
struct path_dag *path_dag_new(const struct path_network *network, uint32_t from, uint32_t to);
/* NULL is allowed. */
void path_dag_free(struct path_dag *dag);

/* Up to count of its paths, by devices, compared one by one. As path_find. */
GPtrArray *path_dag_paths(const struct path_dag *dag, size_t count);

#endif
