#include "discover/attempt_ways.h"

#include "discover/attempt_snmp.h"
#include "discover/attempt_ssh.h"
#include "discover/credential.h"
#include "discover/merge.h"

enum way { WAY_SNMP, WAY_SSH, WAYS };

struct ways_attempt {
    struct attempt attempt;
    const struct attempt_context *outer;
    struct attempt_context inner;
    struct crawl_options options; /* the inner ones: with the tries that are left */
    uv_idle_t handle; /* never runs: closing it is how the memory goes when the loop has come round */
    struct address address;
    uint16_t port;
    bool is_cautious, asks_all, is_stopped;
    enum way ways[WAYS];
    size_t next; /* way */
    struct attempt *current;
    struct observation *first; /* what the first way has led to */
};

static bool has_credential(const struct crawl_options *options, enum credential_protocol protocol,
                           struct address address, guint *position)
{
    for (guint i = 0; options->credentials && i < options->credentials->items->len; i++) {
        *position = i;
        if (credential_applies(options->credentials->items->pdata[i], protocol, address))
            return true;
    }
    return false;
}

static uint32_t count_credentials(const struct crawl_options *options, enum credential_protocol protocol,
                                  struct address address)
{
    uint32_t count = 0;
    for (guint i = 0; i < options->credentials->items->len; i++)
        count += credential_applies(options->credentials->items->pdata[i], protocol, address);
    return count;
}

static bool is_recorded(const struct recording *replay, enum way way, struct address address)
{
    size_t position;
    return way == WAY_SNMP ? recording_find(replay, address, 0, &position)
                           : recording_cli_find(replay, address, &position);
}

static bool opened_by_ssh(const struct crawl_options *options, struct address address)
{
    char text[ADDRESS_TEXT_SIZE];
    const char *name =
        options->remembered ? g_hash_table_lookup(options->remembered, address_format(address, text)) : NULL;
    for (guint i = 0; name && i < options->credentials->items->len; i++) {
        const struct credential *credential = options->credentials->items->pdata[i];
        if (g_strcmp0(credential->name, name) == 0)
            return credential->protocol == CREDENTIAL_SSH;
    }
    return false;
}

/* In their order; returns how many there are. */
static size_t find_ways(const struct attempt_context *context, struct address address, enum way ways[WAYS])
{
    const struct crawl_options *options = context->options;
    guint snmp_position = 0, ssh_position = 0;
    bool is_ssh_first = false;
    bool has_snmp = options->replay ? is_recorded(options->replay, WAY_SNMP, address)
                                    : has_credential(options, CREDENTIAL_SNMP, address, &snmp_position);
    bool has_ssh =
        context->ssh && (options->replay ? is_recorded(options->replay, WAY_SSH, address)
                                         : has_credential(options, CREDENTIAL_SSH, address, &ssh_position));
    if (!has_snmp || !has_ssh) {
        ways[0] = has_ssh ? WAY_SSH : WAY_SNMP;
        return 1;
    }
    if (!options->replay)
        is_ssh_first = ssh_position < snmp_position || opened_by_ssh(options, address);
    ways[0] = is_ssh_first ? WAY_SSH : WAY_SNMP;
    ways[1] = is_ssh_first ? WAY_SNMP : WAY_SSH;
    return WAYS;
}

/* A port that a seed names is that of the only way there is, else of SNMP. */
static struct attempt *start_way(const struct attempt_context *context, enum way way, bool is_only,
                                 struct address address, uint16_t port, bool is_cautious)
{
    const struct crawl_options *options = context->options;
    if (way == WAY_SSH)
        return attempt_ssh_start(context, address, is_only && port > 0 ? port : options->ssh.port,
                                 is_cautious);
    return attempt_snmp_start(context, address, port > 0 ? port : options->port, is_cautious);
}

static void start_next(struct ways_attempt *ways)
{
    enum way way = ways->ways[ways->next++];
    ways->current = start_way(&ways->inner, way, false, ways->address, ways->port, ways->is_cautious);
}

static void add_cost(struct cost *sum, const struct cost *cost)
{
    sum->requests += cost->requests;
    sum->retries += cost->retries;
    sum->bytes_sent += cost->bytes_sent;
    sum->bytes_received += cost->bytes_received;
}

static const char *name_of(enum way way)
{
    return way == WAY_SSH ? "SSH" : "SNMP";
}

/* A way that has failed has tried all its credentials, as far as it might. False when that was all that may
 * be tried at the address. */
static bool leaves_tries(struct ways_attempt *ways)
{
    uint32_t most = ways->options.max_tries;
    if (most == 0 || ways->options.replay)
        return true;
    enum credential_protocol protocol = ways->ways[0] == WAY_SSH ? CREDENTIAL_SSH : CREDENTIAL_SNMP;
    uint32_t used = count_credentials(&ways->options, protocol, ways->address);
    ways->options.max_tries = most - MIN(used, most);
    return used < most;
}

static struct observation *join_failures(const struct ways_attempt *ways, struct observation *second)
{
    g_autofree char *why = g_strdup_printf("%s: %s; %s: %s", name_of(ways->ways[0]), ways->first->failure,
                                           name_of(ways->ways[1]), second->failure);
    second->failure = observation_text(second, why);
    return second;
}

