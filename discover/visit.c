#include "discover/visit.h"

#include "discover/mib/mib_visit.h"
#include "discover/walk.h"

#include <inttypes.h>

const struct visit_limits visit_default_limits = {
    .max_rows = 500000, .max_bytes = UINT64_C(256) << 20, .max_requests = 200000, .max_in_flight = 8};

#define MAX_MEMORY (UINT64_C(100) << 20)
#define OVERFLOW_MARGIN 360000 /* hundredths of a second: no visit lasts longer */

static const struct oid sys_up_time = OID_INIT(1, 3, 6, 1, 2, 1, 1, 3);

struct visit {
    struct agent *agent;
    struct observation *observation;
    struct mib_visit *mibs;
    struct walk *walk;
    visit_done_fn done;
    void *user;
    bool has_gaps;        /* something was not read; a warning says what */
    bool has_asked_again; /* for sysUpTime */
    bool has_restarted;   /* as sysUpTime tells */
    int64_t started_us;
    uint64_t max_memory;
    struct visit_followers followers;
    struct visit_past *past; /* NULL: nothing is known, and nothing is to be */
    bool has_met;            /* whether it is the agent that is known has been seen */
};

static void take_gap(struct visit *visit, const char *object, const char *text)
{
    visit->has_gaps = true;
    observation_warn(visit->observation, object, "%s", text);
}

/* Unless sysUpTime has told it already. */
static void check_engine(struct visit *visit)
{
    if (visit->agent->has_restarted && !visit->has_restarted)
        take_gap(
            visit, "snmpEngineBoots",
            "changed: the device has restarted in mid-visit, and what it said before may not fit what it "
            "said then");
}

/* As soon as the system has told what it is. */
static void check_identity(struct visit *visit)
{
    const struct system *system = &visit->observation->system;
    if (visit->past == NULL || visit->has_met || system->sys_object_id == NULL || system->sys_descr == NULL)
        return;
    uint64_t known = visit->past->memory.identity;
    visit->has_met = true;
    if (known != 0 && known != walk_memory_identity(system->sys_object_id, system->sys_descr))
        walk_forget(visit->walk);
}

static void remember(struct visit *visit)
{
    const struct system *system = &visit->observation->system;
    struct visit_past *past = visit->past;
    if (past == NULL)
        return;
    walk_learn(visit->walk, past->profiles, &past->memory);
    bool is_known = past->memory.profile != NULL || !walk_traits_are_usual(&past->memory.traits);
    past->memory.identity = is_known ? walk_memory_identity(system->sys_object_id, system->sys_descr) : 0;
}

/* Frees the visit and hands the observation over; why is NULL when everything was asked for. */
static void deliver(struct visit *visit, const char *why)
{
    struct observation *observation = visit->observation;
    check_engine(visit);
    mib_visit_collect(visit->mibs);
    if (mib_visit_values(visit->mibs) == 0) {
        observation->outcome = OUTCOME_FAILED;
        observation->failure = observation_text(
            observation,
            why != NULL ? why : "answers, but shows none of the objects asked for (access view?)");
    } else {
        if (why == NULL)
            remember(visit);
        observation->outcome = why != NULL || visit->has_gaps ? OUTCOME_PARTIAL : OUTCOME_GOOD;
        if (why != NULL)
            observation_warn(observation, NULL, "%s", why);
    }
    observation->cost = visit->agent->cost;
    observation->cost.duration_us = (uint64_t)(g_get_monotonic_time() - visit->started_us);
    observation->credential = observation_text(observation, visit->agent->credential);
    visit_done_fn done = visit->done;
    void *user = visit->user;
    walk_free(visit->walk);
    mib_visit_free(visit->mibs);
    g_free(visit);
    done(observation, user);
}

/* A device that restarts does not answer for a moment: only then is it asked again. The time also falls when
 * it overflows, every 497 days. */
