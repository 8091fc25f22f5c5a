#include "graph/brandes.h"
#include "graph/parallel.h"
#include "graph/twins.h"

#include <glib.h>
#include <string.h>

#define CHUNK_SOURCES 32

/* Beneath this many steps (sources times arcs) another thread costs more than it does. */
#define STEPS_WORTH_A_THREAD 200000.0

/* What a search knows of a group: together, as they are read together and at random. */
struct cell {
    double value;   /* sigma; once the way back has passed it (W + m delta) / sigma */
    uint64_t level; /* distance + the base of the source; less than the base: not reached */
};

struct worker {
    struct cell *cells;
    uint32_t *queue;    /* groups by distance */
    double *deltas;     /* by group, only with edges */
    double *inverses;   /* 1 / sigma by group, only with edges */
    double *group_sums; /* of a chunk: W(S) delta */
    double *flow_sums;  /* of a chunk, by arc: W(S) sigma(X) / sigma(Y) delta(Y) */
    double *share_sums; /* of a chunk, by arc: W(S) sigma(X) / sigma(Y) */
    uint64_t next_base;
};

struct run {
    const struct csr *block;
    const double *weights;
    struct twins *twins;
    const struct csr *quotient;
    double *counts;       /* m, by group */
    double *group_weight; /* W */
    double *pair_weight;  /* P */
    struct worker *workers;
    double *groups; /* what the workers' sums are committed to */
    double *flows;
    double *shares;
    double *first_deltas; /* by arc from X to Y: delta(Y) with X as the source */
};

/* The number or 0. Which is as good as random in these loops: a branch would be foretold wrong half of the
 * time, and compilers make one of a conditional. */
static inline double keep_if(double number, bool condition)
{
    union {
        double number;
        uint64_t bits;
    } kept = {number};
    kept.bits &= -(uint64_t)condition;
    return kept.number;
}

/* Hands on the paths to a level of the queue; returns where the next one ends. */
static size_t push_level(const struct run *run, struct worker *worker, size_t begin, size_t end)
{
    const uint32_t *offsets = run->quotient->offsets, *neighbors = run->quotient->neighbors;
    struct cell *cells = worker->cells;
    uint32_t *queue = worker->queue;
    uint64_t base = worker->next_base, level = cells[queue[begin]].level + 1;
    size_t tail = end;
    for (size_t head = begin; head < end; head++) {
        uint32_t x = queue[head];
        double paths = level == base + 1 ? 1 : cells[x].value * run->counts[x];
        for (uint32_t arc = offsets[x]; arc < offsets[x + 1]; arc++) {
            struct cell *y = &cells[neighbors[arc]];
            uint64_t was = y->level;
            bool is_new = was < base, is_behind = is_new | (was == level);
            y->value = keep_if(y->value, !is_new) + keep_if(paths, is_behind);
            y->level = was ^ ((was ^ level) & -(uint64_t)is_new);
            queue[tail] = neighbors[arc];
            tail += is_new;
        }
    }
    return tail;
}

/* The same from the other side: all that are not reached yet look for neighbors in the level. */
static size_t pull_level(const struct run *run, struct worker *worker, size_t begin, size_t end)
{
    const uint32_t *offsets = run->quotient->offsets, *neighbors = run->quotient->neighbors;
    struct cell *cells = worker->cells;
    uint64_t base = worker->next_base, level = cells[worker->queue[begin]].level;
    size_t tail = end;
    for (uint32_t y = 0; y < run->quotient->vertex_count; y++) {
        double paths = 0;
        bool is_new = false;
        for (uint32_t arc = offsets[y]; cells[y].level < base && arc < offsets[y + 1]; arc++) {
            uint32_t x = neighbors[arc];
            bool is_before = cells[x].level == level;
            paths += keep_if(cells[x].value * run->counts[x], is_before);
            is_new |= is_before;
        }
        if (!is_new)
            continue;
        cells[y] = (struct cell){paths, level + 1};
        worker->queue[tail++] = y;
    }
    return tail;
}

