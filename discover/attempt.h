/*
 * Attempt: visiting one address in one way (attempt_snmp.h: SNMP, or what was recorded of it), with one
 * credential after the other until one opens the device. It always ends with one observation.
 *
 * Everything here is called on the thread of the loop. A way in that has to block works on threads of its own
 * and comes back by uv_async_send; stop then ends the attempt at once, and what such a thread still brings is
 * dropped.
 */
#ifndef DISCOVER_ATTEMPT_H
#define DISCOVER_ATTEMPT_H

#include "discover/crawl.h"
#include "discover/round_trips.h"

#include <uv.h>

struct agent_engine;
struct attempt;
struct record_folder;
struct ssh_service;
struct pacer;

/* What all attempts of a crawl have in common; must outlive them. */
struct attempt_context {
    uv_loop_t *loop;
    const struct crawl_options *options;
    struct pacer *pacer;                 /* may be NULL */
    struct round_trips *round_trips;     /* may be NULL */
    struct ssh_service *ssh;             /* NULL where nothing is done by SSH */
    struct record_folder *record_folder; /* may be NULL: what a device says is not kept */
    /* Called once, never before the attempt's start has returned; the attempt is gone when it returns. The
     * callee owns the observation; its run and depth are not set. */
    void (*done)(struct attempt *attempt, struct observation *observation, void *user);
    /* The SNMPv3 engine at an address, as it was at the end of a good visit. */
    void (*engine)(struct address address, const struct agent_engine *engine, void *user);
    /* Whether neighbors are to be told before the visit is over, and those that are known. NULL: they are not
     * wanted before. What is told is good while this runs. */
    bool (*wants_neighbors)(void *user);
    void (*neighbors)(struct attempt *attempt, const struct observation *so_far, void *user);
    /* An attempt that was small has been answered: go_on is to be called when there is room for it. */
    void (*answered)(struct attempt *attempt, void *user);
    /* A problem that belongs to no visit. */
    void (*problem)(const GError *error, void *user);
    void *user;
};

struct attempt_operations {
    /* Ends it with what there is: done is called before this returns. */
    void (*stop)(struct attempt *attempt, const char *why);
    /* What it has cost so far, all credentials; the duration is not known. */
    struct cost (*cost)(const struct attempt *attempt);
    /* Nothing has come back for so long that perhaps nobody is there: keep no more than it takes to hear of
     * an answer, and begin the visit anew when there is one. False: it cannot. NULL: no attempt of this kind
     * can. */
    bool (*shrink)(struct attempt *attempt);
    /* Begins the visit of one that was answered while it was small. NULL where shrink is. */
    void (*go_on)(struct attempt *attempt);
};

/* The head of every implementation's own struct. */
struct attempt {
    const struct attempt_operations *operations;
};

#endif
