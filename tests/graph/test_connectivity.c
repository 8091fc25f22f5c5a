#include "graph/connectivity.h"
#include "tests/graph/graph_fixture.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void append_numbers(GString *text, const GArray *numbers)
{
    for (guint i = 0; i < numbers->len; i++)
        g_string_append_printf(text, "%s%u", i == 0 ? "" : " ", g_array_index(numbers, uint32_t, i));
}

/* expected: "components / articulation points / positions of bridges", components separated by commas. */
static void assert_connectivity(const struct graph_fixture *fixture, const char *expected)
{
    GError *error = NULL;
    struct connectivity *found = connectivity_new(&fixture->graph, &error);
    assert_null(error);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < found->components->len; i++) {
        g_string_append(text, i == 0 ? "" : ",");
        append_numbers(text, found->components->pdata[i]);
    }
    g_string_append(text, " / ");
    append_numbers(text, found->articulation_points);
    g_string_append(text, " / ");
    append_numbers(text, found->bridges);
    assert_string_equal(text->str, expected);
    connectivity_free(found);
}

static void assert_of_text(size_t devices, const char *links, const char *expected)
{
    struct graph_fixture fixture = graph_fixture_new(devices, links);
    assert_connectivity(&fixture, expected);
    graph_fixture_clear(&fixture);
}

static void a_ring_has_no_cut_point_and_no_bridge(void **state)
{
    (void)state;
    assert_of_text(4, "0-1 1-2 2-3 3-0", "0 1 2 3 /  / ");
}

static void every_inner_device_and_link_of_a_chain_cuts_it(void **state)
{
    (void)state;
    assert_of_text(4, "2-3 1-2 0-1", "0 1 2 3 / 1 2 / 0 1 2");
}

static void two_rings_at_one_device_are_cut_there(void **state)
{
    (void)state;
    assert_of_text(5, "0-1 1-2 2-0 2-3 3-4 4-2", "0 1 2 3 4 / 2 / ");
}

static void one_of_two_parallel_cables_is_no_bridge_but_its_device_cuts(void **state)
{
    (void)state;
    assert_of_text(3, "0-1 0-1 1-2", "0 1 2 / 1 / 2");
}

static void an_aggregate_of_two_cables_is_no_bridge(void **state)
{
    (void)state;
    struct graph_fixture fixture = graph_fixture_new(3, "0-1 1-2");
    graph_fixture_link(&fixture, 0)->member_count = 2;
    graph_fixture_link(&fixture, 1)->member_count = 1;
    assert_connectivity(&fixture, "0 1 2 / 1 / 1");
    graph_fixture_clear(&fixture);
}

static void components_are_sorted_by_size_then_by_their_first_device(void **state)
{
    (void)state;
    assert_of_text(7, "5-1 6-3 3-2", "2 3 6,1 5,0,4 / 3 / 0 1 2");
}

static void a_link_to_itself_is_neither_counted_nor_a_bridge(void **state)
{
    (void)state;
    struct graph_fixture fixture = graph_fixture_new(2, "0-0 0-1");
    struct connectivity *found = connectivity_new(&fixture.graph, NULL);
    assert_int_equal(found->cable_count, 1);
    connectivity_free(found);
    assert_connectivity(&fixture, "0 1 /  / 1");
    graph_fixture_clear(&fixture);
}

static void no_device_is_no_component(void **state)
{
    (void)state;
    assert_of_text(0, "", " /  / ");
}

/* Deeper than a stack would take if anything recursed. */
static void a_chain_of_200000_devices_is_cut_everywhere(void **state)
{
    (void)state;
    const uint32_t length = 200000;
    struct graph_fixture fixture = graph_fixture_new(length, "");
    for (uint32_t i = 0; i + 1 < length; i++) {
        struct link link = {.a = {.device = i}, .b = {.device = i + 1}};
        g_array_append_val(fixture.links, link);
    }
    fixture.graph.links = (const struct link *)(const void *)fixture.links->data;
    fixture.graph.link_count = fixture.links->len;
    struct connectivity *found = connectivity_new(&fixture.graph, NULL);
    assert_int_equal(found->articulation_points->len, length - 2);
    assert_int_equal(found->bridges->len, length - 1);
    connectivity_free(found);
    graph_fixture_clear(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ring_has_no_cut_point_and_no_bridge),
        cmocka_unit_test(every_inner_device_and_link_of_a_chain_cuts_it),
        cmocka_unit_test(two_rings_at_one_device_are_cut_there),
        cmocka_unit_test(one_of_two_parallel_cables_is_no_bridge_but_its_device_cuts),
        cmocka_unit_test(an_aggregate_of_two_cables_is_no_bridge),
        cmocka_unit_test(components_are_sorted_by_size_then_by_their_first_device),
        cmocka_unit_test(a_link_to_itself_is_neither_counted_nor_a_bridge),
        cmocka_unit_test(no_device_is_no_component),
        cmocka_unit_test(a_chain_of_200000_devices_is_cut_everywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
