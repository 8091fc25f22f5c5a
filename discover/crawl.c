#include "discover/crawl.h"

#include "discover/agent_record.h"
#include "discover/agent_snmp.h"
#include "discover/attempt.h"
#include "discover/frontier.h"
#include "discover/prefix.h"
#include "discover/resolve.h"

#include <gio/gio.h>
#include <stdatomic.h>
#include <sys/resource.h>

#define DEFAULT_CONCURRENCY 256
#define PROGRESS_MS 250
#define SNMP_PORT 161
/* Descriptors that are not sessions: the loop's, the database's, the recording's. */
#define OTHER_DESCRIPTORS 64

struct crawl {
    const struct crawl_options *options;
    const struct crawl_events *events;
    struct attempt_context attempts;
    struct resolver_events resolver_events;
    uv_loop_t loop;
    uv_async_t interrupt;
    uv_timer_t ticker, deadline;
    struct frontier *frontier;
    struct resolver *resolver;
    struct record_folder *record_folder;
    GHashTable *visits;   /* struct attempt * -> struct frontier_target *, owned */
    GHashTable *recorded; /* path -> the first struct recording_entry of that file; NULL unless a replay */
    uint32_t concurrency;
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

static void tell_problem(const struct crawl *crawl, const GError *error)
{
    if (crawl->events->problem)
        crawl->events->problem(error, crawl->events->user);
}

/* Each file of a recording is one place, whatever the address. */
static enum frontier_verdict judge_recorded(const struct crawl *crawl, struct address *address)
{
    const struct recording *recording = crawl->options->replay;
    size_t position;
    if (!recording_find(recording, *address, 0, &position))
        return FRONTIER_NOWHERE;
    const char *path = recording_entry(recording, position)->path;
    const struct recording_entry *first = g_hash_table_lookup(crawl->recorded, path);
    *address = first->address;
    return FRONTIER_ALLOWED;
}

/* Seeds are in scope unless an exclusion says no: the user named them. What cannot be one device's address
 * from here is nowhere: link-local addresses would need the link. */
static enum frontier_verdict judge_address(const struct crawl *crawl, struct address *address, bool is_seed)
{
    const struct scope *scope = crawl->options->scope;
    *address = scope_unmap(*address);
    bool is_allowed = !scope || (is_seed ? !scope_excludes(scope, *address) : scope_allows(scope, *address));
    if (crawl->options->replay)
        return is_allowed ? judge_recorded(crawl, address) : FRONTIER_OUT_OF_SCOPE;
    if (!address_is_usable(*address) && !address_is_loopback(*address))
        return FRONTIER_NOWHERE;
    if (!is_seed && !is_allowed && !address_is_usable(*address))
        return FRONTIER_NOWHERE;
    return is_allowed ? FRONTIER_ALLOWED : FRONTIER_OUT_OF_SCOPE;
}

static enum frontier_verdict judge(struct address *address, bool is_seed, void *user)
{
    return judge_address(user, address, is_seed);
}

static size_t pending_seeds(const struct crawl *crawl)
{
    return crawl->resolver ? resolver_pending(crawl->resolver) : 0;
}

static void update_progress(struct crawl *crawl)
{
    struct crawl_progress *progress = &crawl->progress;
    progress->in_visit = g_hash_table_size(crawl->visits);
    progress->waiting = frontier_waiting(crawl->frontier) + pending_seeds(crawl);
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
    if (crawl->is_over || g_hash_table_size(crawl->visits) > 0 || frontier_waiting(crawl->frontier) > 0 ||
        pending_seeds(crawl) > 0)
        return;
    crawl->is_over = true;
    atomic_store(&running, NULL);
    uv_close((uv_handle_t *)&crawl->interrupt, NULL);
    uv_close((uv_handle_t *)&crawl->ticker, NULL);
    uv_close((uv_handle_t *)&crawl->deadline, NULL);
}

static void pump(struct crawl *crawl)
{
    struct frontier_target target;
    while (!crawl->is_interrupted && g_hash_table_size(crawl->visits) < crawl->concurrency &&
           frontier_next(crawl->frontier, &target)) {
        bool is_cautious = target.kind == LEAD_CANDIDATE;
        struct attempt *attempt = attempt_start(&crawl->attempts, target.address, target.port, is_cautious);
        g_hash_table_insert(crawl->visits, attempt, g_memdup2(&target, sizeof target));
    }
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

static void record_visit(struct crawl *crawl, struct agent *agent, const struct observation *observation)
{
    g_autoptr(GError) error = NULL;
    if (!crawl->record_folder || !agent || observation->outcome == OUTCOME_FAILED)
        return;
    if (!agent_record_save(agent, crawl->record_folder, observation, &error))
        tell_problem(crawl, error);
}

static void on_visited(struct attempt *attempt, struct observation *observation, struct agent *agent,
                       void *user)
{
    struct crawl *crawl = user;
    const struct frontier_target *target = g_hash_table_lookup(crawl->visits, attempt);
    bool was_silent = is_silent(target, observation);
    observation->depth = target->depth;
    count_cost(&crawl->progress, &observation->cost);
    record_visit(crawl, agent, observation);
    frontier_done(crawl->frontier, target, observation);
    g_hash_table_remove(crawl->visits, attempt);
    if (was_silent) {
        crawl->progress.silent++;
        observation_free(observation);
    } else {
        count_visit(&crawl->progress, observation);
        crawl->events->observation(observation, crawl->events->user);
    }
    pump(crawl);
}

/* A seed that leads nowhere would go unnoticed. */
static void check_seed(const struct crawl *crawl, const char *seed, const struct address *addresses,
                       size_t count)
{
    enum frontier_verdict verdict = FRONTIER_NOWHERE;
    for (size_t i = 0; i < count; i++) {
        struct address address = addresses[i];
        verdict = judge_address(crawl, &address, true);
        if (verdict == FRONTIER_ALLOWED)
            return;
    }
    const char *why = "no device can be asked at such an address";
    if (verdict == FRONTIER_OUT_OF_SCOPE)
        why = "excluded from the scope";
    else if (crawl->options->replay)
        why = "not in the recording";
    g_autoptr(GError) error = g_error_new(G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s: %s", seed, why);
    tell_problem(crawl, error);
}

static void on_resolved(const char *seed, const struct address *addresses, size_t count, uint16_t port,
                        const GError *error, void *user)
{
    struct crawl *crawl = user;
    if (error) {
        tell_problem(crawl, error);
    } else {
        check_seed(crawl, seed, addresses, count);
        frontier_add_seed(crawl->frontier, addresses, count, port);
    }
    if (crawl->resolver)
        pump(crawl);
}

/* Deliveries take visits out of the table one by one. */
static void stop_crawl(struct crawl *crawl)
{
    if (crawl->is_over)
        return;
    crawl->is_interrupted = crawl->progress.is_cut = true;
    frontier_close(crawl->frontier);
    resolver_free(g_steal_pointer(&crawl->resolver));
    g_autoptr(GList) attempts = g_hash_table_get_keys(crawl->visits);
    for (const GList *attempt = attempts; attempt; attempt = attempt->next)
        attempt_stop(attempt->data, CRAWL_INTERRUPTED);
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

static void find_recorded(struct crawl *crawl)
{
    const struct recording *recording = crawl->options->replay;
    crawl->recorded = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < recording_count(recording); i++) {
        const struct recording_entry *entry = recording_entry(recording, i);
        if (entry->vlan == 0 && !g_hash_table_contains(crawl->recorded, entry->path))
            g_hash_table_insert(crawl->recorded, (char *)entry->path, (struct recording_entry *)entry);
    }
}

static void add_recorded(struct crawl *crawl)
{
    const struct recording *recording = crawl->options->replay;
    for (size_t i = 0; i < recording_count(recording); i++) {
        const struct recording_entry *entry = recording_entry(recording, i);
        if (entry->vlan == 0)
            frontier_add_seed(crawl->frontier, &entry->address, 1, 0);
    }
}

/* As many sessions as the process may have descriptors for. */
static uint32_t raise_descriptors(uint32_t concurrency)
{
    struct rlimit limit;
    rlim_t wanted = (rlim_t)concurrency + OTHER_DESCRIPTORS;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return concurrency;
    if (limit.rlim_cur < wanted) {
        limit.rlim_cur = limit.rlim_max == RLIM_INFINITY ? wanted : MIN(wanted, limit.rlim_max);
        if (setrlimit(RLIMIT_NOFILE, &limit) != 0)
            getrlimit(RLIMIT_NOFILE, &limit);
    }
    if (limit.rlim_cur >= wanted)
        return concurrency;
    return limit.rlim_cur > OTHER_DESCRIPTORS ? (uint32_t)limit.rlim_cur - OTHER_DESCRIPTORS : 1;
}

static void make_frontier(struct crawl *crawl, bool follows)
{
    struct frontier_options options = {.port = crawl->options->port,
                                       .max_depth = follows ? crawl->options->max_depth : 0,
                                       .follows_arp = crawl->options->from_arp,
                                       .judge = judge,
                                       .user = crawl};
    crawl->frontier = frontier_new(&options);
}

static bool open_crawl(struct crawl *crawl, bool follows, GError **error)
{
    const struct crawl_options *options = crawl->options;
    uint32_t concurrency = options->concurrency > 0 ? options->concurrency : DEFAULT_CONCURRENCY;
    int status = uv_loop_init(&crawl->loop);
    if (status < 0) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "event loop: %s", uv_strerror(status));
        return false;
    }
    if (options->record_folder &&
        !(crawl->record_folder = record_folder_open(options->record_folder, error))) {
        uv_loop_close(&crawl->loop);
        return false;
    }
    crawl->concurrency = options->replay ? concurrency : raise_descriptors(concurrency);
    if (options->rate > 0 || options->rate_subnet > 0)
        crawl->attempts.pacer = pacer_new(options->rate, options->rate_subnet);
    crawl->attempts.loop = &crawl->loop;
    crawl->attempts.options = options;
    crawl->attempts.done = on_visited;
    crawl->attempts.user = crawl;
    crawl->resolver_events = (struct resolver_events){on_resolved, crawl};
    crawl->visits = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    if (options->replay)
        find_recorded(crawl);
    make_frontier(crawl, follows);
    uv_async_init(&crawl->loop, &crawl->interrupt, on_interrupt);
    uv_timer_init(&crawl->loop, &crawl->ticker);
    uv_timer_init(&crawl->loop, &crawl->deadline);
    crawl->interrupt.data = crawl->ticker.data = crawl->deadline.data = crawl;
    if (options->total_deadline_ms > 0)
        uv_timer_start(&crawl->deadline, on_deadline, options->total_deadline_ms, 0);
    if (crawl->events->progress)
        uv_timer_start(&crawl->ticker, on_tick, PROGRESS_MS, PROGRESS_MS);
    return true;
}

static void close_crawl(struct crawl *crawl)
{
    g_autoptr(GError) error = NULL;
    if (crawl->record_folder && !record_folder_close(crawl->record_folder, &error))
        tell_problem(crawl, error);
    if (uv_loop_close(&crawl->loop) != 0)
        g_assert_not_reached();
    g_hash_table_unref(crawl->visits);
    g_clear_pointer(&crawl->recorded, g_hash_table_unref);
    frontier_free(crawl->frontier);
    pacer_free(crawl->attempts.pacer);
    agent_snmp_forget_keys();
}

/* All seeds are known before the first visit begins, so that none is visited as a neighbor first. */
static void add_seeds(struct crawl *crawl, const char *const *seeds, size_t count)
{
    struct resolver *resolver = resolver_new(&crawl->loop, &crawl->resolver_events);
    for (size_t i = 0; i < count; i++)
        resolver_add(resolver, seeds[i]);
    if (count == 0 && crawl->options->replay && !crawl->options->sweeps)
        add_recorded(crawl);
    crawl->resolver = resolver;
}

static void sweep(struct crawl *crawl, const char *cidr)
{
    struct prefix prefix;
    unsigned allowed = 0;
    if (!prefix_parse(cidr, &prefix, NULL))
        return;
    unsigned bits = MIN((unsigned)address_size(prefix.address) * 8 - prefix.length, CRAWL_SWEEP_BITS);
    /* The first and the last of an IPv4 net are no hosts. */
    unsigned others = prefix.address.family == ADDRESS_IPV4 && bits > 1;
    for (uint32_t i = others; i < (1U << bits) - others; i++) {
        struct address address = prefix_host(&prefix, i), place = address;
        if (judge_address(crawl, &place, false) != FRONTIER_ALLOWED)
            continue;
        frontier_add_candidate(crawl->frontier, address, 0);
        allowed++;
    }
    if (allowed > 0)
        return;
    g_autoptr(GError) error =
        g_error_new(G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s: nothing of it is in scope", cidr);
    tell_problem(crawl, error);
}

static void add_sweeps(struct crawl *crawl)
{
    for (const char *const *cidr = crawl->options->sweeps; cidr && *cidr; cidr++)
        sweep(crawl, *cidr);
}

static bool was_interrupted(const struct observation *observation)
{
    size_t count;
    const struct warning *warnings = observation_records(observation, RECORD_WARNING, &count);
    for (size_t i = 0; i < count; i++)
        if (!warnings[i].object && g_strcmp0(warnings[i].text, CRAWL_INTERRUPTED) == 0)
            return true;
    return false;
}

static void take_known(const struct observation *observation, void *user)
{
    struct crawl *crawl = user;
    if (observation->outcome == OUTCOME_FAILED || was_interrupted(observation))
        return;
    uint16_t usual = crawl->options->replay ? crawl->options->port : SNMP_PORT;
    crawl->progress.known++;
    frontier_add_known(crawl->frontier, observation, observation->port != 0 ? observation->port : usual);
}

static bool add_known(struct crawl *crawl, GError **error)
{
    const struct crawl_options *options = crawl->options;
    return !options->known || options->known(take_known, crawl, options->known_user, error);
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

bool crawl_run(const struct crawl_options *options, const char *const *seeds, size_t seed_count,
               const struct crawl_events *events, struct crawl_progress *summary, GError **error)
{
    struct crawl crawl = {.options = options, .events = events, .started_us = g_get_monotonic_time()};
    if (!check_options(options, seed_count, error))
        return false;
    if (!options->replay)
        agent_snmp_init();
    if (!open_crawl(&crawl, seed_count > 0 || options->sweeps, error))
        return false;
    atomic_store(&running, &crawl.interrupt);
    add_seeds(&crawl, seeds, seed_count);
    bool is_known = add_known(&crawl, error);
    add_sweeps(&crawl);
    if (is_known)
        pump(&crawl);
    else
        stop_crawl(&crawl);
    uv_run(&crawl.loop, UV_RUN_DEFAULT);
    update_progress(&crawl);
    if (summary)
        *summary = crawl.progress;
    resolver_free(crawl.resolver);
    close_crawl(&crawl);
    return is_known;
}
