/*
 * What a network and its devices do to datagrams, for crawls to be measured and tested under: delay, loss,
 * duplicates, and addresses that never answer. The same seed and the same datagrams give the same faults.
 */
#ifndef DISCOVER_SIMULATE_FAULTS_H
#define DISCOVER_SIMULATE_FAULTS_H

#include "model/address.h"

struct simulator_faults {
    uint32_t delay_ms;  /* from a request to its answer */
    uint32_t jitter_ms; /* at most that much more, so that answers overtake each other */
    double loss;        /* 0 to 1: of the requests, and of the answers again */
    double duplicates;  /* of the answers */
    double silent;      /* of the addresses */
    uint32_t seed;
};

/* The dice of one server. */
struct simulator_dice {
    const struct simulator_faults *faults;
    uint64_t state;
};

void simulator_dice_init(struct simulator_dice *dice, const struct simulator_faults *faults);

/* Whether an address is one of those that never answer: the same for as long as the seed is. */
bool simulator_is_silent(const struct simulator_faults *faults, struct address address);

bool simulator_loses(struct simulator_dice *dice);
bool simulator_duplicates(struct simulator_dice *dice);

/* Milliseconds. */
uint32_t simulator_delay(struct simulator_dice *dice);

#endif
