/*
 * What is to become a request of a walk: the columns that may be asked for, and those that were chosen. How
 * is told in discover/walk_choose.c.
 */
#ifndef DISCOVER_WALK_PLAN_H
#define DISCOVER_WALK_PLAN_H

#include "discover/walk_candidate.h"

/* The part by which a datagram may be overfilled when that is the end of the columns. */
#define WALK_STRETCH 25

struct walk_plan {
    struct walk *walk;
    GArray *candidates; /* the walk's: struct candidate, those that need most first */
    size_t room, used;  /* octets, of repeaters */
    size_t useful;      /* of those: of rows that are wanted */
    uint32_t repetitions;
    guint repeaters;
    size_t single_octets;
    GPtrArray *singles; /* the walk's: columns that are non-repeaters */
};

struct candidate *walk_plan_at(const struct walk_plan *plan, guint position);

/* Takes it for a repeater. */
void walk_plan_choose(struct walk_plan *plan, struct candidate *candidate);

uint32_t walk_plan_most_repetitions(const struct walk_plan *plan);

/* How many more columns may be named. */
guint walk_plan_places(const struct walk_plan *plan);

/* Nothing else has to be known before it is asked for. */
bool walk_plan_is_free(const struct candidate *candidate);

/* One row, and then it has ended: a non-repeater brings it. */
bool walk_plan_is_single(const struct walk_plan *plan, const struct candidate *candidate);

/* A request that would bring little can wait for those in flight: their columns will share it. But not where
 * others wait for what it brings, unless that takes no time. is_all: all candidates are taken for chosen. */
bool walk_plan_can_wait(const struct walk_plan *plan, bool is_all);

#endif
