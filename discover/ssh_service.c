#include "discover/ssh_service.h"

#include "discover/cli_visit.h"
#include "discover/failures.h"
#include "discover/shell_record.h"
#include "discover/shell_replay.h"
#include "discover/shell_ssh.h"
#include "discover/ssh_link.h"

#include <string.h>

#define MAX_THREADS 256
#define CONNECT_MS 15000
/* Until an address answers where perhaps nobody is. */
#define CAUTIOUS_MS 2000
#define SILENCE_MS 30000
/* Text is read whole before it is parsed, so there is less room for it than for SNMP. */
#define MAX_BYTES (UINT64_C(64) << 20)
/* How long the end of a crawl may wait for jobs that are busy with a text, in all. */
#define PATIENCE_US INT64_C(2000000)
/* A device that has sessions enough is asked again after this time, then after twice as long, ... */
#define BUSY_MS 500
#define BUSY_TRIES 5

struct ssh_service {
    const struct crawl_options *options;
    struct template_set *templates;
    struct ssh_config *config;
    GThreadPool *threads;
    GAsyncQueue *finished; /* of struct ssh_job *, owned */
    uv_async_t *wake;      /* NULL once closed */
    GMutex mutex;          /* of wake and of what jobs hand over */
    GCond has_finished;
    gint64 patience_us;
};

struct ssh_job {
    struct ssh_service *service;
    struct ssh_task task;
    const struct credential **credentials;
    char *replay;
    struct stop *stop;
    struct cli_share *share;
    int is_reached;   /* atomic */
    struct cost cost; /* of the credentials that failed */
    /* Handed over by the thread. */
    struct observation *observation;
    struct shell *recorder;
    bool is_begun, is_finished, is_delivered;
};

static void job_free(gpointer data)
{
    struct ssh_job *job = data;
    observation_free(job->observation);
    shell_free(job->recorder);
    cli_share_free(job->share);
    stop_unref(job->stop);
    g_free(job->credentials);
    g_free(job->replay);
    g_free(job);
}

static bool may_be_the_credential(const GError *error)
{
    return g_error_matches(error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) ||
           g_error_matches(error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
}

static struct shell *open_with(struct ssh_job *job, const struct credential *credential, GError **error)
{
    const struct ssh_service *service = job->service;
    const struct ssh_settings *settings = &service->options->ssh;
    struct shell_ssh_options options = {.credential = credential,
                                        .config = service->config,
                                        .known_hosts = settings->known_hosts,
                                        .accepts_new_host_keys = settings->accepts_new_host_keys,
                                        .reach_ms = job->task.is_cautious ? CAUTIOUS_MS : CONNECT_MS,
                                        .connect_ms = CONNECT_MS,
                                        .silence_ms =
                                            settings->timeout_ms > 0 ? settings->timeout_ms : SILENCE_MS,
                                        .max_bytes = MIN(service->options->limits.max_bytes, MAX_BYTES),
                                        .stop = job->stop,
                                        .is_reached = &job->is_reached,
                                        .cost = &job->cost};
    return shell_ssh_open(job->task.to, job->task.port, &options, error);
}

/* Not all of those that were turned away at once come back at once. */
static int busy_ms(const struct ssh_job *job, unsigned tries)
{
    int wait_ms = BUSY_MS << tries;
    return wait_ms + (int)(address_hash(job->task.address) % (guint)wait_ms);
}

static struct shell *open_patiently(struct ssh_job *job, const struct credential *credential, GError **error)
{
    for (unsigned tries = 0;; tries++) {
        GError *reason = NULL;
        struct shell *shell = open_with(job, credential, &reason);
        if (shell)
            return shell;
        if (tries + 1 == BUSY_TRIES || !g_error_matches(reason, G_IO_ERROR, G_IO_ERROR_BUSY)) {
            g_propagate_error(error, reason);
            return NULL;
        }
        g_error_free(reason);
        stop_poll(job->stop, -1, 0, busy_ms(job, tries));
        if (!stop_check(job->stop, error))
            return NULL;
    }
}

/* Tries the credentials until one opens the device. */
static struct shell *open_ssh(struct ssh_job *job, struct failures *failures, GError **stopped)
{
    for (const struct credential **credential = job->credentials; *credential; credential++) {
        g_autoptr(GError) error = NULL;
        struct shell *shell = open_patiently(job, *credential, &error);
        if (shell)
            return shell;
        if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
            g_propagate_error(stopped, g_steal_pointer(&error));
            return NULL;
        }
        bool may_go_on = may_be_the_credential(error);
        failures_add(failures, may_go_on ? (*credential)->name : NULL, error->message);
        if (!may_go_on)
            return NULL;
    }
    return NULL;
}

