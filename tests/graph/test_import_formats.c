#include "graph/import_format.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static bool read_as(const char *format, const char *text, struct import_result *out, GError **error)
{
    return import_format_read(import_format_find(format), bytes_from_text(text), "file", 1000, out, error);
}

static void append_edge(GString *out, const struct observation *observation, const struct neighbor *edge)
{
    g_string_append_printf(out, "%s[%s]-%.*s[%.*s]", observation->source_id,
                           edge->local_port_name ? edge->local_port_name : "",
                           (int)edge->remote_chassis_id.size, (const char *)edge->remote_chassis_id.data,
                           (int)edge->remote_port_id.size,
                           edge->remote_port_id.size > 0 ? (const char *)edge->remote_port_id.data : "");
    if (edge->speed_bps > 0)
        g_string_append_printf(out, " %gM", (double)edge->speed_bps / 1e6);
    g_string_append_c(out, '\n');
}

/* "id=name" of each node, then a line for each edge, by nodes. */
static char *describe(const struct import_result *result)
{
    GString *nodes = g_string_new(NULL), *edges = g_string_new(NULL);
    for (guint i = 0; i < result->observations->len; i++) {
        const struct observation *observation = result->observations->pdata[i];
        g_string_append_printf(nodes, "%s%s=%s", i > 0 ? " " : "", observation->source_id,
                               observation->system.sys_name);
        size_t count;
        const struct neighbor *rows = observation_records(observation, RECORD_NEIGHBOR, &count);
        for (size_t j = 0; j < count; j++)
            append_edge(edges, observation, &rows[j]);
    }
    g_string_append_printf(nodes, "\n%s", edges->str);
    g_string_free(edges, TRUE);
    return g_string_free(nodes, FALSE);
}

static void assert_read(const char *format, const char *text, const char *expected)
{
    struct import_result result;
    g_autoptr(GError) error = NULL;
    if (!read_as(format, text, &result, &error))
        fail_msg("%s", error->message);
    g_autofree char *got = describe(&result);
    assert_string_equal(got, expected);
    import_result_clear(&result);
}

static void assert_refused(const char *format, const char *text, const char *expected)
{
    struct import_result result;
    g_autoptr(GError) error = NULL;
    assert_false(read_as(format, text, &result, &error));
    assert_string_equal(error->message, expected);
}

static void a_table_without_header_has_the_columns_in_their_order(void **state)
{
    (void)state;
    assert_read("csv", "sw1,sw2,eth1,eth2,1000\r\nsw2,\"sw 3, \"\"new\"\"\"\n",
                "sw1=sw1 sw2=sw2 sw 3, \"new\"=sw 3, \"new\"\nsw1[eth1]-sw2[eth2] 1000M\n"
                "sw2[]-sw 3, \"new\"[]\n");
}

static void a_header_names_the_columns(void **state)
{
    (void)state;
    assert_read("csv", "speed;to;from;b_port\n25000;b;a;x1\n\n# a comment\n;c;;\n",
                "a=a b=b c=c\na[]-b[x1] 25000M\n");
}

static void ids_and_names_are_two_things(void **state)
{
    (void)state;
    assert_read("csv", "a,a_id,b,b_id,layer\nspare,d1,spare,d2,l3\nlone,d3,,,\n",
                "d1=spare d2=spare d3=lone\nd1[]-d2[]\n");
}

static void an_edge_list_is_two_words_a_line(void **state)
{
    (void)state;
    assert_read("csv", "a b\nb\tc {'weight': 3}\n# d e\n", "a=a b=b c=c\na[]-b[]\nb[]-c[]\n");
}

static void what_is_wrong_in_a_table_is_told_with_its_line(void **state)
{
    (void)state;
    assert_refused("csv", "a,b\nx,\"y\nz", "line 2: a quote is never closed");
    assert_refused("csv", "a,b,a_port\nx,y,1\n,,eth3\n", "line 3: the row names no device");
    assert_refused("csv", "# nothing\n", "line 2: there is no edge in it");
}