static void ask_for_up_time_again(struct visit *visit)
{
    if (visit->has_asked_again || visit->agent->cost.retries == 0 || visit->observation->sys_up_time == 0 ||
        walk_has_more(visit->walk))
        return;
    visit->has_asked_again = true;
    walk_ask_scalar(visit->walk, "sysUpTime", sys_up_time, &sys_up_time);
}

static void check_up_time(struct visit *visit, const struct value *value)
{
    uint64_t before = visit->observation->sys_up_time;
    if (value->type != VALUE_TIME_TICKS || value->number >= before || before > UINT32_MAX - OVERFLOW_MARGIN)
        return;
    g_autofree char *text =
        g_strdup_printf("fell from %" PRIu64 " to %" PRIu64
                        ": the device has restarted in mid-visit, and what it said before "
                        "may not fit what it said then",
                        before, value->number);
    visit->has_restarted = true;
    take_gap(visit, "sysUpTime", text);
}

static void on_scalar(void *user, const void *tag, const struct value *value)
{
    struct visit *visit = user;
    if (tag == &sys_up_time)
        check_up_time(visit, value);
    else
        mib_visit_take_scalar(visit->mibs, tag, value);
    check_identity(visit);
}

static bool on_cell(void *user, const struct walk_table *table, uint32_t column, struct oid index,
                    const struct value *value, uint32_t *place)
{
    struct visit *visit = user;
    bool is_taken = mib_visit_take_cell(visit->mibs, table->tag, column, index, value, place);
    if (mib_visit_memory(visit->mibs) > visit->max_memory)
        walk_stop(visit->walk, "limit of memory for one device");
    return is_taken;
}

static void on_complete(void *user, const struct walk_table *table)
{
    struct visit *visit = user;
    mib_visit_take_table(visit->mibs, table->tag);
}

static void on_problem(void *user, const char *object, const char *text)
{
    take_gap(user, object, text);
}

static void on_answer(void *user)
{
    struct visit *visit = user;
    const struct visit_followers *followers = &visit->followers;
    if (followers->wants == NULL || !mib_visit_has_news(visit->mibs) || !followers->wants(followers->user))
        return;
    struct observation *so_far = mib_visit_preview(visit->mibs);
    followers->neighbors(so_far, followers->user);
    observation_free(so_far);
}

static void on_idle(void *user)
{
    struct visit *visit = user;
    mib_visit_ask_more(visit->mibs);
    ask_for_up_time_again(visit);
}

static void on_done(void *user, const char *why)
{
    deliver(user, why);
}

struct visit *visit_start_again(struct agent *agent, const struct visit_limits *limits,
                                struct visit_past *past, visit_done_fn done, void *user)
{
    static const struct walk_events events = {.scalar = on_scalar,
                                              .cell = on_cell,
                                              .complete = on_complete,
                                              .answer = on_answer,
                                              .problem = on_problem,
                                              .idle = on_idle,
                                              .done = on_done};
    struct visit *visit = g_new0(struct visit, 1);
    visit->agent = agent;
    visit->done = done;
    visit->user = user;
    visit->started_us = g_get_monotonic_time();
    visit->max_memory = limits->max_memory > 0 ? limits->max_memory : MAX_MEMORY;
    visit->observation = observation_new();
    visit->observation->via = agent->via;
    visit->observation->started_at = g_get_real_time() / 1000;
    visit->mibs = mib_visit_new(visit->observation, mib_list,
                                limits->reads_routes ? mib_list_size_with_routes : mib_list_size);
    visit->walk = walk_new(agent, limits, &events, visit);
    visit->past = past;
    if (past != NULL)
        walk_begin_with(visit->walk, &past->memory);
    mib_visit_ask(visit->mibs, visit->walk);
    walk_start(visit->walk);
    return visit;
}

void visit_tell_neighbors(struct visit *visit, const struct visit_followers *followers)
{
    visit->followers = *followers;
}

struct visit *visit_start(struct agent *agent, const struct visit_limits *limits, visit_done_fn done,
                          void *user)
{
    return visit_start_again(agent, limits, NULL, done, user);
}

void visit_stop(struct visit *visit, const char *why)
{
    deliver(visit, why);
}
