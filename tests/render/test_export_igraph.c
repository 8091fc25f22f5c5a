/* igraph's own reader of GraphML on what export writes: the import of ours reads more than it does. */
#include "render/renderer.h"
#include "tests/render/small_network.h"

#include <igraph/igraph.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static int read_back(void **state)
{
    struct small_network network;
    small_network_init(&network, 0);
    struct render_request request = {.topology = network.topology, .layers = (1U << LAYERS) - 2};
    g_autoptr(GBytes) bytes = renderer_find(RENDERER_EXPORT, "graphml")->write(&request, NULL);
    small_network_clear(&network);
    igraph_set_attribute_table(&igraph_cattribute_table);
    size_t size;
    gconstpointer data = g_bytes_get_data(bytes, &size);
    FILE *file = fmemopen((void *)data, size, "r");
    igraph_t *graph = g_new0(igraph_t, 1);
    igraph_error_t code = igraph_read_graph_graphml(graph, file, 0);
    fclose(file);
    *state = graph;
    return code != IGRAPH_SUCCESS;
}

static int destroy(void **state)
{
    igraph_destroy(*state);
    g_free(*state);
    return 0;
}

static igraph_integer_t find_vertex(const igraph_t *graph, const char *name)
{
    for (igraph_integer_t i = 0; i < igraph_vcount(graph); i++)
        if (strcmp(VAS(graph, "name", i), name) == 0)
            return i;
    return -1;
}

static void devices_and_links_are_all_there(void **state)
{
    const igraph_t *graph = *state;
    assert_int_equal(igraph_vcount(graph), 6);
    assert_int_equal(igraph_ecount(graph), 7);
    assert_false(igraph_is_directed(graph));
}

static void devices_have_their_attributes(void **state)
{
    const igraph_t *graph = *state;
    igraph_integer_t core = find_vertex(graph, "core-1"), phone = find_vertex(graph, HOSTILE_NAME);
    assert_true(core >= 0 && phone >= 0);
    assert_string_equal(VAS(graph, "role", core), "l3-switch");
    assert_string_equal(VAS(graph, "model", core), "X-9000");
    assert_string_equal(VAS(graph, "address", core), "10.0.0.1");
    assert_true(VAB(graph, "visited", core));
    assert_false(VAB(graph, "visited", phone));
}

static void links_have_their_attributes(void **state)
{
    const igraph_t *graph = *state;
    igraph_integer_t edge = -1;
    igraph_integer_t core = find_vertex(graph, "core-1"), access = find_vertex(graph, "access-1");
    assert_int_equal(igraph_get_eid(graph, &edge, core, access, IGRAPH_UNDIRECTED, false), IGRAPH_SUCCESS);
    assert_string_equal(EAS(graph, "a_port", edge), "GigabitEthernet1/0/1");
    assert_string_equal(EAS(graph, "b_port", edge), "GigabitEthernet1/0/3");
    assert_string_equal(EAS(graph, "certainty", edge), "confirmed");
    assert_string_equal(EAS(graph, "layer", edge), "physical");
    assert_string_equal(EAS(graph, "protocols", edge), "lldp");
    assert_float_equal(EAN(graph, "speed_mbps", edge), 1000, 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(devices_and_links_are_all_there),
        cmocka_unit_test(devices_have_their_attributes),
        cmocka_unit_test(links_have_their_attributes),
    };
    return cmocka_run_group_tests(tests, read_back, destroy);
}
