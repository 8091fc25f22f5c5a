#include "graph/import_graphml.h"
#include "graph/xml_guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define NAMESPACE "xmlns=\"http://graphml.graphdrawing.org/xmlns\""
#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml " NAMESPACE ">"
#define TAIL "</graphml>"
#define GRAPH(inside) HEAD "<graph edgedefault=\"undirected\">" inside "</graph>" TAIL

static bool import(const char *text, struct import_result *out, GError **error)
{
    return import_format_read(import_format_find("graphml"), bytes_from_text(text), "net.graphml", 1000, out,
                              error);
}

static struct import_result imported(const char *text)
{
    struct import_result out;
    GError *error = NULL;
    if (!import(text, &out, &error))
        fail_msg("refused: %s", error->message);
    return out;
}

/* The reason is part of the message. */
static void assert_refused(const char *text, const char *reason)
{
    struct import_result out;
    GError *error = NULL;
    if (import(text, &out, &error))
        fail_msg("not refused for: %s", reason);
    if (strstr(error->message, reason) == NULL)
        fail_msg("refused with '%s', not with '%s'", error->message, reason);
    assert_null(out.observations);
    g_error_free(error);
}

static const struct observation *observation_at(const struct import_result *import, guint position)
{
    assert_true(position < import->observations->len);
    return import->observations->pdata[position];
}

static const struct neighbor *neighbor_at(const struct import_result *import, guint position, size_t row)
{
    size_t count;
    const struct neighbor *rows =
        observation_records(observation_at(import, position), RECORD_NEIGHBOR, &count);
    assert_true(row < count);
    return &rows[row];
}

static void assert_bytes(struct bytes bytes, const char *expected)
{
    assert_true(bytes_equal(bytes, bytes_from_text(expected)));
}

/* "id=name id=name ..." */
static void assert_names(const char *text, const char *expected)
{
    struct import_result out = imported(text);
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint i = 0; i < out.observations->len; i++) {
        const struct observation *observation = observation_at(&out, i);
        g_string_append_printf(names, "%s%s=%s", i == 0 ? "" : " ", observation->source_id,
                               observation->system.sys_name);
    }
    assert_string_equal(names->str, expected);
    import_result_clear(&out);
}

static void every_node_is_an_observation_of_the_file(void **state)
{
    (void)state;
    struct import_result out = imported(GRAPH("<node id=\"n0\"/><node id=\"n1\"/>"));
    assert_int_equal(out.observations->len, 2);
    const struct observation *first = observation_at(&out, 0);
    assert_int_equal(first->via, VIA_IMPORT);
    assert_int_equal(first->outcome, OUTCOME_GOOD);
    assert_int_equal(first->started_at, 1000);
    assert_string_equal(first->source_id, "n0");
    assert_string_equal(first->source_name, "net.graphml");
    assert_string_equal(first->system.sys_name, "n0");
    assert_true(address_is_absent(first->address));
    assert_string_equal(observation_at(&out, 1)->source_id, "n1");
    import_result_clear(&out);
}

#define ALL_KEYS                                                                                             \
    "<key id=\"k0\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/>"                                  \
    "<key id=\"k1\" for=\"node\" attr.name=\"role\" attr.type=\"string\"/>"                                  \
    "<key id=\"k2\" for=\"node\" attr.name=\"vendor\" attr.type=\"string\"/>"                                \
    "<key id=\"k3\" for=\"node\" attr.name=\"model\" attr.type=\"string\"/>"                                 \
    "<key id=\"k4\" for=\"node\" attr.name=\"os\" attr.type=\"string\"/>"                                    \
    "<key id=\"k5\" for=\"node\" attr.name=\"address\" attr.type=\"string\"/>"                               \
    "<key id=\"e0\" for=\"edge\" attr.name=\"a_port\" attr.type=\"string\"/>"                                \
    "<key id=\"e1\" for=\"edge\" attr.name=\"b_port\" attr.type=\"string\"/>"                                \
    "<key id=\"e2\" for=\"edge\" attr.name=\"layer\" attr.type=\"string\"/>"                                 \
    "<key id=\"e3\" for=\"edge\" attr.name=\"speed_mbps\" attr.type=\"double\"/>"                            \
    "<key id=\"e4\" for=\"edge\" attr.name=\"LinkSpeedRaw\" attr.type=\"double\"/>"

