#include "tests/support/build.h"
#include "tests/support/capture.h"

#include "cli/command.h"

#include <glib/gstdio.h>
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
    char *folder;
    char *db;
};

/* A core switch that has two neighbors: one was visited, one was only heard of. */
static struct observation *make_core(void)
{
    struct observation *core = build_observation("10.0.0.1", "core1");
    build_chassis_mac(core, "02:00:00:00:01:00");
    struct interface *uplink = build_interface(core, 1, "eth1", "02:00:00:00:01:01");
    uplink->speed_bps = 2500000000;
    uplink->duplex = DUPLEX_FULL;
    uplink->alias = observation_text(core, "to acc1");
    build_interface(core, 10, "eth10", NULL);
    build_address(core, "10.0.0.1", 1);
    build_lldp_port(core, 1, PORT_INTERFACE_NAME, "eth1");
    build_lldp_port(core, 10, PORT_INTERFACE_NAME, "eth10");
    build_lldp(core, 10, "02:00:00:00:03:00", "uplink", "phone7");
    struct neighbor *row = build_lldp(core, 1, "02:00:00:00:02:00", "eth2", "acc1");
    row->capabilities = CAPABILITY_BIT(CAPABILITY_BRIDGE);
    build_neighbor_address(core, row, "10.0.0.2");
    struct neighbor *placeholder = build_lldp(core, 10, "", "", NULL);
    placeholder->remote_chassis_subtype = CHASSIS_NONE;
    placeholder->remote_port_subtype = PORT_NONE;
    observation_warn(core, "lldpRemTable", "row 0.3.1: index too short");
    return core;
}

static struct observation *make_access(void)
{
    struct observation *access = build_observation("10.0.0.2", "acc1");
    build_chassis_mac(access, "02:00:00:00:02:00");
    build_interface(access, 2, "eth2", "02:00:00:00:02:02");
    build_address(access, "10.0.0.2", 2);
    build_lldp_port(access, 2, PORT_INTERFACE_NAME, "eth2");
    build_lldp(access, 2, "02:00:00:00:01:00", "eth1", "core1");
    return access;
}

/* Two devices that nobody gave a name of their own. */
static struct observation *make_twin(const char *address, const char *chassis)
{
    struct observation *twin = build_observation(address, "twin");
    build_chassis_mac(twin, chassis);
    build_address(twin, address, 1);
    return twin;
}

/* It has an OSPF neighbor that does not see it yet. */
static struct observation *make_second_twin(void)
{
    static const uint8_t router_id[] = {192, 0, 2, 7};
    struct observation *twin = make_twin("10.0.0.22", "02:00:00:00:22:00");
    struct neighbor *row = observation_add(twin, RECORD_NEIGHBOR);
    row->protocol = PROTOCOL_OSPF;
    row->remote_chassis_id = observation_bytes(twin, (struct bytes){router_id, sizeof router_id});
    row->state = 3;
    return twin;
}

static void fill(const char *db)
{
    GError *error = NULL;
    int64_t run;
    struct inventory *inventory = inventory_open(db, INVENTORY_WRITE, &error);
    assert_non_null(inventory);
    struct observation *said[] = {make_core(), make_access(), build_failure("10.0.0.9", "no answer"),
                                  make_twin("10.0.0.21", "02:00:00:00:21:00"), make_second_twin()};
    assert_true(inventory_begin_run(inventory, "discover", "10.0.0.1", &run, &error));
    assert_true(inventory_add(inventory, run, said, G_N_ELEMENTS(said), &error));
    assert_true(inventory_end_run(inventory, run, "done", &error));
    inventory_close(inventory);
    for (size_t i = 0; i < G_N_ELEMENTS(said); i++)
        observation_free(said[i]);
}

static int set_up(void **state)
{
    struct fixture *fixture = g_new0(struct fixture, 1);
    fixture->folder = g_dir_make_tmp("wiremap-show-XXXXXX", NULL);
    fixture->db = g_build_filename(fixture->folder, "w.db", NULL);
    fill(fixture->db);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    static const char *const names[] = {"w.db", "w.db-wal", "w.db-shm"};
    struct fixture *fixture = *state;
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(fixture->folder, names[i], NULL);
        g_unlink(path);
    }
    g_rmdir(fixture->folder);
    g_free(fixture->db);
    g_free(fixture->folder);
    g_free(fixture);
    return 0;
}

