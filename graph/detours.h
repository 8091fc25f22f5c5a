/*
 * Detours: the pairs of devices whose distance in hops a change of the network makes longer, or shorter.
 * Exact, without a search from every device:
 *
 * - Pendant trees that the change does not touch are folded away (graph/fold.h): what changes for their root
 *   changes for all of them.
 * - A pair whose distance changes has, on the shorter of its two paths, a last edge that is in one of the
 *   graphs only; the rest of the path is in both. So the distance from the one device to the end of that edge
 *   changes as well, and the same holds the other way round: searches from the ends of changed edges find the
 *   devices that are concerned, and only from these everything is searched.
 */
#ifndef GRAPH_DETOURS_H
#define GRAPH_DETOURS_H

#include "graph/change.h"

struct detour {
    uint32_t a, b; /* devices, a < b */
    uint32_t before, after;
};

/* Of pairs that have contact before and after. */
struct detours {
    uint64_t longer, shorter;      /* pairs */
    uint64_t hops_more, hops_less; /* summed up over them */
    uint32_t most_more, most_less; /* the greatest change */
    GArray *list;                  /* of struct detour: those that change most; among equals by a, then b */
};

/* listed: how many go into the list at most. threads: 0 for one on each processor. */
struct detours *detours_new(const struct change *change, size_t listed, unsigned threads);
/* NULL is allowed. */
void detours_free(struct detours *detours);

#endif
