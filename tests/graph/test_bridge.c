#include "tests/graph/graph_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>
#include <igraph/igraph.h>

static struct simple_graph *open_simple(const struct graph_fixture *fixture)
{
    return simple_graph_new(&fixture->graph);
}

static void parallel_cables_are_one_edge_that_counts_them(void **state)
{
    (void)state;
    struct graph_fixture fixture = graph_fixture_new(3, "0-1 1-0 1-2 0-1");
    struct simple_graph *simple = open_simple(&fixture);
    size_t count;
    const struct graph_edge *edges = simple_graph_edges(simple, &count);
    assert_int_equal(count, 2);
    assert_int_equal(edges[0].a, 0);
    assert_int_equal(edges[0].b, 1);
    assert_int_equal(edges[0].cables, 3);
    assert_int_equal(edges[1].a, 1);
    assert_int_equal(edges[1].b, 2);
    assert_int_equal(edges[1].cables, 1);
    simple_graph_free(simple);
    graph_fixture_clear(&fixture);
}

static void the_best_of_parallel_cables_is_the_fastest_then_the_first(void **state)
{
    (void)state;
    struct graph_fixture fixture = graph_fixture_new(3, "0-1 0-1:10000 0-1:1000 0-1:10000 1-2 1-2");
    struct simple_graph *simple = open_simple(&fixture);
    size_t count;
    const struct graph_edge *edges = simple_graph_edges(simple, &count);
    assert_int_equal(edges[0].best, 1);
    assert_int_equal(edges[0].speed_bps, 10000000000);
    assert_int_equal(edges[1].best, 4);
    assert_int_equal(edges[1].speed_bps, 0);
    simple_graph_free(simple);
    graph_fixture_clear(&fixture);
}

static void the_members_of_an_aggregate_are_counted(void **state)
{
    (void)state;
    struct graph_fixture fixture = graph_fixture_new(2, "0-1");
    graph_fixture_link(&fixture, 0)->member_count = 4;
    struct simple_graph *simple = open_simple(&fixture);
    size_t count;
    assert_int_equal(simple_graph_edges(simple, &count)[0].cables, 4);
    simple_graph_free(simple);
    graph_fixture_clear(&fixture);
}

static void a_link_to_itself_is_no_edge_and_its_device_stays(void **state)
{
    (void)state;
    struct graph_fixture fixture = graph_fixture_new(2, "0-0 1-1");
    struct simple_graph *simple = open_simple(&fixture);
    size_t count;
    simple_graph_edges(simple, &count);
    assert_int_equal(count, 0);
    assert_int_equal(simple_graph_device_count(simple), 2);
    assert_int_equal(igraph_vcount(simple_graph_igraph(simple, NULL)), 2);
    simple_graph_free(simple);
    graph_fixture_clear(&fixture);
}

static void a_graph_without_devices_can_be_made(void **state)
{
    (void)state;
    struct graph_fixture fixture = graph_fixture_new(0, "");
    struct simple_graph *simple = open_simple(&fixture);
    assert_int_equal(igraph_vcount(simple_graph_igraph(simple, NULL)), 0);
    simple_graph_free(simple);
    graph_fixture_clear(&fixture);
}

static void an_error_of_igraph_becomes_an_error_with_its_reason(void **state)
{
    (void)state;
    struct graph_fixture fixture = graph_fixture_new(2, "0-1");
    struct simple_graph *simple = open_simple(&fixture);
    GError *error = NULL;
    igraph_vector_t out;
    assert_int_equal(igraph_vector_init(&out, 0), IGRAPH_SUCCESS);
    igraph_error_t code = igraph_closeness(simple_graph_igraph(simple, NULL), &out, NULL, NULL,
                                           igraph_vss_1(7), IGRAPH_ALL, NULL, true);
    assert_false(graph_check(code, "closeness", &error));
    assert_true(g_error_matches(error, GRAPH_ERROR, GRAPH_ERROR_IGRAPH));
    assert_true(g_str_has_prefix(error->message, "closeness: "));
    assert_true(strlen(error->message) > strlen("closeness: "));
    g_clear_error(&error);
    /* The next one has its own reason. */
    code = igraph_pagerank(simple_graph_igraph(simple, NULL), IGRAPH_PAGERANK_ALGO_PRPACK, &out, NULL,
                           igraph_vss_all(), IGRAPH_UNDIRECTED, -3, NULL, NULL);
    assert_false(graph_check(code, "pagerank", &error));
    assert_non_null(strstr(error->message, "damping"));
    g_clear_error(&error);
    assert_true(graph_check(IGRAPH_SUCCESS, "nothing", &error));
    igraph_vector_destroy(&out);
    simple_graph_free(simple);
    graph_fixture_clear(&fixture);
}

static void the_ends_of_a_link_are_told_from_either_side(void **state)
{
    (void)state;
    const struct link link = {.a = {.device = 3}, .b = {.device = 5}};
    assert_ptr_equal(link_near_end(&link, 3), &link.a);
    assert_ptr_equal(link_far_end(&link, 3), &link.b);
    assert_ptr_equal(link_near_end(&link, 5), &link.b);
    assert_ptr_equal(link_far_end(&link, 5), &link.a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parallel_cables_are_one_edge_that_counts_them),
        cmocka_unit_test(the_best_of_parallel_cables_is_the_fastest_then_the_first),
        cmocka_unit_test(the_members_of_an_aggregate_are_counted),
        cmocka_unit_test(a_link_to_itself_is_no_edge_and_its_device_stays),
        cmocka_unit_test(a_graph_without_devices_can_be_made),
        cmocka_unit_test(an_error_of_igraph_becomes_an_error_with_its_reason),
        cmocka_unit_test(the_ends_of_a_link_are_told_from_either_side),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
