/*
 * The queue of Dijkstra's algorithm: devices by their weights, the least first. Items are not moved; one that
 * was overtaken is known by its weight.
 */
#ifndef GRAPH_PATH_HEAP_H
#define GRAPH_PATH_HEAP_H

#include "graph/path_network.h"

struct path_heap_item {
    struct path_weight weight;
    uint32_t device;
};

/* A heap is a GArray of struct path_heap_item. */
void path_heap_push(GArray *heap, struct path_heap_item item);
/* Of a heap that is not empty. */
struct path_heap_item path_heap_pop(GArray *heap);

#endif
