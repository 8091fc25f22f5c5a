#include "graph/path.h"
#include "tests/graph/path_trials.h"

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
    struct path_network *network = path_network_new(&fixture.graph, &(struct path_metrics){.metric = metric});
    GPtrArray *paths = path_find(network, from, to, count);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < paths->len; i++) {
        g_autofree char *one = format_path(paths->pdata[i]);
        g_string_append_printf(text, "%s%s", i == 0 ? "" : "; ", one);
    }
    assert_string_equal(text->str, expected);
    g_ptr_array_unref(paths);
    path_network_free(network);
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
    assert_int_equal(path_speed_cost(10000000, PATH_REFERENCE_BPS), 10000);
    assert_int_equal(path_speed_cost(1000000000, PATH_REFERENCE_BPS), 100);
    assert_int_equal(path_speed_cost(40000000000, PATH_REFERENCE_BPS), 2);
    assert_int_equal(path_speed_cost(100000000000, PATH_REFERENCE_BPS), 1);
    assert_int_equal(path_speed_cost(400000000000, PATH_REFERENCE_BPS), 1);
    assert_int_equal(path_speed_cost(0, PATH_REFERENCE_BPS), 100);
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
    struct path_network *network =
        path_network_new(&fixture.graph, &(struct path_metrics){.metric = PATH_METRIC_HOPS});
    GPtrArray *paths = path_find(network, 0, 1, 9);
    assert_int_equal(paths->len, 1);
    const struct path *path = paths->pdata[0];
    assert_ptr_equal(path->hops[0].link, graph_fixture_link(&fixture, 1));
    assert_null(path->hops[0].in_end);
    assert_string_equal(path->hops[0].out_end->port, "far");
    assert_string_equal(path->hops[1].in_end->port, "eth1");
    assert_null(path->hops[1].out_end);
    assert_null(path->hops[1].link);
    g_ptr_array_unref(paths);
    path_network_free(network);
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
    struct path_network *network =
        path_network_new(&fixture.graph, &(struct path_metrics){.metric = PATH_METRIC_SPEED});
    GPtrArray *paths = path_find(network, 0, 400, 2);
    assert_int_equal(paths->len, 1);
    assert_int_equal(((const struct path *)paths->pdata[0])->cost, 200 * 10000 + 200);
    g_ptr_array_unref(paths);
    path_network_free(network);
    graph_fixture_clear(&fixture);
}

/* Compared as path_find promises; of parallel links the best is meant, so that equal devices are equal. */
static gint compare_trials(gconstpointer a, gconstpointer b, gpointer user)
{
    const struct trial *x = a, *y = b;
    const struct path_network *network = user;
    if (network->metrics.metric == PATH_METRIC_WIDTH && x->width != y->width)
        return x->width > y->width ? -1 : 1;
    int order =
        path_weight_compare((struct path_weight){x->cost, x->tie}, (struct path_weight){y->cost, y->tie});
    for (size_t i = 0; order == 0 && i <= x->link_count && i <= y->link_count; i++)
        order = x->devices[i] < y->devices[i] ? -1 : x->devices[i] > y->devices[i];
    return order;
}

static bool has_same_devices(const struct trial *a, const struct trial *b)
{
    return a->link_count == b->link_count &&
           memcmp(a->devices, b->devices, (a->link_count + 1) * sizeof *a->devices) == 0;
}

/* Sorted, and of those with the same devices the best only. */
static GArray *best_trials(const struct path_network *network, uint32_t from, uint32_t to)
{
    g_autoptr(GArray) all = trials_all(network, from, to);
    GArray *best = g_array_new(FALSE, FALSE, sizeof(struct trial));
    g_array_sort_with_data(all, compare_trials, (gpointer)network);
    for (guint i = 0; i < all->len; i++) {
        const struct trial *trial = &g_array_index(all, struct trial, i);
        bool is_known = false;
        for (guint j = 0; !is_known && j < best->len; j++)
            is_known = has_same_devices(&g_array_index(best, struct trial, j), trial);
        if (!is_known)
            g_array_append_val(best, *trial);
    }
    return best;
}

