/*
 * Devices that nobody told of but that must be there: the media and unmanaged bridges that several ports
 * share.
 */
#ifndef GRAPH_INFERRED_H
#define GRAPH_INFERRED_H

#include "graph/topology_build.h"

/* A port that a medium is seen at. */
struct inferred_end {
    uint32_t device;
    struct port port;
};

/* A medium named after the first of the ports that it is seen at, "segment at sw1 Gi0/1". Its id follows from
 * the one with the smallest device id, so it stays the same as long as that device and port do. count is not
 * 0; role: ROLE_HUB or ROLE_SEGMENT. */
uint32_t inferred_add_segment(struct topology_builder *builder, const struct inferred_end *ends, size_t count,
                              enum role role);

/* Removes those that no draft leads to any more; the others move up. */
void inferred_drop_unused(struct topology_builder *builder);

#endif
