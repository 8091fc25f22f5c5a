#include "graph/big_count.h"
#include "graph/path_dag.h"
#include "tests/graph/path_trials.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void a_square_has_two_paths_that_share_evenly(void **state)
{
    (void)state;
    struct graph_fixture fixture = graph_fixture_new(4, "0-1 0-2 1-3 2-3 2-3");
    struct path_network *network =
        path_network_new(&fixture.graph, &(struct path_metrics){.metric = PATH_METRIC_HOPS});
    struct path_dag *dag = path_dag_new(network, 0, 3);
    assert_int_equal(dag->cost, 2);
    assert_string_equal(dag->path_count, "2");
    assert_false(dag->is_count_over);
    assert_int_equal(dag->devices->len, 4);
    static const struct path_dag_link expected[] = {
        {0, 0, 1, .5}, {1, 0, 2, .5}, {2, 1, 3, .5}, {3, 2, 3, .25}, {4, 2, 3, .25}};
    assert_int_equal(dag->links->len, G_N_ELEMENTS(expected));
    for (guint i = 0; i < dag->links->len; i++) {
        const struct path_dag_link *link = &g_array_index(dag->links, struct path_dag_link, i);
        assert_int_equal(link->link, expected[i].link);
        assert_int_equal(link->from, expected[i].from);
        assert_int_equal(link->to, expected[i].to);
        assert_true(fabs(link->share - expected[i].share) < 1e-12);
    }
    GPtrArray *paths = path_dag_paths(dag, 9);
    assert_int_equal(paths->len, 2);
    assert_int_equal(((const struct path *)paths->pdata[1])->hops[1].device, 2);
    g_ptr_array_unref(paths);
    path_dag_free(dag);
    path_network_free(network);
    graph_fixture_clear(&fixture);
}

/* stages diamonds one behind the other have 2^stages paths. */
static struct path_dag *diamonds(struct graph_fixture *fixture, struct path_network **network,
                                 unsigned stages)
{
    g_autoptr(GString) links = g_string_new(NULL);
    for (unsigned i = 0; i < stages; i++)
        g_string_append_printf(links, "%u-%u %u-%u %u-%u %u-%u ", 3 * i, 3 * i + 1, 3 * i, 3 * i + 2,
                               3 * i + 1, 3 * i + 3, 3 * i + 2, 3 * i + 3);
    *fixture = graph_fixture_new(3 * stages + 1, links->str);
    *network = path_network_new(&fixture->graph, &(struct path_metrics){.metric = PATH_METRIC_HOPS});
    return path_dag_new(*network, 0, 3 * stages);
}

static void paths_beyond_any_integer_are_counted(void **state)
{
    (void)state;
    struct graph_fixture fixture;
    struct path_network *network;
    struct path_dag *dag = diamonds(&fixture, &network, 100);
    assert_string_equal(dag->path_count, "1267650600228229401496703205376");
    GPtrArray *paths = path_dag_paths(dag, 5);
    assert_int_equal(paths->len, 5);
    g_ptr_array_unref(paths);
    path_dag_free(dag);
    path_network_free(network);
    graph_fixture_clear(&fixture);
}

static void beyond_a_thousand_digits_the_count_is_a_lower_bound(void **state)
{
    (void)state;
    struct graph_fixture fixture;
    struct path_network *network;
    struct path_dag *dag = diamonds(&fixture, &network, 4000);
    assert_true(dag->is_count_over);
    assert_int_equal(strlen(dag->path_count), BIG_COUNT_DIGITS + 1);
    path_dag_free(dag);
    path_network_free(network);
    graph_fixture_clear(&fixture);
}

static void no_path_is_no_dag_and_a_device_reaches_itself(void **state)
{
    (void)state;
    struct graph_fixture fixture = graph_fixture_new(3, "0-1");
    struct path_network *network =
        path_network_new(&fixture.graph, &(struct path_metrics){.metric = PATH_METRIC_HOPS});
    assert_null(path_dag_new(network, 0, 2));
    struct path_dag *dag = path_dag_new(network, 1, 1);
    assert_string_equal(dag->path_count, "1");
    GPtrArray *paths = path_dag_paths(dag, 5);
    assert_int_equal(paths->len, 1);
    assert_int_equal(((const struct path *)paths->pdata[0])->hop_count, 1);
    g_ptr_array_unref(paths);
    path_dag_free(dag);
    path_network_free(network);
    graph_fixture_clear(&fixture);
}

