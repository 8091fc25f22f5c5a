#include "discover/attempt_ssh.h"

#include "discover/credential.h"
#include "discover/shell_record.h"
#include "discover/ssh_service.h"

#define SSH_PORT 22

struct ssh_attempt {
    struct attempt attempt;
    const struct attempt_context *context;
    struct address address;
    uint16_t port;
    uv_timer_t deadline;
    struct ssh_job *job; /* NULL once it is over */
    int64_t started_at;
    gint64 started_us;
};

static void on_closed(uv_handle_t *handle)
{
    g_free(handle->data);
}

static const char *recorded_folder(const struct ssh_attempt *attempt)
{
    size_t position;
    const struct recording *replay = attempt->context->options->replay;
    if (!replay || !recording_cli_find(replay, attempt->address, &position))
        return NULL;
    return recording_cli_entry(replay, position)->file;
}

static void record(const struct ssh_attempt *attempt, const struct observation *observation,
                   struct shell *recorder)
{
    const struct attempt_context *context = attempt->context;
    g_autoptr(GError) error = NULL;
    if (!recorder || observation->outcome == OUTCOME_FAILED)
        return;
    if (!shell_record_save(recorder, context->record_folder, observation, &error))
        context->problem(error, context->user);
}

static void on_done(struct observation *observation, struct shell *recorder, void *user)
{
    struct ssh_attempt *attempt = user;
    attempt->job = NULL;
    observation->address = attempt->address;
    observation->port = attempt->port == SSH_PORT || attempt->context->options->replay ? 0 : attempt->port;
    observation->started_at = attempt->started_at;
    observation->source_name = observation_text(observation, recorded_folder(attempt));
    observation->cost.duration_us = (uint64_t)(g_get_monotonic_time() - attempt->started_us);
    record(attempt, observation, recorder);
    attempt->context->done(&attempt->attempt, observation, attempt->context->user);
    uv_close((uv_handle_t *)&attempt->deadline, on_closed);
}

static void stop(struct attempt *base, const char *why)
{
    struct ssh_attempt *attempt = (struct ssh_attempt *)base;
    if (attempt->job)
        ssh_job_end(attempt->job, why);
}

static struct cost cost_so_far(const struct attempt *base)
{
    const struct ssh_attempt *attempt = (const struct ssh_attempt *)base;
    return attempt->job ? ssh_job_cost(attempt->job) : (struct cost){0};
}

/* The thread comes back with what it has; the crawl goes on meanwhile. */
static void on_deadline(uv_timer_t *timer)
{
    struct ssh_attempt *attempt = timer->data;
    g_autofree char *why =
        g_strdup_printf("deadline of %g s", (double)attempt->context->options->device_deadline_ms / 1000);
    ssh_job_stop(attempt->job, why);
}

/* Those that apply, the one that has opened the device before first. */
static GPtrArray *list_credentials(const struct crawl_options *options, struct address address)
{
    char text[ADDRESS_TEXT_SIZE];
    GPtrArray *list = g_ptr_array_new();
    const char *name =
        options->remembered ? g_hash_table_lookup(options->remembered, address_format(address, text)) : NULL;
    for (guint i = 0; options->credentials && i < options->credentials->items->len; i++) {
        const struct credential *credential = options->credentials->items->pdata[i];
        if (!credential_applies(credential, CREDENTIAL_SSH, address))
            continue;
        bool is_remembered = g_strcmp0(name, credential->name) == 0;
        g_ptr_array_insert(list, is_remembered ? 0 : -1, (gpointer)credential);
    }
    if (options->max_tries > 0 && list->len > options->max_tries)
        g_ptr_array_set_size(list, (gint)options->max_tries);
    g_ptr_array_add(list, NULL);
    return list;
}

static void start_job(struct ssh_attempt *attempt, bool is_cautious)
{
    const struct crawl_options *options = attempt->context->options;
    g_autoptr(GPtrArray) credentials = list_credentials(options, attempt->address);
    size_t position;
    struct ssh_task task = {.address = attempt->address,
                            .to = attempt->address,
                            .port = attempt->port,
                            .is_cautious = is_cautious,
                            .credentials = (const struct credential *const *)credentials->pdata,
                            .records = attempt->context->record_folder != NULL,
                            .done = on_done,
                            .user = attempt};
    if (options->replay && recording_cli_find(options->replay, attempt->address, &position))
        task.replay = recording_cli_entry(options->replay, position)->path;
    else if (options->via_map)
        via_map_apply(options->via_map, attempt->address, &task.to, &task.port);
    attempt->job = ssh_service_start(attempt->context->ssh, &task);
}

struct attempt *attempt_ssh_start(const struct attempt_context *context, struct address address,
                                  uint16_t port, bool is_cautious)
{
    static const struct attempt_operations operations = {.stop = stop, .cost = cost_so_far};
    struct ssh_attempt *attempt = g_new0(struct ssh_attempt, 1);
    attempt->attempt.operations = &operations;
    attempt->context = context;
    attempt->address = address;
    attempt->port = port;
    attempt->started_at = g_get_real_time() / 1000;
    attempt->started_us = g_get_monotonic_time();
    uv_timer_init(context->loop, &attempt->deadline);
    attempt->deadline.data = attempt;
    if (context->options->device_deadline_ms > 0)
        uv_timer_start(&attempt->deadline, on_deadline, context->options->device_deadline_ms, 0);
    start_job(attempt, is_cautious);
    return &attempt->attempt;
}
