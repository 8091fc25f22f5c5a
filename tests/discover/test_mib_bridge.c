#include "discover/agent_replay.h"
#include "discover/visit.h"
#include "tests/support/fake_agent.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define BASE_PORT "1.3.6.1.2.1.17.1.4.1.2."
#define STP "1.3.6.1.2.1.17.2."
#define FDB "1.3.6.1.2.1.17.4.3.1."
#define DOT1Q "1.3.6.1.2.1.17.7.1."

/* "VLAN/FDB MAC PORT" of each entry, a blank between them. */
static char *entries(const struct observation *observation)
{
    size_t count;
    const struct forwarding_entry *rows = observation_records(observation, RECORD_FORWARDING_ENTRY, &count);
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < count; i++) {
        char mac[MAC_TEXT_SIZE];
        g_string_append_printf(out, "%s%u/%u %s %u", i == 0 ? "" : ", ", rows[i].vlan, rows[i].fdb_id,
                               mac_format(rows[i].mac, mac), rows[i].bridge_port);
    }
    return g_string_free(out, FALSE);
}

static void assert_entries(const struct observation *observation, const char *expected)
{
    g_autofree char *found = entries(observation);
    assert_string_equal(found, expected);
}

static void assert_lines_give(const char *lines, const char *expected)
{
    struct observation *observation = fake_agent_visit(lines);
    assert_entries(observation, expected);
    observation_free(observation);
}

static void forwarding_entries_have_the_address_of_their_index(void **state)
{
    (void)state;
    assert_lines_give(FDB "2.2.0.0.0.1.255|2|7\n" FDB "2.2.0.0.0.2.1|2|0\n",
                      "0/0 02:00:00:00:01:ff 7, 0/0 02:00:00:00:02:01 0");
}

static void a_length_before_the_address_and_a_number_behind_it_are_skipped(void **state)
{
    (void)state;
    assert_lines_give(FDB "2.6.2.0.0.0.1.1|2|7\n", "0/0 02:00:00:00:01:01 7");
    assert_lines_give(DOT1Q "2.2.1.2.10.6.2.0.0.0.1.1|2|7\n", "0/10 02:00:00:00:01:01 7");
    assert_lines_give(DOT1Q "2.2.1.2.10.2.0.0.0.1.1.9|2|7\n", "0/10 02:00:00:00:01:01 7");
}

static void rows_that_are_indexed_by_number_have_their_address_in_a_column(void **state)
{
    (void)state;
    assert_lines_give(FDB "1.1|4x|020000000101\n" FDB "1.2|4x|020000000102\n" FDB "2.1|2|7\n" FDB
                          "2.2|2|8\n" FDB "2.3|2|9\n",
                      "0/0 02:00:00:00:01:01 7, 0/0 02:00:00:00:01:02 8");
}

static void an_index_that_is_no_address_is_dropped_and_named(void **state)
{
    (void)state;
    struct observation *observation =
        fake_agent_visit(FDB "2.2.0.0.0.1|2|7\n" FDB "2.2.0.0.0.1.256|2|7\n" FDB "2.2.0.0.0.1.4|2|7\n");
    assert_entries(observation, "0/0 02:00:00:00:01:04 7");
    assert_true(has_warning(observation, "dot1dTpFdbTable", "row 2.0.0.0.1: index is no MAC address"));
    assert_true(has_warning(observation, "dot1dTpFdbTable", "row 2.0.0.0.1.256: index is no MAC address"));
    observation_free(observation);
}

static void a_filtering_database_is_translated_to_its_vlan(void **state)
{
    (void)state;
    assert_lines_give(DOT1Q "2.2.1.2.2.2.0.0.0.1.1|2|7\n" DOT1Q "2.2.1.2.3.2.0.0.0.1.2|2|7\n" DOT1Q
                            "2.2.1.2.4.2.0.0.0.1.3|2|7\n" DOT1Q "4.2.1.3.0.95|66|2\n" DOT1Q
                            "4.2.1.3.0.10|66|3\n" DOT1Q "4.2.1.3.0.20|66|3\n",
                      "95/0 02:00:00:00:01:01 7, 0/3 02:00:00:00:01:02 7, 0/4 02:00:00:00:01:03 7");
}

static void the_table_without_vlans_is_not_read_beside_the_one_with_them(void **state)
{
    (void)state;
    assert_lines_give(FDB "2.2.0.0.0.9.9|2|7\n" DOT1Q "2.2.1.2.1.2.0.0.0.1.1|2|7\n",
                      "0/1 02:00:00:00:01:01 7");
}

