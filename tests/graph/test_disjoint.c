#include "graph/disjoint.h"
#include "tests/graph/path_trials.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void append_numbers(GString *text, const GArray *numbers)
{
    for (guint i = 0; i < numbers->len; i++)
        g_string_append_printf(text, "%s%u", i == 0 ? "" : " ", g_array_index(numbers, uint32_t, i));
}

/* "count: 0 1 3; 0 2 3 / shared devices / shared links". */
static void assert_disjoint(size_t devices, const char *links, uint32_t from, uint32_t to,
                            enum disjoint_by by, const char *expected)
{
    struct graph_fixture fixture = graph_fixture_new(devices, links);
    struct path_network *network =
        path_network_new(&fixture.graph, &(struct path_metrics){.metric = PATH_METRIC_SPEED});
    struct disjoint *disjoint = disjoint_new(network, from, to, by);
    g_autoptr(GString) text = g_string_new(NULL);
    g_string_printf(text, "%u:", disjoint->count);
    for (guint i = 0; i < disjoint->paths->len; i++) {
        const struct path *path = disjoint->paths->pdata[i];
        for (size_t j = 0; j < path->hop_count; j++)
            g_string_append_printf(text, " %u", path->hops[j].device);
        g_string_append(text, i == 0 ? ";" : "");
    }
    g_string_append(text, " / ");
    append_numbers(text, disjoint->shared_devices);
    g_string_append(text, " / ");
    append_numbers(text, disjoint->shared_links);
    assert_string_equal(text->str, expected);
    disjoint_free(disjoint);
    path_network_free(network);
    graph_fixture_clear(&fixture);
}

static void a_ring_has_two_ways(void **state)
{
    (void)state;
    assert_disjoint(4, "0-1 1-2 2-3 3-0", 0, 2, DISJOINT_NODES, "2: 0 1 2; 0 3 2 /  / ");
}

static void the_best_path_is_given_up_where_it_blocks_a_pair(void **state)
{
    (void)state;
    /* The best, 0 1 2 3, uses both ways up. */
    const char *links = "0-1:100000 1-2:100000 2-3:100000 0-2:10000 1-3:10000";
    assert_disjoint(4, links, 0, 3, DISJOINT_NODES, "2: 0 1 3; 0 2 3 /  / ");
}

static void what_both_paths_have_to_share_is_named(void **state)
{
    (void)state;
    assert_disjoint(7, "0-1 0-2 1-3 2-3 3-4 4-5 4-6 5-6", 0, 6, DISJOINT_NODES,
                    "1: 0 1 3 4 6; 0 2 3 4 5 6 / 3 4 / 4");
    assert_disjoint(3, "0-1 1-2", 0, 2, DISJOINT_LINKS, "1: 0 1 2; 0 1 2 / 1 / 0 1");
}

static void two_rings_at_one_device_have_two_ways_by_links_only(void **state)
{
    (void)state;
    const char *links = "0-1 1-2 2-0 2-3 3-4 4-2";
    assert_disjoint(5, links, 0, 4, DISJOINT_NODES, "1: 0 2 4; 0 1 2 3 4 / 2 / ");
    assert_disjoint(5, links, 0, 4, DISJOINT_LINKS, "2: 0 2 4; 0 1 2 3 4 / 2 / ");
}

static void parallel_cables_are_two_ways(void **state)
{
    (void)state;
    assert_disjoint(2, "0-1 0-1", 0, 1, DISJOINT_NODES, "2: 0 1; 0 1 /  / ");
    assert_disjoint(3, "0-1 0-1 1-2 1-2 1-2", 0, 2, DISJOINT_LINKS, "2: 0 1 2; 0 1 2 / 1 / ");
}

static void cables_of_an_aggregate_are_two_ways(void **state)
{
    (void)state;
    struct graph_fixture fixture = graph_fixture_new(2, "0-1");
    graph_fixture_link(&fixture, 0)->member_count = 3;
    struct path_network *network =
        path_network_new(&fixture.graph, &(struct path_metrics){.metric = PATH_METRIC_HOPS});
    struct disjoint *disjoint = disjoint_new(network, 0, 1, DISJOINT_LINKS);
    assert_int_equal(disjoint->count, 3);
    assert_int_equal(disjoint->shared_links->len, 0);
    disjoint_free(disjoint);
    path_network_free(network);
    graph_fixture_clear(&fixture);
}

