/*
 * Distances by sweeps, trees and twins against igraph's closeness, harmonic centrality, eccentricity and
 * diameter, on thousands of random graphs.
 */
#include "graph/distances.h"
#include "graph/parallel.h"
#include "tests/support/graph_shapes.h"

#include <igraph/igraph.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define ROUNDS 300
#define TOLERANCE 1e-9

static void assert_same(double score, double expected, const char *what, size_t vertex, unsigned kind,
                        unsigned round)
{
    if (!(fabs(score - expected) <= TOLERANCE * fmax(1, expected)))
        fail_msg("kind %u, round %u: %s of %zu is %.12f, not %.12f", kind, round, what, vertex, score,
                 expected);
}

/* The sum of the distances is what closeness is made of. */
static void check_sums(const struct distances *distances, const igraph_t *igraph, unsigned kind,
                       unsigned round)
{
    igraph_vector_t closeness;
    igraph_vector_int_t reached;
    igraph_vector_init(&closeness, 0);
    igraph_vector_int_init(&reached, 0);
    igraph_closeness(igraph, &closeness, &reached, NULL, igraph_vss_all(), IGRAPH_ALL, NULL, true);
    for (size_t v = 0; v < distances->vertex_count; v++) {
        double expected = VECTOR(closeness)[v];
        double score = (double)distances->reached[v] / (double)distances->sums[v];
        assert_int_equal(distances->reached[v], VECTOR(reached)[v]);
        if (isnan(expected))
            assert_int_equal(distances->sums[v], 0);
        else
            assert_same(score, expected, "closeness", v, kind, round);
    }
    igraph_vector_int_destroy(&reached);
    igraph_vector_destroy(&closeness);
}

static void check_others(const struct distances *distances, const igraph_t *igraph, unsigned kind,
                         unsigned round)
{
    igraph_vector_t harmonic, eccentricity;
    igraph_real_t diameter = 0;
    igraph_vector_init(&harmonic, 0);
    igraph_vector_init(&eccentricity, 0);
    igraph_harmonic_centrality(igraph, &harmonic, igraph_vss_all(), IGRAPH_ALL, NULL, false);
    igraph_eccentricity(igraph, &eccentricity, igraph_vss_all(), IGRAPH_ALL);
    igraph_diameter(igraph, &diameter, NULL, NULL, NULL, NULL, IGRAPH_UNDIRECTED, true);
    for (size_t v = 0; v < distances->vertex_count; v++) {
        assert_same(distances->harmonic[v], VECTOR(harmonic)[v], "harmonic", v, kind, round);
        assert_same(distances->eccentricities[v], VECTOR(eccentricity)[v], "eccentricity", v, kind, round);
    }
    assert_same(distances_diameter(distances), diameter, "diameter", 0, kind, round);
    igraph_vector_destroy(&eccentricity);
    igraph_vector_destroy(&harmonic);
}

static void check_shape(struct shape shape, unsigned kind, unsigned round)
{
    struct simple_graph *simple = shape_simple_graph(&shape);
    const igraph_t *igraph = simple_graph_igraph(simple, NULL);
    struct distances *distances = distances_new(simple_graph_csr(simple), 0);
    check_sums(distances, igraph, kind, round);
    check_others(distances, igraph, kind, round);
    distances_free(distances);
    simple_graph_free(simple);
    shape_clear(&shape);
}

static void they_are_igraphs_on_thousands_of_random_graphs(void **state)
{
    (void)state;
    for (unsigned kind = 0; kind < SHAPE_KINDS; kind++)
        for (unsigned round = 0; round < ROUNDS; round++) {
            GRand *random = g_rand_new_with_seed(kind * ROUNDS + round);
            check_shape(shape_small(kind, random), kind, round);
            g_rand_free(random);
        }
}

/* More sources than one sweep takes. */
static void they_are_igraphs_on_networks(void **state)
{
    (void)state;
    GRand *random = g_rand_new_with_seed(1);
    check_shape(shape_campus(1000, random), SHAPE_KINDS, 0);
    check_shape(shape_fat_tree(8), SHAPE_KINDS, 1);
    check_shape(shape_isp(1000, random), SHAPE_KINDS, 2);
    check_shape(shape_sparse(1500, 2500, random), SHAPE_KINDS, 3);
    g_rand_free(random);
}

/* A ring with two chains hanging on it, which are longer than the counters of a sweep reach. */
static void chains_on_rings_are_exact(void **state)
{
    (void)state;
    enum { RING = 1400, CHAIN = 200 };
    struct shape shape = {RING + 2 * CHAIN, g_array_new(FALSE, FALSE, sizeof(struct csr_edge))};
    for (uint32_t i = 0; i < RING; i++)
        g_array_append_val(shape.edges, ((struct csr_edge){i, (i + 1) % RING}));
    for (uint32_t i = 0; i < 2 * CHAIN; i++)
        g_array_append_val(shape.edges, ((struct csr_edge){i % CHAIN == 0 ? i : RING + i - 1, RING + i}));
    check_shape(shape, SHAPE_KINDS, 0);
}

static void they_are_the_same_to_the_last_bit_on_any_number_of_threads(void **state)
{
    (void)state;
    GRand *random = g_rand_new_with_seed(2);
    struct shape shape = shape_sparse(3000, 6000, random);
    struct simple_graph *simple = shape_simple_graph(&shape);
    struct distances *expected = distances_new(simple_graph_csr(simple), 1);
    for (unsigned threads = 0; threads <= parallel_threads(0); threads++) {
        struct distances *found = distances_new(simple_graph_csr(simple), threads);
        assert_memory_equal(found->harmonic, expected->harmonic, 3000 * sizeof *found->harmonic);
        assert_memory_equal(found->sums, expected->sums, 3000 * sizeof *found->sums);
        distances_free(found);
    }
    distances_free(expected);
    simple_graph_free(simple);
    shape_clear(&shape);
    g_rand_free(random);
}

static void a_pair_is_one_hop_apart_and_an_isolated_vertex_reaches_none(void **state)
{
    (void)state;
    struct csr *graph = csr_new(3, (struct csr_edge[]){{0, 2}}, 1);
    struct distances *distances = distances_new(graph, 1);
    assert_memory_equal(distances->sums, ((uint64_t[]){1, 0, 1}), 3 * sizeof(uint64_t));
    assert_memory_equal(distances->reached, ((uint32_t[]){1, 0, 1}), 3 * sizeof(uint32_t));
    assert_memory_equal(distances->eccentricities, ((uint32_t[]){1, 0, 1}), 3 * sizeof(uint32_t));
    assert_memory_equal(distances->harmonic, ((double[]){1, 0, 1}), 3 * sizeof(double));
    assert_int_equal(distances_diameter(distances), 1);
    distances_free(distances);
    csr_free(graph);
}

static void a_graph_without_vertices_has_diameter_zero(void **state)
{
    (void)state;
    struct csr *graph = csr_new(0, NULL, 0);
    struct distances *distances = distances_new(graph, 0);
    assert_int_equal(distances_diameter(distances), 0);
    distances_free(distances);
    csr_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_are_igraphs_on_thousands_of_random_graphs),
        cmocka_unit_test(they_are_igraphs_on_networks),
        cmocka_unit_test(chains_on_rings_are_exact),
        cmocka_unit_test(they_are_the_same_to_the_last_bit_on_any_number_of_threads),
        cmocka_unit_test(a_pair_is_one_hop_apart_and_an_isolated_vertex_reaches_none),
        cmocka_unit_test(a_graph_without_vertices_has_diameter_zero),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