static void vlans_have_names_and_ports_the_vlan_of_untagged_frames(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit(
        BASE_PORT "1|2|101\n" DOT1Q "4.3.1.1.1|4|default\n" DOT1Q "4.3.1.1.30|4|voice\n" DOT1Q
                  "4.5.1.1.1|66|30\n" DOT1Q "4.5.1.1.9|66|30\n");
    size_t count;
    const struct vlan *vlans = observation_records(observation, RECORD_VLAN, &count);
    assert_int_equal(count, 2);
    assert_int_equal(vlans[1].id, 30);
    assert_string_equal(vlans[1].name, "voice");
    const struct bridge_port *ports = observation_records(observation, RECORD_BRIDGE_PORT, &count);
    assert_int_equal(count, 1);
    assert_int_equal(ports[0].if_index, 101);
    assert_int_equal(ports[0].pvid, 30);
    observation_free(observation);
}

static void of_the_spanning_tree_the_root_port_and_blocked_ports_are_read(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit(
        STP "5.0|4x|8000020000000100\n" STP "6.0|2|19\n" STP "7.0|2|2\n" STP "15.1.3.1|2|5\n" STP
            "15.1.3.2|2|5\n" STP "15.1.3.3|2|2\n" STP "15.1.8.1|4x|8000020000000200\n" STP
            "15.1.8.2|4x|8000020000000100\n" STP "15.1.8.3|4x|8000020000000300\n" STP "15.1.9.1|4x|8001\n" STP
            "15.1.9.2|4x|8017\n" STP "15.1.9.3|4x|8018\n");
    size_t count;
    const struct stp_instance *instances = observation_records(observation, RECORD_STP_INSTANCE, &count);
    assert_int_equal(count, 1);
    assert_int_equal(instances[0].root_port, 2);
    assert_int_equal(instances[0].root_cost, 19);
    assert_memory_equal(instances[0].designated_root.data, "\x80\0\x02\0\0\0\x01\0", 8);
    const struct stp_port *ports = observation_records(observation, RECORD_STP_PORT, &count);
    assert_int_equal(count, 2);
    assert_int_equal(ports[0].port, 2);
    assert_int_equal(ports[0].state, STP_STATE_FORWARDING);
    assert_memory_equal(ports[0].designated_port.data, "\x80\x17", 2);
    assert_int_equal(ports[1].port, 3);
    assert_int_equal(ports[1].state, STP_STATE_BLOCKING);
    assert_memory_equal(ports[1].designated_bridge.data, "\x80\0\x02\0\0\0\x03\0", 8);
    observation_free(observation);
}

static void write_file(const char *folder, const char *name, const char *content)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    assert_true(g_file_set_contents(path, content, -1, NULL));
}

static void take(struct observation *observation, void *user)
{
    *(struct observation **)user = observation;
}

static const char *const switch_files[][2] = {
    {"manifest.txt", "10.0.0.1 all\n10.0.0.1@20 vlan20\n10.0.0.1@30 vlan30\n"},
    {"all", "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.9.1.1\n1.3.6.1.2.1.17.1.1.0|4x|020000000100\n" BASE_PORT
            "1|2|101\n" FDB "2.2.0.0.0.1.1|2|1\n"
            "1.3.6.1.4.1.9.9.46.1.3.1.1.2.1.1|2|1\n1.3.6.1.4.1.9.9.46.1.3.1.1.2.1.20|2|1\n"
            "1.3.6.1.4.1.9.9.46.1.3.1.1.2.1.30|2|1\n1.3.6.1.4.1.9.9.46.1.3.1.1.2.1.40|2|2\n"
            "1.3.6.1.4.1.9.9.46.1.3.1.1.2.1.1002|2|1\n1.3.6.1.4.1.9.9.46.1.3.1.1.4.1.20|4|users\n"
            "1.3.6.1.4.1.9.9.68.1.2.2.1.2.101|2|20\n"},
    {"vlan20", "1.3.6.1.2.1.17.1.1.0|4x|020000000120\n" BASE_PORT "2|2|102\n" STP
               "5.0|4x|8014020000000900\n" STP "7.0|2|2\n" STP "15.1.3.2|2|5\n" STP
               "15.1.8.2|4x|8014020000000900\n" STP "15.1.9.2|4x|8007\n" FDB "2.2.0.0.0.1.2|2|2\n"},
    {"vlan30", FDB "2.2.0.0.0.1.2|2|3\n"},
};

