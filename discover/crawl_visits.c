#include "discover/crawl_visits.h"

#include "discover/agent_record.h"
#include "discover/attempt_ways.h"
#include "discover/pacer.h"
#include "discover/ssh_service.h"
#include "discover/visit_places.h"

#include <sys/resource.h>

/* Descriptors that are not sessions: the loop's, the database's, the recording's. */
#define OTHER_DESCRIPTORS 64
/* Small attempts to one visit, and at most. */
#define SMALL_TO_ONE 16
#define MOST_SMALL 4096
#define TICK_MS 20
/* How long nothing may come back before it seems that nobody is there: so many round trips, and these limits.
 */
#define PATIENT_ROUND_TRIPS 8
#define LEAST_PATIENCE_US 200000

enum visit_state {
    VISIT_ASKING,   /* holds a place among the visits; nothing has come back */
    VISIT_ANSWERED, /* holds a place */
    VISIT_SMALL,    /* holds none: it seems that nobody is there */
    VISIT_READY     /* was small, has been answered, and waits for a place */
};

struct crawl_visit {
    struct frontier_target target;
    struct attempt *attempt;
    enum visit_state state;
    GList *asking;   /* where it is in the queue of those; NULL in another state */
    gint64 asked_us; /* when the first packet was seen to be gone; 0 not yet */
    bool is_doubted; /* the frontier was told */
};

struct crawl_visits {
    struct attempt_context context;
    struct crawl_visits_events events;
    uv_timer_t ticker;
    GHashTable *under_way; /* struct attempt * -> struct crawl_visit *, owned */
    GQueue asking, ready;  /* of struct crawl_visit *, by state */
    struct visit_places places;
    uint32_t taken;
    uint32_t most_small, small;
    uint64_t round_trip_us; /* smoothed over the visits; 0 unknown */
};

static void end_asking(struct crawl_visits *visits, struct crawl_visit *visit, enum visit_state state)
{
    if (visit->asking)
        g_queue_delete_link(&visits->asking, g_steal_pointer(&visit->asking));
    visit->state = state;
}

static void release(struct crawl_visits *visits, struct crawl_visit *visit)
{
    if (visit->state == VISIT_READY)
        g_queue_remove(&visits->ready, visit);
    if (visit->asking)
        g_queue_delete_link(&visits->asking, g_steal_pointer(&visit->asking));
    if (visit->state == VISIT_ASKING || visit->state == VISIT_ANSWERED)
        visits->taken--;
    else
        visits->small--;
}

static void measure(struct crawl_visits *visits, const struct cost *cost)
{
    if (cost->rtt_us == 0)
        return;
    visits->round_trip_us =
        visits->round_trip_us == 0 ? cost->rtt_us : (7 * visits->round_trip_us + cost->rtt_us) / 8;
}

static void on_done(struct attempt *attempt, struct observation *observation, void *user)
{
    struct crawl_visits *visits = user;
    g_autofree struct crawl_visit *visit = NULL;
    g_hash_table_steal_extended(visits->under_way, attempt, NULL, (gpointer *)&visit);
    release(visits, visit);
    measure(visits, &observation->cost);
    observation->depth = visit->target.depth;
    visits->events.done(&visit->target, observation, visits->events.user);
}

static void on_problem(const GError *error, void *user)
{
    const struct crawl_visits *visits = user;
    visits->events.problem(error, visits->events.user);
}

static void on_engine(struct address address, const struct agent_engine *engine, void *user)
{
    const struct crawl_visits *visits = user;
    visits->events.engine(address, engine, visits->events.user);
}

static bool wants_neighbors(void *user)
{
    const struct crawl_visits *visits = user;
    return visits->events.wants_neighbors(visits->events.user);
}

static void on_neighbors(struct attempt *attempt, const struct observation *so_far, void *user)
{
    struct crawl_visits *visits = user;
    const struct crawl_visit *visit = g_hash_table_lookup(visits->under_way, attempt);
    visits->events.neighbors(&visit->target, so_far, visits->events.user);
}

static void on_answered(struct attempt *attempt, void *user)
{
    struct crawl_visits *visits = user;
    struct crawl_visit *visit = g_hash_table_lookup(visits->under_way, attempt);
    visit->state = VISIT_READY;
    g_queue_push_tail(&visits->ready, visit);
    crawl_visits_go_on(visits);
}

