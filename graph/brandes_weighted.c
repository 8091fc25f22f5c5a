#include "graph/brandes_weighted.h"

#include "graph/dijkstra.h"
#include "graph/parallel.h"
#include "graph/weighted_twins.h"

#include <glib.h>
#include <string.h>

#define CHUNK_SOURCES 32

/* Beneath this many steps (sources times arcs) another thread costs more than it does. */
#define STEPS_WORTH_A_THREAD 100000.0

struct worker {
    struct dijkstra dijkstra;
    double *sigmas, *deltas;                     /* by group */
    double *group_sums, *flow_sums, *share_sums; /* of a chunk; the latter two by arc, NULL without edges */
};

/* Groups and arcs are those of the quotient. */
struct sums {
    const struct csr *block;
    const double *weights;
    const uint32_t *costs;
    struct weighted_twins *twins;
    double *counts;       /* m, by group */
    double *group_weight; /* W */
    double *pair_weight;  /* P */
    struct worker *workers;
    double *groups;                     /* what the workers' sums are committed to */
    double *flows, *shares;             /* by arc; NULL without edges */
    double *first_flows, *first_shares; /* the same with the group where the arc begins as the source */
};

/* Paths to each group from a member of the source: the others of its group are on none of them. */
static void count_paths(const struct sums *sums, struct worker *worker)
{
    const struct csr *quotient = sums->twins->quotient;
    const struct dijkstra *dijkstra = &worker->dijkstra;
    uint32_t source = dijkstra->order[0];
    worker->sigmas[source] = 1;
    for (size_t i = 1; i < dijkstra->reached; i++) {
        uint32_t y = dijkstra->order[i];
        double paths = 0;
        for (uint32_t arc = quotient->offsets[y]; arc < quotient->offsets[y + 1]; arc++) {
            uint32_t x = quotient->neighbors[arc];
            if (dijkstra->distances[x] + sums->twins->arc_costs[arc] == dijkstra->distances[y])
                paths += x == source ? 1 : sums->counts[x] * worker->sigmas[x];
        }
        worker->sigmas[y] = paths;
    }
}

static bool leads_on(const struct sums *sums, const struct dijkstra *dijkstra, uint32_t x, uint32_t arc)
{
    uint32_t y = sums->twins->quotient->neighbors[arc];
    return dijkstra->distances[x] + sums->twins->arc_costs[arc] == dijkstra->distances[y];
}

static void accumulate(const struct sums *sums, struct worker *worker, uint32_t x, double source_weight)
{
    const struct csr *quotient = sums->twins->quotient;
    double sum = 0, factor = source_weight * worker->sigmas[x];
    for (uint32_t arc = quotient->offsets[x]; arc < quotient->offsets[x + 1]; arc++) {
        uint32_t y = quotient->neighbors[arc];
        if (!leads_on(sums, &worker->dijkstra, x, arc))
            continue;
        sum += (sums->group_weight[y] + sums->counts[y] * worker->deltas[y]) / worker->sigmas[y];
        if (worker->flow_sums == NULL)
            continue;
        worker->share_sums[arc] += factor / worker->sigmas[y];
        worker->flow_sums[arc] += factor / worker->sigmas[y] * worker->deltas[y];
    }
    worker->deltas[x] = worker->sigmas[x] * sum;
    worker->group_sums[x] += source_weight * worker->deltas[x];
}

static void note_first(const struct sums *sums, const struct worker *worker, uint32_t source)
{
    const struct csr *quotient = sums->twins->quotient;
    for (uint32_t arc = quotient->offsets[source]; arc < quotient->offsets[source + 1]; arc++) {
        uint32_t y = quotient->neighbors[arc];
        if (!leads_on(sums, &worker->dijkstra, source, arc))
            continue;
        sums->first_shares[arc] = 1 / worker->sigmas[y];
        sums->first_flows[arc] = worker->deltas[y] / worker->sigmas[y];
    }
}

static void search_from(const struct sums *sums, struct worker *worker, uint32_t source)
{
    dijkstra_run(&worker->dijkstra, source);
    count_paths(sums, worker);
    for (size_t i = worker->dijkstra.reached; i > 1; i--)
        accumulate(sums, worker, worker->dijkstra.order[i - 1], sums->group_weight[source]);
    if (sums->flows != NULL)
        note_first(sums, worker, source);
}

