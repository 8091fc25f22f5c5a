/*
 * Centrality by costs against igraph's, on random graphs with parallel links of different costs and many
 * equal paths.
 */
#include "graph/betweenness.h"
#include "graph/centrality.h"
#include "graph/parallel.h"
#include "graph/weighted_distances.h"
#include "tests/support/graph_shapes.h"

#include <igraph/igraph.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define ROUNDS 120
#define TOLERANCE 1e-9

/* Links with costs, and the same for igraph: of parallel links the cheapest. */
struct subject {
    GArray *links; /* of struct link */
    uint64_t *link_costs;
    struct graph graph;
    struct simple_graph *simple;
    struct centrality_costs costs;
    igraph_vector_t weights;
    igraph_vector_t expected;
    double *scores;
};

static void take_cost(struct subject *subject, const struct graph_edge *edge, size_t number, size_t position)
{
    const struct link *link = &subject->graph.links[position];
    igraph_real_t *weight = &VECTOR(subject->weights)[number];
    if (edge->a == link->a.device && edge->b == link->b.device)
        *weight = fmin(*weight, (double)subject->link_costs[position]);
}

static void subject_init(struct subject *subject, const struct shape *shape, uint32_t most, GRand *random)
{
    guint count = shape->edges->len;
    *subject = (struct subject){.links = g_array_new(FALSE, TRUE, sizeof(struct link)),
                                .link_costs = g_new0(uint64_t, 2 * count + 1)};
    for (guint i = 0; i < 2 * count; i++) {
        /* A third of the links has a parallel one. */
        struct csr_edge edge = g_array_index(shape->edges, struct csr_edge, i % count);
        struct link link = {.a = {.device = MIN(edge.a, edge.b)}, .b = {.device = MAX(edge.a, edge.b)}};
        if (i >= count && g_rand_int_range(random, 0, 3) > 0)
            continue;
        subject->link_costs[subject->links->len] = 1 + (uint64_t)g_rand_int_range(random, 0, (gint32)most);
        g_array_append_val(subject->links, link);
    }
    subject->graph = (struct graph){
        shape->vertex_count, (const struct link *)(const void *)subject->links->data, subject->links->len};
    subject->simple = simple_graph_new(&subject->graph);
    struct path_metrics metrics = {.metric = PATH_METRIC_HOPS, .link_costs = subject->link_costs};
    centrality_costs_init(&subject->costs, &subject->graph, &metrics);
    size_t edge_count;
    const struct graph_edge *edges = simple_graph_edges(subject->simple, &edge_count);
    igraph_vector_init(&subject->weights, (igraph_integer_t)edge_count);
    igraph_vector_init(&subject->expected, 0);
    igraph_vector_fill(&subject->weights, INFINITY);
    for (guint i = 0; i < subject->links->len; i++)
        for (size_t e = 0; e < edge_count; e++)
            take_cost(subject, &edges[e], e, i);
    subject->scores = g_new0(double, MAX(shape->vertex_count, edge_count) + 1);
}

static void subject_clear(struct subject *subject)
{
    centrality_costs_clear(&subject->costs);
    simple_graph_free(subject->simple);
    g_array_unref(subject->links);
    g_free(subject->link_costs);
    g_free(subject->scores);
    igraph_vector_destroy(&subject->weights);
    igraph_vector_destroy(&subject->expected);
}

static void assert_close(const struct subject *subject, const char *what, unsigned kind, unsigned round)
{
    for (igraph_integer_t i = 0; i < igraph_vector_size(&subject->expected); i++) {
        double expected = VECTOR(subject->expected)[i];
        /* igraph has no number for the closeness of an isolated vertex. */
        if (isnan(expected))
            expected = 0;
        if (!(fabs(subject->scores[i] - expected) <= TOLERANCE * fmax(1, expected)))
            fail_msg("kind %u, round %u: %s of %ld is %.12f, not %.12f", kind, round, what, (long)i,
                     subject->scores[i], expected);
    }
}