static void gml_has_nodes_and_edges_in_a_graph(void **state)
{
    (void)state;
    assert_read("gml",
                "Creator \"x\"\n# a comment\ngraph [\n directed 0\n node [ id 7 label \"K&#246;ln &amp; &x\" "
                "graphics [ label \"no\" ] ]\n node [ id 8 ]\n edge [ source 8 target 7 "
                "LinkSpeedRaw 1e9 a_port \"ge-0/0/0\" ]\n]\n",
                "7=Köln & &x 8=8\n8[ge-0/0/0]-7[] 1000M\n");
}

static void what_is_wrong_in_gml_is_told_with_its_line(void **state)
{
    (void)state;
    assert_refused("gml", "graph [\n node [ label \"x\" ]\n]", "line 2: a node has no id");
    assert_refused("gml", "graph [ edge [ source 1 ] ]", "line 1: an edge has no target");
    assert_refused("gml", "graph [\n\nnode [ id 1", "line 3: the file ends within a list");
    assert_refused("gml", "graph [ ] ]", "line 1: a ] closes nothing");
    assert_refused("gml", "graph [ node ]", "line 1: the key node has no value");
    assert_refused("gml", "x 1", "line 1: there is no graph in it");
    assert_refused("gml", "graph [ node [ id \"1 ] ]", "line 1: the key id has no value");
    g_autoptr(GString) deep = g_string_new("graph [ ");
    for (int i = 0; i < 100; i++)
        g_string_append(deep, "a [ ");
    assert_refused("gml", deep->str, "line 1: lists are nested over 64 deep");
}

static void pajek_has_vertices_edges_and_lists(void **state)
{
    (void)state;
    assert_read(
        "pajek",
        "% made by hand\n*Network x\n*Vertices 4\r\n1 \"sw 1\" 0.1 0.2\n3 sw3\n*Arcs :1 \"rel\"\n1 3 2.5\n"
        "*Edgeslist\n4 1 2\n*Partition p\n1\n",
        "1=sw 1 2=2 3=sw3 4=4\n1[]-3[]\n4[]-1[]\n4[]-2[]\n");
}

static void a_matrix_of_pajek_has_each_edge_once(void **state)
{
    (void)state;
    assert_read("pajek", "*Vertices 3\n*Matrix\n0 1 0\n1 1 0\n0.5 0 0\n", "1=1 2=2 3=3\n1[]-2[]\n3[]-1[]\n");
}

static void what_is_wrong_in_pajek_is_told_with_its_line(void **state)
{
    (void)state;
    assert_refused("pajek", "1 2\n", "line 1: there is no *Vertices before this");
    assert_refused("pajek", "*Vertices x\n", "line 1: *Vertices without their number");
    assert_refused("pajek", "*Vertices 2\n*Edges\n1 3\n", "line 3: there is no vertex 3: they are 1 to 2");
    assert_refused("pajek", "*Vertices 2\n*Edges\n1\n", "line 3: an edge has one end only");
    assert_refused("pajek", "*Vertices 2\n*Arcs\none 2\n", "line 3: 'one' is no number of a vertex");
    assert_refused("pajek", "*Vertices 2000000\n", "line 1: there are over 1000000 nodes");
    assert_refused("pajek", "*Vertices 1\n*Matrix\n0\n0\n",
                   "line 4: the matrix has more rows than there are vertices");
    assert_refused("pajek", "*Vertices 1\n*Vertices 1\n",
                   "line 2: a second *Vertices: two networks in one file");
}

static void a_node_link_document_is_read(void **state)
{
    (void)state;
    assert_read(
        "json",
        "{\"directed\": false, \"nodes\": [{\"id\": 0, \"name\": \"r1\"}, {\"id\": \"b\"}], "
        "\"edges\": [{\"source\": 0, \"target\": \"b\", \"speed_mbps\": 100, \"source_port\": \"x\"}]}",
        "0=r1 b=b\n0[x]-b[] 100M\n");
}

