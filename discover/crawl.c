#include "discover/crawl.h"

#include "discover/agent_snmp.h"
#include "discover/crawl_scope.h"
#include "discover/crawl_seeds.h"
#include "discover/crawl_visits.h"
#include "discover/frontier.h"

#include <gio/gio.h>
#include <stdatomic.h>
#include <uv.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#define PROGRESS_MS 250

struct crawl {
    const struct crawl_options *options;
    const struct crawl_events *events;
    uv_loop_t loop;
    uv_async_t interrupt;
    uv_timer_t ticker, deadline;
    struct crawl_scope *scope;
    struct frontier *frontier;
    struct crawl_seeds *seeds; /* NULL when no more are waited for */
    struct crawl_visits *visits;
    struct crawl_progress progress;
    gint64 started_us;
    bool is_interrupted, is_over;
};

/* Where crawl_interrupt sends to; NULL while no crawl runs. */
static _Atomic(uv_async_t *) running;

void crawl_interrupt(void)
{
    uv_async_t *interrupt = atomic_load(&running);
    if (interrupt)
        uv_async_send(interrupt);
}

static void on_problem(const GError *error, void *user)
{
    const struct crawl *crawl = user;
    if (crawl->events->problem)
        crawl->events->problem(error, crawl->events->user);
}

static void on_engine(struct address address, const struct agent_engine *engine, void *user)
{
    const struct crawl *crawl = user;
    if (crawl->events->engine)
        crawl->events->engine(address, engine, crawl->events->user);
}

static enum frontier_verdict judge(struct address *address, bool is_seed, void *user)
{
    const struct crawl *crawl = user;
    return crawl_scope_judge(crawl->scope, address, is_seed);
}

static bool bars(struct address address, void *user)
{
    const struct crawl *crawl = user;
    return crawl->options->scope && scope_excludes_alone(crawl->options->scope, address);
}

static bool may_bar(const struct crawl_options *options)
{
    return options->scope && scope_excludes_any_alone(options->scope);
}

static void update_progress(struct crawl *crawl)
{
    struct crawl_progress *progress = &crawl->progress;
    progress->in_visit = crawl_visits_count(crawl->visits);
    progress->unanswered = crawl_visits_unanswered(crawl->visits);
    progress->waiting = frontier_waiting(crawl->frontier) + crawl_seeds_pending(crawl->seeds);
    progress->out_of_scope = frontier_out_of_scope(crawl->frontier);
    progress->seconds = (double)(g_get_monotonic_time() - crawl->started_us) / G_USEC_PER_SEC;
}

static void on_tick(uv_timer_t *timer)
{
    struct crawl *crawl = timer->data;
    update_progress(crawl);
    crawl->events->progress(&crawl->progress, crawl->events->user);
}

/* With nothing in visit, waiting or being resolved nothing more can come. */
static void end_when_idle(struct crawl *crawl)
{
    if (crawl->is_over || crawl_visits_count(crawl->visits) > 0 || frontier_waiting(crawl->frontier) > 0 ||
        crawl_seeds_pending(crawl->seeds) > 0)
        return;
    crawl->is_over = true;
    atomic_store(&running, NULL);
    uv_close((uv_handle_t *)&crawl->interrupt, NULL);
    uv_close((uv_handle_t *)&crawl->ticker, NULL);
    uv_close((uv_handle_t *)&crawl->deadline, NULL);
    crawl_visits_close(crawl->visits);
}

static bool has_room(const struct crawl *crawl)
{
    return !crawl->is_interrupted && crawl_visits_has_room(crawl->visits) &&
           (!crawl->events->has_room || crawl->events->has_room(crawl->events->user));
}

static void pump(void *user)
{
    struct crawl *crawl = user;
    struct frontier_target target;
    crawl_visits_go_on(crawl->visits);
    while (has_room(crawl) && frontier_next(crawl->frontier, &target))
        crawl_visits_start(crawl->visits, &target);
    end_when_idle(crawl);
}

static void count_visit(struct crawl_progress *progress, const struct observation *observation)
{
    if (observation->outcome == OUTCOME_FAILED)
        progress->failed++;
    else
        progress->visited++;
}

static void count_cost(struct crawl_progress *progress, const struct cost *cost)
{
    progress->requests += cost->requests;
    progress->retries += cost->retries;
    progress->bytes_sent += cost->bytes_sent;
    progress->bytes_received += cost->bytes_received;
}

/* At an address that nobody had named. */
static bool is_silent(const struct frontier_target *target, const struct observation *observation)
{
    return target->kind == LEAD_CANDIDATE && observation->outcome == OUTCOME_FAILED &&
           observation->cost.bytes_received == 0;
}

static void on_visited(const struct frontier_target *target, struct observation *observation, void *user)
{
    struct crawl *crawl = user;
    count_cost(&crawl->progress, &observation->cost);
    uint64_t left_out = frontier_done(crawl->frontier, target, observation);
    if (left_out > 0)
        observation_warn(observation, NULL,
                         "%" G_GUINT64_FORMAT " of its neighbors are not followed: more than a device has",
                         left_out);
    if (is_silent(target, observation)) {
        crawl->progress.silent++;
        observation_free(observation);
    } else {
        count_visit(&crawl->progress, observation);
        crawl->events->observation(observation, crawl->events->user);
    }
    pump(crawl);
}

static bool wants_neighbors(void *user)
{
    const struct crawl *crawl = user;
    return crawl_visits_are_waited_for(crawl->visits) && frontier_follows_early(crawl->frontier) &&
           has_room(crawl);
}

