/*
 * What a crawl begins with: the seeds, the ranges to be swept, the whole of a recording, and what the run
 * that is resumed has visited. All of it goes to the frontier.
 */
#ifndef DISCOVER_CRAWL_SEEDS_H
#define DISCOVER_CRAWL_SEEDS_H

#include "discover/crawl_scope.h"
#include "discover/ssh_config.h"

#include <uv.h>

struct crawl_seeds;

struct crawl_seeds_events {
    /* A name was looked up: there may be something to visit. Never before crawl_seeds_start has returned. */
    void (*arrived)(void *user);
    /* A seed or a range that leads nowhere. */
    void (*problem)(const GError *error, void *user);
    void *user;
};

/* Everything must outlive it. ssh_config, which may be NULL: seeds may be names of it, and it learns where
 * others are. */
struct crawl_seeds *crawl_seeds_new(uv_loop_t *loop, const struct crawl_options *options,
                                    const struct crawl_scope *scope, struct frontier *frontier,
                                    struct ssh_config *ssh_config, const struct crawl_seeds_events *events);
/* Names that are still looked up are forgotten; the loop must run on for that. */
void crawl_seeds_free(struct crawl_seeds *seeds);

/* Tells the frontier of everything but names, which follow. All seeds that are addresses are known before the
 * first visit begins, so that none is visited as a neighbor first. */
bool crawl_seeds_start(struct crawl_seeds *seeds, const char *const *texts, size_t count, GError **error);

/* Names that are being looked up; NULL: none. */
size_t crawl_seeds_pending(const struct crawl_seeds *seeds);

/* Good visits of the run that is resumed. */
uint64_t crawl_seeds_known(const struct crawl_seeds *seeds);

#endif
