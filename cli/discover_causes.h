/*
 * Why visits fail, by kind: of each what can be done about it.
 */
#ifndef CLI_DISCOVER_CAUSES_H
#define CLI_DISCOVER_CAUSES_H

#include <stddef.h>

struct discover_cause {
    const char *name;   /* "wrong digest" */
    const char *words;  /* what the reason of such a failure has in it */
    const char *advice; /* one line */
};

/* All of them, in the order in which they are told: what says most about a device first. Where a reason has
 * several (each credential has failed in its own way) the first one is its cause. */
extern const struct discover_cause discover_causes[];
extern const size_t discover_cause_count;

/* The cause of a failure; the last one, which has no words, is that of all others. */
const struct discover_cause *discover_cause_of(const char *why);

#endif