static void netjson_is_read(void **state)
{
    (void)state;
    assert_read(
        "json",
        "{\"type\": \"NetworkGraph\", \"nodes\": [{\"id\": \"1\", \"label\": \"r1\"}, {\"id\": \"2\"}], "
        "\"links\": [{\"source\": \"1\", \"target\": \"2\", \"cost\": 1, "
        "\"properties\": {\"speed_mbps\": 10}}]}",
        "1=r1 2=2\n1[]-2[] 10M\n");
}

static void our_own_export_is_read(void **state)
{
    (void)state;
    assert_read(
        "json",
        "{\"devices\": [{\"id\": 1, \"name\": \"a\"}, {\"id\": 2, \"name\": \"b\"}], \"links\": [{\"a\": "
        "{\"device\": \"a\", \"device_id\": 1, \"port\": \"e1\"}, \"b\": {\"device\": \"b\", "
        "\"device_id\": 2}, \"speed_mbps\": 2500}]}",
        "1=a 2=b\n1[e1]-2[] 2500M\n");
}

static void what_is_wrong_in_json_is_told(void **state)
{
    (void)state;
    assert_refused("json", "{\"nodes\": []}", "there is no array of links in it");
    assert_refused("json", "{\"type\": \"NetworkRoutes\"}",
                   "NetJSON's type is 'NetworkRoutes', not NetworkGraph");
    assert_refused("json", "{\"nodes\": [{\"id\": 1}, {}], \"links\": []}", "node 2 has no id");
    assert_refused("json", "{\"nodes\": [], \"links\": [{\"source\": 1}]}", "link 1 has no target");
    struct import_result result;
    g_autoptr(GError) error = NULL;
    assert_false(read_as("json", "{\n\"nodes\":", &result, &error));
    assert_true(g_str_has_prefix(error->message, "line 2: "));
}

static const char *guess(const char *text)
{
    return import_format_guess(bytes_from_text(text))->name;
}

static void the_format_is_told_by_the_name_or_the_content(void **state)
{
    (void)state;
    assert_string_equal(import_format_find_for_file("/x.y/Net.GraphML")->name, "graphml");
    assert_string_equal(import_format_find_for_file("a.edgelist")->name, "csv");
    assert_null(import_format_find_for_file("net.d/file"));
    assert_string_equal(guess("  <?xml"), "graphml");
    assert_string_equal(guess("{}"), "json");
    assert_string_equal(guess("graph [ ]"), "gml");
    assert_string_equal(guess("*vertices 3"), "pajek");
    assert_string_equal(guess("a b"), "csv");
    assert_string_equal(guess(""), "csv");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_without_header_has_the_columns_in_their_order),
        cmocka_unit_test(a_header_names_the_columns),
        cmocka_unit_test(ids_and_names_are_two_things),
        cmocka_unit_test(an_edge_list_is_two_words_a_line),
        cmocka_unit_test(what_is_wrong_in_a_table_is_told_with_its_line),
        cmocka_unit_test(gml_has_nodes_and_edges_in_a_graph),
        cmocka_unit_test(what_is_wrong_in_gml_is_told_with_its_line),
        cmocka_unit_test(pajek_has_vertices_edges_and_lists),
        cmocka_unit_test(a_matrix_of_pajek_has_each_edge_once),
        cmocka_unit_test(what_is_wrong_in_pajek_is_told_with_its_line),
        cmocka_unit_test(a_node_link_document_is_read),
        cmocka_unit_test(netjson_is_read),
        cmocka_unit_test(our_own_export_is_read),
        cmocka_unit_test(what_is_wrong_in_json_is_told),
        cmocka_unit_test(the_format_is_told_by_the_name_or_the_content),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