static void on_neighbors(const struct frontier_target *target, const struct observation *so_far, void *user)
{
    struct crawl *crawl = user;
    frontier_follow(crawl->frontier, target, so_far);
    pump(crawl);
}

static void on_doubted(const struct frontier_target *target, void *user)
{
    const struct crawl *crawl = user;
    frontier_doubt(crawl->frontier, target);
}

static bool is_wanted(void *user)
{
    const struct crawl *crawl = user;
    return frontier_waiting(crawl->frontier) > 0;
}

static void stop_crawl(struct crawl *crawl)
{
    if (crawl->is_over)
        return;
    crawl->is_interrupted = crawl->progress.is_cut = true;
    frontier_close(crawl->frontier);
    crawl_seeds_free(g_steal_pointer(&crawl->seeds));
    crawl_visits_stop(crawl->visits, CRAWL_INTERRUPTED);
    end_when_idle(crawl);
}

static void on_interrupt(uv_async_t *async)
{
    stop_crawl(async->data);
}

static void on_deadline(uv_timer_t *timer)
{
    stop_crawl(timer->data);
}

/* follows: neighbors are visited too. */
static void open_parts(struct crawl *crawl, bool follows)
{
    const struct crawl_options *options = crawl->options;
    const struct frontier_options frontier = {.port = options->port,
                                              .max_depth = follows ? options->max_depth : 0,
                                              .follows_arp = options->from_arp,
                                              .judge = judge,
                                              .bars = may_bar(options) ? bars : NULL,
                                              .user = crawl};
    const struct crawl_seeds_events seeds = {pump, on_problem, crawl};
    crawl->scope = crawl_scope_new(options);
    crawl->frontier = frontier_new(&frontier);
    crawl->seeds = crawl_seeds_new(&crawl->loop, options, crawl->scope, crawl->frontier,
                                   crawl_visits_ssh_config(crawl->visits), &seeds);
}

static void open_handles(struct crawl *crawl)
{
    const struct crawl_options *options = crawl->options;
    uv_async_init(&crawl->loop, &crawl->interrupt, on_interrupt);
    uv_timer_init(&crawl->loop, &crawl->ticker);
    uv_timer_init(&crawl->loop, &crawl->deadline);
    crawl->interrupt.data = crawl->ticker.data = crawl->deadline.data = crawl;
    if (options->total_deadline_ms > 0)
        uv_timer_start(&crawl->deadline, on_deadline, options->total_deadline_ms, 0);
    if (crawl->events->progress)
        uv_timer_start(&crawl->ticker, on_tick, PROGRESS_MS, PROGRESS_MS);
    atomic_store(&running, &crawl->interrupt);
}

static bool open_crawl(struct crawl *crawl, bool follows, GError **error)
{
    const struct crawl_visits_events visits = {.done = on_visited,
                                               .wants_neighbors = wants_neighbors,
                                               .neighbors = on_neighbors,
                                               .doubted = on_doubted,
                                               .is_wanted = is_wanted,
                                               .has_room = pump,
                                               .engine = on_engine,
                                               .problem = on_problem,
                                               .user = crawl};
    int status = uv_loop_init(&crawl->loop);
    if (status < 0) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "event loop: %s", uv_strerror(status));
        return false;
    }
    uv_loop_configure(&crawl->loop, UV_METRICS_IDLE_TIME);
    crawl->visits = crawl_visits_new(&crawl->loop, crawl->options, &visits, error);
    if (!crawl->visits) {
        uv_loop_close(&crawl->loop);
        return false;
    }
    open_parts(crawl, follows);
    open_handles(crawl);
    return true;
}

static void close_crawl(struct crawl *crawl)
{
    crawl_seeds_free(crawl->seeds);
    if (uv_loop_close(&crawl->loop) != 0)
        g_assert_not_reached();
    crawl_visits_free(crawl->visits);
    frontier_free(crawl->frontier);
    crawl_scope_free(crawl->scope);
    agent_snmp_forget_keys();
}

static bool check_options(const struct crawl_options *options, size_t seed_count, GError **error)
{
    const char *missing = NULL;
    if (!options->replay && (!options->credentials || options->credentials->items->len == 0))
        missing = "there is no credential to try";
    else if (!options->replay && !options->sweeps && seed_count == 0)
        missing = "there is no seed to begin with";
    if (missing)
        g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, missing);
    return !missing;
}

/* Each visit takes some pages and gives them back, which costs as much as what it does with them. */
static void keep_freed_memory(void)
{
#ifdef __GLIBC__
    enum { KEPT = 32 << 20, AT_A_TIME = 1 << 20 };
    mallopt(M_TRIM_THRESHOLD, KEPT);
    mallopt(M_TOP_PAD, AT_A_TIME);
#endif
}

bool crawl_run(const struct crawl_options *options, const char *const *seeds, size_t seed_count,
               const struct crawl_events *events, struct crawl_progress *summary, GError **error)
{
    struct crawl crawl = {.options = options, .events = events, .started_us = g_get_monotonic_time()};
    if (!check_options(options, seed_count, error))
        return false;
    if (!open_crawl(&crawl, seed_count > 0 || options->sweeps, error))
        return false;
    keep_freed_memory();
    bool is_started = crawl_seeds_start(crawl.seeds, seeds, seed_count, error);
    if (is_started) {
        crawl.progress.known = crawl_seeds_known(crawl.seeds);
        pump(&crawl);
    } else {
        stop_crawl(&crawl);
    }
    uv_run(&crawl.loop, UV_RUN_DEFAULT);
    update_progress(&crawl);
    if (summary)
        *summary = crawl.progress;
    close_crawl(&crawl);
    return is_started;
}
