#include "graph/parallel.h"

#include <glib.h>

struct shared {
    GMutex lock;
    GCond turned;
    size_t next; /* task to be taken; atomic */
    size_t turn; /* task to be committed; under the lock */
    size_t task_count;
    parallel_function work, commit;
    void *context;
};

struct worker {
    struct shared *shared;
    unsigned number;
};

unsigned parallel_threads(unsigned wanted)
{
    unsigned processors = MAX(1, g_get_num_processors());
    return wanted == 0 ? processors : MIN(wanted, processors);
}

static void commit_in_turn(struct shared *shared, unsigned worker, size_t task)
{
    g_mutex_lock(&shared->lock);
    while (shared->turn != task)
        g_cond_wait(&shared->turned, &shared->lock);
    shared->commit(shared->context, worker, task);
    shared->turn++;
    g_cond_broadcast(&shared->turned);
    g_mutex_unlock(&shared->lock);
}

static gpointer run_worker(gpointer data)
{
    const struct worker *worker = data;
    struct shared *shared = worker->shared;
    for (;;) {
        size_t task = __atomic_fetch_add(&shared->next, 1, __ATOMIC_RELAXED);
        if (task >= shared->task_count)
            return NULL;
        shared->work(shared->context, worker->number, task);
        if (shared->commit != NULL)
            commit_in_turn(shared, worker->number, task);
    }
}

static void run_alone(struct shared *shared)
{
    for (size_t task = 0; task < shared->task_count; task++) {
        shared->work(shared->context, 0, task);
        if (shared->commit != NULL)
            shared->commit(shared->context, 0, task);
    }
}

static void run_together(struct shared *shared, unsigned threads)
{
    struct worker *workers = g_new(struct worker, threads);
    GThread **helpers = g_new0(GThread *, threads);
    g_mutex_init(&shared->lock);
    g_cond_init(&shared->turned);
    for (unsigned i = 0; i < threads; i++)
        workers[i] = (struct worker){shared, i};
    for (unsigned i = 1; i < threads; i++)
        helpers[i] = g_thread_try_new("graph", run_worker, &workers[i], NULL);
    run_worker(&workers[0]);
    for (unsigned i = 1; i < threads; i++)
        if (helpers[i] != NULL)
            g_thread_join(helpers[i]);
    g_cond_clear(&shared->turned);
    g_mutex_clear(&shared->lock);
    g_free(helpers);
    g_free(workers);
}

void parallel_run(unsigned threads, size_t task_count, parallel_function work, parallel_function commit,
                  void *context)
{
    struct shared shared = {.task_count = task_count, .work = work, .commit = commit, .context = context};
    threads = (unsigned)MIN(threads, task_count);
    if (threads <= 1)
        run_alone(&shared);
    else
        run_together(&shared, threads);
}
