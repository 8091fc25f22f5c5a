/*
 * How many devices are visited at a time. Where the user has not said, it is ever more of them while the
 * event loop does little but wait for answers: then it is far to the devices, and one more of them costs
 * nothing. Where the loop has enough to do, more visits would only take memory.
 */
#ifndef DISCOVER_VISIT_PLACES_H
#define DISCOVER_VISIT_PLACES_H

#include <stdbool.h>
#include <stdint.h>

struct visit_places {
    uint32_t now, most;
    bool is_idle;               /* the loop waits for answers, with or without a place left */
    uint64_t idle_ns, ticks_ns; /* how long the loop had waited at the last tick, and when that was */
};

/* wanted 0: the user has not said. now_ns: the time, as visit_places_tick will have it. Until the first tick
 * the loop is taken to be idle: the first visits are alone. */
void visit_places_init(struct visit_places *places, uint32_t wanted, uint64_t now_ns);

/* There are no descriptors for more. */
void visit_places_limit(struct visit_places *places, uint32_t most);

/* Now and then, some tens of milliseconds apart: idle_ns is how long the loop has waited since its begin,
 * taken how many places are. */
void visit_places_tick(struct visit_places *places, uint64_t idle_ns, uint64_t now_ns, uint32_t taken);

#endif