static void no_path_is_no_pair(void **state)
{
    (void)state;
    assert_disjoint(3, "0-1", 0, 2, DISJOINT_NODES, "0: /  / ");
}

/* What a pair has in common, and costs. */
struct price {
    uint64_t first, second, cost, tie;
};

static int compare_prices(struct price a, struct price b)
{
    if (a.first != b.first)
        return a.first < b.first ? -1 : 1;
    if (a.second != b.second)
        return a.second < b.second ? -1 : 1;
    if (a.cost != b.cost)
        return a.cost < b.cost ? -1 : 1;
    return a.tie < b.tie ? -1 : a.tie > b.tie;
}

static bool runs_over(const struct trial *trial, uint32_t link)
{
    for (size_t i = 0; i < trial->link_count; i++)
        if (trial->links[i] == link)
            return true;
    return false;
}

static struct price price_of(const struct graph *graph, const struct trial *a, const struct trial *b,
                             enum disjoint_by by)
{
    uint64_t devices = 0, links = 0;
    for (size_t i = 0; i < a->link_count; i++) {
        devices += i > 0 && trial_passes(b, a->devices[i]);
        links += runs_over(b, a->links[i]) && graph->links[a->links[i]].member_count < 2;
    }
    bool is_by_nodes = by == DISJOINT_NODES;
    return (struct price){is_by_nodes ? devices : links, is_by_nodes ? links : 0, a->cost + b->cost,
                          a->tie + b->tie};
}

static struct price best_price(const struct graph *graph, const GArray *all, enum disjoint_by by)
{
    struct price best = {UINT64_MAX, 0, 0, 0};
    for (guint i = 0; i < all->len; i++)
        for (guint j = i; j < all->len; j++) {
            struct price price = price_of(graph, &g_array_index(all, struct trial, i),
                                          &g_array_index(all, struct trial, j), by);
            if (compare_prices(price, best) < 0)
                best = price;
        }
    return best;
}

static void assert_best_pair(const struct path_network *network, const GArray *all, uint32_t to,
                             enum disjoint_by by)
{
    struct disjoint *disjoint = disjoint_new(network, 0, to, by);
    assert_int_equal(disjoint->count > 0, all->len > 0);
    assert_int_equal(disjoint->paths->len, all->len > 0 ? 2 : 0);
    if (all->len > 0) {
        const struct path *a = disjoint->paths->pdata[0], *b = disjoint->paths->pdata[1];
        struct price best = best_price(network->graph, all, by);
        bool is_by_nodes = by == DISJOINT_NODES;
        assert_true(a->cost <= b->cost);
        assert_int_equal(a->cost + b->cost, best.cost);
        assert_int_equal(is_by_nodes ? disjoint->shared_devices->len : disjoint->shared_links->len,
                         best.first);
        if (is_by_nodes)
            assert_int_equal(disjoint->shared_links->len, best.second);
        assert_int_equal(disjoint->count >= 2, best.first == 0 && best.second == 0);
    }
    disjoint_free(disjoint);
}

/* Whether the last is reached from the first, over links that are left, without devices of the set. */
static bool is_joined(const struct graph *graph, uint32_t lost_devices, const bool *is_lost_link, uint32_t to)
{
    uint32_t seen = 1;
    for (size_t round = 0; round < graph->device_count; round++)
        for (size_t i = 0; i < graph->link_count; i++) {
            uint32_t a = 1U << graph->links[i].a.device, b = 1U << graph->links[i].b.device;
            if (((a | b) & lost_devices) != 0 || (is_lost_link != NULL && is_lost_link[i]) ||
                (seen & (a | b)) == 0)
                continue;
            seen |= a | b;
        }
    return (seen >> to & 1) != 0;
}

