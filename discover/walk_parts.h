/*
 * Parts of columns: where the indexes of a table are known, any rows of its columns can be asked for, so
 * parts of many columns that have as many rows fill a datagram.
 */
#ifndef DISCOVER_WALK_PARTS_H
#define DISCOVER_WALK_PARTS_H

#include "discover/walk_plan.h"

/* All that is idle, where that fits: in as small parts as will bring no row that is not there. False: it does
 * not. Nothing is taken while it can wait (*waits), for parts stay apart. */
bool walk_parts_take_all(struct walk_plan *plan, bool *waits);

/* Parts of as many rows as make the fullest datagram; rather long ones. False: there are none. */
bool walk_parts_take(struct walk_plan *plan);

/* Parts that are as long as what was chosen, of columns that need that much, or at least half as much: what
 * is left of the datagram has no better use. */
void walk_parts_add(struct walk_plan *plan, bool half);

#endif
