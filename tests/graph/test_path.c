#include "graph/path.h"
#include "tests/graph/graph_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* "2: 0 1 3" for a path of cost 2. */
static char *format_path(const struct path *path)
{
    GString *text = g_string_new(NULL);
    g_string_printf(text, "%" G_GUINT64_FORMAT ":", path->cost);
    for (size_t i = 0; i < path->hop_count; i++)
        g_string_append_printf(text, " %u", path->hops[i].device);
    return g_string_free(text, FALSE);
}

/* expected: paths, separated by "; ". */
static void assert_paths(size_t devices, const char *links, uint32_t from, uint32_t to,
                         enum path_metric metric, size_t count, const char *expected)
{
    struct graph_fixture fixture = graph_fixture_new(devices, links);
    GPtrArray *paths = path_find(&fixture.graph, from, to, metric, count);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < paths->len; i++) {
        g_autofree char *one = format_path(paths->pdata[i]);
        g_string_append_printf(text, "%s%s", i == 0 ? "" : "; ", one);
    }
    assert_string_equal(text->str, expected);
    g_ptr_array_unref(paths);
    graph_fixture_clear(&fixture);
}

static void the_path_of_fewest_hops_is_found(void **state)
{
    (void)state;
    assert_paths(4, "0-1:10 1-3:10 0-2:100000 2-1:100000", 0, 3, PATH_METRIC_HOPS, 1, "2: 0 1 3");
}

static void by_speed_a_longer_way_over_faster_links_is_better(void **state)
{
    (void)state;
    assert_paths(4, "0-3:1000 0-1:10000 1-2:10000 2-3:10000", 0, 3, PATH_METRIC_SPEED, 1, "30: 0 1 2 3");
}

static void a_link_costs_what_ospf_would_say(void **state)
{
    (void)state;
    assert_int_equal(path_speed_cost(10000000), 10000);
    assert_int_equal(path_speed_cost(1000000000), 100);
    assert_int_equal(path_speed_cost(40000000000), 2);
    assert_int_equal(path_speed_cost(100000000000), 1);
    assert_int_equal(path_speed_cost(400000000000), 1);
    assert_int_equal(path_speed_cost(0), 100);
}

static void among_paths_of_equal_hops_the_faster_comes_first(void **state)
{
    (void)state;
    assert_paths(4, "0-1:1000 1-3:1000 0-2:10000 2-3:10000", 0, 3, PATH_METRIC_HOPS, 2, "2: 0 2 3; 2: 0 1 3");
    assert_paths(4, "0-1:1000 1-3:1000 0-2:10000 2-3:10000", 0, 3, PATH_METRIC_HOPS, 1, "2: 0 2 3");
}

static void among_paths_of_equal_cost_by_speed_the_shorter_comes_first(void **state)
{
    (void)state;
    assert_paths(3, "0-1:20000 1-2:20000 0-2:10000", 0, 2, PATH_METRIC_SPEED, 2, "10: 0 2; 10: 0 1 2");
    assert_paths(3, "0-1:20000 1-2:20000 0-2:10000", 0, 2, PATH_METRIC_SPEED, 1, "10: 0 2");
}

static void k_paths_are_loopless_and_sorted(void **state)
{
    (void)state;
    assert_paths(4, "0-1 0-2 1-2 1-3 2-3", 0, 3, PATH_METRIC_HOPS, 10,
                 "2: 0 1 3; 2: 0 2 3; 3: 0 1 2 3; 3: 0 2 1 3");
    assert_paths(4, "0-1 0-2 1-2 1-3 2-3", 3, 0, PATH_METRIC_HOPS, 3, "2: 3 1 0; 2: 3 2 0; 3: 3 1 2 0");
}

static void parallel_cables_are_one_path_over_the_fastest(void **state)
{
    (void)state;
    struct graph_fixture fixture = graph_fixture_new(2, "0-1:1000 1-0:10000 0-1:10000");
    const char *const ports[] = {"eth0", "eth1", "eth2"};
    for (guint i = 0; i < 3; i++) {
        graph_fixture_link(&fixture, i)->a.port = ports[i];
        graph_fixture_link(&fixture, i)->b.port = "far";
    }
    GPtrArray *paths = path_find(&fixture.graph, 0, 1, PATH_METRIC_HOPS, 9);
    assert_int_equal(paths->len, 1);
    const struct path *path = paths->pdata[0];
    assert_ptr_equal(path->hops[0].link, graph_fixture_link(&fixture, 1));
    assert_null(path->hops[0].in_end);
    assert_string_equal(path->hops[0].out_end->port, "far");
    assert_string_equal(path->hops[1].in_end->port, "eth1");
    assert_null(path->hops[1].out_end);
    assert_null(path->hops[1].link);
    g_ptr_array_unref(paths);
    graph_fixture_clear(&fixture);
}

static void a_device_reaches_itself_at_no_cost(void **state)
{
    (void)state;
    assert_paths(2, "0-1", 1, 1, PATH_METRIC_SPEED, 3, "0: 1");
}

static void there_is_no_path_between_components(void **state)
{
    (void)state;
    assert_paths(4, "0-1 2-3", 0, 3, PATH_METRIC_HOPS, 2, "");
    assert_paths(2, "", 0, 1, PATH_METRIC_HOPS, 2, "");
}

/* A ladder of 400 rungs: the cost of every way along it is exact. */
static void long_paths_have_exact_costs(void **state)
{
    (void)state;
    g_autoptr(GString) links = g_string_new(NULL);
    for (unsigned i = 0; i < 400; i++)
        g_string_append_printf(links, "%u-%u:%u ", i, i + 1, i % 2 == 0 ? 10 : 100000);
    struct graph_fixture fixture = graph_fixture_new(401, links->str);
    GPtrArray *paths = path_find(&fixture.graph, 0, 400, PATH_METRIC_SPEED, 2);
    assert_int_equal(paths->len, 1);
    assert_int_equal(((const struct path *)paths->pdata[0])->cost, 200 * 10000 + 200);
    g_ptr_array_unref(paths);
    graph_fixture_clear(&fixture);
}

