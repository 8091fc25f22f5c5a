/*
 * Expected scores: NetworkX 3 (betweenness_centrality, closeness_centrality, ...), to nine digits.
 */
#include "graph/centrality.h"
#include "tests/graph/graph_fixture.h"
#include "tests/support/graph_shapes.h"

#include <igraph/igraph.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define TOLERANCE 1e-8

/* A ring of four with a tail, a pair of cables and a link to itself, and a pair apart from them. */
#define RING_TAIL_PAIR "0-1 1-2 2-3 3-0 3-4 5-6 2-3 4-4"
#define RING_TAIL_PAIR_DEVICES 7

static void assert_close(const double *scores, const double *expected, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!(fabs(scores[i] - expected[i]) < TOLERANCE))
            fail_msg("score %zu is %.9f, not %.9f", i, scores[i], expected[i]);
}

static void assert_scores(size_t devices, const char *links, enum centrality_metric metric, bool normalized,
                          const double *expected)
{
    struct graph_fixture fixture = graph_fixture_new(devices, links);
    struct simple_graph *simple = simple_graph_new(&fixture.graph);
    g_autofree double *scores = g_new0(double, devices + 1);
    GError *error = NULL;
    centrality_of_devices(simple, metric, normalized, scores, &error);
    assert_null(error);
    assert_close(scores, expected, devices);
    simple_graph_free(simple);
    graph_fixture_clear(&fixture);
}

static void assert_ring(enum centrality_metric metric, bool normalized, const double *expected)
{
    assert_scores(RING_TAIL_PAIR_DEVICES, RING_TAIL_PAIR, metric, normalized, expected);
}

static void betweenness_counts_pairs_of_devices_once(void **state)
{
    (void)state;
    assert_ring(CENTRALITY_BETWEENNESS, false, (double[]){1, 0.5, 1, 3.5, 0, 0, 0});
    assert_ring(CENTRALITY_BETWEENNESS, true,
                (double[]){0.066666667, 0.033333333, 0.066666667, 0.233333333, 0, 0, 0});
}

static void closeness_is_of_the_component_and_normalized_by_its_size(void **state)
{
    (void)state;
    assert_ring(CENTRALITY_CLOSENESS, false,
                (double[]){0.666666667, 0.571428571, 0.666666667, 0.8, 0.5, 1, 1});
    assert_ring(CENTRALITY_CLOSENESS, true,
                (double[]){0.444444444, 0.380952381, 0.444444444, 0.533333333, 0.333333333, 0.166666667,
                           0.166666667});
}

static void harmonic_is_the_sum_of_inverse_distances_and_has_one_scale(void **state)
{
    (void)state;
    const double expected[] = {3, 2.833333333, 3, 3.5, 2.333333333, 1, 1};
    assert_ring(CENTRALITY_HARMONIC, false, expected);
    assert_ring(CENTRALITY_HARMONIC, true, expected);
}

static void degree_counts_neighbors_and_not_cables(void **state)
{
    (void)state;
    assert_ring(CENTRALITY_DEGREE, false, (double[]){2, 2, 2, 3, 1, 1, 1});
    assert_ring(
        CENTRALITY_DEGREE, true,
        (double[]){0.333333333, 0.333333333, 0.333333333, 0.5, 0.166666667, 0.166666667, 0.166666667});
}

static void the_eigenvector_has_norm_one_and_is_zero_outside_of_its_component(void **state)
{
    (void)state;
    assert_ring(CENTRALITY_EIGENVECTOR, false,
                (double[]){0.464705132, 0.435162146, 0.464705132, 0.557345410, 0.260956474, 0, 0});
}