static void known_attributes_of_nodes_are_read(void **state)
{
    (void)state;
    struct import_result out =
        imported(HEAD ALL_KEYS
                 "<graph><node id=\"n0\"><data key=\"k0\"> core-1 </data><data key=\"k1\">l3-switch</data>"
                 "<data key=\"k2\">Acme</data><data key=\"k3\">X 1</data><data key=\"k4\">NOS</data>"
                 "<data key=\"k5\">192.0.2.1, 2001:db8::1 nonsense</data></node>"
                 "<node id=\"n1\"><data key=\"k1\">backbone</data></node></graph>" TAIL);
    const struct observation *node = observation_at(&out, 0);
    size_t count;
    const struct ip_address *addresses = observation_records(node, RECORD_IP_ADDRESS, &count);
    char text[ADDRESS_TEXT_SIZE];
    assert_string_equal(node->system.sys_name, "core-1");
    assert_int_equal(node->system.role, ROLE_L3_SWITCH);
    assert_string_equal(node->system.vendor, "Acme");
    assert_string_equal(node->system.model, "X 1");
    assert_string_equal(node->system.os, "NOS");
    assert_int_equal(count, 2);
    assert_string_equal(address_format(addresses[0].address, text), "192.0.2.1");
    assert_string_equal(address_format(addresses[1].address, text), "2001:db8::1");
    observation_records(node, RECORD_WARNING, &count);
    assert_int_equal(count, 1);
    assert_int_equal(observation_at(&out, 1)->system.role, ROLE_UNKNOWN);
    import_result_clear(&out);
}

static void every_edge_is_a_neighbor_at_its_source(void **state)
{
    (void)state;
    struct import_result out = imported(
        HEAD ALL_KEYS
        "<graph edgedefault=\"directed\"><node id=\"a\"/><node id=\"b\"><data key=\"k0\">bee</data>"
        "</node><edge source=\"a\" target=\"b\"><data key=\"e0\">eth0</data>"
        "<data key=\"e1\">Gi0/1</data><data key=\"e2\">l2</data><data key=\"e3\">2500.0</data></edge>"
        "<edge source=\"b\" target=\"a\"><data key=\"e4\">1e9</data></edge>"
        "<edge source=\"a\" target=\"b\"><data key=\"e3\">fast</data></edge></graph>" TAIL);
    assert_int_equal(out.edge_count, 3);
    const struct neighbor *full = neighbor_at(&out, 0, 0), *raw = neighbor_at(&out, 1, 0),
                          *bare = neighbor_at(&out, 0, 1);
    assert_int_equal(full->protocol, PROTOCOL_IMPORT);
    assert_string_equal(full->local_port_name, "eth0");
    assert_int_equal(full->remote_chassis_subtype, CHASSIS_LOCAL);
    assert_bytes(full->remote_chassis_id, "b");
    assert_string_equal(full->remote_name, "bee");
    assert_int_equal(full->remote_port_subtype, PORT_INTERFACE_NAME);
    assert_bytes(full->remote_port_id, "Gi0/1");
    assert_int_equal(full->layer, LAYER_L2);
    assert_int_equal(full->speed_bps, 2500000000);
    assert_bytes(raw->remote_chassis_id, "a");
    assert_int_equal(raw->speed_bps, 1000000000);
    assert_null(bare->local_port_name);
    assert_int_equal(bare->remote_port_subtype, PORT_NONE);
    assert_int_equal(bare->speed_bps, 0);
    assert_int_equal(bare->layer, LAYER_NONE);
    assert_int_equal(full->index, 1);
    assert_int_equal(bare->index, 3);
    import_result_clear(&out);
}

