/*
 * Blocks by hand and against igraph's biconnected components, bridges and articulation points.
 */
#include "graph/blocks.h"
#include "graph/fold.h"
#include "graph/twins.h"
#include "tests/support/graph_shapes.h"

#include <igraph/igraph.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define ROUNDS 300

/* Two triangles that share vertex 2, a tail 4-5, and 6 alone:  0-1-2-0  2-3-4-2  4-5. */
static struct csr *two_triangles_and_a_tail(void)
{
    static const struct csr_edge edges[] = {{0, 1}, {0, 2}, {1, 2}, {2, 3}, {2, 4}, {3, 4}, {4, 5}};
    return csr_new(7, edges, G_N_ELEMENTS(edges));
}

static uint64_t weight_in(const struct blocks *blocks, size_t block, uint32_t vertex)
{
    for (uint32_t i = blocks->vertex_offsets[block]; i < blocks->vertex_offsets[block + 1]; i++)
        if (blocks->vertices[i] == vertex)
            return blocks->weights[i];
    return 0;
}

static void blocks_come_before_what_they_hang_on_and_weigh_what_is_beyond(void **state)
{
    (void)state;
    struct csr *graph = two_triangles_and_a_tail();
    struct blocks *blocks = blocks_new(graph, (uint32_t[]){1, 1, 1, 1, 1, 10, 5});
    assert_int_equal(blocks->count, 3);
    assert_int_equal(blocks_vertex_count(blocks, 0), 2);
    assert_int_equal(blocks->edges[0], 6);
    assert_int_equal(weight_in(blocks, 0, 4), 5);
    assert_int_equal(weight_in(blocks, 0, 5), 10);
    assert_int_equal(blocks->vertices[blocks->vertex_offsets[1]], 2);
    assert_int_equal(weight_in(blocks, 1, 2), 3);
    assert_int_equal(weight_in(blocks, 1, 3), 1);
    assert_int_equal(weight_in(blocks, 1, 4), 11);
    assert_int_equal(weight_in(blocks, 2, 0), 1);
    assert_int_equal(weight_in(blocks, 2, 2), 13);
    assert_int_equal(blocks->component_count, 2);
    assert_int_equal(blocks->component_weights[0], 15);
    assert_int_equal(blocks->component_weights[1], 5);
    blocks_free(blocks);
    csr_free(graph);
}

static void pendant_trees_are_folded_onto_the_core(void **state)
{
    (void)state;
    struct csr *graph = two_triangles_and_a_tail();
    struct fold *fold = fold_new(graph);
    assert_int_equal(fold->core_count, 6);
    assert_memory_equal(fold->vertices, ((uint32_t[]){0, 1, 2, 3, 4, 6, 5}), 7 * sizeof(uint32_t));
    assert_memory_equal(fold->sizes, ((uint32_t[]){1, 1, 1, 1, 2, 1, 1}), 7 * sizeof(uint32_t));
    assert_int_equal(fold->parents[6], 4);
    assert_int_equal(fold->parent_edges[6], 6);
    assert_int_equal(fold->core->edge_count, 6);
    fold_free(fold);
    csr_free(graph);
}

static void a_tree_folds_to_one_vertex(void **state)
{
    (void)state;
    struct csr *graph = csr_new(5, (struct csr_edge[]){{0, 1}, {1, 2}, {1, 3}, {3, 4}}, 4);
    struct fold *fold = fold_new(graph);
    assert_int_equal(fold->core_count, 1);
    assert_int_equal(fold->sizes[0], 5);
    fold_free(fold);
    csr_free(graph);
}

/* 0 and 1 are open twins (neighbors 2, 3, 4); 2, 3, 4 are closed ones; 5 and 6 are isolated. */
static void open_and_closed_twins_are_told_apart(void **state)
{
    (void)state;
    static const struct csr_edge edges[] = {{0, 2}, {0, 3}, {0, 4}, {1, 2}, {1, 3},
                                            {1, 4}, {2, 3}, {2, 4}, {3, 4}};
    struct csr *graph = csr_new(7, edges, G_N_ELEMENTS(edges));
    struct twins *twins = twins_new(graph);
    assert_int_equal(twins->group_count, 3);
    assert_memory_equal(twins->group_of, ((uint32_t[]){0, 0, 1, 1, 1, 2, 2}), 7 * sizeof(uint32_t));
    assert_false(twins->is_closed[0]);
    assert_true(twins->is_closed[1]);
    assert_false(twins->is_closed[2]);
    assert_int_equal(twins->quotient->edge_count, 1);
    twins_free(twins);
    csr_free(graph);
}