void crawl_visits_go_on(struct crawl_visits *visits)
{
    while (visits->taken < visits->places.now && visits->ready.length > 0) {
        struct crawl_visit *visit = g_queue_pop_head(&visits->ready);
        visit->state = VISIT_ANSWERED;
        visits->small--;
        visits->taken++;
        visit->attempt->operations->go_on(visit->attempt);
    }
}

static gint64 patience(const struct crawl_visits *visits)
{
    uint64_t most = MAX(LEAST_PATIENCE_US, visits->context.options->timeout_ms * UINT64_C(1000));
    return (gint64)CLAMP(PATIENT_ROUND_TRIPS * visits->round_trip_us, LEAST_PATIENCE_US, most);
}

static bool has_shrunk(struct crawl_visits *visits, const struct crawl_visit *visit)
{
    const struct attempt_operations *operations = visit->attempt->operations;
    return visits->small < visits->most_small && operations->shrink && operations->shrink(visit->attempt);
}

/* is_wanted: the place of one that hears nothing is given to somebody else. */
static void look_after(struct crawl_visits *visits, struct crawl_visit *visit, gint64 now, bool is_wanted)
{
    const struct cost cost = visit->attempt->operations->cost(visit->attempt);
    if (cost.bytes_received > 0) {
        end_asking(visits, visit, VISIT_ANSWERED);
        return;
    }
    if (visit->asked_us == 0 && cost.bytes_sent > 0)
        visit->asked_us = now;
    if (visit->asked_us == 0 || now < visit->asked_us + patience(visits))
        return;
    if (!visit->is_doubted)
        visits->events.doubted(&visit->target, visits->events.user);
    visit->is_doubted = true;
    if (!is_wanted || !has_shrunk(visits, visit))
        return;
    end_asking(visits, visit, VISIT_SMALL);
    visits->taken--;
    visits->small++;
}

bool crawl_visits_are_waited_for(const struct crawl_visits *visits)
{
    return visits->places.is_idle;
}

static void on_tick(uv_timer_t *timer)
{
    struct crawl_visits *visits = timer->data;
    visit_places_tick(&visits->places, uv_metrics_idle_time(timer->loop), uv_hrtime(), visits->taken);
    bool is_wanted = visits->taken >= visits->places.now && visits->events.is_wanted(visits->events.user);
    gint64 now = g_get_monotonic_time();
    GList *item = visits->asking.head;
    while (item) {
        GList *next = item->next;
        look_after(visits, item->data, now, is_wanted);
        item = next;
    }
    visits->events.has_room(visits->events.user);
}

/* As many descriptors as are wanted, if the process may have them; returns how many there are for sessions.
 */
static uint32_t raise_descriptors(uint32_t sessions)
{
    struct rlimit limit;
    rlim_t wanted = (rlim_t)sessions + OTHER_DESCRIPTORS;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return sessions;
    if (limit.rlim_cur < wanted) {
        limit.rlim_cur = limit.rlim_max == RLIM_INFINITY ? wanted : MIN(wanted, limit.rlim_max);
        if (setrlimit(RLIMIT_NOFILE, &limit) != 0)
            getrlimit(RLIMIT_NOFILE, &limit);
    }
    if (limit.rlim_cur >= wanted)
        return sessions;
    return limit.rlim_cur > OTHER_DESCRIPTORS ? (uint32_t)limit.rlim_cur - OTHER_DESCRIPTORS : 2;
}

/* Where descriptors are few, the visits get three quarters of them. */
static void set_limits(struct crawl_visits *visits, const struct crawl_options *options)
{
    struct visit_places *places = &visits->places;
    visit_places_init(places, options->concurrency, uv_hrtime());
    visits->most_small = (uint32_t)MIN(SMALL_TO_ONE * (uint64_t)places->now, MOST_SMALL);
    if (options->replay)
        return;
    uint32_t sessions = raise_descriptors(places->most + visits->most_small);
    visit_places_limit(places, MAX(sessions * 3 / 4, 1));
    visits->most_small = MIN(visits->most_small, sessions - places->most);
}

static bool needs_ssh(const struct crawl_options *options)
{
    if (options->replay)
        return recording_cli_count(options->replay) > 0;
    for (guint i = 0; i < options->credentials->items->len; i++)
        if (((const struct credential *)options->credentials->items->pdata[i])->protocol == CREDENTIAL_SSH)
            return true;
    return false;
}

