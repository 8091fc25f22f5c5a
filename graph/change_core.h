/*
 * What of a changed network has to be searched for its detours (graph/detours.h): both graphs without the
 * pendant trees that the change does not touch (graph/fold.h), and of identical devices that it does not
 * touch (graph/twins.h) only one. Distances between the places that remain are those of the devices folded
 * into them, and between devices of one place the change does nothing.
 */
#ifndef GRAPH_CHANGE_CORE_H
#define GRAPH_CHANGE_CORE_H

#include "graph/change.h"
#include "graph/csr.h"

struct change_core {
    size_t count; /* places */
    struct csr *graphs[2];
    GArray *ends;      /* of uint32_t: places where an edge changes, and that have edges before and after */
    uint32_t *weights; /* by place: devices folded into it that are not lost */
    uint32_t *offsets; /* by place: into members */
    uint32_t *members; /* these devices, ascending */
    uint32_t *depths;  /* by device: hops to its place, or what stands for that */
};

/* The change need not outlive it. */
void change_core_init(struct change_core *core, const struct change *change);
void change_core_clear(struct change_core *core);

#endif
