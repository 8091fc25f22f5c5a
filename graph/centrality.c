#include "graph/centrality.h"
#include "graph/betweenness.h"
#include "graph/clustering.h"
#include "graph/coreness.h"
#include "graph/distances.h"
#include "graph/katz.h"
#include "graph/weighted_distances.h"

#include <igraph/igraph.h>
#include <math.h>
#include <string.h>

#define PAGERANK_DAMPING 0.85

/* Beneath this, relative to the greatest, an eigenvector is the rounding error of its computation. */
#define EIGENVECTOR_NOISE 1e-14

static const char *const metric_list[] = {NULL,     "betweenness",  "closeness", "harmonic",
                                          "degree", "eigenvector",  "pagerank",  "katz",
                                          "kcore",  "eccentricity", "clustering"};
const struct words centrality_metric_words = {metric_list, G_N_ELEMENTS(metric_list)};

typedef igraph_error_t (*ask_function)(const igraph_t *graph, bool normalized, igraph_vector_t *out);

static void scale(igraph_vector_t *scores, double factor)
{
    igraph_vector_scale(scores, factor);
}

static igraph_error_t degree(const igraph_t *graph, bool normalized, igraph_vector_int_t *degrees,
                             igraph_vector_t *out)
{
    igraph_integer_t n = igraph_vcount(graph);
    igraph_error_t code = igraph_degree(graph, degrees, igraph_vss_all(), IGRAPH_ALL, IGRAPH_NO_LOOPS);
    if (code == IGRAPH_SUCCESS)
        code = igraph_vector_resize(out, n);
    if (code != IGRAPH_SUCCESS)
        return code;
    double divisor = normalized && n > 1 ? (double)(n - 1) : 1;
    for (igraph_integer_t i = 0; i < n; i++)
        VECTOR(*out)[i] = (double)VECTOR(*degrees)[i] / divisor;
    return code;
}

static igraph_error_t ask_degree(const igraph_t *graph, bool normalized, igraph_vector_t *out)
{
    igraph_vector_int_t degrees;
    igraph_error_t code = igraph_vector_int_init(&degrees, 0);
    if (code != IGRAPH_SUCCESS)
        return code;
    code = degree(graph, normalized, &degrees, out);
    igraph_vector_int_destroy(&degrees);
    return code;
}

static void scale_to_unit_norm(igraph_vector_t *scores)
{
    double sum = 0, greatest = 0;
    igraph_integer_t n = igraph_vector_size(scores);
    for (igraph_integer_t i = 0; i < n; i++)
        greatest = fmax(greatest, fabs(VECTOR(*scores)[i]));
    for (igraph_integer_t i = 0; i < n; i++) {
        double *score = &VECTOR(*scores)[i];
        if (fabs(*score) < greatest * EIGENVECTOR_NOISE)
            *score = 0;
        sum += *score * *score;
    }
    if (sum > 0)
        scale(scores, 1 / sqrt(sum));
}

/* value: the greatest eigenvalue. */
static igraph_error_t find_eigenvector(const igraph_t *graph, igraph_vector_t *out, igraph_real_t *value)
{
    igraph_arpack_options_t options;
    igraph_arpack_options_init(&options);
    /* igraph starts from a vector with random noise; left to itself it takes the time of day as the seed. */
    igraph_error_t code = igraph_rng_seed(igraph_rng_default(), 1);
    if (code == IGRAPH_SUCCESS)
        code = igraph_eigenvector_centrality(graph, out, value, IGRAPH_UNDIRECTED, true, NULL, &options);
    return code;
}

static igraph_error_t ask_eigenvector(const igraph_t *graph, bool normalized, igraph_vector_t *out)
{
    (void)normalized;
    igraph_error_t code = find_eigenvector(graph, out, NULL);
    if (code == IGRAPH_SUCCESS)
        scale_to_unit_norm(out);
    return code;
}

/* The greatest eigenvalue alone. */
static igraph_error_t ask_radius(const igraph_t *graph, bool normalized, igraph_vector_t *out)
{
    (void)normalized;
    igraph_real_t value = 0;
    igraph_error_t code = find_eigenvector(graph, out, &value);
    if (code == IGRAPH_SUCCESS)
        code = igraph_vector_resize(out, 1);
    if (code == IGRAPH_SUCCESS)
        VECTOR(*out)[0] = value;
    return code;
}

