/*
 * A change of the network: devices and links that are lost, links that are added; the graph before it and
 * after it. Devices keep their positions; those that are lost have no links after it.
 */
#ifndef GRAPH_CHANGE_H
#define GRAPH_CHANGE_H

#include "graph/bridge.h"

struct change {
    const bool *is_down; /* by device */
    struct graph graphs[2];
    struct simple_graph *simple[2];
    GArray *links; /* of struct link: those of the graph after */
};

/* The moments, as graphs and simple have them. */
enum { CHANGE_BEFORE, CHANGE_AFTER };

/* is_device_down: by device; is_link_down: by link of the graph; added: of struct link. All that is given
 * must outlive the change. */
void change_init(struct change *change, const struct graph *graph, const bool *is_device_down,
                 const bool *is_link_down, const GArray *added);
void change_clear(struct change *change);

/* Devices that are not lost. */
uint32_t change_count_remaining(const struct change *change);

#endif