static void check(struct subject *subject, unsigned kind, unsigned round)
{
    const igraph_t *igraph = simple_graph_igraph(subject->simple, NULL);
    struct centrality_costs *costs = &subject->costs;
    igraph_vector_t *weights = &subject->weights, *expected = &subject->expected;
    centrality_by_cost(subject->simple, CENTRALITY_BETWEENNESS, costs, false, subject->scores);
    igraph_betweenness(igraph, expected, igraph_vss_all(), IGRAPH_UNDIRECTED, weights);
    assert_close(subject, "betweenness", kind, round);
    centrality_of_edges(subject->simple, costs, false, subject->scores);
    igraph_edge_betweenness(igraph, expected, IGRAPH_UNDIRECTED, weights);
    assert_close(subject, "betweenness of links", kind, round);
    centrality_by_cost(subject->simple, CENTRALITY_CLOSENESS, costs, false, subject->scores);
    igraph_closeness(igraph, expected, NULL, NULL, igraph_vss_all(), IGRAPH_ALL, weights, true);
    assert_close(subject, "closeness", kind, round);
    centrality_by_cost(subject->simple, CENTRALITY_HARMONIC, costs, false, subject->scores);
    igraph_harmonic_centrality(igraph, expected, igraph_vss_all(), IGRAPH_ALL, weights, false);
    assert_close(subject, "harmonic", kind, round);
    centrality_by_cost(subject->simple, CENTRALITY_ECCENTRICITY, costs, false, subject->scores);
    igraph_eccentricity_dijkstra(igraph, weights, expected, igraph_vss_all(), IGRAPH_ALL);
    assert_close(subject, "eccentricity", kind, round);
}

/* Few costs make many ties, many costs make none. */
static void it_is_igraphs_on_random_graphs_with_ties(void **state)
{
    (void)state;
    static const uint32_t most[] = {1, 2, 3, 10, 1000000};
    for (unsigned kind = 0; kind < SHAPE_KINDS; kind++)
        for (unsigned round = 0; round < ROUNDS; round++) {
            GRand *random = g_rand_new_with_seed(kind * ROUNDS + round);
            struct shape shape = shape_small(kind, random);
            struct subject subject;
            subject_init(&subject, &shape, most[round % G_N_ELEMENTS(most)], random);
            check(&subject, kind, round);
            subject_clear(&subject);
            shape_clear(&shape);
            g_rand_free(random);
        }
}

static void it_is_the_same_to_the_last_bit_on_any_number_of_threads(void **state)
{
    (void)state;
    GRand *random = g_rand_new_with_seed(2);
    struct shape shape = shape_isp(1500, random);
    struct subject subject;
    subject_init(&subject, &shape, 4, random);
    const struct csr *csr = simple_graph_csr(subject.simple);
    size_t n = csr->vertex_count, m = csr->edge_count;
    g_autofree double *expected = g_new(double, n + m), *scores = g_new(double, n + m);
    betweenness_run_weighted(csr, subject.costs.costs, 1, expected, expected + n);
    struct weighted_distances *one = weighted_distances_new(csr, subject.costs.costs, 1);
    for (unsigned threads = 0; threads <= parallel_threads(0); threads++) {
        betweenness_run_weighted(csr, subject.costs.costs, threads, scores, scores + n);
        assert_memory_equal(scores, expected, (n + m) * sizeof *scores);
        struct weighted_distances *other = weighted_distances_new(csr, subject.costs.costs, threads);
        assert_memory_equal(other->harmonic, one->harmonic, n * sizeof *one->harmonic);
        assert_memory_equal(other->sums, one->sums, n * sizeof *one->sums);
        weighted_distances_free(other);
    }
    weighted_distances_free(one);
    subject_clear(&subject);
    shape_clear(&shape);
    g_rand_free(random);
}

/* Costs up to the greatest that there is, in a chain: nothing overflows. */
static void great_costs_add_up(void **state)
{
    (void)state;
    struct csr_edge edges[] = {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {0, 4}};
    uint32_t costs[] = {UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX, 1};
    struct csr *ring = csr_new(5, edges, G_N_ELEMENTS(edges));
    struct weighted_distances *distances = weighted_distances_new(ring, costs, 1);
    assert_true(distances->eccentricities[2] == 2 * (uint64_t)UINT32_MAX);
    assert_true(distances->sums[2] == 6.0 * UINT32_MAX);
    assert_int_equal(distances->reached[2], 4);
    weighted_distances_free(distances);
    csr_free(ring);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_igraphs_on_random_graphs_with_ties),
        cmocka_unit_test(it_is_the_same_to_the_last_bit_on_any_number_of_threads),
        cmocka_unit_test(great_costs_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