static gint compare_numbers(gconstpointer a, gconstpointer b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* A block as a text: its edges, ascending. */
static char *name_of(GArray *edges)
{
    GString *name = g_string_new(NULL);
    g_array_sort(edges, compare_numbers);
    for (guint i = 0; i < edges->len; i++)
        g_string_append_printf(name, "%u ", g_array_index(edges, uint32_t, i));
    g_array_unref(edges);
    return g_string_free(name, FALSE);
}

static GHashTable *names_of_ours(const struct blocks *blocks)
{
    GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t block = 0; block < blocks->count; block++) {
        GArray *edges = g_array_new(FALSE, FALSE, sizeof(uint32_t));
        g_array_append_vals(edges, &blocks->edges[blocks->edge_offsets[block]],
                            blocks_edge_count(blocks, block));
        g_hash_table_add(names, name_of(edges));
    }
    return names;
}

static void check_blocks(const struct blocks *blocks, const igraph_t *igraph)
{
    igraph_vector_int_list_t expected;
    igraph_vector_int_list_init(&expected, 0);
    igraph_biconnected_components(igraph, NULL, NULL, &expected, NULL, NULL);
    GHashTable *names = names_of_ours(blocks);
    assert_int_equal(blocks->count, igraph_vector_int_list_size(&expected));
    for (igraph_integer_t i = 0; i < igraph_vector_int_list_size(&expected); i++) {
        const igraph_vector_int_t *theirs = igraph_vector_int_list_get_ptr(&expected, i);
        GArray *edges = g_array_new(FALSE, FALSE, sizeof(uint32_t));
        for (igraph_integer_t j = 0; j < igraph_vector_int_size(theirs); j++) {
            uint32_t edge = (uint32_t)VECTOR(*theirs)[j];
            g_array_append_val(edges, edge);
        }
        g_autofree char *name = name_of(edges);
        assert_true(g_hash_table_contains(names, name));
    }
    g_hash_table_unref(names);
    igraph_vector_int_list_destroy(&expected);
}

/* A vertex in a block weighs what the component would keep on its side; all together the component. */
static void check_weights(const struct blocks *blocks)
{
    for (size_t block = 0; block < blocks->count; block++) {
        uint64_t sum = 0;
        for (uint32_t i = blocks->vertex_offsets[block]; i < blocks->vertex_offsets[block + 1]; i++) {
            assert_true(blocks->weights[i] > 0);
            sum += blocks->weights[i];
        }
        uint32_t component = blocks->components[blocks->vertices[blocks->vertex_offsets[block]]];
        assert_int_equal(sum, blocks->component_weights[component]);
    }
}

static void they_are_igraphs_on_thousands_of_random_graphs(void **state)
{
    (void)state;
    for (unsigned kind = 0; kind < SHAPE_KINDS; kind++)
        for (unsigned round = 0; round < ROUNDS; round++) {
            GRand *random = g_rand_new_with_seed(kind * ROUNDS + round);
            struct shape shape = shape_small(kind, random);
            struct simple_graph *simple = shape_simple_graph(&shape);
            struct blocks *blocks = blocks_new(simple_graph_csr(simple), NULL);
            check_blocks(blocks, simple_graph_igraph(simple, NULL));
            check_weights(blocks);
            blocks_free(blocks);
            simple_graph_free(simple);
            shape_clear(&shape);
            g_rand_free(random);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_come_before_what_they_hang_on_and_weigh_what_is_beyond),
        cmocka_unit_test(pendant_trees_are_folded_onto_the_core),
        cmocka_unit_test(a_tree_folds_to_one_vertex),
        cmocka_unit_test(open_and_closed_twins_are_told_apart),
        cmocka_unit_test(they_are_igraphs_on_thousands_of_random_graphs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