static void work(void *context, unsigned number, size_t task)
{
    const struct sums *sums = context;
    struct worker *worker = &sums->workers[number];
    size_t groups = sums->twins->group_count, arcs = 2 * sums->twins->quotient->edge_count;
    size_t end = MIN((task + 1) * CHUNK_SOURCES, groups);
    memset(worker->group_sums, 0, groups * sizeof *worker->group_sums);
    if (sums->flows != NULL) {
        memset(worker->flow_sums, 0, arcs * sizeof *worker->flow_sums);
        memset(worker->share_sums, 0, arcs * sizeof *worker->share_sums);
    }
    for (size_t source = task * CHUNK_SOURCES; source < end; source++)
        search_from(sums, worker, (uint32_t)source);
}

static void add(double *sums, const double *more, size_t count)
{
    for (size_t i = 0; i < count; i++)
        sums[i] += more[i];
}

static void commit(void *context, unsigned number, size_t task)
{
    const struct sums *sums = context;
    const struct worker *worker = &sums->workers[number];
    size_t arcs = 2 * sums->twins->quotient->edge_count;
    (void)task;
    add(sums->groups, worker->group_sums, sums->twins->group_count);
    if (sums->flows == NULL)
        return;
    add(sums->flows, worker->flow_sums, arcs);
    add(sums->shares, worker->share_sums, arcs);
}

static void workers_init(struct sums *sums, unsigned threads)
{
    size_t groups = sums->twins->group_count, arcs = 2 * sums->twins->quotient->edge_count;
    bool with_edges = sums->flows != NULL;
    sums->workers = g_new0(struct worker, threads);
    for (unsigned i = 0; i < threads; i++) {
        struct worker *worker = &sums->workers[i];
        dijkstra_init(&worker->dijkstra, sums->twins->quotient, sums->twins->arc_costs);
        worker->sigmas = g_new0(double, groups + 1);
        worker->deltas = g_new0(double, groups + 1);
        worker->group_sums = g_new0(double, groups + 1);
        worker->flow_sums = with_edges ? g_new0(double, arcs + 1) : NULL;
        worker->share_sums = with_edges ? g_new0(double, arcs + 1) : NULL;
    }
}

static void workers_clear(struct sums *sums, unsigned threads)
{
    for (unsigned i = 0; i < threads; i++) {
        struct worker *worker = &sums->workers[i];
        dijkstra_clear(&worker->dijkstra);
        g_free(worker->sigmas);
        g_free(worker->deltas);
        g_free(worker->group_sums);
        g_free(worker->flow_sums);
        g_free(worker->share_sums);
    }
    g_free(sums->workers);
}

static void run_sources(struct sums *sums, unsigned threads)
{
    size_t groups = sums->twins->group_count, tasks = (groups + CHUNK_SOURCES - 1) / CHUNK_SOURCES;
    double steps = 2 * (double)groups * (double)sums->twins->quotient->edge_count;
    threads = (unsigned)MIN(MIN(threads, tasks), 1 + (size_t)(steps / STEPS_WORTH_A_THREAD));
    workers_init(sums, threads);
    parallel_run(threads, tasks, work, commit, sums);
    workers_clear(sums, threads);
}

static void sum_members(struct sums *sums)
{
    const struct weighted_twins *twins = sums->twins;
    for (size_t g = 0; g < twins->group_count; g++) {
        double sum = 0, squares = 0;
        for (uint32_t i = twins->offsets[g]; i < twins->offsets[g + 1]; i++) {
            double weight = sums->weights[twins->members[i]];
            sum += weight;
            squares += weight * weight;
        }
        sums->counts[g] = weighted_twins_count(twins, g);
        sums->group_weight[g] = sum;
        sums->pair_weight[g] = weighted_twins_count(twins, g) > 1 ? (sum * sum - squares) / 2 : 0;
    }
}

/* Of a group with several members, how many vertices are between two of them; of others 0. */
static double count_between(const struct sums *sums, size_t group, uint32_t least)
{
    const struct csr *quotient = sums->twins->quotient;
    double count = 0;
    if (weighted_twins_count(sums->twins, group) == 1)
        return 0;
    for (uint32_t arc = quotient->offsets[group]; arc < quotient->offsets[group + 1]; arc++)
        if (sums->twins->arc_costs[arc] == least)
            count += sums->counts[quotient->neighbors[arc]];
    return count;
}

