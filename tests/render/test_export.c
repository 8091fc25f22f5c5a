#include "graph/import_format.h"
#include "render/escape.h"
#include "render/renderer.h"
#include "tests/render/small_network.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define GOLDEN "tests/render/golden/"

static GBytes *write_in(enum renderer_kind kind, const char *name, uint32_t seed)
{
    struct small_network network;
    small_network_init(&network, seed);
    const struct renderer *renderer = renderer_find(kind, name);
    assert_non_null(renderer);
    struct render_request request = {
        .topology = network.topology, .layers = (1U << LAYERS) - 2, .title = "Small & \"quoted\""};
    GError *error = NULL;
    GBytes *bytes = renderer->write(&request, &error);
    assert_null(error);
    assert_non_null(bytes);
    small_network_clear(&network);
    return bytes;
}

static char *text_of(GBytes *bytes)
{
    size_t size;
    const char *data = g_bytes_get_data(bytes, &size);
    return g_strndup(data, size);
}

/* WIREMAP_UPDATE_GOLDEN in the environment writes the files anew: look at what changed. */
static void assert_golden(enum renderer_kind kind, const char *name, const char *file)
{
    g_autofree char *path = g_strconcat(GOLDEN, file, NULL);
    GBytes *bytes = write_in(kind, name, 0);
    g_autofree char *text = text_of(bytes), *expected = NULL;
    if (g_getenv("WIREMAP_UPDATE_GOLDEN"))
        assert_true(g_file_set_contents(path, text, -1, NULL));
    assert_true(g_file_get_contents(path, &expected, NULL, NULL));
    assert_string_equal(text, expected);
    g_bytes_unref(bytes);
}

static void graphml_is_as_it_was(void **state)
{
    (void)state;
    assert_golden(RENDERER_EXPORT, "graphml", "small.graphml");
}

static void gexf_is_as_it_was(void **state)
{
    (void)state;
    assert_golden(RENDERER_EXPORT, "gexf", "small.gexf");
}

static void json_is_as_it_was(void **state)
{
    (void)state;
    assert_golden(RENDERER_EXPORT, "json", "small.json");
}

static void csv_is_as_it_was(void **state)
{
    (void)state;
    assert_golden(RENDERER_EXPORT, "csv", "small.csv");
}

static void dot_is_as_it_was(void **state)
{
    (void)state;
    assert_golden(RENDERER_EXPORT, "dot", "small.dot");
}

static void the_map_in_svg_is_as_it_was(void **state)
{
    (void)state;
    assert_golden(RENDERER_MAP, "svg", "map.svg");
}

static void the_map_in_dot_is_as_it_was(void **state)
{
    (void)state;
    assert_golden(RENDERER_MAP, "dot", "map.dot");
}

static void the_order_of_the_observations_changes_nothing(void **state)
{
    (void)state;
    static const struct {
        enum renderer_kind kind;
        const char *name;
    } formats[] = {{RENDERER_EXPORT, "graphml"}, {RENDERER_EXPORT, "gexf"}, {RENDERER_EXPORT, "json"},
                   {RENDERER_EXPORT, "csv"},     {RENDERER_EXPORT, "dot"},  {RENDERER_MAP, "svg"},
                   {RENDERER_MAP, "dot"}};
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
        GBytes *first = write_in(formats[i].kind, formats[i].name, 0);
        for (uint32_t seed = 1; seed <= 4; seed++) {
            GBytes *other = write_in(formats[i].kind, formats[i].name, seed);
            assert_true(g_bytes_equal(first, other));
            g_bytes_unref(other);
        }
        g_bytes_unref(first);
    }
}

static void layers_are_chosen(void **state)
{
    (void)state;
    struct small_network network;
    small_network_init(&network, 0);
    struct render_request request = {.topology = network.topology, .layers = 1U << LAYER_L3};
    GBytes *bytes = renderer_find(RENDERER_EXPORT, "graphml")->write(&request, NULL);
    g_autofree char *text = text_of(bytes);
    assert_null(strstr(text, "<edge "));
    assert_non_null(strstr(text, "<node "));
    g_bytes_unref(bytes);
    small_network_clear(&network);
}