static size_t count_arcs(const struct run *run, const uint32_t *groups, size_t count)
{
    size_t arcs = 0;
    for (size_t i = 0; i < count; i++)
        arcs += csr_degree(run->quotient, groups[i]);
    return arcs;
}

/* Distances and numbers of paths from a group to all, level by level, from the side that has less to look at
 * (Beamer, Asanovic, Patterson, "Direction-optimizing breadth-first search", 2012). Once all are reached the
 * last level has nothing behind it. */
static void search(const struct run *run, struct worker *worker, uint32_t source)
{
    size_t groups = run->quotient->vertex_count, begin = 0, end = 1;
    size_t level_arcs = csr_degree(run->quotient, source);
    size_t arcs_left = 2 * run->quotient->edge_count - level_arcs;
    worker->queue[0] = source;
    worker->cells[source] = (struct cell){1, worker->next_base};
    while (end < groups) {
        bool is_pulled = begin > 0 && arcs_left + groups < level_arcs;
        size_t tail = is_pulled ? pull_level(run, worker, begin, end) : push_level(run, worker, begin, end);
        g_assert(tail > end);
        level_arcs = count_arcs(run, worker->queue + end, tail - end);
        arcs_left -= level_arcs;
        begin = end;
        end = tail;
    }
    worker->next_base = worker->cells[worker->queue[end - 1]].level + 1;
}

/* The way back over the groups of the queue, farthest first. */
static void accumulate(const struct run *run, struct worker *worker, uint32_t source)
{
    const uint32_t *offsets = run->quotient->offsets, *neighbors = run->quotient->neighbors;
    struct cell *cells = worker->cells;
    double source_weight = run->group_weight[source];
    for (size_t i = run->quotient->vertex_count - 1; i > 0; i--) {
        uint32_t x = worker->queue[i];
        uint64_t behind = cells[x].level + 1;
        double sum = 0;
        for (uint32_t arc = offsets[x]; behind < worker->next_base && arc < offsets[x + 1]; arc++) {
            const struct cell *y = &cells[neighbors[arc]];
            sum += keep_if(y->value, y->level == behind);
        }
        double delta = cells[x].value * sum;
        cells[x].value = (run->group_weight[x] + run->counts[x] * delta) / cells[x].value;
        worker->group_sums[x] += source_weight * delta;
    }
}

static void accumulate_arcs(const struct run *run, struct worker *worker, uint32_t source, uint32_t x)
{
    const uint32_t *offsets = run->quotient->offsets, *neighbors = run->quotient->neighbors;
    const struct cell *cells = worker->cells;
    double sum = 0, sigma = cells[x].value;
    double factor = run->group_weight[source] * sigma;
    uint64_t behind = cells[x].level + 1;
    for (uint32_t arc = offsets[x]; behind < worker->next_base && arc < offsets[x + 1]; arc++) {
        uint32_t y = neighbors[arc];
        if (cells[y].level != behind)
            continue;
        double share = factor * worker->inverses[y];
        sum += cells[y].value;
        worker->share_sums[arc] += share;
        worker->flow_sums[arc] += share * worker->deltas[y];
    }
    worker->deltas[x] = sigma * sum;
    worker->inverses[x] = 1 / sigma;
}

static void accumulate_with_edges(const struct run *run, struct worker *worker, uint32_t source)
{
    const struct csr *quotient = run->quotient;
    for (size_t i = run->quotient->vertex_count - 1; i > 0; i--) {
        uint32_t x = worker->queue[i];
        struct cell *cell = &worker->cells[x];
        accumulate_arcs(run, worker, source, x);
        cell->value = (run->group_weight[x] + run->counts[x] * worker->deltas[x]) * worker->inverses[x];
        worker->group_sums[x] += run->group_weight[source] * worker->deltas[x];
    }
    for (uint32_t arc = quotient->offsets[source]; arc < quotient->offsets[source + 1]; arc++)
        run->first_deltas[arc] = worker->deltas[quotient->neighbors[arc]];
}

