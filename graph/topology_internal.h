/*
 * The inside of a topology: how it is made (topology.c of observations, topology_image_read.c of an image)
 * and what is selected of it (topology_select.c).
 */
#ifndef GRAPH_TOPOLOGY_INTERNAL_H
#define GRAPH_TOPOLOGY_INTERNAL_H

#include "graph/topology_build.h"

struct stored_devices;

/* Names of the aggregates that the ends of a link are members of; NULL none. */
struct aggregate_names {
    const char *a, *b;
};

struct topology {
    const struct identity *identity; /* NULL: the devices are stored */
    struct stored_devices *stored;   /* NULL: they are of the identity */
    GArray *links;                   /* struct link, sorted */
    GArray *aggregate_names;         /* struct aggregate_names, as links */
    struct link_evidence *evidence;
    GPtrArray *inferred; /* struct device *: behind the identity's devices; stored ones are not here */
    GArray *dropped;     /* struct topology_dropped, sorted */
    GArray *no_links;    /* struct dropped_row, sorted */
    GStringChunk *memory;
    GPtrArray *kept; /* arrays that merged links point to */
};

/* Without links, for devices that are stored; takes them. */
struct topology *topology_new_stored(struct stored_devices *stored);

/* The inferred devices of a topology; the others come before them. */
size_t topology_inferred_count(const struct topology *topology);

#endif