static struct shell *open_shell(struct ssh_job *job, struct failures *failures, GError **stopped)
{
    if (!job->replay)
        return open_ssh(job, failures, stopped);
    g_autoptr(GError) error = NULL;
    struct shell *shell = shell_replay_new(job->replay, &error);
    if (!shell)
        failures_add(failures, NULL, error->message);
    return shell;
}

static struct observation *make_failed(const struct ssh_job *job, const char *why)
{
    struct observation *observation = observation_new();
    observation->via = job->replay ? VIA_REPLAY : VIA_SSH;
    observation->outcome = OUTCOME_FAILED;
    observation->failure = observation_text(observation, why);
    return observation;
}

static void add_cost(struct cost *sum, const struct cost *cost)
{
    sum->requests += cost->requests;
    sum->bytes_sent += cost->bytes_sent;
    sum->bytes_received += cost->bytes_received;
}

static struct observation *visit(struct ssh_job *job, struct shell *shell)
{
    if (job->task.records)
        shell = shell_record_new(shell);
    struct observation *observation = cli_visit_run(shell, job->service->templates, job->share);
    if (job->task.records) {
        shell_record_disconnect(shell);
        job->recorder = shell;
    } else {
        shell_free(shell);
    }
    return observation;
}

/* NULL when it was taken meanwhile (ssh_job_end). */
static struct observation *run_job(struct ssh_job *job)
{
    struct failures *failures = failures_new();
    g_autoptr(GError) stopped = NULL;
    struct shell *shell = open_shell(job, failures, &stopped);
    struct observation *observation = NULL;
    if (shell) {
        observation = visit(job, shell);
    } else {
        g_autofree char *told = failures_format(failures);
        observation = make_failed(job, stopped ? stopped->message
                                       : *told ? told
                                               : "no credential applies to this address");
    }
    if (observation)
        add_cost(&observation->cost, &job->cost);
    failures_free(failures);
    return observation;
}

static void work(gpointer data, gpointer user)
{
    struct ssh_job *job = data;
    struct ssh_service *service = user;
    g_mutex_lock(&service->mutex);
    job->is_begun = true;
    g_mutex_unlock(&service->mutex);
    struct observation *observation = run_job(job);
    g_mutex_lock(&service->mutex);
    job->observation = observation;
    job->is_finished = true;
    g_async_queue_push(service->finished, job);
    if (service->wake)
        uv_async_send(service->wake);
    g_cond_broadcast(&service->has_finished);
    g_mutex_unlock(&service->mutex);
}

static void deliver(struct ssh_job *job, struct observation *observation, struct shell *recorder)
{
    job->is_delivered = true;
    job->task.done(observation, recorder, job->task.user);
    shell_free(recorder);
}

static void deliver_finished(struct ssh_job *job)
{
    struct shell *recorder = g_steal_pointer(&job->recorder);
    deliver(job, g_steal_pointer(&job->observation), recorder);
}

static void on_wake(uv_async_t *async)
{
    struct ssh_service *service = async->data;
    struct ssh_job *job;
    while ((job = g_async_queue_try_pop(service->finished))) {
        if (!job->is_delivered)
            deliver_finished(job);
        job_free(job);
    }
}

static struct ssh_config *read_config(const struct ssh_settings *settings, GError **error)
{
    return settings->config ? ssh_config_read(settings->config, error) : ssh_config_read_usual(error);
}