static struct observation *visit_switch(void)
{
    uv_loop_t loop;
    struct address address;
    struct observation *observation = NULL;
    g_autofree char *folder = g_dir_make_tmp("wiremap-test-XXXXXX", NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(switch_files); i++)
        write_file(folder, switch_files[i][0], switch_files[i][1]);
    uv_loop_init(&loop);
    struct recording *recording = recording_open(folder, NULL);
    assert_true(address_parse("10.0.0.1", &address));
    struct agent *agent = agent_replay_new(&loop, recording, address, NULL);
    assert_non_null(agent);
    visit_start(agent, &visit_default_limits, take, &observation);
    uv_run(&loop, UV_RUN_DEFAULT);
    agent_free(agent);
    uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&loop), 0);
    recording_free(recording);
    for (size_t i = 0; i < G_N_ELEMENTS(switch_files); i++) {
        g_autofree char *path = g_build_filename(folder, switch_files[i][0], NULL);
        g_unlink(path);
    }
    g_rmdir(folder);
    assert_non_null(observation);
    return observation;
}

static void a_switch_that_shows_one_vlan_at_a_time_is_asked_for_each(void **state)
{
    (void)state;
    size_t count;
    struct observation *observation = visit_switch();
    assert_entries(observation,
                   "1/0 02:00:00:00:01:01 1, 20/0 02:00:00:00:01:02 2, 30/0 02:00:00:00:01:02 3");
    const struct bridge_port *ports = observation_records(observation, RECORD_BRIDGE_PORT, &count);
    assert_int_equal(count, 2);
    assert_int_equal(ports[1].port, 2);
    assert_int_equal(ports[1].if_index, 102);
    const struct vlan *vlans = observation_records(observation, RECORD_VLAN, &count);
    assert_int_equal(count, 3);
    assert_int_equal(vlans[1].id, 20);
    assert_string_equal(vlans[1].name, "users");
    const struct vlan_port *members = observation_records(observation, RECORD_VLAN_PORT, &count);
    assert_int_equal(count, 1);
    assert_int_equal(members[0].if_index, 101);
    assert_int_equal(members[0].vlan, 20);
    assert_int_equal(observation->outcome, OUTCOME_GOOD);
    observation_free(observation);
}

static void each_vlan_has_its_own_spanning_tree(void **state)
{
    (void)state;
    size_t count;
    struct observation *observation = visit_switch();
    const struct stp_instance *instances = observation_records(observation, RECORD_STP_INSTANCE, &count);
    struct mac own = {{2, 0, 0, 0, 1, 0x20}};
    assert_int_equal(count, 1);
    assert_int_equal(instances[0].vlan, 20);
    assert_true(mac_equal(instances[0].bridge_address, own));
    const struct stp_port *ports = observation_records(observation, RECORD_STP_PORT, &count);
    assert_int_equal(count, 1);
    assert_int_equal(ports[0].vlan, 20);
    assert_int_equal(ports[0].port, 2);
    observation_free(observation);
}

static void a_router_with_vlans_that_bridges_nothing_is_not_asked_for_them(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit("1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.9.1.1\n"
                                                       "1.3.6.1.2.1.17.1.1.0|4x|000000000000\n"
                                                       "1.3.6.1.4.1.9.9.46.1.3.1.1.2.1.20|2|1\n");
    size_t count;
    observation_records(observation, RECORD_VLAN, &count);
    assert_int_equal(count, 0);
    observation_free(observation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forwarding_entries_have_the_address_of_their_index),
        cmocka_unit_test(a_length_before_the_address_and_a_number_behind_it_are_skipped),
        cmocka_unit_test(rows_that_are_indexed_by_number_have_their_address_in_a_column),
        cmocka_unit_test(an_index_that_is_no_address_is_dropped_and_named),
        cmocka_unit_test(a_filtering_database_is_translated_to_its_vlan),
        cmocka_unit_test(the_table_without_vlans_is_not_read_beside_the_one_with_them),
        cmocka_unit_test(vlans_have_names_and_ports_the_vlan_of_untagged_frames),
        cmocka_unit_test(of_the_spanning_tree_the_root_port_and_blocked_ports_are_read),
        cmocka_unit_test(a_switch_that_shows_one_vlan_at_a_time_is_asked_for_each),
        cmocka_unit_test(each_vlan_has_its_own_spanning_tree),
        cmocka_unit_test(a_router_with_vlans_that_bridges_nothing_is_not_asked_for_them),
    };
    return cmocka_run_group_tests_name("mib_bridge", tests, NULL, NULL);
}
