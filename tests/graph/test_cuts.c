/*
 * Single points of failure and ways to the core, against what is left when each is taken away.
 */
#include "graph/cuts.h"
#include "graph/disjoint.h"
#include "graph/hierarchy.h"
#include "graph/redundancy.h"
#include "tests/graph/graph_fixture.h"
#include "tests/support/graph_shapes.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void append_cut(GString *text, const struct cuts *cuts, const struct cut *cut)
{
    g_autoptr(GArray) lost = cuts_lost(cuts, cut);
    g_string_append_printf(text, "%s%s%u/%u %u %u %" G_GUINT64_FORMAT ":", text->len == 0 ? "" : "; ",
                           cut->is_link ? "link " : "", cut->device, cut->parts, cut->devices, cut->endpoints,
                           cut->pairs);
    for (guint i = 0; i < lost->len; i++)
        g_string_append_printf(text, " %u", g_array_index(lost, uint32_t, i));
}

/* "device/parts devices endpoints pairs: lost" of each, devices 4 and later being endpoints. */
static void assert_cuts(size_t devices, const char *links, const char *expected)
{
    struct graph_fixture fixture = graph_fixture_new(devices, links);
    g_autofree bool *is_endpoint = g_new0(bool, devices + 1);
    for (size_t i = 4; i < devices; i++)
        is_endpoint[i] = true;
    struct cuts *cuts = cuts_new(&fixture.graph, is_endpoint);
    g_autoptr(GString) text = g_string_new(NULL);
    size_t count;
    const struct cut *list = cuts_list(cuts, &count);
    for (size_t i = 0; i < count; i++)
        append_cut(text, cuts, &list[i]);
    assert_string_equal(text->str, expected);
    cuts_free(cuts);
    graph_fixture_clear(&fixture);
}

static void what_cuts_off_most_comes_first(void **state)
{
    (void)state;
    /* A ring of 0 1 2; 3 hangs on 2, and 4 5 on 3, 5 by two cables. */
    assert_cuts(6, "0-1 1-2 2-0 2-3 3-4 3-5 3-5",
                "link 3/2 3 2 9: 3 4 5; 3/3 2 2 7: 4 5; 2/2 2 0 6: 0 1; link 4/2 1 1 5: 4");
}

static void of_equal_parts_that_with_the_first_device_keeps_contact(void **state)
{
    (void)state;
    assert_cuts(3, "0-1 1-2", "link 0/2 1 0 2: 0; link 1/2 1 0 2: 2; 1/2 1 0 1: 2");
    assert_cuts(2, "1-0", "link 0/2 1 0 1: 1");
}

static void a_ring_has_no_single_point_of_failure(void **state)
{
    (void)state;
    assert_cuts(4, "0-1 1-2 2-3 3-0", "");
}

/* Labels of components when a device, or a link, is taken away; the largest is the one that stays. */
struct remains {
    uint32_t label[200], size[200];
    uint32_t largest, parts;
};

static void label_from(const struct graph *graph, const struct cut *cut, struct remains *remains,
                       uint32_t device, uint32_t label)
{
    remains->label[device] = label;
    for (bool has_changed = true; has_changed;) {
        has_changed = false;
        for (size_t i = 0; i < graph->link_count; i++) {
            uint32_t a = graph->links[i].a.device, b = graph->links[i].b.device;
            if ((cut->is_link && i == cut->device) ||
                (!cut->is_link && (a == cut->device || b == cut->device)) ||
                (remains->label[a] == label) == (remains->label[b] == label))
                continue;
            remains->label[a] = remains->label[b] = label;
            has_changed = true;
        }
    }
}

