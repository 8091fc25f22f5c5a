#include "graph/detours.h"

#include "graph/change_core.h"
#include "graph/detour_list.h"
#include "graph/parallel.h"

#define UNREACHED UINT32_MAX
#define CHUNK_SOURCES 16

struct worker {
    uint32_t *distances[2], *queue;
    bool *is_concerned;
    struct detours found; /* of a task */
};

struct comparison {
    struct change_core core;
    size_t listed;
    GArray *sources; /* of uint32_t */
    struct worker *workers;
    struct detours *out;
};

static void search(const struct csr *csr, uint32_t source, uint32_t *distances, uint32_t *queue)
{
    size_t head = 0, tail = 0;
    for (size_t v = 0; v < csr->vertex_count; v++)
        distances[v] = UNREACHED;
    distances[source] = 0;
    queue[tail++] = source;
    while (head < tail) {
        uint32_t v = queue[head++];
        for (uint32_t arc = csr->offsets[v]; arc < csr->offsets[v + 1]; arc++) {
            uint32_t other = csr->neighbors[arc];
            if (distances[other] != UNREACHED)
                continue;
            distances[other] = distances[v] + 1;
            queue[tail++] = other;
        }
    }
}

static void search_both(const struct comparison *comparison, struct worker *worker, uint32_t source)
{
    for (int moment = CHANGE_BEFORE; moment <= CHANGE_AFTER; moment++)
        search(comparison->core.graphs[moment], source, worker->distances[moment], worker->queue);
}

static void find_concerned(void *context, unsigned number, size_t task)
{
    const struct comparison *comparison = context;
    struct worker *worker = &comparison->workers[number];
    search_both(comparison, worker, g_array_index(comparison->core.ends, uint32_t, task));
    for (size_t p = 0; p < comparison->core.count; p++)
        if (worker->distances[0][p] != worker->distances[1][p])
            worker->is_concerned[p] = true;
}

/* All the pairs of devices that are folded into two positions. */
static void offer_pairs(const struct comparison *comparison, struct worker *worker, uint32_t p, uint32_t q)
{
    const struct change_core *core = &comparison->core;
    uint32_t before = worker->distances[0][q], after = worker->distances[1][q];
    const struct detour_side sides[2] = {{core->members + core->offsets[p], core->weights[p], core->depths},
                                         {core->members + core->offsets[q], core->weights[q], core->depths}};
    detour_list_offer(worker->found.list, comparison->listed, sides, before, after);
}

static void count_pairs(struct detours *found, uint64_t pairs, uint32_t before, uint32_t after)
{
    if (after > before) {
        found->longer += pairs;
        found->hops_more += pairs * (after - before);
        found->most_more = MAX(found->most_more, after - before);
    } else {
        found->shorter += pairs;
        found->hops_less += pairs * (before - after);
        found->most_less = MAX(found->most_less, before - after);
    }
}

static void search_from(const struct comparison *comparison, struct worker *worker, uint32_t p)
{
    const struct change_core *core = &comparison->core;
    search_both(comparison, worker, p);
    for (uint32_t q = p + 1; q < core->count; q++) {
        uint32_t before = worker->distances[0][q], after = worker->distances[1][q];
        if (before == after || before == UNREACHED || after == UNREACHED || core->weights[q] == 0)
            continue;
        count_pairs(&worker->found, (uint64_t)core->weights[p] * core->weights[q], before, after);
        offer_pairs(comparison, worker, p, q);
    }
}

static void work(void *context, unsigned number, size_t task)
{
    const struct comparison *comparison = context;
    struct worker *worker = &comparison->workers[number];
    size_t end = MIN((task + 1) * CHUNK_SOURCES, comparison->sources->len);
    GArray *list = worker->found.list;
    worker->found = (struct detours){.list = list};
    g_array_set_size(list, 0);
    for (size_t i = task * CHUNK_SOURCES; i < end; i++)
        search_from(comparison, worker, g_array_index(comparison->sources, uint32_t, i));
}

static void commit(void *context, unsigned number, size_t task)
{
    const struct comparison *comparison = context;
    const struct detours *found = &comparison->workers[number].found;
    struct detours *out = comparison->out;
    (void)task;
    out->longer += found->longer;
    out->shorter += found->shorter;
    out->hops_more += found->hops_more;
    out->hops_less += found->hops_less;
    out->most_more = MAX(out->most_more, found->most_more);
    out->most_less = MAX(out->most_less, found->most_less);
    detour_list_merge(out->list, comparison->listed, found->list);
}

static void workers_init(struct comparison *comparison, unsigned threads)
{
    size_t n = comparison->core.count;
    comparison->workers = g_new0(struct worker, threads);
    for (unsigned i = 0; i < threads; i++) {
        struct worker *worker = &comparison->workers[i];
        worker->distances[0] = g_new(uint32_t, n + 1);
        worker->distances[1] = g_new(uint32_t, n + 1);
        worker->queue = g_new(uint32_t, n + 1);
        worker->is_concerned = g_new0(bool, n + 1);
        worker->found.list = g_array_new(FALSE, FALSE, sizeof(struct detour));
    }
}

static void workers_clear(struct comparison *comparison, unsigned threads)
{
    for (unsigned i = 0; i < threads; i++) {
        struct worker *worker = &comparison->workers[i];
        g_free(worker->distances[0]);
        g_free(worker->distances[1]);
        g_free(worker->queue);
        g_free(worker->is_concerned);
        g_array_unref(worker->found.list);
    }
    g_free(comparison->workers);
}

/* Where more ends than devices would have to be searched from, all are taken to be concerned. */
static void list_sources(struct comparison *comparison, unsigned threads)
{
    const struct change_core *core = &comparison->core;
    bool are_all = core->ends->len > core->count / 2;
    if (!are_all)
        parallel_run(threads, core->ends->len, find_concerned, NULL, comparison);
    for (uint32_t p = 0; p < core->count; p++) {
        bool is_source = are_all;
        for (unsigned i = 0; i < threads; i++)
            is_source |= comparison->workers[i].is_concerned[p];
        if (is_source && core->weights[p] > 0)
            g_array_append_val(comparison->sources, p);
    }
}

struct detours *detours_new(const struct change *change, size_t listed, unsigned threads)
{
    struct comparison comparison = {.listed = listed,
                                    .sources = g_array_new(FALSE, FALSE, sizeof(uint32_t)),
                                    .out = g_new0(struct detours, 1)};
    threads = parallel_threads(threads);
    comparison.out->list = g_array_new(FALSE, FALSE, sizeof(struct detour));
    change_core_init(&comparison.core, change);
    workers_init(&comparison, threads);
    list_sources(&comparison, threads);
    parallel_run(threads, (comparison.sources->len + CHUNK_SOURCES - 1) / CHUNK_SOURCES, work, commit,
                 &comparison);
    workers_clear(&comparison, threads);
    change_core_clear(&comparison.core);
    g_array_unref(comparison.sources);
    return comparison.out;
}

void detours_free(struct detours *detours)
{
    if (detours == NULL)
        return;
    g_array_unref(detours->list);
    g_free(detours);
}