/* words: ends with NULL. What is printed; the caller frees. */
static char *show(const struct fixture *fixture, FILE *stream, int expected_status, const char *const *words)
{
    char *argv[8] = {"show"};
    int argc = 1;
    for (; words[argc - 1] != NULL; argc++)
        argv[argc] = (char *)words[argc - 1];
    const struct cli cli = {.db = fixture->db};
    char **list = argv;
    capture_start(stream);
    int status = command_show.run(&cli, &command_show, argc, list);
    char *text = capture_end(stream);
    assert_int_equal(status, expected_status);
    return text;
}
#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void assert_shows(const struct fixture *fixture, const char *const *words, const char *expected)
{
    char *text = show(fixture, stdout, EXIT_DONE, words);
    assert_string_equal(text, expected);
    g_free(text);
}

static void links_are_a_table(void **state)
{
    assert_shows(*state, WORDS("links"),
                 "A      PORT   B       PORT    LAYER     PROTOCOLS  CERTAINTY  SPEED\n"
                 "acc1   eth2   core1   eth1    physical  lldp       confirmed     1G\n"
                 "core1  eth10  phone7  uplink  physical  lldp       claimed       1G\n");
}

static void links_are_of_one_device_where_it_is_named(void **state)
{
    assert_shows(*state, WORDS("links", "acc1"),
                 "A     PORT  B      PORT  LAYER     PROTOCOLS  CERTAINTY  SPEED\n"
                 "acc1  eth2  core1  eth1  physical  lldp       confirmed     1G\n");
    assert_shows(*state, WORDS("links", "--layer", "l3"),
                 "A  PORT  B  PORT  LAYER  PROTOCOLS  CERTAINTY  SPEED\n");
}

static void neighbors_keep_to_the_contract(void **state)
{
    assert_shows(
        *state, WORDS("neighbors", "core1", "--json"),
        "[\n"
        "  {\"device\": \"core1\", \"device_id\": 2, \"port\": \"eth1\", \"protocol\": \"lldp\", "
        "\"remote_addresses\": [\"10.0.0.2\"], \"remote_capabilities\": [\"bridge\"], "
        "\"remote_chassis_id\": \"02:00:00:00:02:00\", \"remote_device\": \"acc1\", \"remote_device_id\": 1, "
        "\"remote_name\": \"acc1\", \"remote_port_id\": \"eth2\"},\n"
        "  {\"device\": \"core1\", \"device_id\": 2, \"port\": \"eth10\", \"protocol\": \"lldp\", "
        "\"remote_addresses\": [], \"remote_capabilities\": [], \"remote_chassis_id\": "
        "\"02:00:00:00:03:00\", "
        "\"remote_device\": \"phone7\", \"remote_device_id\": 3, \"remote_name\": \"phone7\", "
        "\"remote_port_id\": \"uplink\"}\n"
        "]\n");
}

static void a_routing_neighbor_has_its_state(void **state)
{
    char *text = show(*state, stdout, EXIT_DONE, WORDS("neighbors", "10.0.0.22", "--json"));
    json_t *rows = json_loads(text, 0, NULL);
    assert_int_equal(json_array_size(rows), 1);
    const char *told = json_string_value(json_object_get(json_array_get(rows, 0), "state"));
    assert_non_null(told);
    assert_string_equal(told, "init");
    json_decref(rows);
    g_free(text);
}

static void rows_that_say_nothing_are_shown_when_asked_for(void **state)
{
    char *text = show(*state, stdout, EXIT_DONE, WORDS("neighbors", "core1", "--all", "--json"));
    json_t *rows = json_loads(text, 0, NULL);
    assert_int_equal(json_array_size(rows), 3);
    size_t dropped = 0, i;
    const json_t *row;
    json_array_foreach(rows, i, row) dropped +=
        g_strcmp0(json_string_value(json_object_get(row, "dropped")), "placeholder") == 0;
    assert_int_equal(dropped, 1);
    json_decref(rows);
    g_free(text);
}

static void interfaces_keep_to_the_contract(void **state)
{
    assert_shows(*state, WORDS("interfaces", "10.0.0.1", "--json"),
                 "[\n"
                 "  {\"addresses\": [\"10.0.0.1/24\"], \"admin_status\": \"up\", \"alias\": \"to acc1\", "
                 "\"descr\": \"eth1\", \"device\": "
                 "\"core1\", \"device_id\": 2, \"duplex\": \"full\", \"if_index\": 1, \"mac\": "
                 "\"02:00:00:00:01:01\", \"name\": \"eth1\", \"oper_status\": \"up\", \"speed_mbps\": 2500, "
                 "\"type\": 6},\n"
                 "  {\"addresses\": [], \"admin_status\": \"up\", \"descr\": \"eth10\", \"device\": "
                 "\"core1\", \"device_id\": 2, "
                 "\"if_index\": 10, \"name\": \"eth10\", \"oper_status\": \"up\", \"speed_mbps\": 1000, "
                 "\"type\": 6}\n"
                 "]\n");
}