static const struct observation *find_imported(const struct import_result *import, const char *name)
{
    for (guint i = 0; i < import->observations->len; i++) {
        const struct observation *observation = import->observations->pdata[i];
        if (g_strcmp0(observation->system.sys_name, name) == 0)
            return observation;
    }
    return NULL;
}

static void graphml_that_is_imported_again_has_the_same_devices_and_links(void **state)
{
    (void)state;
    GBytes *bytes = write_in(RENDERER_EXPORT, "graphml", 0);
    size_t size;
    const void *data = g_bytes_get_data(bytes, &size);
    struct import_result import;
    GError *error = NULL;
    assert_true(import_format_read(import_format_find("graphml"), (struct bytes){data, size}, "small.graphml",
                                   0, &import, &error));
    assert_int_equal(import.observations->len, 6);
    assert_int_equal(import.edge_count, 7);
    const struct observation *core = find_imported(&import, "core-1");
    assert_non_null(core);
    assert_int_equal(core->system.role, ROLE_L3_SWITCH);
    assert_string_equal(core->system.model, "X-9000");
    assert_non_null(find_imported(&import, HOSTILE_NAME));
    import_result_clear(&import);
    g_bytes_unref(bytes);
}

static void networkx_reads_the_graphml(void **state)
{
    (void)state;
    static const char script[] =
        "import sys\n"
        "try:\n"
        "    import networkx\n"
        "except ImportError:\n"
        "    sys.exit(77)\n"
        "g = networkx.read_graphml(sys.argv[1])\n"
        "names = {n: d['name'] for n, d in g.nodes(data=True)}\n"
        "assert len(g) == 6 and g.number_of_edges() == 7, (len(g), g.number_of_edges())\n"
        "assert not g.is_directed() and g.is_multigraph()\n"
        "assert {d['visited'] for n, d in g.nodes(data=True)} == {True, False}\n"
        "assert all(d['speed_mbps'] == 1000.0 for a, b, d in g.edges(data=True) if 'speed_mbps' in d)\n"
        "ends = sorted(tuple(sorted((names[a], names[b]))) for a, b in g.edges())\n"
        "assert ends[0] == ('=<a href=\"x\">&amp;\\\\N\\'', 'access-1'), ends\n"
        "assert ends.count(('core-1', 'core-2')) == 2, ends\n";
    g_autofree char *python = g_find_program_in_path("python3");
    if (python == NULL)
        skip();
    const char *argv[] = {python, "-c", script, GOLDEN "small.graphml", NULL};
    int status = -1;
    assert_true(
        g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, NULL));
    if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
        skip();
    assert_int_equal(status, 0);
}

static void json_has_the_objects_of_show(void **state)
{
    (void)state;
    GBytes *bytes = write_in(RENDERER_EXPORT, "json", 0);
    g_autofree char *text = text_of(bytes);
    json_t *document = json_loads(text, 0, NULL);
    assert_non_null(document);
    json_t *links = json_object_get(document, "links");
    assert_int_equal(json_array_size(json_object_get(document, "devices")), 6);
    assert_int_equal(json_array_size(links), 7);
    json_t *link = json_array_get(links, 0), *end = json_object_get(link, "a");
    assert_string_equal(json_string_value(json_object_get(end, "device")), HOSTILE_NAME);
    assert_string_equal(json_string_value(json_object_get(link, "certainty")), "claimed");
    assert_null(json_object_get(link, "members"));
    json_decref(document);
    g_bytes_unref(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(graphml_is_as_it_was),
        cmocka_unit_test(gexf_is_as_it_was),
        cmocka_unit_test(json_is_as_it_was),
        cmocka_unit_test(csv_is_as_it_was),
        cmocka_unit_test(dot_is_as_it_was),
        cmocka_unit_test(the_map_in_svg_is_as_it_was),
        cmocka_unit_test(the_map_in_dot_is_as_it_was),
        cmocka_unit_test(the_order_of_the_observations_changes_nothing),
        cmocka_unit_test(layers_are_chosen),
        cmocka_unit_test(graphml_that_is_imported_again_has_the_same_devices_and_links),
        cmocka_unit_test(networkx_reads_the_graphml),
        cmocka_unit_test(json_has_the_objects_of_show),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
