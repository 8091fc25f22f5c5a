/*
 * The detours that change most, of very many: a sorted list of a few (struct detour, graph/detours.h).
 */
#ifndef GRAPH_DETOUR_LIST_H
#define GRAPH_DETOUR_LIST_H

#include "graph/detours.h"

/* Devices, ascending, of one place. */
struct detour_side {
    const uint32_t *devices;
    uint32_t count;
    const uint32_t *depths; /* by device: how far it is from the place */
};

/* Offers each pair of a device of the one side and one of the other; before and after are between the places.
 * The list keeps the first limit. */
void detour_list_offer(GArray *list, size_t limit, const struct detour_side sides[2], uint32_t before,
                       uint32_t after);

/* Adds the detours of another list. */
void detour_list_merge(GArray *list, size_t limit, const GArray *more);

#endif
