/*
 * Grouping: which units (sites, devices) of a part of the network belong together. Units that have more links
 * among themselves than with others are a group (graph/community.h); groups are few, and none is tiny. What
 * has no such groups, as a full mesh or a star, is cut into slices of its order.
 */
#ifndef RENDER_GROUPING_H
#define RENDER_GROUPING_H

#include "graph/community.h"

#include <glib.h>

struct grouping {
    guint *group_of; /* of each unit */
    guint count;     /* at least 2 */
    bool is_sliced;  /* the groups say nothing of how the units are linked */
};

/* edges: struct community_edge between the units, each pair once. sizes: how much there is of each unit.
 * size_of_slice: at most so much in each slice, where there is no better way. Of at least 2 units. */
struct grouping grouping_find(guint unit_count, const GArray *edges, const guint *sizes, guint size_of_slice);
void grouping_clear(struct grouping *grouping);

#endif