/* Only of the component that the cut is in. */
static void find_remains(const struct graph *graph, const struct cut *cut, const uint32_t *component,
                         uint32_t of, struct remains *remains)
{
    *remains = (struct remains){.largest = UINT32_MAX};
    for (uint32_t d = 0; d < graph->device_count; d++)
        remains->label[d] = UINT32_MAX;
    for (uint32_t d = 0; d < graph->device_count; d++) {
        if (component[d] != of || (!cut->is_link && d == cut->device) || remains->label[d] != UINT32_MAX)
            continue;
        label_from(graph, cut, remains, d, d);
        remains->parts++;
        for (uint32_t e = 0; e < graph->device_count; e++)
            remains->size[d] += remains->label[e] == d;
        if (remains->largest == UINT32_MAX || remains->size[d] > remains->size[remains->largest])
            remains->largest = d;
    }
}

static void assert_cut(const struct graph *graph, const struct cuts *cuts, const struct cut *cut,
                       const struct remains *remains)
{
    uint64_t pairs = 0, left = 0;
    g_autoptr(GArray) lost = cuts_lost(cuts, cut);
    guint at = 0;
    for (uint32_t d = 0; d < graph->device_count; d++) {
        pairs += left * remains->size[d];
        left += remains->size[d];
        if (remains->label[d] != UINT32_MAX && remains->label[d] != remains->largest)
            assert_int_equal(g_array_index(lost, uint32_t, at++), d);
    }
    assert_int_equal(at, lost->len);
    assert_int_equal(cut->parts, remains->parts);
    assert_int_equal(cut->devices, lost->len);
    assert_int_equal(cut->pairs, pairs);
    assert_int_equal(cut->endpoints, 0);
}

static const struct cut *find_cut(const struct cut *list, size_t count, bool is_link, uint32_t device)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].is_link == is_link && list[i].device == device)
            return &list[i];
    return NULL;
}

static void check_all(const struct graph *graph)
{
    struct cuts *cuts = cuts_new(graph, NULL);
    size_t count, found = 0;
    const struct cut *list = cuts_list(cuts, &count);
    struct remains whole, remains;
    uint32_t component[200];
    const struct cut none = {.is_link = true, .device = UINT32_MAX};
    for (uint32_t d = 0; d < graph->device_count; d++)
        component[d] = 0;
    find_remains(graph, &none, component, 0, &whole);
    for (uint32_t i = 0; i < graph->device_count + graph->link_count; i++) {
        bool is_link = i >= graph->device_count;
        struct cut cut = {.is_link = is_link, .device = is_link ? i - (uint32_t)graph->device_count : i};
        uint32_t inside = is_link ? graph->links[cut.device].a.device : cut.device;
        find_remains(graph, &cut, whole.label, whole.label[inside], &remains);
        const struct cut *known = find_cut(list, count, is_link, cut.device);
        assert_int_equal(known != NULL, remains.parts > 1);
        if (known != NULL)
            assert_cut(graph, cuts, known, &remains);
        found += known != NULL;
    }
    assert_int_equal(found, count);
    cuts_free(cuts);
}

static GArray *links_of_shape(const struct shape *shape)
{
    GArray *links = g_array_new(FALSE, TRUE, sizeof(struct link));
    for (guint i = 0; i < shape->edges->len; i++) {
        struct csr_edge edge = g_array_index(shape->edges, struct csr_edge, i);
        struct link link = {.a = {.device = MIN(edge.a, edge.b)}, .b = {.device = MAX(edge.a, edge.b)}};
        g_array_append_val(links, link);
    }
    return links;
}

static void cuts_of_random_graphs_are_what_taking_away_cuts_off(void **state)
{
    (void)state;
    GRand *random = g_rand_new_with_seed(40);
    for (unsigned i = 0; i < 1500; i++) {
        struct shape shape = shape_small(i, random);
        GArray *links = links_of_shape(&shape);
        if (shape.vertex_count <= 60)
            check_all(&(struct graph){shape.vertex_count, (const struct link *)(const void *)links->data,
                                      links->len});
        g_array_unref(links);
        shape_clear(&shape);
    }
    g_rand_free(random);
}

