#include "graph/centrality.h"
#include "graph/betweenness.h"
#include "graph/distances.h"

#include <igraph/igraph.h>
#include <math.h>
#include <string.h>

#define PAGERANK_DAMPING 0.85

/* Beneath this, relative to the greatest, an eigenvector is the rounding error of its computation. */
#define EIGENVECTOR_NOISE 1e-14

static const char *const metric_list[] = {NULL,     "betweenness", "closeness", "harmonic",
                                          "degree", "eigenvector", "pagerank"};
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

static igraph_error_t ask_eigenvector(const igraph_t *graph, bool normalized, igraph_vector_t *out)
{
    (void)normalized;
    igraph_arpack_options_t options;
    igraph_arpack_options_init(&options);
    /* igraph starts from a vector with random noise; left to itself it takes the time of day as the seed. */
    igraph_error_t code = igraph_rng_seed(igraph_rng_default(), 1);
    if (code == IGRAPH_SUCCESS)
        code = igraph_eigenvector_centrality(graph, out, NULL, IGRAPH_UNDIRECTED, true, NULL, &options);
    if (code == IGRAPH_SUCCESS)
        scale_to_unit_norm(out);
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

static void betweenness(const struct csr *csr, bool normalized, double *scores)
{
    double n = (double)csr->vertex_count;
    betweenness_run(csr, 0, scores, NULL);
    if (normalized && n > 2)
        scale_scores(scores, csr->vertex_count, 2 / ((n - 1) * (n - 2)));
}

static void closeness(const struct csr *csr, bool normalized, double *scores)
{
    struct distances *distances = distances_new(csr, 0);
    for (size_t v = 0; v < csr->vertex_count; v++) {
        double reached = distances->reached[v];
        scores[v] = reached > 0 ? reached / (double)distances->sums[v] : 0;
        if (normalized && reached > 0)
            scores[v] *= reached / (double)(csr->vertex_count - 1);
    }
    distances_free(distances);
}

static void harmonic(const struct csr *csr, bool normalized, double *scores)
{
    (void)normalized;
    struct distances *distances = distances_new(csr, 0);
    memcpy(scores, distances->harmonic, csr->vertex_count * sizeof *scores);
    distances_free(distances);
}

typedef void (*kernel_function)(const struct csr *csr, bool normalized, double *scores);

/* Of the metrics that need all pairs. */
static const kernel_function kernel_of_metric[CENTRALITY_METRICS] = {
    [CENTRALITY_BETWEENNESS] = betweenness,
    [CENTRALITY_CLOSENESS] = closeness,
    [CENTRALITY_HARMONIC] = harmonic,
};

bool centrality_of_devices(struct simple_graph *simple, enum centrality_metric metric, bool normalized,
                           double *scores, GError **error)
{
    g_assert(metric > CENTRALITY_NONE && metric < CENTRALITY_METRICS);
    if (simple_graph_device_count(simple) == 0)
        return true;
    if (kernel_of_metric[metric] == NULL)
        return ask(simple, ask_of_metric[metric], normalized, metric_list[metric], scores, error);
    kernel_of_metric[metric](simple_graph_csr(simple), normalized, scores);
    return true;
}

void centrality_of_edges(struct simple_graph *simple, bool normalized, double *scores)
{
    const struct csr *csr = simple_graph_csr(simple);
    double n = (double)csr->vertex_count;
    betweenness_run(csr, 0, NULL, scores);
    if (normalized && n > 1)
        scale_scores(scores, csr->edge_count, 2 / (n * (n - 1)));
}