static igraph_error_t ask_pagerank(const igraph_t *graph, bool normalized, igraph_vector_t *out)
{
    (void)normalized;
    return igraph_pagerank(graph, IGRAPH_PAGERANK_ALGO_PRPACK, out, NULL, igraph_vss_all(), IGRAPH_UNDIRECTED,
                           PAGERANK_DAMPING, NULL, NULL);
}

/* Of the metrics that igraph computes. */
static const ask_function ask_of_metric[CENTRALITY_METRICS] = {
    [CENTRALITY_DEGREE] = ask_degree,
    [CENTRALITY_EIGENVECTOR] = ask_eigenvector,
    [CENTRALITY_PAGERANK] = ask_pagerank,
};

static bool ask(struct simple_graph *simple, ask_function function, bool normalized, const char *what,
                double *scores, GError **error)
{
    const igraph_t *graph = simple_graph_igraph(simple, error);
    igraph_vector_t answer;
    if (graph == NULL || !graph_check(igraph_vector_init(&answer, 0), what, error))
        return false;
    bool done = graph_check(function(graph, normalized, &answer), what, error);
    if (done)
        igraph_vector_copy_to(&answer, scores);
    igraph_vector_destroy(&answer);
    return done;
}

static void scale_scores(double *scores, size_t count, double factor)
{
    for (size_t i = 0; i < count; i++)
        scores[i] *= factor;
}

static void weighted_betweenness(struct simple_graph *simple, const uint32_t *costs, bool normalized,
                                 double *scores)
{
    const struct csr *csr = simple_graph_csr(simple);
    double n = (double)csr->vertex_count;
    betweenness_run_weighted(csr, costs, 0, scores, NULL);
    if (normalized && n > 2)
        scale_scores(scores, csr->vertex_count, 2 / ((n - 1) * (n - 2)));
}

static void betweenness(struct simple_graph *simple, bool normalized, double *scores)
{
    weighted_betweenness(simple, NULL, normalized, scores);
}

/* sum: of the distances to those reached, of count devices. */
static double closeness_of(double reached, double sum, size_t count, bool normalized)
{
    if (reached == 0 || sum == 0)
        return 0;
    return normalized ? reached / sum * reached / (double)(count - 1) : reached / sum;
}

static void closeness(struct simple_graph *simple, bool normalized, double *scores)
{
    const struct distances *distances = simple_graph_distances(simple);
    for (size_t v = 0; v < distances->vertex_count; v++)
        scores[v] = closeness_of(distances->reached[v], (double)distances->sums[v], distances->vertex_count,
                                 normalized);
}

static void harmonic(struct simple_graph *simple, bool normalized, double *scores)
{
    (void)normalized;
    const struct distances *distances = simple_graph_distances(simple);
    memcpy(scores, distances->harmonic, distances->vertex_count * sizeof *scores);
}

static void eccentricity(struct simple_graph *simple, bool normalized, double *scores)
{
    (void)normalized;
    const struct distances *distances = simple_graph_distances(simple);
    for (size_t v = 0; v < distances->vertex_count; v++)
        scores[v] = distances->eccentricities[v];
}

static void kcore(struct simple_graph *simple, bool normalized, double *scores)
{
    (void)normalized;
    g_autofree uint32_t *coreness = coreness_new(simple_graph_csr(simple));
    for (size_t v = 0; v < simple_graph_device_count(simple); v++)
        scores[v] = coreness[v];
}

static void clustering(struct simple_graph *simple, bool normalized, double *scores)
{
    (void)normalized;
    clustering_run(simple_graph_csr(simple), scores);
}

typedef void (*kernel_function)(struct simple_graph *simple, bool normalized, double *scores);

/* Of the metrics that igraph is not asked for. */
static const kernel_function kernel_of_metric[CENTRALITY_METRICS] = {
    [CENTRALITY_BETWEENNESS] = betweenness,   [CENTRALITY_CLOSENESS] = closeness,
    [CENTRALITY_HARMONIC] = harmonic,         [CENTRALITY_KCORE] = kcore,
    [CENTRALITY_ECCENTRICITY] = eccentricity, [CENTRALITY_CLUSTERING] = clustering,
};

