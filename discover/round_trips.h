/*
 * How long the way to a device and back takes, and so how long to wait for an answer (RFC 6298 2): of one
 * device, and of all that a crawl has heard from, which is the best guess for one that it has not. Of those
 * also how much gets lost on the way.
 */
#ifndef DISCOVER_ROUND_TRIPS_H
#define DISCOVER_ROUND_TRIPS_H

#include "model/address.h"

struct round_trip {
    uint32_t smoothed_us; /* 0: nothing is known */
    uint32_t variation_us;
    uint32_t least_us;
};

void round_trip_add(struct round_trip *round_trip, uint64_t measured_us);

/* Milliseconds within which an answer should be there; what is known is not nothing. */
uint64_t round_trip_timeout(const struct round_trip *round_trip);

/* The same where the question is only whether the answer has been lost: within which nearly all are there. */
uint64_t round_trip_usual(const struct round_trip *round_trip);

/* Of all devices of a crawl. */
struct round_trips;

struct round_trips *round_trips_new(void);
void round_trips_free(struct round_trips *round_trips);

/* A request was answered; lost: the tries before that. */
void round_trips_add(struct round_trips *round_trips, struct address address, uint64_t measured_us,
                     uint32_t lost);

/* The timeout by those of the address's subnet, else by all; 0 while there is none. usual: the same of
 * round_trip_usual; may be NULL. */
uint64_t round_trips_guess(struct round_trips *round_trips, struct address address, uint64_t *usual);

/* The part of the tries that is lost lately, 0 to 1: by those of the subnet, and while they are few, of all.
 */
double round_trips_loss(struct round_trips *round_trips, struct address address);

#endif