static void what_an_export_says_of_visits_and_protocols_is_kept(void **state)
{
    (void)state;
    struct import_result out =
        imported(HEAD "<key id=\"v\" for=\"node\" attr.name=\"visited\" attr.type=\"boolean\"/>"
                      "<key id=\"p\" for=\"edge\" attr.name=\"protocols\"/><graph><node id=\"a\"><data "
                      "key=\"v\">true</data>"
                      "</node><node id=\"b\"><data key=\"v\">false</data></node><node id=\"c\"/>"
                      "<edge source=\"a\" target=\"b\"><data key=\"p\">lldp,cdp gossip</data></edge>"
                      "<edge source=\"c\" target=\"b\"/></graph>" TAIL);
    assert_false(observation_at(&out, 0)->system.unvisited);
    assert_true(observation_at(&out, 1)->system.unvisited);
    assert_false(observation_at(&out, 2)->system.unvisited);
    assert_int_equal(neighbor_at(&out, 0, 0)->protocol, PROTOCOL_IMPORT);
    assert_int_equal(neighbor_at(&out, 0, 0)->protocols,
                     PROTOCOL_BIT(PROTOCOL_LLDP) | PROTOCOL_BIT(PROTOCOL_CDP));
    assert_int_equal(neighbor_at(&out, 2, 0)->protocols, 0);
    import_result_clear(&out);
}

static void a_name_goes_before_a_label_and_a_label_before_the_id(void **state)
{
    (void)state;
    assert_names(
        HEAD "<key id=\"l\" for=\"node\" attr.name=\"label\"/><key id=\"n\" for=\"node\" attr.name=\"name\"/>"
             "<graph><node id=\"1\"><data key=\"l\">el</data><data key=\"n\">en</data></node>"
             "<node id=\"2\"><data key=\"l\">el</data><data key=\"n\"> </data></node>"
             "<node id=\"3\"/></graph>" TAIL,
        "1=en 2=el 3=3");
}

static void equal_names_are_different_nodes(void **state)
{
    (void)state;
    assert_names(HEAD "<key id=\"l\" for=\"node\" attr.name=\"label\"/><graph>"
                      "<node id=\"1\"><data key=\"l\">x</data></node>"
                      "<node id=\"2\"><data key=\"l\">x</data></node></graph>" TAIL,
                 "1=x 2=x");
}

static void defaults_are_for_nodes_without_a_value(void **state)
{
    (void)state;
    assert_names(HEAD "<key id=\"n\" attr.name=\"name\"><default>nobody</default></key><graph>"
                      "<node id=\"1\"><data key=\"n\">one</data></node><node id=\"2\"/></graph>" TAIL,
                 "1=one 2=nobody");
}

static void nodes_and_edges_may_have_keys_of_the_same_id(void **state)
{
    (void)state;
    struct import_result out = imported(
        HEAD
        "<key id=\"k\" for=\"node\" attr.name=\"name\"/><key id=\"k\" for=\"edge\" attr.name=\"a_port\"/>"
        "<graph><node id=\"1\"><data key=\"k\">one</data></node>"
        "<edge source=\"1\" target=\"1\"><data key=\"k\">eth0</data></edge></graph>" TAIL);
    assert_string_equal(observation_at(&out, 0)->system.sys_name, "one");
    assert_string_equal(neighbor_at(&out, 0, 0)->local_port_name, "eth0");
    import_result_clear(&out);
}

static void an_attribute_called_id_does_not_hide_the_ids(void **state)
{
    (void)state;
    assert_names(HEAD "<key id=\"d0\" for=\"node\" attr.name=\"id\" attr.type=\"string\"/><graph>"
                      "<node id=\"n0\"><data key=\"d0\">other</data></node></graph>" TAIL,
                 "n0=n0");
}

