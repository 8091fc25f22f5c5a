/*
 * The shape of networks: measures, communities, what is around a device, biconnected components and cores.
 */
#include "graph/community.h"
#include "graph/connectivity.h"
#include "graph/measures.h"
#include "graph/spread.h"
#include "tests/graph/graph_fixture.h"
#include "tests/support/graph_shapes.h"

#include <igraph/igraph.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* A ring of 0 1 2 with a double cable, 3 behind it, 4 behind that; 5 and 6 apart, 7 alone. */
#define NETWORK 8, "0-1 0-1 1-2 0-2 2-3 3-4 5-6"

static void the_size_and_the_shape_are_measured(void **state)
{
    (void)state;
    struct graph_fixture fixture = graph_fixture_new(NETWORK);
    struct simple_graph *simple = simple_graph_new(&fixture.graph);
    struct measures *measures = measures_new(simple);
    static const struct degree_count degrees[] = {{0, 1}, {1, 3}, {2, 3}, {3, 1}};
    assert_int_equal(measures->devices, 8);
    assert_int_equal(measures->pairs, 6);
    assert_int_equal(measures->cables, 7);
    assert_int_equal(measures->components, 3);
    assert_int_equal(measures->isolated, 1);
    assert_true(fabs(measures->density - 6 / 28.0) < 1e-12);
    assert_true(measures->mean_degree == 1.5);
    assert_true(measures->median_degree == 1.5);
    assert_int_equal(measures->degrees->len, G_N_ELEMENTS(degrees));
    assert_memory_equal(measures->degrees->data, degrees, sizeof degrees);
    assert_int_equal(measures->largest, 5);
    assert_int_equal(measures->diameter, 3);
    assert_int_equal(measures->radius, 2);
    /* 0-1 0-2 1-2 2-3 3-4: 1; 0-3 1-3 2-4: 2; 0-4 1-4: 3. */
    assert_true(fabs(measures->mean_distance - 1.7) < 1e-12);
    measures_free(measures);
    simple_graph_free(simple);
    graph_fixture_clear(&fixture);
}

static void nothing_has_a_shape_too(void **state)
{
    (void)state;
    struct graph_fixture fixture = graph_fixture_new(0, "");
    struct simple_graph *simple = simple_graph_new(&fixture.graph);
    struct measures *measures = measures_new(simple);
    struct communities *communities = communities_new(simple, NULL);
    assert_int_equal(measures->radius, 0);
    assert_int_equal(measures->components, 0);
    assert_int_equal(communities->list->len, 0);
    communities_free(communities);
    measures_free(measures);
    simple_graph_free(simple);
    graph_fixture_clear(&fixture);
}

static void a_tree_has_each_device_once_at_its_distance(void **state)
{
    (void)state;
    struct graph_fixture fixture = graph_fixture_new(NETWORK);
    struct simple_graph *simple = simple_graph_new(&fixture.graph);
    struct spread *spread = spread_new(simple, 3, UINT32_MAX);
    static const uint32_t devices[] = {3, 2, 4, 0, 1}, distances[] = {0, 1, 1, 2, 2},
                          parents[] = {0, 0, 0, 1, 1};
    assert_int_equal(spread->count, 5);
    for (size_t i = 0; i < spread->count; i++) {
        assert_int_equal(spread->steps[i].device, devices[i]);
        assert_int_equal(spread->steps[i].distance, distances[i]);
        assert_int_equal(spread->steps[i].parent, parents[i]);
    }
    assert_int_equal(spread->edges_within, 5);
    assert_false(spread->is_within[5]);
    spread_free(spread);
    spread = spread_new(simple, 3, 1);
    assert_int_equal(spread->count, 3);
    assert_int_equal(spread->edges_within, 2);
    spread_free(spread);
    simple_graph_free(simple);
    graph_fixture_clear(&fixture);
}

/* "0 1 2; 2 3" */
static char *describe(const GPtrArray *groups)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < groups->len; i++) {
        const GArray *group = groups->pdata[i];
        g_string_append(text, i == 0 ? "" : ";");
        for (guint j = 0; j < group->len; j++)
            g_string_append_printf(text, " %u", g_array_index(group, uint32_t, j));
    }
    return g_string_free(text, FALSE);
}