static void assert_is_trial(const struct path_network *network, const struct path *path,
                            const struct trial *trial)
{
    assert_int_equal(path->cost, trial->cost);
    assert_int_equal(path->hop_count, trial->link_count + 1);
    for (size_t i = 0; i < path->hop_count; i++)
        assert_int_equal(path->hops[i].device, trial->devices[i]);
    for (size_t i = 0; i + 1 < path->hop_count; i++)
        assert_int_equal(
            path->hops[i].cost,
            path_network_weigh(network, (uint32_t)(path->hops[i].link - network->graph->links)).cost);
    for (size_t i = 0; path->bottleneck != NULL && i + 1 < path->hop_count; i++)
        assert_true(path_link_width(path->hops[i].link) >= path_link_width(path->bottleneck));
}

static void assert_all_paths(const struct path_network *network, uint32_t to)
{
    g_autoptr(GArray) best = best_trials(network, 0, to);
    GPtrArray *paths = path_find(network, 0, to, PATH_MAX_COUNT);
    assert_int_equal(paths->len, best->len);
    for (guint i = 0; i < paths->len; i++)
        assert_is_trial(network, paths->pdata[i], &g_array_index(best, struct trial, i));
    g_ptr_array_unref(paths);
}

/* A network of random links with random costs, some of them avoided. */
struct random_network {
    struct graph_fixture fixture;
    uint64_t *costs;
    bool *is_avoided;
    struct path_network *network;
};

static void random_network_init(struct random_network *random_network, GRand *random, uint32_t devices,
                                unsigned kind)
{
    g_autofree char *links = trials_random_links(random, devices, 55);
    struct graph_fixture fixture = graph_fixture_new(devices, links);
    uint64_t *costs = g_new0(uint64_t, fixture.links->len + 1);
    bool *is_avoided = g_new0(bool, fixture.links->len + 1);
    for (guint i = 0; i < fixture.links->len; i++) {
        costs[i] = (uint64_t)g_rand_int_range(random, 0, 4);
        is_avoided[i] = g_rand_int_range(random, 0, 5) == 0;
    }
    struct path_metrics metrics = {.metric = (enum path_metric)(PATH_METRIC_HOPS + kind % 3)};
    metrics.link_costs = kind % 6 == 3 || kind % 6 == 4 ? costs : NULL;
    metrics.is_avoided = kind % 4 == 0 ? is_avoided : NULL;
    *random_network = (struct random_network){fixture, costs, is_avoided, NULL};
    random_network->network = path_network_new(&random_network->fixture.graph, &metrics);
}

static void random_network_clear(struct random_network *random_network)
{
    path_network_free(random_network->network);
    g_free(random_network->costs);
    g_free(random_network->is_avoided);
    graph_fixture_clear(&random_network->fixture);
}

static void all_paths_of_random_graphs_come_in_order(void **state)
{
    (void)state;
    GRand *random = g_rand_new_with_seed(20261121);
    for (unsigned i = 0; i < 1200; i++) {
        struct random_network network;
        random_network_init(&network, random, 5 + i % 2, i);
        assert_all_paths(network.network, 4);
        random_network_clear(&network);
    }
    g_rand_free(random);
}

static void by_width_the_widest_path_is_best_then_the_shortest(void **state)
{
    (void)state;
    const char *links = "0-3:1000 0-1:10000 1-2:10000 2-3:10000 1-3:25000";
    assert_paths(4, links, 0, 3, PATH_METRIC_WIDTH, 3, "2: 0 1 3; 3: 0 1 2 3; 1: 0 3");
}