/* All of the core is joined to one more device: what the ways to it are by Menger's theorem. */
static void assert_ways(const struct shape *shape, const bool *is_core)
{
    GArray *links = links_of_shape(shape);
    uint32_t sink = (uint32_t)shape->vertex_count;
    for (uint32_t d = 0; d < sink; d++) {
        struct link link = {.a = {.device = d}, .b = {.device = sink}};
        if (is_core[d])
            g_array_append_val(links, link);
    }
    struct graph graph = {(size_t)sink + 1, (const struct link *)(const void *)links->data, links->len};
    struct path_network *network =
        path_network_new(&graph, &(struct path_metrics){.metric = PATH_METRIC_HOPS});
    struct simple_graph *simple = shape_simple_graph(shape);
    g_autofree uint8_t *ways = redundancy_new(simple_graph_csr(simple), is_core);
    for (uint32_t d = 0; d < sink; d++) {
        if (is_core[d]) {
            assert_int_equal(ways[d], REDUNDANCY_MOST);
            continue;
        }
        struct separation *separation = separation_new(network, d, sink);
        assert_int_equal(ways[d], MIN(REDUNDANCY_MOST, separation->device_ways));
        separation_free(separation);
    }
    simple_graph_free(simple);
    path_network_free(network);
    g_array_unref(links);
}

static void ways_to_the_core_of_random_graphs_are_the_most_there_are(void **state)
{
    (void)state;
    GRand *random = g_rand_new_with_seed(41);
    for (unsigned i = 0; i < 800; i++) {
        struct shape shape = shape_small(i, random);
        g_autofree bool *is_core = g_new0(bool, shape.vertex_count + 1);
        for (size_t d = 0; d < shape.vertex_count; d++)
            is_core[d] = g_rand_int_range(random, 0, 5) == 0;
        if (shape.vertex_count <= 40)
            assert_ways(&shape, is_core);
        shape_clear(&shape);
    }
    g_rand_free(random);
}

/* Two cores 0 1, distribution 2 3 and 4 5, access 6 7 below the one and 8 below the other, hosts 9 10 on 6 8.
 */
static void a_campus_has_its_tiers(void **state)
{
    (void)state;
    struct graph_fixture fixture =
        graph_fixture_new(12, "0-1 0-2 0-3 0-4 0-5 1-2 1-3 1-4 1-5 2-6 3-6 2-7 3-7 4-8 5-8 6-9 8-10");
    struct simple_graph *simple = simple_graph_new(&fixture.graph);
    struct hierarchy *hierarchy = hierarchy_new(simple, NULL, NULL);
    static const enum tier expected[] = {
        TIER_CORE,   TIER_CORE,   TIER_DISTRIBUTION, TIER_DISTRIBUTION, TIER_DISTRIBUTION, TIER_DISTRIBUTION,
        TIER_ACCESS, TIER_ACCESS, TIER_ACCESS,       TIER_EDGE,         TIER_EDGE,         TIER_NONE};
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++)
        assert_int_equal(hierarchy->tiers[i], expected[i]);
    g_autofree uint8_t *ways = redundancy_new(simple_graph_csr(simple), hierarchy->is_core);
    static const uint8_t expected_ways[] = {4, 4, 2, 2, 2, 2, 2, 2, 2, 1, 1, 0};
    assert_memory_equal(ways, expected_ways, sizeof expected_ways);
    hierarchy_free(hierarchy);
    simple_graph_free(simple);
    graph_fixture_clear(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_cuts_off_most_comes_first),
        cmocka_unit_test(of_equal_parts_that_with_the_first_device_keeps_contact),
        cmocka_unit_test(a_ring_has_no_single_point_of_failure),
        cmocka_unit_test(cuts_of_random_graphs_are_what_taking_away_cuts_off),
        cmocka_unit_test(ways_to_the_core_of_random_graphs_are_the_most_there_are),
        cmocka_unit_test(a_campus_has_its_tiers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
