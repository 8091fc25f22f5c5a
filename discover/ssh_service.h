/*
 * SSH service: visits by command line on worker threads, as many at a time as are started. What all of them
 * share (templates, ssh_config(5)) is read once.
 *
 * Started, stopped and collected on the thread of the event loop.
 */
#ifndef DISCOVER_SSH_SERVICE_H
#define DISCOVER_SSH_SERVICE_H

#include "discover/crawl.h"
#include "discover/shell.h"

#include <uv.h>

struct ssh_service;
struct ssh_config;
struct ssh_job;

/* The loop and the options must outlive it. NULL and error when the templates or the configuration cannot be
 * read. */
struct ssh_service *ssh_service_new(uv_loop_t *loop, const struct crawl_options *options, GError **error);
/* What ssh_config(5) says; the service's. */
struct ssh_config *ssh_service_config(const struct ssh_service *service);
/* When no job will be started any more; the loop must run on for that. */
void ssh_service_close(struct ssh_service *service);
/* After the loop. Waits for the threads. */
void ssh_service_free(struct ssh_service *service); /* NULL is allowed */

struct ssh_task {
    struct address address; /* the device's */
    struct address to;      /* where it is reached */
    uint16_t port;          /* 0: what ssh_config(5) says, else 22 */
    bool is_cautious;       /* it may well be that nobody is there */
    /* Tried in this order: const struct credential *; NULL-terminated. Copied. NULL: a recording answers. */
    const struct credential *const *credentials;
    const char *replay; /* NAME.cli; copied; NULL unless a recording answers */
    bool records;
    /* Called once from the loop, never before ssh_service_start returns. The callee owns the observation;
     * recorder, NULL unless records, is a shell_record that is disconnected, as long as the call takes. */
    void (*done)(struct observation *observation, struct shell *recorder, void *user);
    void *user;
};

struct ssh_job *ssh_service_start(struct ssh_service *service, const struct ssh_task *task);

/* Asks a job to end with what there is; done is called when it has. */
void ssh_job_stop(struct ssh_job *job, const char *why);

/* The same, and done is called before this returns: with what there is, when it ends at once, else with
 * nothing but the reason. */
void ssh_job_end(struct ssh_job *job, const char *why);

/* Whether something was sent, and has come back, so far: one octet stands for all. */
struct cost ssh_job_cost(const struct ssh_job *job);

#endif