static void the_label_that_yed_draws_is_a_name(void **state)
{
    (void)state;
    assert_names("<graphml " NAMESPACE " xmlns:y=\"http://www.yworks.com/xml/graphml\">"
                 "<key for=\"node\" id=\"d6\" yfiles.type=\"nodegraphics\"/><graph id=\"G\">"
                 "<node id=\"n0\"><data key=\"d6\"><y:ShapeNode><y:Geometry height=\"30\"/>"
                 "<y:NodeLabel alignment=\"center\">core\n1<y:LabelModel>model</y:LabelModel></y:NodeLabel>"
                 "<y:NodeLabel>second</y:NodeLabel></y:ShapeNode></data></node></graph></graphml>",
                 "n0=core 1");
}

static void nodes_of_nested_graphs_are_nodes_and_a_bare_group_is_none(void **state)
{
    (void)state;
    assert_names(GRAPH("<node id=\"g\"><graph id=\"g:\"><node id=\"g::a\"/><node id=\"g::b\"/>"
                       "<edge source=\"g::a\" target=\"g::b\"/></graph></node>"
                       "<node id=\"h\"><graph id=\"h:\"/></node><edge source=\"h\" target=\"g::a\"/>"),
                 "g::a=g::a g::b=g::b h=h");
}

static void a_node_of_edges_alone_is_kept_with_a_warning(void **state)
{
    (void)state;
    struct import_result out = imported(GRAPH("<edge source=\"a\" target=\"b\"/><node id=\"a\"/>"));
    size_t count;
    assert_int_equal(out.observations->len, 2);
    observation_records(observation_at(&out, 0), RECORD_WARNING, &count);
    assert_int_equal(count, 0);
    observation_records(observation_at(&out, 1), RECORD_WARNING, &count);
    assert_int_equal(count, 1);
    import_result_clear(&out);
}

static void ports_of_edges_are_ports_except_in_drawings(void **state)
{
    (void)state;
    const char *edge =
        "<graph><node id=\"a\"/><node id=\"b\"/>"
        "<edge source=\"a\" target=\"b\" sourceport=\"p1\" targetport=\"p2\"/></graph></graphml>";
    g_autofree char *plain = g_strconcat(HEAD, edge, NULL);
    g_autofree char *drawn =
        g_strconcat(HEAD "<key id=\"d\" for=\"port\" yfiles.type=\"portgraphics\"/>", edge, NULL);
    struct import_result out = imported(plain);
    assert_string_equal(neighbor_at(&out, 0, 0)->local_port_name, "p1");
    assert_bytes(neighbor_at(&out, 0, 0)->remote_port_id, "p2");
    import_result_clear(&out);
    out = imported(drawn);
    assert_null(neighbor_at(&out, 0, 0)->local_port_name);
    import_result_clear(&out);
}

static void the_first_graph_is_read_and_what_is_left_out_is_counted(void **state)
{
    (void)state;
    struct import_result out =
        imported(HEAD "<graph><node id=\"a\"/><hyperedge><endpoint node=\"a\"/></hyperedge></graph>"
                      "<graph><node id=\"b\"/></graph>" TAIL);
    assert_int_equal(out.observations->len, 1);
    assert_int_equal(out.left_out->len, 2);
    assert_string_equal(out.left_out->pdata[0], "1 hyperedges");
    assert_string_equal(out.left_out->pdata[1], "all but the first of 2 graphs");
    import_result_clear(&out);
}

static void a_file_without_a_namespace_is_read_and_foreign_elements_are_passed_over(void **state)
{
    (void)state;
    assert_names("<graphml><graph><node id=\"a\"/></graph></graphml>", "a=a");
    assert_names("<graphml " NAMESPACE
                 " xmlns:x=\"urn:x\"><graph><x:node id=\"b\"/><node id=\"a\"/></graph></graphml>",
                 "a=a");
}