static void work(void *context, unsigned number, size_t task)
{
    const struct run *run = context;
    struct worker *worker = &run->workers[number];
    size_t groups = run->quotient->vertex_count, arcs = 2 * run->quotient->edge_count;
    size_t end = MIN((task + 1) * CHUNK_SOURCES, groups);
    memset(worker->group_sums, 0, groups * sizeof *worker->group_sums);
    if (run->flows != NULL) {
        memset(worker->flow_sums, 0, arcs * sizeof *worker->flow_sums);
        memset(worker->share_sums, 0, arcs * sizeof *worker->share_sums);
    }
    for (size_t source = task * CHUNK_SOURCES; source < end; source++) {
        search(run, worker, (uint32_t)source);
        if (run->flows != NULL)
            accumulate_with_edges(run, worker, (uint32_t)source);
        else
            accumulate(run, worker, (uint32_t)source);
    }
}

static void add(double *sums, const double *more, size_t count)
{
    for (size_t i = 0; i < count; i++)
        sums[i] += more[i];
}

static void commit(void *context, unsigned number, size_t task)
{
    const struct run *run = context;
    const struct worker *worker = &run->workers[number];
    (void)task;
    add(run->groups, worker->group_sums, run->quotient->vertex_count);
    if (run->flows == NULL)
        return;
    add(run->flows, worker->flow_sums, 2 * run->quotient->edge_count);
    add(run->shares, worker->share_sums, 2 * run->quotient->edge_count);
}

static void sum_members(struct run *run)
{
    const struct twins *twins = run->twins;
    for (size_t g = 0; g < twins->group_count; g++) {
        double sum = 0, squares = 0;
        for (uint32_t i = twins->offsets[g]; i < twins->offsets[g + 1]; i++) {
            double weight = run->weights[twins->members[i]];
            sum += weight;
            squares += weight * weight;
        }
        run->counts[g] = twins_count(twins, g);
        run->group_weight[g] = sum;
        run->pair_weight[g] = twins_count(twins, g) > 1 ? (sum * sum - squares) / 2 : 0;
    }
}

/* Of an open group with several members, how many vertices are between two of them; of others 0. */
static double count_between(const struct run *run, size_t group)
{
    const struct csr *quotient = run->quotient;
    double count = 0;
    if (run->twins->is_closed[group] || twins_count(run->twins, group) == 1)
        return 0;
    for (uint32_t arc = quotient->offsets[group]; arc < quotient->offsets[group + 1]; arc++)
        count += run->counts[quotient->neighbors[arc]];
    return count;
}

static void score_vertices(struct run *run, double *scores)
{
    const struct csr *quotient = run->quotient;
    for (size_t g = 0; g < quotient->vertex_count; g++)
        run->groups[g] /= 2;
    for (size_t g = 0; g < quotient->vertex_count; g++) {
        double between = count_between(run, g);
        for (uint32_t arc = quotient->offsets[g]; between > 0 && arc < quotient->offsets[g + 1]; arc++)
            run->groups[quotient->neighbors[arc]] += run->pair_weight[g] / between;
    }
    for (size_t v = 0; v < run->block->vertex_count; v++)
        scores[v] = run->groups[run->twins->group_of[v]];
}

/* What the arcs of one vertex carry away from it. arc_to has the arcs of its group by the other group. */
static void score_arcs(const struct run *run, uint32_t x, double between, const uint32_t *arc_to,
                       double *scores)
{
    const struct csr *block = run->block;
    uint32_t group = run->twins->group_of[x];
    double weight = run->weights[x];
    double to_twins = between > 0 ? weight * (run->group_weight[group] - weight) / between : 0;
    for (uint32_t i = block->offsets[x]; i < block->offsets[x + 1]; i++) {
        uint32_t y = block->neighbors[i], other = run->twins->group_of[y];
        double *score = &scores[block->edges[i]];
        if (other == group) {
            *score = weight * run->weights[y];
            continue;
        }
        uint32_t arc = arc_to[other];
        double from_others = run->flows[arc] + run->weights[y] * run->shares[arc];
        double from_itself = weight * (run->weights[y] + run->first_deltas[arc]);
        *score += (from_others + from_itself) / 2 + to_twins;
    }
}