struct ssh_service *ssh_service_new(uv_loop_t *loop, const struct crawl_options *options, GError **error)
{
    struct ssh_service *service = g_new0(struct ssh_service, 1);
    service->options = options;
    service->patience_us = PATIENCE_US;
    g_mutex_init(&service->mutex);
    g_cond_init(&service->has_finished);
    service->finished = g_async_queue_new_full(job_free);
    service->threads = g_thread_pool_new(
        work, service, options->concurrency > 0 ? (gint)options->concurrency : MAX_THREADS, FALSE, NULL);
    service->templates = template_set_new(options->ssh.templates, error);
    service->config = service->templates ? read_config(&options->ssh, error) : NULL;
    if (!service->config) {
        ssh_service_free(service);
        return NULL;
    }
    service->wake = g_new0(uv_async_t, 1);
    uv_async_init(loop, service->wake, on_wake);
    service->wake->data = service;
    return service;
}

struct ssh_config *ssh_service_config(const struct ssh_service *service)
{
    return service->config;
}

static void on_closed(uv_handle_t *handle)
{
    g_free(handle);
}

void ssh_service_close(struct ssh_service *service)
{
    g_mutex_lock(&service->mutex);
    uv_async_t *wake = g_steal_pointer(&service->wake);
    g_mutex_unlock(&service->mutex);
    if (wake)
        uv_close((uv_handle_t *)wake, on_closed);
}

void ssh_service_free(struct ssh_service *service)
{
    if (!service)
        return;
    g_thread_pool_free(service->threads, FALSE, TRUE);
    g_async_queue_unref(service->finished);
    template_set_free(service->templates);
    ssh_config_free(service->config);
    ssh_link_forget_keys();
    g_cond_clear(&service->has_finished);
    g_mutex_clear(&service->mutex);
    g_free(service);
}

static const struct credential **copy_credentials(const struct credential *const *credentials)
{
    size_t count = 0;
    while (credentials && credentials[count])
        count++;
    const struct credential **copy = g_new0(const struct credential *, count + 1);
    for (size_t i = 0; i < count; i++)
        copy[i] = credentials[i];
    return copy;
}

struct ssh_job *ssh_service_start(struct ssh_service *service, const struct ssh_task *task)
{
    struct ssh_job *job = g_new0(struct ssh_job, 1);
    job->service = service;
    job->task = *task;
    job->credentials = copy_credentials(task->credentials);
    job->replay = g_strdup(task->replay);
    job->stop = stop_new();
    job->share = cli_share_new();
    g_thread_pool_push(service->threads, job, NULL);
    return job;
}

void ssh_job_stop(struct ssh_job *job, const char *why)
{
    stop_request(job->stop, why);
}

/* Whether it has finished by then. */
static bool wait_finished(struct ssh_job *job)
{
    struct ssh_service *service = job->service;
    gint64 started_us = g_get_monotonic_time(), until_us = started_us + service->patience_us;
    g_mutex_lock(&service->mutex);
    while (job->is_begun && !job->is_finished &&
           g_cond_wait_until(&service->has_finished, &service->mutex, until_us))
        ;
    bool is_finished = job->is_finished;
    g_mutex_unlock(&service->mutex);
    service->patience_us -= MIN(service->patience_us, g_get_monotonic_time() - started_us);
    return is_finished;
}

/* A thread that is told to stop mostly does so in a millisecond; one that is busy with a long text does not:
 * what it has made of others is taken from it. */
void ssh_job_end(struct ssh_job *job, const char *why)
{
    stop_request(job->stop, why);
    if (wait_finished(job)) {
        deliver_finished(job);
        return;
    }
    struct observation *observation = cli_share_take(job->share, why);
    deliver(job, observation ? observation : make_failed(job, why), NULL);
}

struct cost ssh_job_cost(const struct ssh_job *job)
{
    return (struct cost){.bytes_sent = 1, .bytes_received = g_atomic_int_get(&job->is_reached) ? 1 : 0};
}