static void text_is_decoded_and_made_printable(void **state)
{
    (void)state;
    assert_names(
        "<?xml version='1.0' encoding='ISO-8859-1'?><graphml><key id='n' for='node' attr.name='name'/>"
        "<graph><node id='a'><data key='n'>K\xf6ln &amp; <![CDATA[<Bonn>]]> &#x202e;&#9;x</data></node>"
        "</graph></graphml>",
        "a=K\xc3\xb6ln & <Bonn>   x");
}

static void a_document_type_is_refused_wherever_it_is(void **state)
{
    (void)state;
    assert_refused("<!DOCTYPE graphml><graphml/>", "document type");
    assert_refused("<?xml version=\"1.0\"?>\n<!-- <x> -->\n<!DOCTYPE graphml [<!ENTITY a \"b\">]><graphml/>",
                   "line 3: a document type");
    assert_refused("<graphml><!ENTITY a \"b\"></graphml>", "document type");
    assert_refused("<graphml><graph/>&a;</graphml>", "not well-formed");
    assert_names(GRAPH("<!-- <!DOCTYPE --><node id=\"a\"/>"), "a=a");
}

static void encodings_that_could_hide_markup_are_refused(void **state)
{
    (void)state;
    const uint8_t utf16[] = {0xff, 0xfe, '<', 0, 'a', 0};
    struct import_result out;
    GError *error = NULL;
    assert_false(import_format_read(import_format_find("graphml"), (struct bytes){utf16, sizeof utf16}, "x",
                                    0, &out, &error));
    assert_non_null(strstr(error->message, "UTF-16"));
    g_error_free(error);
    assert_refused("<?xml version=\"1.0\" encoding=\"UTF-7\"?><graphml/>", "encoding is not read");
    assert_refused("<?xml version=\"1.0\" encoding=\"UTF-8\" encoding=\"UTF-7\"?><graphml/>", "declaration");
    assert_refused("<?xml version=\"1.0\" encoding=UTF-7?><graphml/>", "declaration");
}

static void what_is_no_graphml_is_refused_with_its_reason(void **state)
{
    (void)state;
    assert_refused("", "empty");
    assert_refused("graph [ node [ id 1 ] ]", "no XML");
    assert_refused("<html/>", "root element");
    assert_refused("<graphml xmlns=\"urn:other\"><graph/></graphml>", "root element");
    assert_refused("<graphml/>", "no <graph>");
    assert_refused("<graphml><graph><node id=\"a\"></graph></graphml>", "not well-formed");
    assert_refused("<graphml><graph>", "not well-formed");
    assert_refused("<graphml><graph", "not well-formed");
    assert_refused("<graphml><!-- ", "not well-formed");
    assert_refused(GRAPH("<node/>"), "empty id");
    assert_refused(GRAPH("<node id=\" \"/>"), "empty id");
    assert_refused(GRAPH("<edge source=\"a\"/>"), "no source or no target");
    assert_refused(HEAD "<key for=\"node\"/>" TAIL, "no id");
    assert_refused(HEAD "<key id=\"a\"/><key id=\"a\"/>" TAIL, "same id");
}

static char *repeated(const char *head, const char *unit, size_t count, const char *tail)
{
    GString *text = g_string_new(head);
    for (size_t i = 0; i < count; i++)
        g_string_append(text, unit);
    g_string_append(text, tail);
    return g_string_free(text, FALSE);
}