struct crawl_visits *crawl_visits_new(uv_loop_t *loop, const struct crawl_options *options,
                                      const struct crawl_visits_events *events, GError **error)
{
    struct record_folder *folder = NULL;
    struct ssh_service *ssh = NULL;
    if (options->record_folder && !(folder = record_folder_open(options->record_folder, error)))
        return NULL;
    if (needs_ssh(options) && !(ssh = ssh_service_new(loop, options, error))) {
        record_folder_discard(folder);
        return NULL;
    }
    struct crawl_visits *visits = g_new0(struct crawl_visits, 1);
    visits->events = *events;
    visits->under_way = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    g_queue_init(&visits->asking);
    g_queue_init(&visits->ready);
    set_limits(visits, options);
    visits->context = (struct attempt_context){.loop = loop,
                                               .options = options,
                                               .ssh = ssh,
                                               .record_folder = folder,
                                               .done = on_done,
                                               .engine = on_engine,
                                               .answered = on_answered,
                                               .neighbors = on_neighbors,
                                               .problem = on_problem,
                                               .user = visits};
    if (events->wants_neighbors)
        visits->context.wants_neighbors = wants_neighbors;
    visits->context.round_trips = round_trips_new();
    if (options->rate > 0 || options->rate_subnet > 0)
        visits->context.pacer = pacer_new(options->rate, options->rate_subnet);
    uv_timer_init(loop, &visits->ticker);
    visits->ticker.data = visits;
    uv_timer_start(&visits->ticker, on_tick, TICK_MS, TICK_MS);
    return visits;
}

struct ssh_config *crawl_visits_ssh_config(const struct crawl_visits *visits)
{
    const struct attempt_context *context = &visits->context;
    return context->ssh && !context->options->replay ? ssh_service_config(context->ssh) : NULL;
}

void crawl_visits_close(struct crawl_visits *visits)
{
    uv_close((uv_handle_t *)&visits->ticker, NULL);
    if (visits->context.ssh)
        ssh_service_close(visits->context.ssh);
}

void crawl_visits_free(struct crawl_visits *visits)
{
    g_autoptr(GError) error = NULL;
    if (!visits)
        return;
    if (visits->context.record_folder && !record_folder_close(visits->context.record_folder, &error))
        on_problem(error, visits);
    ssh_service_free(visits->context.ssh);
    pacer_free(visits->context.pacer);
    round_trips_free(visits->context.round_trips);
    g_hash_table_unref(visits->under_way);
    g_queue_clear(&visits->asking);
    g_queue_clear(&visits->ready);
    g_free(visits);
}

bool crawl_visits_has_room(const struct crawl_visits *visits)
{
    return visits->taken < visits->places.now && visits->small < visits->most_small;
}

void crawl_visits_start(struct crawl_visits *visits, const struct frontier_target *target)
{
    struct crawl_visit *visit = g_new0(struct crawl_visit, 1);
    /* Candidates are small from the beginning; what was recorded answers at once. */
    bool is_cautious = target->kind == LEAD_CANDIDATE && !visits->context.options->replay;
    visit->target = *target;
    visit->state = is_cautious ? VISIT_SMALL : VISIT_ASKING;
    if (is_cautious) {
        visits->small++;
    } else {
        visits->taken++;
        g_queue_push_tail(&visits->asking, visit);
        visit->asking = visits->asking.tail;
    }
    /* A port that nobody has named is another one for each way in. */
    uint16_t port = target->port == visits->context.options->port ? 0 : target->port;
    visit->attempt = attempt_ways_start(&visits->context, target->address, port, is_cautious);
    g_hash_table_insert(visits->under_way, visit->attempt, visit);
}

/* Each takes itself out of the table. */
void crawl_visits_stop(struct crawl_visits *visits, const char *why)
{
    g_autoptr(GList) attempts = g_hash_table_get_keys(visits->under_way);
    for (const GList *item = attempts; item; item = item->next) {
        struct attempt *attempt = item->data;
        attempt->operations->stop(attempt, why);
    }
}

size_t crawl_visits_count(const struct crawl_visits *visits)
{
    return g_hash_table_size(visits->under_way);
}

size_t crawl_visits_unanswered(const struct crawl_visits *visits)
{
    size_t count = visits->small - visits->ready.length;
    for (const GList *item = visits->asking.head; item; item = item->next)
        count += ((const struct crawl_visit *)item->data)->is_doubted;
    return count;
}
