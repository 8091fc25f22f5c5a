/* The GraphML that we write, read by igraph's own reader: the file is for others, so others must read it. */
#include "tests/render/small_network.h"

#include "render/renderer.h"

#include <igraph.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct read_back {
    struct small_network network;
    GBytes *written;
    igraph_t graph;
};

static int read_exported(void **state)
{
    struct read_back *back = g_new0(struct read_back, 1);
    igraph_set_attribute_table(&igraph_cattribute_table);
    small_network_init(&back->network, 0);
    struct render_request request = {.topology = back->network.topology, .layers = 7U << LAYER_PHYSICAL};
    back->written = renderer_find(RENDERER_EXPORT, "graphml")->write(&request, NULL);
    assert_non_null(back->written);
    gsize size;
    const void *data = g_bytes_get_data(back->written, &size);
    FILE *file = fmemopen((void *)(uintptr_t)data, size, "r");
    assert_non_null(file);
    assert_int_equal(igraph_read_graph_graphml(&back->graph, file, 0), IGRAPH_SUCCESS);
    fclose(file);
    *state = back;
    return 0;
}

static int free_read(void **state)
{
    struct read_back *back = *state;
    igraph_destroy(&back->graph);
    g_bytes_unref(back->written);
    small_network_clear(&back->network);
    g_free(back);
    return 0;
}

static igraph_integer_t vertex_named(const igraph_t *graph, const char *name)
{
    for (igraph_integer_t i = 0; i < igraph_vcount(graph); i++)
        if (strcmp(igraph_cattribute_VAS(graph, "name", i), name) == 0)
            return i;
    fail_msg("no node has the name %s", name);
    return -1;
}

static void every_device_and_link_is_read(void **state)
{
    const struct read_back *back = *state;
    const struct topology *topology = back->network.topology;
    assert_int_equal(igraph_vcount(&back->graph), topology_device_count(topology));
    assert_int_equal(igraph_ecount(&back->graph), topology_link_count(topology));
    assert_false(igraph_is_directed(&back->graph));
}

static void devices_keep_what_they_are(void **state)
{
    const struct read_back *back = *state;
    const struct topology *topology = back->network.topology;
    for (size_t i = 0; i < topology_device_count(topology); i++) {
        const struct device *device = topology_device(topology, i);
        igraph_integer_t node = vertex_named(&back->graph, device->name);
        const char *model = device->model == NULL ? "" : device->model;
        assert_string_equal(igraph_cattribute_VAS(&back->graph, "model", node), model);
        assert_int_equal(igraph_cattribute_VAB(&back->graph, "visited", node), device->visited);
    }
}

static void names_that_attack_xml_arrive_letter_for_letter(void **state)
{
    const struct read_back *back = *state;
    assert_true(vertex_named(&back->graph, HOSTILE_NAME) >= 0);
}

static void links_keep_their_ports_layers_and_speeds(void **state)
{
    const struct read_back *back = *state;
    size_t physical = 0, with_both_ports = 0;
    for (igraph_integer_t i = 0; i < igraph_ecount(&back->graph); i++) {
        physical += strcmp(igraph_cattribute_EAS(&back->graph, "layer", i), "physical") == 0;
        with_both_ports += *igraph_cattribute_EAS(&back->graph, "a_port", i) != '\0' &&
                           *igraph_cattribute_EAS(&back->graph, "b_port", i) != '\0';
        assert_string_equal(igraph_cattribute_EAS(&back->graph, "protocols", i), "lldp");
        assert_true(igraph_cattribute_has_attr(&back->graph, IGRAPH_ATTRIBUTE_EDGE, "speed_mbps"));
    }
    assert_true(physical > 0);
    assert_int_equal(with_both_ports, igraph_ecount(&back->graph));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_device_and_link_is_read, read_exported, free_read),
        cmocka_unit_test_setup_teardown(devices_keep_what_they_are, read_exported, free_read),
        cmocka_unit_test_setup_teardown(names_that_attack_xml_arrive_letter_for_letter, read_exported,
                                        free_read),
        cmocka_unit_test_setup_teardown(links_keep_their_ports_layers_and_speeds, read_exported, free_read),
    };
    return cmocka_run_group_tests_name("graphml_igraph", tests, NULL, NULL);
}
