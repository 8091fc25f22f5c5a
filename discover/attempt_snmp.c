#include "discover/attempt_snmp.h"

#include "discover/agent_record.h"
#include "discover/agent_replay.h"
#include "discover/agent_snmp.h"
#include "discover/failures.h"

#include <gio/gio.h>
#include <string.h>

#define SNMP_PORT 161

struct snmp_attempt {
    struct attempt attempt;
    const struct attempt_context *context;
    const struct crawl_options *options;
    struct address address;
    uint16_t port;
    bool is_cautious;
    uv_timer_t timer;                    /* the deadline, or the end when it comes at once */
    const struct credential *remembered; /* has opened the device before; NULL: none, or tried already */
    const struct credential *credential; /* the agent's */
    guint next;                          /* credential of the list */
    uint32_t tries;                      /* credentials */
    struct agent *agent;
    struct visit *visit;
    struct visit_past past;
    bool is_small;    /* knocks, and waits to be told to go on */
    bool is_knocking; /* an answer to that is waited for */
    struct failures *failures;
    struct cost cost; /* of the credentials that failed */
    int64_t started_at;
    gint64 started_us;
    bool is_stopped; /* no further credential is tried */
    bool is_over;
};

static void on_closed(uv_handle_t *handle)
{
    struct snmp_attempt *attempt = handle->data;
    failures_free(attempt->failures);
    g_free(attempt);
}

static struct cost cost_so_far(const struct attempt *base)
{
    const struct snmp_attempt *attempt = (const struct snmp_attempt *)base;
    struct cost cost = attempt->cost;
    if (attempt->agent)
        cost_add(&cost, &attempt->agent->cost);
    return cost;
}

static const char *recorded_file(const struct snmp_attempt *attempt)
{
    size_t position;
    if (!attempt->options->replay ||
        !recording_find(attempt->options->replay, attempt->address, 0, &position))
        return NULL;
    return recording_entry(attempt->options->replay, position)->file;
}

static void record(const struct snmp_attempt *attempt, const struct observation *observation)
{
    const struct attempt_context *context = attempt->context;
    g_autoptr(GError) error = NULL;
    if (!context->record_folder || !attempt->agent || observation->outcome == OUTCOME_FAILED)
        return;
    if (!agent_record_save(attempt->agent, context->record_folder, observation, &error))
        context->problem(error, context->user);
}

static void tell_engine(const struct snmp_attempt *attempt, const struct observation *observation)
{
    const struct attempt_context *context = attempt->context;
    if (attempt->agent && attempt->agent->engine.id_size > 0 && observation->outcome != OUTCOME_FAILED)
        context->engine(attempt->address, &attempt->agent->engine, context->user);
}

static bool remembers(const struct snmp_attempt *attempt)
{
    return attempt->options->memories && !attempt->options->replay && !attempt->context->record_folder;
}

static void remember(const struct snmp_attempt *attempt, const struct observation *observation)
{
    if (remembers(attempt) && observation->outcome != OUTCOME_FAILED)
        agent_memories_put(attempt->options->memories, attempt->address, &attempt->past.memory);
}

static void finish(struct snmp_attempt *attempt, struct observation *observation)
{
    observation->address = attempt->address;
    observation->port = attempt->port == SNMP_PORT || attempt->options->replay ? 0 : attempt->port;
    observation->started_at = attempt->started_at;
    observation->source_name = observation_text(observation, recorded_file(attempt));
    observation->cost = cost_so_far(&attempt->attempt);
    observation->cost.duration_us = (uint64_t)(g_get_monotonic_time() - attempt->started_us);
    attempt->is_over = true;
    record(attempt, observation);
    tell_engine(attempt, observation);
    remember(attempt, observation);
    struct agent *agent = g_steal_pointer(&attempt->agent);
    attempt->context->done(&attempt->attempt, observation, attempt->context->user);
    agent_free(agent);
    uv_close((uv_handle_t *)&attempt->timer, on_closed);
}

static void finish_failed(struct snmp_attempt *attempt)
{
    struct observation *observation = observation_new();
    g_autofree char *told = failures_format(attempt->failures);
    const char *why = *told ? told : "no credential applies to this address";
    observation->via = attempt->options->replay ? VIA_REPLAY : VIA_SNMP;
    observation->outcome = OUTCOME_FAILED;
    observation->failure = observation_text(observation, why);
    finish(attempt, observation);
}

static void on_end(uv_timer_t *timer)
{
    finish_failed(timer->data);
}

/* From the loop, so that nobody is told before attempt_start returns. */
static void end_soon(struct snmp_attempt *attempt)
{
    attempt->is_stopped = true;
    uv_timer_start(&attempt->timer, on_end, 0, 0);
}