static void by_width_the_widest_of_parallel_links_counts(void **state)
{
    (void)state;
    assert_paths(3, "0-1:1000 0-1:40000 1-2:40000 0-2:10000", 0, 2, PATH_METRIC_WIDTH, 1, "2: 0 1 2");
}

static void given_costs_are_taken_before_those_of_the_metric(void **state)
{
    (void)state;
    struct graph_fixture fixture = graph_fixture_new(3, "0-2:100000 0-1:100000 1-2:100000");
    const uint64_t costs[] = {30, 0, 12};
    struct path_metrics metrics = {.metric = PATH_METRIC_SPEED, .link_costs = costs};
    struct path_network *network = path_network_new(&fixture.graph, &metrics);
    GPtrArray *paths = path_find(network, 0, 2, 1);
    const struct path *path = paths->pdata[0];
    assert_int_equal(path->cost, 13);
    assert_int_equal(path->hop_count, 3);
    g_ptr_array_unref(paths);
    path_network_free(network);
    graph_fixture_clear(&fixture);
}

static void the_slowest_link_is_the_bottleneck(void **state)
{
    (void)state;
    struct graph_fixture fixture = graph_fixture_new(4, "0-1:40000 1-2:10000 2-3:10000");
    struct path_network *network =
        path_network_new(&fixture.graph, &(struct path_metrics){.metric = PATH_METRIC_HOPS});
    GPtrArray *paths = path_find(network, 0, 3, 1);
    assert_ptr_equal(((const struct path *)paths->pdata[0])->bottleneck, graph_fixture_link(&fixture, 1));
    g_ptr_array_unref(paths);
    path_network_free(network);
    graph_fixture_clear(&fixture);
}

/* The best of all combinations of loopless legs, by trying. */
static void assert_via(const struct path_network *network, const uint32_t *stops)
{
    g_autoptr(GArray) first = best_trials(network, stops[0], stops[1]);
    g_autoptr(GArray) then = best_trials(network, stops[1], stops[2]);
    bool is_by_width = network->metrics.metric == PATH_METRIC_WIDTH;
    uint64_t width = 0, cost = UINT64_MAX;
    for (guint i = 0; i < first->len; i++)
        for (guint j = 0; j < then->len; j++) {
            const struct trial *a = &g_array_index(first, struct trial, i),
                               *b = &g_array_index(then, struct trial, j);
            uint64_t narrow = is_by_width ? MIN(a->width, b->width) : 1;
            if (narrow > width || (narrow == width && a->cost + b->cost < cost)) {
                width = narrow;
                cost = a->cost + b->cost;
            }
        }
    GPtrArray *paths = path_find_via(network, stops, 3, 12);
    assert_int_equal(paths->len,
                     is_by_width ? MIN(1, first->len * then->len) : MIN(12, first->len * then->len));
    for (guint i = 0; i < paths->len; i++) {
        const struct path *path = paths->pdata[i];
        assert_true(i == 0 ? path->cost == cost
                           : path->cost >= ((const struct path *)paths->pdata[i - 1])->cost);
    }
    g_ptr_array_unref(paths);
}

static void paths_over_stops_are_the_best_combinations(void **state)
{
    (void)state;
    GRand *random = g_rand_new_with_seed(3);
    for (unsigned i = 0; i < 600; i++) {
        struct random_network network;
        const uint32_t stops[] = {0, (uint32_t)g_rand_int_range(random, 0, 5), 4};
        random_network_init(&network, random, 5, i);
        assert_via(network.network, stops);
        random_network_clear(&network);
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
        cmocka_unit_test(by_width_the_widest_path_is_best_then_the_shortest),
        cmocka_unit_test(by_width_the_widest_of_parallel_links_counts),
        cmocka_unit_test(given_costs_are_taken_before_those_of_the_metric),
        cmocka_unit_test(the_slowest_link_is_the_bottleneck),
        cmocka_unit_test(paths_over_stops_are_the_best_combinations),
        cmocka_unit_test(the_best_paths_do_not_depend_on_how_many_are_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
