#include "discover/crawl_visits.h"

#include "discover/agent_record.h"
#include "discover/attempt_snmp.h"
#include "discover/pacer.h"

#include <sys/resource.h>

#define DEFAULT_CONCURRENCY 256
/* Descriptors that are not sessions: the loop's, the database's, the recording's. */
#define OTHER_DESCRIPTORS 64

struct crawl_visits {
    struct attempt_context context;
    struct crawl_visits_events events;
    GHashTable *under_way; /* struct attempt * -> struct frontier_target *, owned */
    uint32_t concurrency;
};

static struct attempt *start_attempt(const struct crawl_visits *visits, const struct frontier_target *target)
{
    bool is_cautious = target->kind == LEAD_CANDIDATE;
    return attempt_snmp_start(&visits->context, target->address, target->port, is_cautious);
}

static void on_done(struct attempt *attempt, struct observation *observation, void *user)
{
    struct crawl_visits *visits = user;
    g_autofree struct frontier_target *target = NULL;
    g_hash_table_steal_extended(visits->under_way, attempt, NULL, (gpointer *)&target);
    observation->depth = target->depth;
    visits->events.done(target, observation, visits->events.user);
}

static void on_problem(const GError *error, void *user)
{
    const struct crawl_visits *visits = user;
    visits->events.problem(error, visits->events.user);
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

struct crawl_visits *crawl_visits_new(uv_loop_t *loop, const struct crawl_options *options,
                                      const struct crawl_visits_events *events, GError **error)
{
    struct record_folder *folder = NULL;
    uint32_t concurrency = options->concurrency > 0 ? options->concurrency : DEFAULT_CONCURRENCY;
    if (options->record_folder && !(folder = record_folder_open(options->record_folder, error)))
        return NULL;
    struct crawl_visits *visits = g_new0(struct crawl_visits, 1);
    visits->events = *events;
    visits->concurrency = options->replay ? concurrency : raise_descriptors(concurrency);
    visits->under_way = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    visits->context = (struct attempt_context){.loop = loop,
                                               .options = options,
                                               .record_folder = folder,
                                               .done = on_done,
                                               .problem = on_problem,
                                               .user = visits};
    if (options->rate > 0 || options->rate_subnet > 0)
        visits->context.pacer = pacer_new(options->rate, options->rate_subnet);
    return visits;
}

void crawl_visits_free(struct crawl_visits *visits)
{
    g_autoptr(GError) error = NULL;
    if (!visits)
        return;
    if (visits->context.record_folder && !record_folder_close(visits->context.record_folder, &error))
        on_problem(error, visits);
    pacer_free(visits->context.pacer);
    g_hash_table_unref(visits->under_way);
    g_free(visits);
}

bool crawl_visits_has_room(const struct crawl_visits *visits)
{
    return g_hash_table_size(visits->under_way) < visits->concurrency;
}

void crawl_visits_start(struct crawl_visits *visits, const struct frontier_target *target)
{
    struct attempt *attempt = start_attempt(visits, target);
    g_hash_table_insert(visits->under_way, attempt, g_memdup2(target, sizeof *target));
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