static void try_next(struct snmp_attempt *attempt);

/* Another credential may do better, but not where nobody can be reached. */
static bool may_be_the_credential(const GError *error)
{
    return !error || g_error_matches(error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
           g_error_matches(error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) ||
           g_error_matches(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void close_agent(struct snmp_attempt *attempt)
{
    struct agent *agent = g_steal_pointer(&attempt->agent);
    cost_add(&attempt->cost, &agent->cost);
    agent_free(agent);
}

static void fail_with_credential(struct snmp_attempt *attempt, const char *otherwise)
{
    const GError *error = attempt->is_stopped ? NULL : attempt->agent->failure;
    bool may_go_on = !attempt->is_stopped && !attempt->options->replay && may_be_the_credential(error);
    failures_add(attempt->failures, may_go_on ? attempt->agent->credential : NULL,
                 error ? error->message : otherwise);
    close_agent(attempt);
    if (may_go_on)
        try_next(attempt);
    else
        finish_failed(attempt);
}

static void on_visited(struct observation *observation, void *user)
{
    struct snmp_attempt *attempt = user;
    attempt->visit = NULL;
    if (observation->outcome != OUTCOME_FAILED) {
        finish(attempt, observation);
        return;
    }
    if (!attempt->is_small)
        fail_with_credential(attempt, observation->failure);
    observation_free(observation);
}

static bool wants_neighbors(void *user)
{
    const struct snmp_attempt *attempt = user;
    return attempt->context->wants_neighbors(attempt->context->user);
}

static void on_neighbors(const struct observation *so_far, void *user)
{
    struct snmp_attempt *attempt = user;
    attempt->context->neighbors(&attempt->attempt, so_far, attempt->context->user);
}

static void visit_agent(struct snmp_attempt *attempt)
{
    const struct visit_followers followers = {wants_neighbors, on_neighbors, attempt};
    struct visit_past *past = remembers(attempt) ? &attempt->past : NULL;
    if (past) {
        past->profiles = agent_memories_profiles(attempt->options->memories);
        past->memory = agent_memories_get(attempt->options->memories, attempt->address);
    }
    attempt->visit = visit_start_again(attempt->agent, &attempt->options->limits, past, on_visited, attempt);
    if (attempt->context->wants_neighbors)
        visit_tell_neighbors(attempt->visit, &followers);
}

/* Whatever it says, there is somebody to be visited. */
static void on_knocked(const struct reply *reply, void *user)
{
    struct snmp_attempt *attempt = user;
    if (!attempt->is_knocking)
        return;
    attempt->is_knocking = false;
    if (reply->status == REPLY_RESPONSE)
        attempt->context->answered(&attempt->attempt, attempt->context->user);
    else
        fail_with_credential(attempt, NULL);
}

static void knock(struct snmp_attempt *attempt)
{
    const struct oid sys_up_time = OID(1, 3, 6, 1, 2, 1, 1, 3, 0);
    const struct request request = {.kind = PDU_GET, .names = &sys_up_time, .count = 1};
    attempt->is_knocking = true;
    agent_send(attempt->agent, &request, on_knocked, attempt);
}

static void use_agent(struct snmp_attempt *attempt, struct agent *agent)
{
    attempt->agent = attempt->context->record_folder ? agent_record_new(agent) : agent;
    if (attempt->is_small)
        knock(attempt);
    else
        visit_agent(attempt);
}

static const struct agent_engine *find_engine(const struct snmp_attempt *attempt)
{
    char text[ADDRESS_TEXT_SIZE];
    GHashTable *engines = attempt->options->engines;
    return engines ? g_hash_table_lookup(engines, address_format(attempt->address, text)) : NULL;
}

static struct agent *open_agent(struct snmp_attempt *attempt, const struct credential *credential,
                                GError **error)
{
    const struct crawl_options *options = attempt->options;
    struct agent_snmp_options snmp = {.timeout_ms = options->timeout_ms,
                                      .retries = options->retries,
                                      .round_trips = attempt->context->round_trips,
                                      .pacer = attempt->context->pacer,
                                      .is_cautious = attempt->is_cautious,
                                      .engine = find_engine(attempt)};
    struct address to = attempt->address;
    uint16_t port = attempt->port;
    if (options->via_map)
        via_map_apply(options->via_map, attempt->address, &to, &port);
    return agent_snmp_new(attempt->timer.loop, to, port, credential, &snmp, error);
}

static bool applies(const struct snmp_attempt *attempt, const struct credential *credential)
{
    return credential_applies(credential, CREDENTIAL_SNMP, attempt->address);
}

static const struct credential *find_remembered(const struct snmp_attempt *attempt)
{
    char text[ADDRESS_TEXT_SIZE];
    GHashTable *remembered = attempt->options->remembered;
    const char *name =
        remembered ? g_hash_table_lookup(remembered, address_format(attempt->address, text)) : NULL;
    const GPtrArray *items = attempt->options->credentials->items;
    for (guint i = 0; name && i < items->len; i++) {
        const struct credential *credential = g_ptr_array_index(items, i);
        if (strcmp(credential->name, name) == 0 && applies(attempt, credential))
            return credential;
    }
    return NULL;
}

/* The one that opened the device before, then the others in their order. */
static const struct credential *next_credential(struct snmp_attempt *attempt)
{
    const GPtrArray *items = attempt->options->credentials->items;
    uint32_t most = attempt->options->max_tries;
    if (most > 0 && attempt->tries >= most)
        return NULL;
    attempt->tries++;
    if (attempt->tries == 1 && attempt->remembered)
        return attempt->remembered;
    while (attempt->next < items->len) {
        const struct credential *credential = g_ptr_array_index(items, attempt->next++);
        if (credential != attempt->remembered && applies(attempt, credential))
            return credential;
    }
    return NULL;
}

/* A credential that this machine cannot use says nothing of the device. */
static void try_next(struct snmp_attempt *attempt)
{
    const struct credential *credential;
    while ((credential = next_credential(attempt))) {
        g_autoptr(GError) error = NULL;
        struct agent *agent = open_agent(attempt, credential, &error);
        if (agent) {
            attempt->credential = credential;
            use_agent(attempt, agent);
            return;
        }
        failures_add(attempt->failures, NULL, error->message);
        if (!g_error_matches(error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
            break;
    }
    end_soon(attempt);
}

static void start_replay(struct snmp_attempt *attempt)
{
    g_autoptr(GError) error = NULL;
    struct agent *agent =
        agent_replay_new(attempt->timer.loop, attempt->options->replay, attempt->address, &error);
    if (agent) {
        use_agent(attempt, agent);
        return;
    }
    failures_add(attempt->failures, NULL, error->message);
    end_soon(attempt);
}

static void stop(struct attempt *base, const char *why)
{
    struct snmp_attempt *attempt = (struct snmp_attempt *)base;
    if (attempt->is_over)
        return;
    attempt->is_stopped = true;
    if (attempt->visit) {
        visit_stop(attempt->visit, why);
        return;
    }
    attempt->is_knocking = false;
    failures_add(attempt->failures, NULL, why);
    finish_failed(attempt);
}

/* The request is made anew, as a small one, by another agent of the same credential. */
static bool shrink(struct attempt *base)
{
    struct snmp_attempt *attempt = (struct snmp_attempt *)base;
    g_autoptr(GError) error = NULL;
    if (attempt->options->replay || !attempt->visit || attempt->agent->cost.bytes_received > 0)
        return false;
    struct agent *agent = open_agent(attempt, attempt->credential, &error);
    if (!agent)
        return false;
    attempt->is_small = true;
    visit_stop(attempt->visit, "");
    close_agent(attempt);
    use_agent(attempt, agent);
    return true;
}

static void go_on(struct attempt *base)
{
    struct snmp_attempt *attempt = (struct snmp_attempt *)base;
    attempt->is_small = false;
    visit_agent(attempt);
}

static void on_deadline(uv_timer_t *timer)
{
    struct snmp_attempt *attempt = timer->data;
    g_autofree char *why =
        g_strdup_printf("deadline of %g s", (double)attempt->options->device_deadline_ms / 1000);
    stop(&attempt->attempt, why);
}

struct attempt *attempt_snmp_start(const struct attempt_context *context, struct address address,
                                   uint16_t port, bool is_cautious)
{
    static const struct attempt_operations operations = {
        .stop = stop, .cost = cost_so_far, .shrink = shrink, .go_on = go_on};
    const struct crawl_options *options = context->options;
    struct snmp_attempt *attempt = g_new0(struct snmp_attempt, 1);
    attempt->attempt.operations = &operations;
    attempt->context = context;
    attempt->options = options;
    attempt->address = address;
    attempt->port = port;
    attempt->is_cautious = is_cautious;
    attempt->is_small = is_cautious && !options->replay;
    attempt->failures = failures_new();
    attempt->started_at = g_get_real_time() / 1000;
    attempt->started_us = g_get_monotonic_time();
    uv_timer_init(context->loop, &attempt->timer);
    attempt->timer.data = attempt;
    if (options->device_deadline_ms > 0)
        uv_timer_start(&attempt->timer, on_deadline, options->device_deadline_ms, 0);
    if (options->replay) {
        start_replay(attempt);
    } else {
        attempt->remembered = find_remembered(attempt);
        try_next(attempt);
    }
    return &attempt->attempt;
}
