#include "graph/detours.h"

#include "graph/detour_list.h"
#include "graph/fold.h"
#include "graph/parallel.h"

#define UNREACHED UINT32_MAX
#define CHUNK_SOURCES 16

/* Both graphs without the trees that are alike in them. Vertices are positions of the core. */
struct cores {
    const struct change *change;
    struct fold *fold;
    struct csr *core[2];
    bool *is_marked; /* by device: an end of an edge that changes */
    GArray *ends;    /* of uint32_t: positions of the marked ones that have edges before and after */
    uint32_t *weights, *offsets, *members; /* by position: the devices folded into it that are not lost */
    uint32_t *depths;                      /* by device: hops to the position */
};

struct worker {
    uint32_t *distances[2], *queue;
    bool *is_concerned;
    struct detours found; /* of a task */
};

struct comparison {
    struct cores cores;
    size_t listed;
    GArray *sources; /* of uint32_t */
    struct worker *workers;
    struct detours *out;
};

/* An edge of either graph. */
struct either {
    struct csr_edge ends;
    bool is_in[2];
};

static int compare_edges(const struct graph_edge *x, const struct graph_edge *y)
{
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

/* The edges of both graphs, each once. */
static GArray *join_edges(const struct change *change)
{
    size_t counts[2], at[2] = {0, 0};
    const struct graph_edge *edges[2] = {simple_graph_edges(change->simple[CHANGE_BEFORE], &counts[0]),
                                         simple_graph_edges(change->simple[CHANGE_AFTER], &counts[1])};
    GArray *joined = g_array_sized_new(FALSE, FALSE, sizeof(struct either), (guint)counts[0]);
    while (at[0] < counts[0] || at[1] < counts[1]) {
        int order = at[0] == counts[0]   ? 1
                    : at[1] == counts[1] ? -1
                                         : compare_edges(&edges[0][at[0]], &edges[1][at[1]]);
        const struct graph_edge *edge = order <= 0 ? &edges[0][at[0]] : &edges[1][at[1]];
        struct either either = {{edge->a, edge->b}, {order <= 0, order >= 0}};
        g_array_append_val(joined, either);
        at[0] += order <= 0;
        at[1] += order >= 0;
    }
    return joined;
}

static void mark_ends(struct cores *cores, const GArray *joined)
{
    for (guint i = 0; i < joined->len; i++) {
        const struct either *either = &g_array_index(joined, struct either, i);
        if (either->is_in[0] == either->is_in[1])
            continue;
        cores->is_marked[either->ends.a] = true;
        cores->is_marked[either->ends.b] = true;
    }
}

static void fold_trees(struct cores *cores, const GArray *joined)
{
    g_autofree struct csr_edge *ends = g_new0(struct csr_edge, joined->len + 1);
    for (guint i = 0; i < joined->len; i++)
        ends[i] = g_array_index(joined, struct either, i).ends;
    struct csr *whole = csr_new(cores->change->graphs[CHANGE_BEFORE].device_count, ends, joined->len);
    cores->fold = fold_new_around(whole, cores->is_marked);
    csr_free(whole);
    const struct fold *fold = cores->fold;
    for (int moment = CHANGE_BEFORE; moment <= CHANGE_AFTER; moment++) {
        size_t count = 0;
        for (size_t i = 0; i < fold->core->edge_count; i++)
            if (g_array_index(joined, struct either, fold->core_edges[i]).is_in[moment])
                ends[count++] = fold->core_ends[i];
        cores->core[moment] = csr_new(fold->core_count, ends, count);
    }
}

/* Positions of trees come behind those of their parents. */
static uint32_t *find_roots(const struct fold *fold)
{
    uint32_t *roots = g_new0(uint32_t, fold->vertex_count + 1);
    for (uint32_t p = 0; p < fold->vertex_count; p++)
        roots[p] = p < fold->core_count ? p : roots[fold->parents[p]];
    return roots;
}

static void list_members(struct cores *cores)
{
    const struct fold *fold = cores->fold;
    size_t n = fold->vertex_count;
    g_autofree uint32_t *roots = find_roots(fold);
    g_autofree uint32_t *root_of = g_new0(uint32_t, n + 1);
    cores->weights = g_new0(uint32_t, fold->core_count + 1);
    cores->offsets = g_new0(uint32_t, fold->core_count + 2);
    cores->members = g_new0(uint32_t, n + 1);
    cores->depths = g_new0(uint32_t, n + 1);
    for (size_t p = 0; p < n; p++) {
        uint32_t device = fold->vertices[p], parent = fold->vertices[fold->parents[p]];
        root_of[device] = roots[p];
        cores->depths[device] = p < fold->core_count ? 0 : cores->depths[parent] + 1;
    }
    for (size_t d = 0; d < n; d++)
        cores->weights[root_of[d]] += !cores->change->is_down[d];
    for (size_t p = 0; p < fold->core_count; p++)
        cores->offsets[p + 1] = cores->offsets[p] + cores->weights[p];
    g_autofree uint32_t *next = g_memdup2(cores->offsets, (fold->core_count + 1) * sizeof *next);
    for (uint32_t d = 0; d < n; d++)
        if (!cores->change->is_down[d])
            cores->members[next[root_of[d]]++] = d;
}

static void list_ends(struct cores *cores)
{
    cores->ends = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (uint32_t p = 0; p < cores->fold->core_count; p++)
        if (cores->is_marked[cores->fold->vertices[p]] && csr_degree(cores->core[0], p) > 0 &&
            csr_degree(cores->core[1], p) > 0)
            g_array_append_val(cores->ends, p);
}

static void cores_init(struct cores *cores, const struct change *change)
{
    *cores = (struct cores){.change = change};
    cores->is_marked = g_new0(bool, change->graphs[CHANGE_BEFORE].device_count + 1);
    g_autoptr(GArray) joined = join_edges(change);
    mark_ends(cores, joined);
    fold_trees(cores, joined);
    list_members(cores);
    list_ends(cores);
}

static void cores_clear(struct cores *cores)
{
    fold_free(cores->fold);
    csr_free(cores->core[0]);
    csr_free(cores->core[1]);
    g_free(cores->is_marked);
    g_array_unref(cores->ends);
    g_free(cores->weights);
    g_free(cores->offsets);
    g_free(cores->members);
    g_free(cores->depths);
}

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
        search(comparison->cores.core[moment], source, worker->distances[moment], worker->queue);
}