static void depth_attributes_and_values_are_bounded(void **state)
{
    (void)state;
    g_autofree char *deep = repeated("<graphml>", "<a>", GRAPHML_MAX_DEPTH, "");
    assert_refused(deep, "nested deeper");
    g_autofree char *wide = repeated("<graphml", " a=\"\"", XML_GUARD_MAX_ATTRIBUTES + 1, "/>");
    assert_refused(wide, "attributes");
    g_autofree char *long_tag = repeated("<graphml a=\"", "x", XML_GUARD_MAX_TAG, "\"/>");
    assert_refused(long_tag, "a tag is longer");
    g_autofree char *long_value =
        repeated("<graphml><key id=\"n\" attr.name=\"name\"/><graph><node id=\"a\"><data key=\"n\">", "x",
                 GRAPHML_MAX_TEXT + 1, "</data></node></graph></graphml>");
    assert_refused(long_value, "value is longer");
    g_autofree char *unknown_value = repeated("<graphml><graph><node id=\"a\"><data key=\"n\">", "x",
                                              GRAPHML_MAX_TEXT + 1, "</data></node></graph></graphml>");
    assert_names(unknown_value, "a=a");
}

static void different_names_are_bounded(void **state)
{
    (void)state;
    g_autoptr(GString) text = g_string_new("<graphml>");
    for (unsigned i = 0; i < 100000; i++)
        g_string_append_printf(text, "<q%u/>", i);
    g_string_append(text, "<graph/></graphml>");
    assert_refused(text->str, "too many different names");
}

/* libxml2 has limits of its own near 10 MB, which depend on where the file ends. */
static void a_large_file_is_read_to_its_end(void **state)
{
    (void)state;
    g_autofree char *tail = repeated("<node id=\"", "x", 1000, "\"/></graph></graphml>");
    g_autofree char *text = repeated("<graphml><graph>", "<a b=\"cdefghij\"/>", 1000000, tail);
    struct import_result out = imported(text);
    assert_int_equal(strlen(observation_at(&out, 0)->source_id), 1000);
    import_result_clear(&out);
}

static void a_file_cut_anywhere_is_refused(void **state)
{
    (void)state;
    const char *whole =
        HEAD ALL_KEYS "<graph><node id=\"a\"><data key=\"k0\">x</data></node><edge source=\"a\" "
                      "target=\"b\"/></graph>" TAIL;
    for (size_t size = 0; size < strlen(whole); size++) {
        g_autofree char *cut = g_strndup(whole, size);
        assert_refused(cut, "");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_node_is_an_observation_of_the_file),
        cmocka_unit_test(known_attributes_of_nodes_are_read),
        cmocka_unit_test(every_edge_is_a_neighbor_at_its_source),
        cmocka_unit_test(what_an_export_says_of_visits_and_protocols_is_kept),
        cmocka_unit_test(a_name_goes_before_a_label_and_a_label_before_the_id),
        cmocka_unit_test(equal_names_are_different_nodes),
        cmocka_unit_test(defaults_are_for_nodes_without_a_value),
        cmocka_unit_test(nodes_and_edges_may_have_keys_of_the_same_id),
        cmocka_unit_test(an_attribute_called_id_does_not_hide_the_ids),
        cmocka_unit_test(the_label_that_yed_draws_is_a_name),
        cmocka_unit_test(nodes_of_nested_graphs_are_nodes_and_a_bare_group_is_none),
        cmocka_unit_test(a_node_of_edges_alone_is_kept_with_a_warning),
        cmocka_unit_test(ports_of_edges_are_ports_except_in_drawings),
        cmocka_unit_test(the_first_graph_is_read_and_what_is_left_out_is_counted),
        cmocka_unit_test(a_file_without_a_namespace_is_read_and_foreign_elements_are_passed_over),
        cmocka_unit_test(text_is_decoded_and_made_printable),
        cmocka_unit_test(a_document_type_is_refused_wherever_it_is),
        cmocka_unit_test(encodings_that_could_hide_markup_are_refused),
        cmocka_unit_test(what_is_no_graphml_is_refused_with_its_reason),
        cmocka_unit_test(depth_attributes_and_values_are_bounded),
        cmocka_unit_test(different_names_are_bounded),
        cmocka_unit_test(a_large_file_is_read_to_its_end),
        cmocka_unit_test(a_file_cut_anywhere_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