bool centrality_katz_alpha(struct simple_graph *simple, double *alpha, GError **error)
{
    g_autofree double *radius = g_new0(double, simple_graph_device_count(simple) + 1);
    if (!ask(simple, ask_radius, false, "katz", radius, error))
        return false;
    *alpha = katz_alpha(*radius);
    return true;
}

static bool katz(struct simple_graph *simple, bool normalized, double *scores, GError **error)
{
    double alpha, square = 0;
    size_t n = simple_graph_device_count(simple);
    if (!centrality_katz_alpha(simple, &alpha, error))
        return false;
    katz_run(simple_graph_csr(simple), alpha, scores);
    for (size_t v = 0; v < n; v++)
        square += scores[v] * scores[v];
    if (normalized)
        scale_scores(scores, n, 1 / sqrt(square));
    return true;
}

bool centrality_of_devices(struct simple_graph *simple, enum centrality_metric metric, bool normalized,
                           double *scores, GError **error)
{
    g_assert(metric > CENTRALITY_NONE && metric < CENTRALITY_METRICS);
    if (simple_graph_device_count(simple) == 0)
        return true;
    if (metric == CENTRALITY_KATZ)
        return katz(simple, normalized, scores, error);
    if (kernel_of_metric[metric] == NULL)
        return ask(simple, ask_of_metric[metric], normalized, metric_list[metric], scores, error);
    kernel_of_metric[metric](simple, normalized, scores);
    return true;
}

bool centrality_has_costs(enum centrality_metric metric)
{
    return metric == CENTRALITY_BETWEENNESS || metric == CENTRALITY_CLOSENESS ||
           metric == CENTRALITY_HARMONIC || metric == CENTRALITY_ECCENTRICITY;
}

static double distance_score(const struct weighted_distances *distances, enum centrality_metric metric,
                             size_t device, bool normalized)
{
    switch (metric) {
    case CENTRALITY_CLOSENESS:
        return closeness_of(distances->reached[device], distances->sums[device], distances->vertex_count,
                            normalized);
    case CENTRALITY_HARMONIC:
        return distances->harmonic[device];
    default:
        return (double)distances->eccentricities[device];
    }
}

void centrality_costs_init(struct centrality_costs *costs, const struct graph *graph,
                           const struct path_metrics *metrics)
{
    g_assert(metrics->metric != PATH_METRIC_WIDTH && metrics->is_avoided == NULL);
    struct path_network *network = path_network_new(graph, metrics);
    *costs = (struct centrality_costs){.costs = g_new(uint32_t, network->edge_count + 1)};
    for (size_t i = 0; i < network->edge_count; i++)
        costs->costs[i] = (uint32_t)network->edges[i].weight.cost;
    path_network_free(network);
}

void centrality_costs_clear(struct centrality_costs *costs)
{
    g_free(costs->costs);
    weighted_distances_free(costs->distances);
    *costs = (struct centrality_costs){0};
}

void centrality_by_cost(struct simple_graph *simple, enum centrality_metric metric,
                        struct centrality_costs *costs, bool normalized, double *scores)
{
    g_assert(centrality_has_costs(metric));
    if (metric == CENTRALITY_BETWEENNESS) {
        weighted_betweenness(simple, costs->costs, normalized, scores);
        return;
    }
    if (costs->distances == NULL)
        costs->distances = weighted_distances_new(simple_graph_csr(simple), costs->costs, 0);
    for (size_t v = 0; v < costs->distances->vertex_count; v++)
        scores[v] = distance_score(costs->distances, metric, v, normalized);
}

void centrality_of_edges(struct simple_graph *simple, const struct centrality_costs *costs, bool normalized,
                         double *scores)
{
    const struct csr *csr = simple_graph_csr(simple);
    double n = (double)csr->vertex_count;
    betweenness_run_weighted(csr, costs == NULL ? NULL : costs->costs, 0, NULL, scores);
    if (normalized && n > 1)
        scale_scores(scores, csr->edge_count, 2 / (n * (n - 1)));
}