static bool is_better(const struct path_network *network, const struct trial *a, const struct trial *b)
{
    if (network->metrics.metric == PATH_METRIC_WIDTH && a->width != b->width)
        return a->width > b->width;
    return a->cost < b->cost;
}

static gint compare_lines(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The lines of the best paths by devices, each once, sorted; and which links they use. */
static GPtrArray *best_lines(const struct path_network *network, const GArray *all, bool *is_used)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < all->len; i++) {
        const struct trial *trial = &g_array_index(all, struct trial, i);
        bool is_best = true;
        for (guint j = 0; is_best && j < all->len; j++)
            is_best = !is_better(network, &g_array_index(all, struct trial, j), trial);
        if (!is_best)
            continue;
        GString *line = g_string_new(NULL);
        for (size_t j = 0; j <= trial->link_count; j++)
            g_string_append_printf(line, "%u ", trial->devices[j]);
        for (size_t j = 0; j < trial->link_count; j++)
            is_used[trial->links[j]] = true;
        if (g_ptr_array_find_with_equal_func(lines, line->str, g_str_equal, NULL))
            g_string_free(line, TRUE);
        else
            g_ptr_array_add(lines, g_string_free(line, FALSE));
    }
    g_ptr_array_sort(lines, compare_lines);
    return lines;
}

static void assert_dag(const struct path_network *network, const GArray *all, uint32_t to)
{
    g_autofree bool *is_used = g_new0(bool, network->graph->link_count + 1);
    g_autoptr(GPtrArray) lines = best_lines(network, all, is_used);
    struct path_dag *dag = path_dag_new(network, 0, to);
    assert_int_equal(dag == NULL, lines->len == 0);
    if (dag == NULL)
        return;
    g_autofree char *count = g_strdup_printf("%u", lines->len);
    assert_string_equal(dag->path_count, count);
    for (guint i = 0; i < dag->links->len; i++) {
        uint32_t link = g_array_index(dag->links, struct path_dag_link, i).link;
        assert_true(is_used[link]);
        is_used[link] = false;
    }
    for (size_t i = 0; i < network->graph->link_count; i++)
        assert_false(is_used[i]);
    GPtrArray *paths = path_dag_paths(dag, 1000);
    assert_int_equal(paths->len, lines->len);
    for (guint i = 0; i < paths->len; i++) {
        const struct path *path = paths->pdata[i];
        g_autoptr(GString) line = g_string_new(NULL);
        for (size_t j = 0; j < path->hop_count; j++)
            g_string_append_printf(line, "%u ", path->hops[j].device);
        assert_string_equal(line->str, lines->pdata[i]);
    }
    const struct path_dag_device *last =
        &g_array_index(dag->devices, struct path_dag_device, dag->devices->len - 1);
    assert_true(fabs(last->share - 1) < 1e-9);
    g_ptr_array_unref(paths);
    path_dag_free(dag);
}

static void the_dag_of_random_graphs_has_all_best_paths(void **state)
{
    (void)state;
    GRand *random = g_rand_new_with_seed(66);
    for (unsigned i = 0; i < 3000; i++) {
        uint32_t devices = 2 + (uint32_t)g_rand_int_range(random, 0, 6);
        g_autofree char *links = trials_random_links(random, devices, 20 + (int)(i % 40));
        struct graph_fixture fixture = graph_fixture_new(devices, links);
        struct path_metrics metrics = {.metric = (enum path_metric)(PATH_METRIC_HOPS + i % 3)};
        struct path_network *network = path_network_new(&fixture.graph, &metrics);
        GArray *all = trials_all(network, 0, devices - 1);
        if (all->len < 500)
            assert_dag(network, all, devices - 1);
        g_array_unref(all);
        path_network_free(network);
        graph_fixture_clear(&fixture);
    }
    g_rand_free(random);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_square_has_two_paths_that_share_evenly),
        cmocka_unit_test(paths_beyond_any_integer_are_counted),
        cmocka_unit_test(beyond_a_thousand_digits_the_count_is_a_lower_bound),
        cmocka_unit_test(no_path_is_no_dag_and_a_device_reaches_itself),
        cmocka_unit_test(the_dag_of_random_graphs_has_all_best_paths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