static void biconnected_components_and_cores_are_listed(void **state)
{
    (void)state;
    struct graph_fixture fixture = graph_fixture_new(NETWORK);
    struct connectivity *found = connectivity_new(&fixture.graph, NULL);
    g_autofree char *blocks = describe(found->blocks), *shells = describe(found->shells);
    assert_string_equal(blocks, " 0 1 2; 2 3; 3 4; 5 6");
    assert_string_equal(shells, " 7; 3 4 5 6; 0 1 2");
    connectivity_free(found);
    graph_fixture_clear(&fixture);
}

/* Two meshes with one link between them. */
static void communities_are_what_is_linked_most(void **state)
{
    (void)state;
    struct graph_fixture fixture =
        graph_fixture_new(9, "0-1 0-2 0-3 1-2 1-3 2-3 3-4 4-5 4-6 4-7 5-6 5-7 6-7");
    struct simple_graph *simple = simple_graph_new(&fixture.graph);
    struct communities *communities = communities_new(simple, NULL);
    g_autofree char *text = describe(communities->list);
    assert_string_equal(text, " 0 1 2 3; 4 5 6 7; 8");
    assert_true(fabs(communities->modularity - (12 / 13.0 - 0.5)) < 1e-12);
    communities_free(communities);
    simple_graph_free(simple);
    graph_fixture_clear(&fixture);
}

static void devices_without_links_are_communities_of_their_own(void **state)
{
    (void)state;
    struct graph_fixture fixture = graph_fixture_new(3, "");
    struct simple_graph *simple = simple_graph_new(&fixture.graph);
    struct communities *communities = communities_new(simple, NULL);
    g_autofree char *text = describe(communities->list);
    assert_string_equal(text, " 0; 1; 2");
    assert_true(communities->modularity <= 0 && communities->modularity >= 0);
    communities_free(communities);
    simple_graph_free(simple);
    graph_fixture_clear(&fixture);
}

static void every_device_is_in_one_community_of_any_graph(void **state)
{
    (void)state;
    GRand *random = g_rand_new_with_seed(8);
    for (unsigned i = 0; i < 30 * SHAPE_KINDS; i++) {
        struct shape shape = shape_small(i, random);
        struct simple_graph *simple = shape_simple_graph(&shape);
        struct communities *communities = communities_new(simple, NULL);
        size_t devices = 0;
        for (guint j = 0; j < communities->list->len; j++)
            devices += ((const GArray *)communities->list->pdata[j])->len;
        assert_int_equal(devices, shape.vertex_count);
        communities_free(communities);
        simple_graph_free(simple);
        shape_clear(&shape);
    }
    g_rand_free(random);
}

static double modularity(struct simple_graph *simple, const struct communities *communities)
{
    igraph_vector_int_t membership;
    igraph_real_t answer;
    igraph_vector_int_init(&membership, (igraph_integer_t)simple_graph_device_count(simple));
    for (guint i = 0; i < communities->list->len; i++) {
        const GArray *group = communities->list->pdata[i];
        for (guint j = 0; j < group->len; j++)
            VECTOR(membership)[g_array_index(group, uint32_t, j)] = i;
    }
    igraph_modularity(simple_graph_igraph(simple, NULL), &membership, NULL, 1, false, &answer);
    igraph_vector_int_destroy(&membership);
    return answer;
}

static void communities_are_the_same_each_time(void **state)
{
    (void)state;
    GRand *random = g_rand_new_with_seed(5);
    struct shape shape = shape_isp(400, random);
    struct simple_graph *simple = shape_simple_graph(&shape);
    struct communities *first = communities_new(simple, NULL);
    g_autofree char *expected = describe(first->list);
    assert_true(first->modularity > 0.5);
    assert_true(fabs(first->modularity - modularity(simple, first)) < 1e-9);
    for (int i = 0; i < 3; i++) {
        struct communities *again = communities_new(simple, NULL);
        g_autofree char *text = describe(again->list);
        assert_string_equal(text, expected);
        communities_free(again);
    }
    communities_free(first);
    simple_graph_free(simple);
    shape_clear(&shape);
    g_rand_free(random);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_size_and_the_shape_are_measured),
        cmocka_unit_test(nothing_has_a_shape_too),
        cmocka_unit_test(devices_without_links_are_communities_of_their_own),
        cmocka_unit_test(a_tree_has_each_device_once_at_its_distance),
        cmocka_unit_test(biconnected_components_and_cores_are_listed),
        cmocka_unit_test(communities_are_what_is_linked_most),
        cmocka_unit_test(every_device_is_in_one_community_of_any_graph),
        cmocka_unit_test(communities_are_the_same_each_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
