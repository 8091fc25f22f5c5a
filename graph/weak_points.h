/*
 * Weak points: the single points of failure (graph/cuts.h) that a change of the network removes, and those
 * that it makes. What is lost itself is neither.
 */
#ifndef GRAPH_WEAK_POINTS_H
#define GRAPH_WEAK_POINTS_H

#include "graph/change.h"

/* A device, both a and b; or the link between two, a < b. */
struct weak_point {
    uint32_t a, b;
};

struct weak_points {
    size_t before, after; /* how many there are */
    GArray *removed;      /* of struct weak_point: by a, then b */
    GArray *made;
};

struct weak_points *weak_points_new(const struct change *change);
/* NULL is allowed. */
void weak_points_free(struct weak_points *points);

#endif