static void score_edges(const struct run *run, double *scores)
{
    const struct csr *quotient = run->quotient;
    const struct twins *twins = run->twins;
    g_autofree uint32_t *arc_to = g_new(uint32_t, twins->group_count);
    memset(scores, 0, run->block->edge_count * sizeof *scores);
    for (size_t g = 0; g < twins->group_count; g++) {
        double between = count_between(run, g);
        for (uint32_t arc = quotient->offsets[g]; arc < quotient->offsets[g + 1]; arc++)
            arc_to[quotient->neighbors[arc]] = arc;
        for (uint32_t i = twins->offsets[g]; i < twins->offsets[g + 1]; i++)
            score_arcs(run, twins->members[i], between, arc_to, scores);
    }
}

static void run_init(struct run *run, bool with_edges)
{
    size_t groups = run->quotient->vertex_count, arcs = 2 * run->quotient->edge_count;
    run->counts = g_new(double, groups);
    run->group_weight = g_new(double, groups);
    run->pair_weight = g_new(double, groups);
    run->groups = g_new0(double, groups);
    run->flows = with_edges ? g_new0(double, arcs) : NULL;
    run->shares = with_edges ? g_new0(double, arcs) : NULL;
    run->first_deltas = with_edges ? g_new0(double, arcs) : NULL;
    sum_members(run);
}

static void run_clear(struct run *run)
{
    g_free(run->counts);
    g_free(run->group_weight);
    g_free(run->pair_weight);
    g_free(run->groups);
    g_free(run->flows);
    g_free(run->shares);
    g_free(run->first_deltas);
    twins_free(run->twins);
}

static void worker_init(struct worker *worker, const struct run *run)
{
    size_t groups = run->quotient->vertex_count, arcs = 2 * run->quotient->edge_count;
    bool with_edges = run->flows != NULL;
    *worker = (struct worker){.cells = g_new0(struct cell, groups),
                              .queue = g_new(uint32_t, groups + 1),
                              .deltas = with_edges ? g_new(double, groups) : NULL,
                              .inverses = with_edges ? g_new(double, groups) : NULL,
                              .group_sums = g_new(double, groups),
                              .flow_sums = with_edges ? g_new(double, arcs) : NULL,
                              .share_sums = with_edges ? g_new(double, arcs) : NULL,
                              .next_base = 1};
}

static void worker_clear(struct worker *worker)
{
    g_free(worker->cells);
    g_free(worker->queue);
    g_free(worker->deltas);
    g_free(worker->inverses);
    g_free(worker->group_sums);
    g_free(worker->flow_sums);
    g_free(worker->share_sums);
}

static void run_sources(struct run *run, unsigned threads)
{
    size_t groups = run->quotient->vertex_count;
    size_t tasks = (groups + CHUNK_SOURCES - 1) / CHUNK_SOURCES;
    double steps = 2 * (double)groups * (double)run->quotient->edge_count;
    threads = (unsigned)MIN(MIN(threads, tasks), 1 + (size_t)(steps / STEPS_WORTH_A_THREAD));
    run->workers = g_new(struct worker, threads);
    for (unsigned i = 0; i < threads; i++)
        worker_init(&run->workers[i], run);
    parallel_run(threads, tasks, work, commit, run);
    for (unsigned i = 0; i < threads; i++)
        worker_clear(&run->workers[i]);
    g_free(run->workers);
}

void brandes_run(const struct csr *block, const double *weights, unsigned threads, double *vertex_scores,
                 double *edge_scores)
{
    struct run run = {.block = block, .weights = weights, .twins = twins_new(block)};
    run.quotient = run.twins->quotient;
    run_init(&run, edge_scores != NULL);
    run_sources(&run, threads);
    if (edge_scores != NULL)
        score_edges(&run, edge_scores);
    if (vertex_scores != NULL)
        score_vertices(&run, vertex_scores);
    run_clear(&run);
}
