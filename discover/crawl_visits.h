/*
 * The visits of a crawl that are under way, and how one address is visited: by the attempts (attempt.h) that
 * lead to it, which make one observation.
 *
 * So many devices are visited at a time (discover/visit_places.h). An address where nothing comes back for
 * some round trips gives its place to another one and goes on as a small attempt, of which there may be many
 * more: what is silent costs a descriptor and a timer, and holds nobody up. One that answers after all waits
 * for a place.
 *
 * A further way in is one more implementation of struct attempt and its place in start_attempt.
 */
#ifndef DISCOVER_CRAWL_VISITS_H
#define DISCOVER_CRAWL_VISITS_H

#include "discover/crawl.h"
#include "discover/frontier.h"

#include <uv.h>

struct agent_engine;
struct crawl_visits;
struct ssh_config;

struct crawl_visits_events {
    /* A visit is over and no longer under way. The callee owns the observation; its run is not set. Never
     * before crawl_visits_start has returned. */
    void (*done)(const struct frontier_target *target, struct observation *observation, void *user);
    /* Whether there is nothing to do but to wait for answers, so that neighbors are wanted before a visit is
     * over; and those that are known so far, good while this runs. */
    bool (*wants_neighbors)(void *user);
    void (*neighbors)(const struct frontier_target *target, const struct observation *so_far, void *user);
    /* Nothing has come back yet; once, and the visit goes on. */
    void (*doubted)(const struct frontier_target *target, void *user);
    /* Whether another visit would begin if there were a place for it. */
    bool (*is_wanted)(void *user);
    /* Now and then: there may be room. */
    void (*has_room)(void *user);
    /* As that of struct attempt_context. */
    void (*engine)(struct address address, const struct agent_engine *engine, void *user);
    /* A problem that belongs to no visit. */
    void (*problem)(const GError *error, void *user);
    void *user;
};

/* The loop and the options must outlive it. NULL and error when what devices say cannot be recorded. */
struct crawl_visits *crawl_visits_new(uv_loop_t *loop, const struct crawl_options *options,
                                      const struct crawl_visits_events *events, GError **error);
/* When no more will begin, and none is under way; the loop must run on to its end before it is freed. */
void crawl_visits_close(struct crawl_visits *visits);
/* What was recorded is completed. */
void crawl_visits_free(struct crawl_visits *visits);

/* Gives free places to those that have waited for one; then has_room tells whether another one may begin. */
void crawl_visits_go_on(struct crawl_visits *visits);

/* What ssh_config(5) says; NULL where nothing is done by SSH, or a recording answers. */
struct ssh_config *crawl_visits_ssh_config(const struct crawl_visits *visits);

/* Whether the loop does little but wait for their answers. */
bool crawl_visits_are_waited_for(const struct crawl_visits *visits);

bool crawl_visits_has_room(const struct crawl_visits *visits);

void crawl_visits_start(struct crawl_visits *visits, const struct frontier_target *target);

/* Ends all of them with what there is: they are done before this returns. */
void crawl_visits_stop(struct crawl_visits *visits, const char *why);

size_t crawl_visits_count(const struct crawl_visits *visits);
/* Of those: where nothing has come back for some time. */
size_t crawl_visits_unanswered(const struct crawl_visits *visits);

#endif