static unsigned cables_across(const struct graph *graph, uint32_t side)
{
    unsigned cables = 0;
    for (size_t i = 0; i < graph->link_count; i++)
        if ((side >> graph->links[i].a.device & 1) != (side >> graph->links[i].b.device & 1))
            cables += graph->links[i].member_count > 1 ? (unsigned)graph->links[i].member_count : 1;
    return cables;
}

static unsigned least_device_cut(const struct graph *graph, uint32_t to)
{
    unsigned least = UINT_MAX;
    for (uint32_t lost = 0; lost < 1U << graph->device_count; lost++)
        if ((lost & (1 | 1U << to)) == 0 && !is_joined(graph, lost, NULL, to))
            least = MIN(least, (unsigned)__builtin_popcount(lost));
    return least;
}

static void assert_separation(const struct path_network *network, uint32_t to)
{
    const struct graph *graph = network->graph;
    struct separation *separation = separation_new(network, 0, to);
    unsigned least = UINT_MAX, cables = 0;
    for (uint32_t side = 0; side < 1U << graph->device_count; side++)
        if ((side & 1) != 0 && (side >> to & 1) == 0)
            least = MIN(least, cables_across(graph, side));
    assert_int_equal(separation->link_ways, least);
    g_autofree bool *is_lost = g_new0(bool, graph->link_count + 1);
    for (guint i = 0; i < separation->links->len; i++) {
        uint32_t link = g_array_index(separation->links, uint32_t, i);
        is_lost[link] = true;
        cables += graph->links[link].member_count > 1 ? (unsigned)graph->links[link].member_count : 1;
    }
    assert_int_equal(cables, least);
    assert_false(is_joined(graph, 0, is_lost, to));
    if (!separation->is_direct) {
        uint32_t lost = 0;
        for (guint i = 0; i < separation->devices->len; i++)
            lost |= 1U << g_array_index(separation->devices, uint32_t, i);
        assert_int_equal(separation->device_ways, least_device_cut(graph, to));
        assert_int_equal(separation->devices->len, separation->device_ways);
        assert_false(is_joined(graph, lost, NULL, to));
    }
    separation_free(separation);
}

static void pairs_and_cuts_of_random_graphs_are_the_best(void **state)
{
    (void)state;
    GRand *random = g_rand_new_with_seed(6);
    for (unsigned i = 0; i < 1500; i++) {
        uint32_t devices = 2 + (uint32_t)g_rand_int_range(random, 0, 5);
        g_autofree char *links = trials_random_links(random, devices, 25 + (int)(i % 30));
        struct graph_fixture fixture = graph_fixture_new(devices, links);
        for (guint j = 0; j < fixture.links->len; j++)
            graph_fixture_link(&fixture, j)->member_count = g_rand_int_range(random, 0, 5) == 0 ? 2 : 0;
        struct path_metrics metrics = {.metric = i % 2 == 0 ? PATH_METRIC_HOPS : PATH_METRIC_SPEED};
        struct path_network *network = path_network_new(&fixture.graph, &metrics);
        GArray *all = trials_all(network, 0, devices - 1);
        if (all->len < 400) {
            assert_best_pair(network, all, devices - 1, DISJOINT_NODES);
            assert_best_pair(network, all, devices - 1, DISJOINT_LINKS);
        }
        assert_separation(network, devices - 1);
        g_array_unref(all);
        path_network_free(network);
        graph_fixture_clear(&fixture);
    }
    g_rand_free(random);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ring_has_two_ways),
        cmocka_unit_test(the_best_path_is_given_up_where_it_blocks_a_pair),
        cmocka_unit_test(what_both_paths_have_to_share_is_named),
        cmocka_unit_test(two_rings_at_one_device_have_two_ways_by_links_only),
        cmocka_unit_test(parallel_cables_are_two_ways),
        cmocka_unit_test(cables_of_an_aggregate_are_two_ways),
        cmocka_unit_test(no_path_is_no_pair),
        cmocka_unit_test(pairs_and_cuts_of_random_graphs_are_the_best),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