/* One observation of two. SNMP has the numbers that others of its tables refer to, so the rest is added to
 * it. The other one is freed. */
static struct observation *join(const struct ways_attempt *ways, struct observation *second)
{
    struct observation *first = ways->first, *kept = second, *other = first;
    bool is_first_good = first->outcome != OUTCOME_FAILED, is_second_good = second->outcome != OUTCOME_FAILED;
    if (!is_first_good && !is_second_good) {
        join_failures(ways, second);
    } else if (is_first_good && (!is_second_good || ways->ways[0] == WAY_SNMP)) {
        kept = first;
        other = second;
    }
    if (is_first_good && is_second_good) {
        merge_observation(kept, other);
        kept->outcome = MAX(kept->outcome, other->outcome);
    } else {
        add_cost(&kept->cost, &other->cost);
    }
    if (ways->asks_all && is_first_good != is_second_good) {
        observation_warn(kept, NULL, "%s: %s", name_of(ways->ways[kept == first]), other->failure);
        kept->outcome = OUTCOME_PARTIAL;
    }
    kept->cost.duration_us += other->cost.duration_us;
    kept->started_at = first->started_at;
    observation_free(other);
    return kept;
}

static void on_closed(uv_handle_t *handle)
{
    g_free(handle->data);
}

static void on_done(G_GNUC_UNUSED struct attempt *attempt, struct observation *observation, void *user)
{
    struct ways_attempt *ways = user;
    ways->current = NULL;
    bool has_failed = observation->outcome == OUTCOME_FAILED;
    bool is_wanted = has_failed ? !ways->first && leaves_tries(ways) : ways->asks_all;
    if (!ways->first && is_wanted && !ways->is_stopped) {
        ways->first = observation;
        start_next(ways);
        return;
    }
    if (ways->first)
        observation = join(ways, observation);
    ways->outer->done(&ways->attempt, observation, ways->outer->user);
    uv_close((uv_handle_t *)&ways->handle, on_closed);
}

static void on_answered(G_GNUC_UNUSED struct attempt *attempt, void *user)
{
    struct ways_attempt *ways = user;
    ways->outer->answered(&ways->attempt, ways->outer->user);
}

static bool wants_neighbors(void *user)
{
    const struct ways_attempt *ways = user;
    return ways->outer->wants_neighbors(ways->outer->user);
}

static void on_neighbors(G_GNUC_UNUSED struct attempt *attempt, const struct observation *so_far, void *user)
{
    struct ways_attempt *ways = user;
    ways->outer->neighbors(&ways->attempt, so_far, ways->outer->user);
}

static void on_engine(struct address address, const struct agent_engine *engine, void *user)
{
    struct ways_attempt *ways = user;
    ways->outer->engine(address, engine, ways->outer->user);
}

static void on_problem(const GError *error, void *user)
{
    struct ways_attempt *ways = user;
    ways->outer->problem(error, ways->outer->user);
}

static void stop(struct attempt *base, const char *why)
{
    struct ways_attempt *ways = (struct ways_attempt *)base;
    ways->is_stopped = true;
    if (ways->current)
        ways->current->operations->stop(ways->current, why);
}

static struct cost cost_so_far(const struct attempt *base)
{
    const struct ways_attempt *ways = (const struct ways_attempt *)base;
    struct cost cost = {0};
    if (ways->current)
        cost = ways->current->operations->cost(ways->current);
    if (ways->first)
        add_cost(&cost, &ways->first->cost);
    return cost;
}

/* While another way is left a small attempt would begin it without a place of its own. */
static bool shrink(struct attempt *base)
{
    struct ways_attempt *ways = (struct ways_attempt *)base;
    const struct attempt *current = ways->current;
    return ways->next == WAYS && current && current->operations->shrink &&
           current->operations->shrink(ways->current);
}

static void go_on(struct attempt *base)
{
    struct ways_attempt *ways = (struct ways_attempt *)base;
    if (ways->current)
        ways->current->operations->go_on(ways->current);
}

struct attempt *attempt_ways_start(const struct attempt_context *context, struct address address,
                                   uint16_t port, bool is_cautious)
{
    static const struct attempt_operations operations = {stop, cost_so_far, shrink, go_on};
    enum way found[WAYS];
    if (find_ways(context, address, found) == 1)
        return start_way(context, found[0], true, address, port, is_cautious);
    struct ways_attempt *ways = g_new0(struct ways_attempt, 1);
    ways->attempt.operations = &operations;
    ways->outer = context;
    ways->inner = *context;
    ways->options = *context->options;
    ways->inner.options = &ways->options;
    ways->inner.done = on_done;
    ways->inner.wants_neighbors = context->wants_neighbors ? wants_neighbors : NULL;
    ways->inner.neighbors = on_neighbors;
    ways->inner.answered = on_answered;
    ways->inner.engine = on_engine;
    ways->inner.problem = on_problem;
    ways->inner.user = ways;
    ways->address = address;
    ways->port = port;
    ways->is_cautious = is_cautious;
    ways->asks_all = context->options->asks_all_ways || context->options->replay;
    ways->ways[0] = found[0];
    ways->ways[1] = found[1];
    uv_idle_init(context->loop, &ways->handle);
    ways->handle.data = ways;
    start_next(ways);
    return &ways->attempt;
}
