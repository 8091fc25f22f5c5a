/*
 * Betweenness by blocks, trees and twins against igraph's, on thousands of random graphs.
 */
#include "graph/betweenness.h"
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

static void assert_close(const double *scores, const igraph_vector_t *expected, const char *what,
                         unsigned kind, unsigned round)
{
    for (igraph_integer_t i = 0; i < igraph_vector_size(expected); i++) {
        double difference = fabs(scores[i] - VECTOR(*expected)[i]);
        if (!(difference <= TOLERANCE * fmax(1, VECTOR(*expected)[i])))
            fail_msg("kind %u, round %u: %s %ld has %.12f, not %.12f", kind, round, what, (long)i, scores[i],
                     VECTOR(*expected)[i]);
    }
}

static void check(struct simple_graph *simple, unsigned kind, unsigned round)
{
    const igraph_t *igraph = simple_graph_igraph(simple, NULL);
    const struct csr *csr = simple_graph_csr(simple);
    g_autofree double *vertices = g_new(double, csr->vertex_count);
    g_autofree double *vertices_alone = g_new(double, csr->vertex_count);
    g_autofree double *edges = g_new(double, csr->edge_count);
    igraph_vector_t expected;
    igraph_vector_init(&expected, 0);
    betweenness_run(csr, 1, vertices, edges);
    igraph_betweenness(igraph, &expected, igraph_vss_all(), IGRAPH_UNDIRECTED, NULL);
    assert_close(vertices, &expected, "vertex", kind, round);
    igraph_edge_betweenness(igraph, &expected, IGRAPH_UNDIRECTED, NULL);
    assert_close(edges, &expected, "edge", kind, round);
    betweenness_run(csr, 0, vertices_alone, NULL);
    igraph_betweenness(igraph, &expected, igraph_vss_all(), IGRAPH_UNDIRECTED, NULL);
    assert_close(vertices_alone, &expected, "vertex alone", kind, round);
    igraph_vector_destroy(&expected);
}

static void it_is_igraphs_on_thousands_of_random_graphs(void **state)
{
    (void)state;
    for (unsigned kind = 0; kind < SHAPE_KINDS; kind++)
        for (unsigned round = 0; round < ROUNDS; round++) {
            GRand *random = g_rand_new_with_seed(kind * ROUNDS + round);
            struct shape shape = shape_small(kind, random);
            struct simple_graph *simple = shape_simple_graph(&shape);
            check(simple, kind, round);
            simple_graph_free(simple);
            shape_clear(&shape);
            g_rand_free(random);
        }
}

static void check_shape(struct shape shape)
{
    struct simple_graph *simple = shape_simple_graph(&shape);
    check(simple, SHAPE_KINDS, 0);
    simple_graph_free(simple);
    shape_clear(&shape);
}

static void it_is_igraphs_on_networks(void **state)
{
    (void)state;
    GRand *random = g_rand_new_with_seed(1);
    check_shape(shape_campus(600, random));
    check_shape(shape_fat_tree(8));
    check_shape(shape_isp(500, random));
    check_shape(shape_sparse(500, 900, random));
    g_rand_free(random);
}

/* Sums in another order would differ in the last bits. */
static void it_is_the_same_to_the_last_bit_on_any_number_of_threads(void **state)
{
    (void)state;
    GRand *random = g_rand_new_with_seed(2);
    struct shape shape = shape_sparse(1500, 3000, random);
    struct simple_graph *simple = shape_simple_graph(&shape);
    const struct csr *csr = simple_graph_csr(simple);
    size_t n = csr->vertex_count, m = csr->edge_count;
    g_autofree double *expected = g_new(double, n + m), *scores = g_new(double, n + m);
    betweenness_run(csr, 1, expected, expected + n);
    for (unsigned threads = 0; threads <= parallel_threads(0); threads++) {
        memset(scores, 0, (n + m) * sizeof *scores);
        betweenness_run(csr, threads, scores, scores + n);
        assert_memory_equal(scores, expected, (n + m) * sizeof *scores);
    }
    simple_graph_free(simple);
    shape_clear(&shape);
    g_rand_free(random);
}

/* Two to the power of 70 paths from end to end; a chain of 100000 would overflow a stack. */
static void long_chains_and_many_paths_are_exact(void **state)
{
    (void)state;
    enum { STAGES = 70, CHAIN = 100000 };
    GArray *edges = g_array_new(FALSE, FALSE, sizeof(struct csr_edge));
    for (uint32_t i = 0; i + 1 < CHAIN; i++)
        g_array_append_val(edges, ((struct csr_edge){i, i + 1}));
    struct csr *chain = csr_new(CHAIN, (struct csr_edge *)(void *)edges->data, edges->len);
    g_autofree double *scores = g_new(double, CHAIN);
    betweenness_run(chain, 1, scores, NULL);
    assert_true(scores[0] == 0 && scores[1] == CHAIN - 2);
    assert_true(scores[CHAIN / 2] == (CHAIN / 2.0) * (CHAIN / 2.0 - 1));
    csr_free(chain);
    g_array_set_size(edges, 0);
    for (uint32_t i = 0; i < STAGES; i++)
        for (uint32_t j = 0; j < 4; j++)
            g_array_append_val(edges, ((struct csr_edge){2 * i + j / 2, 2 * i + 2 + j % 2}));
    struct csr *stages = csr_new(2 * STAGES + 2, (struct csr_edge *)(void *)edges->data, edges->len);
    betweenness_run(stages, 1, scores, NULL);
    double sides = 4.0 * (STAGES / 2) * (STAGES / 2);
    assert_true(fabs(scores[STAGES] - (sides / 2 + 0.5)) < 1e-6);
    csr_free(stages);
    g_array_unref(edges);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_igraphs_on_thousands_of_random_graphs),
        cmocka_unit_test(it_is_igraphs_on_networks),
        cmocka_unit_test(it_is_the_same_to_the_last_bit_on_any_number_of_threads),
        cmocka_unit_test(long_chains_and_many_paths_are_exact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