static void the_eigenvector_is_the_same_each_time(void **state)
{
    (void)state;
    struct graph_fixture fixture = graph_fixture_new(RING_TAIL_PAIR_DEVICES, RING_TAIL_PAIR);
    struct simple_graph *simple = simple_graph_new(&fixture.graph);
    double first[RING_TAIL_PAIR_DEVICES], again[RING_TAIL_PAIR_DEVICES];
    assert_true(centrality_of_devices(simple, CENTRALITY_EIGENVECTOR, false, first, NULL));
    assert_true(centrality_of_devices(simple, CENTRALITY_EIGENVECTOR, false, again, NULL));
    assert_memory_equal(first, again, sizeof first);
    simple_graph_free(simple);
    graph_fixture_clear(&fixture);
}

static void pagerank_is_exact_and_isolated_devices_have_some(void **state)
{
    (void)state;
    assert_ring(CENTRALITY_PAGERANK, false,
                (double[]){0.140991570, 0.141271406, 0.140991570, 0.210079945, 0.080951223, 0.142857143,
                           0.142857143});
    assert_scores(4, "0-1", CENTRALITY_PAGERANK, false,
                  (double[]){0.434782609, 0.434782609, 0.065217391, 0.065217391});
}

static void katz_counts_walks_and_normalized_has_norm_one(void **state)
{
    (void)state;
    assert_ring(CENTRALITY_KATZ, false,
                (double[]){1.261839613, 1.252367923, 1.261839613, 1.366028205, 1.136602820, 1.111111111,
                           1.111111111});
    assert_scores(2, "0-1", CENTRALITY_KATZ, true, (double[]){0.707106781, 0.707106781});
}

/* A mesh of 40 has the eigenvalue 39: with 0.1 the walks would count without end. */
static void katz_takes_a_smaller_alpha_where_it_has_to(void **state)
{
    (void)state;
    g_autoptr(GString) links = g_string_new(NULL);
    for (unsigned a = 0; a < 40; a++)
        for (unsigned b = a + 1; b < 40; b++)
            g_string_append_printf(links, "%u-%u ", a, b);
    struct graph_fixture fixture = graph_fixture_new(40, links->str);
    struct simple_graph *simple = simple_graph_new(&fixture.graph);
    double alpha, scores[40];
    assert_true(centrality_katz_alpha(simple, &alpha, NULL));
    assert_true(fabs(alpha - 0.9 / 39) < 1e-12);
    assert_true(centrality_of_devices(simple, CENTRALITY_KATZ, false, scores, NULL));
    assert_true(fabs(scores[7] - 10) < 1e-9);
    simple_graph_free(simple);
    graph_fixture_clear(&fixture);
}

static void kcore_eccentricity_and_clustering_are_of_the_simple_graph(void **state)
{
    (void)state;
    assert_ring(CENTRALITY_KCORE, false, (double[]){2, 2, 2, 2, 1, 1, 1});
    assert_ring(CENTRALITY_ECCENTRICITY, true, (double[]){2, 3, 2, 2, 3, 1, 1});
    assert_ring(CENTRALITY_CLUSTERING, false, (double[]){0, 0, 0, 0, 0, 0, 0});
    assert_scores(4, "0-1 1-2 2-0 2-3 2-3", CENTRALITY_CLUSTERING, true, (double[]){1, 1, 0.333333333, 0});
}

static void assert_like_igraph(struct simple_graph *simple)
{
    size_t count = simple_graph_device_count(simple);
    const igraph_t *igraph = simple_graph_igraph(simple, NULL);
    igraph_vector_int_t cores;
    igraph_vector_t clusters;
    g_autofree double *scores = g_new0(double, count + 1);
    igraph_vector_int_init(&cores, 0);
    igraph_vector_init(&clusters, 0);
    igraph_coreness(igraph, &cores, IGRAPH_ALL);
    igraph_transitivity_local_undirected(igraph, &clusters, igraph_vss_all(), IGRAPH_TRANSITIVITY_ZERO);
    assert_true(centrality_of_devices(simple, CENTRALITY_KCORE, false, scores, NULL));
    for (size_t v = 0; v < count; v++)
        assert_int_equal((int)scores[v], VECTOR(cores)[v]);
    assert_true(centrality_of_devices(simple, CENTRALITY_CLUSTERING, false, scores, NULL));
    for (size_t v = 0; v < count; v++)
        assert_true(fabs(scores[v] - VECTOR(clusters)[v]) < 1e-12);
    igraph_vector_int_destroy(&cores);
    igraph_vector_destroy(&clusters);
}