static void score_vertices(struct sums *sums, double *scores)
{
    const struct csr *quotient = sums->twins->quotient;
    for (size_t g = 0; g < quotient->vertex_count; g++)
        sums->groups[g] /= 2;
    for (size_t g = 0; g < quotient->vertex_count; g++) {
        uint32_t least = weighted_twins_least_cost(sums->twins, g);
        double between = count_between(sums, g, least);
        for (uint32_t arc = quotient->offsets[g]; between > 0 && arc < quotient->offsets[g + 1]; arc++)
            if (sums->twins->arc_costs[arc] == least)
                sums->groups[quotient->neighbors[arc]] += sums->pair_weight[g] / between;
    }
    for (size_t v = 0; v < sums->block->vertex_count; v++)
        scores[v] = sums->groups[sums->twins->group_of[v]];
}

/* What the edges of a vertex carry away from it, and between it and its twins. arc_to has the arcs of its
 * group by the other group. */
static void score_arcs(const struct sums *sums, uint32_t x, const uint32_t *arc_to, double *scores)
{
    const struct csr *block = sums->block;
    uint32_t group = sums->twins->group_of[x], least = weighted_twins_least_cost(sums->twins, group);
    double weight = sums->weights[x], between = count_between(sums, group, least);
    double to_twins = between > 0 ? weight * (sums->group_weight[group] - weight) / between : 0;
    for (uint32_t i = block->offsets[x]; i < block->offsets[x + 1]; i++) {
        uint32_t y = block->neighbors[i], arc = arc_to[sums->twins->group_of[y]];
        double from_others = sums->flows[arc] + sums->weights[y] * sums->shares[arc];
        double from_itself = weight * (sums->first_flows[arc] + sums->weights[y] * sums->first_shares[arc]);
        scores[block->edges[i]] += (from_others + from_itself) / 2;
        if (sums->costs[block->edges[i]] == least)
            scores[block->edges[i]] += to_twins;
    }
}

static void score_edges(const struct sums *sums, double *scores)
{
    const struct weighted_twins *twins = sums->twins;
    const struct csr *quotient = twins->quotient;
    g_autofree uint32_t *arc_to = g_new0(uint32_t, twins->group_count + 1);
    memset(scores, 0, sums->block->edge_count * sizeof *scores);
    for (size_t g = 0; g < twins->group_count; g++) {
        for (uint32_t arc = quotient->offsets[g]; arc < quotient->offsets[g + 1]; arc++)
            arc_to[quotient->neighbors[arc]] = arc;
        for (uint32_t i = twins->offsets[g]; i < twins->offsets[g + 1]; i++)
            score_arcs(sums, twins->members[i], arc_to, scores);
    }
}

static void sums_init(struct sums *sums, bool with_edges)
{
    size_t groups = sums->twins->group_count, arcs = 2 * sums->twins->quotient->edge_count;
    sums->counts = g_new0(double, groups + 1);
    sums->group_weight = g_new0(double, groups + 1);
    sums->pair_weight = g_new0(double, groups + 1);
    sums->groups = g_new0(double, groups + 1);
    sums->flows = with_edges ? g_new0(double, arcs + 1) : NULL;
    sums->shares = with_edges ? g_new0(double, arcs + 1) : NULL;
    sums->first_flows = with_edges ? g_new0(double, arcs + 1) : NULL;
    sums->first_shares = with_edges ? g_new0(double, arcs + 1) : NULL;
    sum_members(sums);
}

static void sums_clear(struct sums *sums)
{
    g_free(sums->counts);
    g_free(sums->group_weight);
    g_free(sums->pair_weight);
    g_free(sums->groups);
    g_free(sums->flows);
    g_free(sums->shares);
    g_free(sums->first_flows);
    g_free(sums->first_shares);
    weighted_twins_free(sums->twins);
}

void brandes_weighted_run(const struct csr *block, const double *weights, const uint32_t *costs,
                          unsigned threads, double *vertex_scores, double *edge_scores)
{
    struct sums sums = {.block = block, .weights = weights, .costs = costs};
    sums.twins = weighted_twins_new(block, costs);
    sums_init(&sums, edge_scores != NULL);
    run_sources(&sums, threads);
    if (edge_scores != NULL)
        score_edges(&sums, edge_scores);
    if (vertex_scores != NULL)
        score_vertices(&sums, vertex_scores);
    sums_clear(&sums);
}