static void devices_that_were_only_heard_of_are_shown(void **state)
{
    char *text = show(*state, stdout, EXIT_DONE, WORDS("devices"));
    assert_non_null(strstr(text, "\nphone7 "));
    assert_non_null(strstr(text, "not visited\n"));
    g_free(text);
}

static void one_device_is_shown_whole(void **state)
{
    char *text = show(*state, stdout, EXIT_DONE, WORDS("device", "core1", "--json"));
    json_t *object = json_loads(text, 0, NULL);
    assert_true(json_is_object(object));
    assert_string_equal(json_string_value(json_object_get(object, "name")), "core1");
    assert_int_equal(json_array_size(json_object_get(object, "links")), 2);
    assert_int_equal(json_array_size(json_object_get(object, "neighbors")), 3);
    assert_int_equal(json_array_size(json_object_get(object, "interfaces")), 2);
    assert_int_equal(json_array_size(json_object_get(object, "visits")), 1);
    const json_t *warning = json_array_get(json_object_get(object, "warnings"), 0);
    assert_string_equal(json_string_value(json_object_get(warning, "text")), "row 0.3.1: index too short");
    json_decref(object);
    g_free(text);
}

static void runs_are_counted(void **state)
{
    char *text = show(*state, stdout, EXIT_DONE, WORDS("runs", "--json"));
    json_t *rows = json_loads(text, 0, NULL), *row = json_array_get(rows, 0);
    assert_int_equal(json_array_size(rows), 1);
    assert_string_equal(json_string_value(json_object_get(row, "state")), "done");
    assert_string_equal(json_string_value(json_object_get(row, "what")), "10.0.0.1");
    assert_int_equal(json_integer_value(json_object_get(row, "good")), 4);
    assert_int_equal(json_integer_value(json_object_get(row, "failed")), 1);
    json_decref(rows);
    g_free(text);
}

static void a_device_that_is_not_there_is_the_answer_no(void **state)
{
    char *text = show(*state, stderr, EXIT_NO, WORDS("device", "core"));
    assert_string_equal(text, "wiremap: no device is known as 'core'; did you mean 'core1'?\n");
    g_free(text);
}

static void a_name_of_several_devices_lists_them(void **state)
{
    char *text = show(*state, stderr, EXIT_NO, WORDS("links", "twin"));
    assert_string_equal(text, "wiremap: 'twin' may be any of 2 devices; name one by its id:\n"
                              "  '#4'  twin  10.0.0.21\n"
                              "  '#5'  twin  10.0.0.22\n");
    g_free(text);
    text = show(*state, stdout, EXIT_DONE, WORDS("device", "#5"));
    assert_true(g_str_has_prefix(text, "twin\n  id           5\n"));
    g_free(text);
}

static void an_inventory_that_is_not_there_is_a_failure_with_a_hint(void **state)
{
    (void)state;
    const struct fixture nowhere = {.db = "/nonexistent/w.db"};
    char *text = show(&nowhere, stderr, EXIT_FAILED, WORDS("devices"));
    assert_non_null(strstr(text, "/nonexistent/w.db"));
    assert_non_null(strstr(text, "wiremap discover"));
    g_free(text);
}

static void wrong_usage_names_what_is_wrong(void **state)
{
    static const struct {
        const char *words[4];
        const char *message;
    } cases[] = {
        {{NULL}, "what? devices, device, links, interfaces, neighbors, runs"},
        {{"gadgets", NULL}, "'gadgets' is none of devices, device, links, interfaces, neighbors, runs"},
        {{"device", NULL}, "which device?"},
        {{"runs", "core1", NULL}, "'core1' is too much"},
        {{"links", "--layer", "l9", NULL}, "--layer: 'l9' is none of physical, l2, l3"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *text = show(*state, stderr, EXIT_USAGE, cases[i].words);
        char *expected = g_strdup_printf("wiremap show: %s\nTry 'wiremap show --help'.\n", cases[i].message);
        assert_string_equal(text, expected);
        g_free(expected);
        g_free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(links_are_a_table),
        cmocka_unit_test(links_are_of_one_device_where_it_is_named),
        cmocka_unit_test(neighbors_keep_to_the_contract),
        cmocka_unit_test(a_routing_neighbor_has_its_state),
        cmocka_unit_test(rows_that_say_nothing_are_shown_when_asked_for),
        cmocka_unit_test(interfaces_keep_to_the_contract),
        cmocka_unit_test(devices_that_were_only_heard_of_are_shown),
        cmocka_unit_test(one_device_is_shown_whole),
        cmocka_unit_test(runs_are_counted),
        cmocka_unit_test(a_device_that_is_not_there_is_the_answer_no),
        cmocka_unit_test(a_name_of_several_devices_lists_them),
        cmocka_unit_test(an_inventory_that_is_not_there_is_a_failure_with_a_hint),
        cmocka_unit_test(wrong_usage_names_what_is_wrong),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