/* Every loopless path of a small graph, found by trying. */
struct trial {
    const struct simple_graph *simple;
    uint32_t to;
    uint32_t devices[8];
    size_t length;
    GPtrArray *lines; /* of char *: sortable */
};

static bool is_on_trial(const struct trial *trial, uint32_t device)
{
    for (size_t i = 0; i < trial->length; i++)
        if (trial->devices[i] == device)
            return true;
    return false;
}

static void note_trial(struct trial *trial, uint64_t cost, uint64_t hops)
{
    GString *line = g_string_new(NULL);
    g_string_printf(line, "%08u %08u", (unsigned)cost, (unsigned)hops);
    for (size_t i = 0; i < trial->length; i++)
        g_string_append_printf(line, " %u", trial->devices[i]);
    g_ptr_array_add(trial->lines, g_string_free(line, FALSE));
}

static void try_from(struct trial *trial, uint64_t cost)
{
    uint32_t device = trial->devices[trial->length - 1];
    size_t count;
    const struct graph_edge *edges = simple_graph_edges(trial->simple, &count);
    if (device == trial->to) {
        note_trial(trial, cost, trial->length - 1);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        uint32_t other = edges[i].a == device ? edges[i].b : edges[i].a;
        if ((edges[i].a != device && edges[i].b != device) || is_on_trial(trial, other))
            continue;
        trial->devices[trial->length++] = other;
        try_from(trial, cost + path_speed_cost(edges[i].speed_bps));
        trial->length--;
    }
}

static gint compare_lines(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static char *random_links(GRand *random, uint32_t devices)
{
    static const unsigned speeds[] = {0, 1000, 10000, 25000, 100000};
    GString *text = g_string_new(NULL);
    for (uint32_t a = 0; a < devices; a++)
        for (uint32_t b = a + 1; b < devices; b++)
            if (g_rand_int_range(random, 0, 100) < 55)
                g_string_append_printf(text, "%u-%u:%u ", a, b, speeds[g_rand_int_range(random, 0, 5)]);
    return g_string_free(text, FALSE);
}

static void assert_all_paths(const char *links, uint32_t devices)
{
    struct graph_fixture fixture = graph_fixture_new(devices, links);
    struct simple_graph *simple = simple_graph_new(&fixture.graph);
    struct trial trial = {.simple = simple, .to = devices - 1, .length = 1};
    trial.lines = g_ptr_array_new_with_free_func(g_free);
    try_from(&trial, 0);
    g_ptr_array_sort(trial.lines, compare_lines);
    GPtrArray *paths = path_find(&fixture.graph, 0, devices - 1, PATH_METRIC_SPEED, PATH_MAX_COUNT);
    assert_int_equal(paths->len, trial.lines->len);
    for (guint i = 0; i < paths->len; i++) {
        const struct path *path = paths->pdata[i];
        g_autoptr(GString) line = g_string_new(NULL);
        g_string_printf(line, "%08u %08u", (unsigned)path->cost, (unsigned)path->hop_count - 1);
        for (size_t j = 0; j < path->hop_count; j++)
            g_string_append_printf(line, " %u", path->hops[j].device);
        assert_string_equal(line->str, trial.lines->pdata[i]);
    }
    g_ptr_array_unref(paths);
    g_ptr_array_unref(trial.lines);
    simple_graph_free(simple);
    graph_fixture_clear(&fixture);
}

static void all_paths_of_random_graphs_come_in_order(void **state)
{
    (void)state;
    GRand *random = g_rand_new_with_seed(20261121);
    for (unsigned i = 0; i < 300; i++) {
        g_autofree char *links = random_links(random, 6);
        assert_all_paths(links, 6);
    }
    g_rand_free(random);
}

static void the_best_paths_do_not_depend_on_how_many_are_asked_for(void **state)
{
    (void)state;
    const char *links = "0-1 0-2 0-3 1-4 2-4 3-4 1-5 2-5 3-5 4-6 5-6";
    assert_paths(7, links, 0, 6, PATH_METRIC_HOPS, 1, "3: 0 1 4 6");
    assert_paths(7, links, 0, 6, PATH_METRIC_HOPS, 2, "3: 0 1 4 6; 3: 0 1 5 6");
    assert_paths(7, links, 0, 6, PATH_METRIC_HOPS, 4, "3: 0 1 4 6; 3: 0 1 5 6; 3: 0 2 4 6; 3: 0 2 5 6");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_path_of_fewest_hops_is_found),
        cmocka_unit_test(by_speed_a_longer_way_over_faster_links_is_better),
        cmocka_unit_test(a_link_costs_what_ospf_would_say),
        cmocka_unit_test(among_paths_of_equal_hops_the_faster_comes_first),
        cmocka_unit_test(among_paths_of_equal_cost_by_speed_the_shorter_comes_first),
        cmocka_unit_test(k_paths_are_loopless_and_sorted),
        cmocka_unit_test(parallel_cables_are_one_path_over_the_fastest),
        cmocka_unit_test(a_device_reaches_itself_at_no_cost),
        cmocka_unit_test(there_is_no_path_between_components),
        cmocka_unit_test(long_paths_have_exact_costs),
        cmocka_unit_test(all_paths_of_random_graphs_come_in_order),
        cmocka_unit_test(the_best_paths_do_not_depend_on_how_many_are_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