static void find_concerned(void *context, unsigned number, size_t task)
{
    const struct comparison *comparison = context;
    struct worker *worker = &comparison->workers[number];
    search_both(comparison, worker, g_array_index(comparison->cores.ends, uint32_t, task));
    for (size_t p = 0; p < comparison->cores.fold->core_count; p++)
        if (worker->distances[0][p] != worker->distances[1][p])
            worker->is_concerned[p] = true;
}

/* All the pairs of devices that are folded into two positions. */
static void offer_pairs(const struct comparison *comparison, struct worker *worker, uint32_t p, uint32_t q)
{
    const struct cores *cores = &comparison->cores;
    uint32_t before = worker->distances[0][q], after = worker->distances[1][q];
    const struct detour_side sides[2] = {
        {cores->members + cores->offsets[p], cores->weights[p], cores->depths},
        {cores->members + cores->offsets[q], cores->weights[q], cores->depths}};
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
    const struct cores *cores = &comparison->cores;
    search_both(comparison, worker, p);
    for (uint32_t q = p + 1; q < cores->fold->core_count; q++) {
        uint32_t before = worker->distances[0][q], after = worker->distances[1][q];
        if (before == after || before == UNREACHED || after == UNREACHED || cores->weights[q] == 0)
            continue;
        count_pairs(&worker->found, (uint64_t)cores->weights[p] * cores->weights[q], before, after);
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
    size_t n = comparison->cores.fold->core_count;
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
    const struct cores *cores = &comparison->cores;
    bool are_all = cores->ends->len > cores->fold->core_count / 2;
    if (!are_all)
        parallel_run(threads, cores->ends->len, find_concerned, NULL, comparison);
    for (uint32_t p = 0; p < cores->fold->core_count; p++) {
        bool is_source = are_all;
        for (unsigned i = 0; i < threads; i++)
            is_source |= comparison->workers[i].is_concerned[p];
        if (is_source && cores->weights[p] > 0)
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
    cores_init(&comparison.cores, change);
    workers_init(&comparison, threads);
    list_sources(&comparison, threads);
    parallel_run(threads, (comparison.sources->len + CHUNK_SOURCES - 1) / CHUNK_SOURCES, work, commit,
                 &comparison);
    workers_clear(&comparison, threads);
    cores_clear(&comparison.cores);
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
