#include "graph/brandes_weighted.h"

#include "graph/dijkstra.h"
#include "graph/parallel.h"

#include <glib.h>
#include <string.h>

#define CHUNK_SOURCES 32

/* Beneath this many steps (sources times arcs) another thread costs more than it does. */
#define STEPS_WORTH_A_THREAD 100000.0

struct worker {
    struct dijkstra dijkstra;
    double *sigmas, *deltas;         /* by vertex */
    double *vertex_sums, *edge_sums; /* of a chunk */
};

struct sums {
    const struct csr *block;
    const double *weights;
    uint32_t *arc_costs;
    struct worker *workers;
    double *vertices, *edges; /* what the workers' sums are committed to */
};

static void count_paths(const struct sums *sums, struct worker *worker)
{
    const struct csr *block = sums->block;
    const struct dijkstra *dijkstra = &worker->dijkstra;
    worker->sigmas[dijkstra->order[0]] = 1;
    for (size_t i = 1; i < dijkstra->reached; i++) {
        uint32_t v = dijkstra->order[i];
        double paths = 0;
        for (uint32_t arc = block->offsets[v]; arc < block->offsets[v + 1]; arc++) {
            uint32_t u = block->neighbors[arc];
            if (dijkstra->distances[u] + sums->arc_costs[arc] == dijkstra->distances[v])
                paths += worker->sigmas[u];
        }
        worker->sigmas[v] = paths;
    }
}

/* What of the paths from the source to v, and beyond it, comes over each edge that leads to v. */
static void hand_back(const struct sums *sums, struct worker *worker, uint32_t v, double source_weight)
{
    const struct csr *block = sums->block;
    const struct dijkstra *dijkstra = &worker->dijkstra;
    double share = (sums->weights[v] + worker->deltas[v]) / worker->sigmas[v];
    for (uint32_t arc = block->offsets[v]; arc < block->offsets[v + 1]; arc++) {
        uint32_t u = block->neighbors[arc];
        if (dijkstra->distances[u] + sums->arc_costs[arc] != dijkstra->distances[v])
            continue;
        double part = worker->sigmas[u] * share;
        worker->deltas[u] += part;
        worker->edge_sums[block->edges[arc]] += source_weight * part;
    }
}

static void search_from(const struct sums *sums, struct worker *worker, uint32_t source)
{
    const struct dijkstra *dijkstra = &worker->dijkstra;
    double weight = sums->weights[source];
    dijkstra_run(&worker->dijkstra, source);
    count_paths(sums, worker);
    memset(worker->deltas, 0, sums->block->vertex_count * sizeof *worker->deltas);
    for (size_t i = dijkstra->reached; i > 1; i--) {
        uint32_t v = dijkstra->order[i - 1];
        hand_back(sums, worker, v, weight);
        worker->vertex_sums[v] += weight * worker->deltas[v];
    }
}

static void work(void *context, unsigned number, size_t task)
{
    const struct sums *sums = context;
    struct worker *worker = &sums->workers[number];
    size_t end = MIN((task + 1) * CHUNK_SOURCES, sums->block->vertex_count);
    memset(worker->vertex_sums, 0, sums->block->vertex_count * sizeof *worker->vertex_sums);
    memset(worker->edge_sums, 0, sums->block->edge_count * sizeof *worker->edge_sums);
    for (size_t source = task * CHUNK_SOURCES; source < end; source++)
        search_from(sums, worker, (uint32_t)source);
}

static void commit(void *context, unsigned number, size_t task)
{
    const struct sums *sums = context;
    const struct worker *worker = &sums->workers[number];
    (void)task;
    for (size_t v = 0; v < sums->block->vertex_count; v++)
        sums->vertices[v] += worker->vertex_sums[v];
    for (size_t e = 0; e < sums->block->edge_count; e++)
        sums->edges[e] += worker->edge_sums[e];
}

static void workers_init(struct sums *sums, unsigned threads)
{
    size_t vertices = sums->block->vertex_count, edges = sums->block->edge_count;
    sums->workers = g_new0(struct worker, threads);
    for (unsigned i = 0; i < threads; i++) {
        struct worker *worker = &sums->workers[i];
        dijkstra_init(&worker->dijkstra, sums->block, sums->arc_costs);
        worker->sigmas = g_new0(double, vertices + 1);
        worker->deltas = g_new0(double, vertices + 1);
        worker->vertex_sums = g_new(double, vertices + 1);
        worker->edge_sums = g_new(double, edges + 1);
    }
}

static void workers_clear(struct sums *sums, unsigned threads)
{
    for (unsigned i = 0; i < threads; i++) {
        struct worker *worker = &sums->workers[i];
        dijkstra_clear(&worker->dijkstra);
        g_free(worker->sigmas);
        g_free(worker->deltas);
        g_free(worker->vertex_sums);
        g_free(worker->edge_sums);
    }
    g_free(sums->workers);
}

/* Each pair was searched for from both its ends. */
static void put_halves(const double *sums, size_t count, double *scores)
{
    for (size_t i = 0; scores != NULL && i < count; i++)
        scores[i] = sums[i] / 2;
}

void brandes_weighted_run(const struct csr *block, const double *weights, const uint32_t *costs,
                          unsigned threads, double *vertex_scores, double *edge_scores)
{
    size_t tasks = (block->vertex_count + CHUNK_SOURCES - 1) / CHUNK_SOURCES;
    double steps = 2 * (double)block->vertex_count * (double)block->edge_count;
    struct sums sums = {.block = block,
                        .weights = weights,
                        .arc_costs = dijkstra_arc_costs(block, costs),
                        .vertices = g_new0(double, block->vertex_count + 1),
                        .edges = g_new0(double, block->edge_count + 1)};
    threads = (unsigned)MIN(MIN(threads, tasks), 1 + (size_t)(steps / STEPS_WORTH_A_THREAD));
    workers_init(&sums, threads);
    parallel_run(threads, tasks, work, commit, &sums);
    workers_clear(&sums, threads);
    put_halves(sums.vertices, block->vertex_count, vertex_scores);
    put_halves(sums.edges, block->edge_count, edge_scores);
    g_free(sums.arc_costs);
    g_free(sums.vertices);
    g_free(sums.edges);
}
