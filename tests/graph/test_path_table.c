#include "graph/path.h"
#include "graph/path_table.h"
#include "tests/graph/path_trials.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static const struct path_table_row *find_row(const GArray *rows, uint32_t device)
{
    for (guint i = 0; i < rows->len; i++)
        if (g_array_index(rows, struct path_table_row, i).device == device)
            return &g_array_index(rows, struct path_table_row, i);
    return NULL;
}

static void assert_row_is_path(const struct path_table_row *row, const struct path *path)
{
    assert_int_equal(row->cost, path->cost);
    assert_int_equal(row->hops, path->hop_count - 1);
    if (path->hop_count == 1) {
        assert_null(row->first_link);
        return;
    }
    assert_ptr_equal(row->first_link, path->hops[0].link);
    assert_int_equal(row->next, path->hops[1].device);
    if (path->bottleneck != NULL)
        assert_ptr_equal(row->bottleneck, path->bottleneck);
}

static void assert_rows(const struct path_network *network)
{
    g_autoptr(GArray) rows = path_table_new(network, 0);
    for (uint32_t to = 0; to < network->device_count; to++) {
        GPtrArray *paths = path_find(network, 0, to, 1);
        const struct path_table_row *row = find_row(rows, to);
        assert_int_equal(row != NULL, paths->len == 1);
        if (row != NULL)
            assert_row_is_path(row, paths->pdata[0]);
        g_ptr_array_unref(paths);
    }
}

static void the_rows_of_random_graphs_are_the_best_paths(void **state)
{
    (void)state;
    GRand *random = g_rand_new_with_seed(77);
    for (unsigned i = 0; i < 3000; i++) {
        uint32_t devices = 1 + (uint32_t)g_rand_int_range(random, 0, 9);
        g_autofree char *links = trials_random_links(random, devices, 15 + (int)(i % 40));
        struct graph_fixture fixture = graph_fixture_new(devices, links);
        g_autofree uint64_t *costs = g_new0(uint64_t, fixture.links->len + 1);
        for (guint j = 0; j < fixture.links->len; j++)
            costs[j] = (uint64_t)g_rand_int_range(random, 0, 4);
        struct path_metrics metrics = {.metric = (enum path_metric)(PATH_METRIC_HOPS + i % 3)};
        if (metrics.metric != PATH_METRIC_WIDTH && i % 2 == 0)
            metrics.link_costs = costs;
        struct path_network *network = path_network_new(&fixture.graph, &metrics);
        assert_rows(network);
        path_network_free(network);
        graph_fixture_clear(&fixture);
    }
    g_rand_free(random);
}

static void by_width_the_widest_come_first(void **state)
{
    (void)state;
    struct graph_fixture fixture = graph_fixture_new(4, "0-1:1000 0-2:10000 2-3:10000");
    struct path_network *network =
        path_network_new(&fixture.graph, &(struct path_metrics){.metric = PATH_METRIC_WIDTH});
    g_autoptr(GArray) rows = path_table_new(network, 0);
    static const uint32_t order[] = {0, 2, 3, 1};
    assert_int_equal(rows->len, 4);
    for (guint i = 0; i < rows->len; i++)
        assert_int_equal(g_array_index(rows, struct path_table_row, i).device, order[i]);
    path_network_free(network);
    graph_fixture_clear(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rows_of_random_graphs_are_the_best_paths),
        cmocka_unit_test(by_width_the_widest_come_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
