/*
 * Attempt: everything it takes to visit one address: the credentials that apply, one after the other until
 * one of them opens the device, an agent for each, the visit, the deadline over all of it. It always ends
 * with one observation.
 */
#ifndef DISCOVER_ATTEMPT_H
#define DISCOVER_ATTEMPT_H

#include "discover/crawl.h"

#include <uv.h>

struct attempt;

/* What all attempts of a crawl have in common; must outlive them. */
struct attempt_context {
    uv_loop_t *loop;
    const struct crawl_options *options;
    struct pacer *pacer; /* may be NULL */
    /* Called once, never before attempt_start returns. The callee owns the observation; its run and depth
     * are not set. agent is what was visited (a recorder when crawl_options say so), for as long as the call
     * takes; NULL when no agent opened. */
    void (*done)(struct attempt *attempt, struct observation *observation, struct agent *agent, void *user);
    void *user;
};

/* Whether the address may be contacted is for the caller to know. is_cautious: it may well be that nobody is
 * there, so one packet a credential has to do until something has come back. */
struct attempt *attempt_start(const struct attempt_context *context, struct address address, uint16_t port,
                              bool is_cautious);

/* Ends it with what there is: events->done is called before this returns. */
void attempt_stop(struct attempt *attempt, const char *why);

#endif