static void cores_and_clusters_of_random_graphs_are_those_of_igraph(void **state)
{
    (void)state;
    GRand *random = g_rand_new_with_seed(11);
    for (unsigned i = 0; i < 2000; i++) {
        struct shape shape = shape_small(i, random);
        struct simple_graph *simple = shape_simple_graph(&shape);
        assert_like_igraph(simple);
        simple_graph_free(simple);
        shape_clear(&shape);
    }
    g_rand_free(random);
}

static void links_have_betweenness(void **state)
{
    (void)state;
    struct graph_fixture fixture = graph_fixture_new(RING_TAIL_PAIR_DEVICES, RING_TAIL_PAIR);
    struct simple_graph *simple = simple_graph_new(&fixture.graph);
    double scores[6];
    centrality_of_edges(simple, NULL, false, scores);
    assert_close(scores, (double[]){2.5, 3.5, 2.5, 3.5, 4, 1}, 6);
    centrality_of_edges(simple, NULL, true, scores);
    assert_close(scores,
                 (double[]){0.119047619, 0.166666667, 0.119047619, 0.166666667, 0.190476190, 0.047619048}, 6);
    simple_graph_free(simple);
    graph_fixture_clear(&fixture);
}

static void isolated_devices_have_no_centrality(void **state)
{
    (void)state;
    static const enum centrality_metric metrics[] = {CENTRALITY_BETWEENNESS, CENTRALITY_CLOSENESS,
                                                     CENTRALITY_HARMONIC, CENTRALITY_DEGREE};
    for (size_t i = 0; i < G_N_ELEMENTS(metrics); i++) {
        assert_scores(1, "", metrics[i], false, (double[]){0});
        assert_scores(1, "", metrics[i], true, (double[]){0});
        assert_scores(3, "", metrics[i], true, (double[]){0, 0, 0});
    }
    assert_scores(1, "", CENTRALITY_PAGERANK, false, (double[]){1});
    assert_scores(1, "", CENTRALITY_EIGENVECTOR, false, (double[]){1});
    assert_scores(2, "0-1", CENTRALITY_BETWEENNESS, true, (double[]){0, 0});
}

static void every_metric_can_be_asked_of_an_empty_graph(void **state)
{
    (void)state;
    for (int metric = CENTRALITY_NONE + 1; metric < CENTRALITY_METRICS; metric++)
        assert_scores(0, "", (enum centrality_metric)metric, true, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(betweenness_counts_pairs_of_devices_once),
        cmocka_unit_test(closeness_is_of_the_component_and_normalized_by_its_size),
        cmocka_unit_test(harmonic_is_the_sum_of_inverse_distances_and_has_one_scale),
        cmocka_unit_test(degree_counts_neighbors_and_not_cables),
        cmocka_unit_test(the_eigenvector_has_norm_one_and_is_zero_outside_of_its_component),
        cmocka_unit_test(the_eigenvector_is_the_same_each_time),
        cmocka_unit_test(pagerank_is_exact_and_isolated_devices_have_some),
        cmocka_unit_test(katz_counts_walks_and_normalized_has_norm_one),
        cmocka_unit_test(katz_takes_a_smaller_alpha_where_it_has_to),
        cmocka_unit_test(kcore_eccentricity_and_clustering_are_of_the_simple_graph),
        cmocka_unit_test(cores_and_clusters_of_random_graphs_are_those_of_igraph),
        cmocka_unit_test(links_have_betweenness),
        cmocka_unit_test(isolated_devices_have_no_centrality),
        cmocka_unit_test(every_metric_can_be_asked_of_an_empty_graph),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
