/*
 * The visits of a crawl that are under way, and how one address is visited: by the attempts (attempt.h) that
 * lead to it, which make one observation.
 *
 * A further way in is one more implementation of struct attempt and its place in start_attempt.
 */
#ifndef DISCOVER_CRAWL_VISITS_H
#define DISCOVER_CRAWL_VISITS_H

#include "discover/crawl.h"
#include "discover/frontier.h"

#include <uv.h>

struct crawl_visits;

struct crawl_visits_events {
    /* A visit is over and no longer under way. The callee owns the observation; its run is not set. Never
     * before crawl_visits_start has returned. */
    void (*done)(const struct frontier_target *target, struct observation *observation, void *user);
    /* A problem that belongs to no visit. */
    void (*problem)(const GError *error, void *user);
    void *user;
};

/* The loop and the options must outlive it. NULL and error when what devices say cannot be recorded. */
struct crawl_visits *crawl_visits_new(uv_loop_t *loop, const struct crawl_options *options,
                                      const struct crawl_visits_events *events, GError **error);
/* When none is under way; what was recorded is completed. */
void crawl_visits_free(struct crawl_visits *visits);

/* Whether another one may begin. */
bool crawl_visits_has_room(const struct crawl_visits *visits);

void crawl_visits_start(struct crawl_visits *visits, const struct frontier_target *target);

/* Ends all of them with what there is: they are done before this returns. */
void crawl_visits_stop(struct crawl_visits *visits, const char *why);

size_t crawl_visits_count(const struct crawl_visits *visits);

#endif
