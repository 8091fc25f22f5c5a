#include "model/chassis_id.h"
#include "tests/support/fake_agent.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define REMOTE "1.0.8802.1.1.2.1.4.1.1."
#define ADDRESS "1.0.8802.1.1.2.1.4.2.1."

/* A neighbor at each of the indexes, with its index as name. */
#define NAMED(index) REMOTE "4." index "|2|7\n" REMOTE "5." index "|4|id\n" REMOTE "9." index "|4|" index "\n"

static const struct neighbor *neighbors(const struct observation *observation, size_t expected)
{
    size_t count;
    const struct neighbor *rows = observation_records(observation, RECORD_NEIGHBOR, &count);
    assert_int_equal(count, expected);
    return rows;
}

static void assert_addresses(const struct neighbor *neighbor, const char *expected)
{
    GString *text = g_string_new(NULL);
    char buffer[ADDRESS_TEXT_SIZE];
    for (size_t i = 0; i < neighbor->remote_addresses.count; i++)
        g_string_append_printf(text, "%s%s", i > 0 ? " " : "",
                               address_format(neighbor->remote_addresses.items[i], buffer));
    assert_string_equal(text->str, expected);
    g_string_free(text, TRUE);
}

static void a_neighbor_has_all_that_its_row_says(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit(
        REMOTE "4.100.7.3|2|4\n" REMOTE "5.100.7.3|4x|020000000203\n" REMOTE "6.100.7.3|2|5\n" REMOTE
               "7.100.7.3|4|Gi0/1\n" REMOTE "8.100.7.3|4|GigabitEthernet0/1\n" REMOTE
               "9.100.7.3|4|core\n" REMOTE "10.100.7.3|4|an OS\n" REMOTE "12.100.7.3|4x|2800\n" ADDRESS
               "3.100.7.3.1.4.192.0.2.9|2|2\n" ADDRESS
               "3.100.7.3.2.16.32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.9|2|2\n");
    const struct neighbor *row = neighbors(observation, 1);
    assert_int_equal(row->protocol, PROTOCOL_LLDP);
    assert_int_equal(row->time_mark, 100);
    assert_int_equal(row->local_port_number, 7);
    assert_int_equal(row->local_if_index, 0);
    assert_int_equal(row->index, 3);
    assert_int_equal(row->remote_chassis_subtype, CHASSIS_MAC_ADDRESS);
    assert_int_equal(row->remote_chassis_id.size, 6);
    assert_int_equal(row->remote_port_subtype, PORT_INTERFACE_NAME);
    assert_int_equal(row->remote_port_id.size, 5);
    assert_string_equal(row->remote_port_descr, "GigabitEthernet0/1");
    assert_string_equal(row->remote_name, "core");
    assert_string_equal(row->remote_descr, "an OS");
    assert_int_equal(row->capabilities,
                     CAPABILITY_BIT(CAPABILITY_BRIDGE) | CAPABILITY_BIT(CAPABILITY_ROUTER));
    assert_addresses(row, "192.0.2.9 2001:db8::9");
    observation_free(observation);
}

static void the_local_system_and_its_ports_are_read(void **state)
{
    (void)state;
    size_t count;
    struct observation *observation = fake_agent_visit("1.0.8802.1.1.2.1.3.1.0|2|4\n"
                                                       "1.0.8802.1.1.2.1.3.2.0|4x|020000000100\n"
                                                       "1.0.8802.1.1.2.1.3.3.0|4|sw1\n"
                                                       "1.0.8802.1.1.2.1.3.4.0|4|a switch\n"
                                                       "1.0.8802.1.1.2.1.3.6.0|4x|20\n"
                                                       "1.0.8802.1.1.2.1.3.7.1.2.5|2|3\n"
                                                       "1.0.8802.1.1.2.1.3.7.1.3.5|4x|020000000105\n"
                                                       "1.0.8802.1.1.2.1.3.7.1.4.5|4|port 5\n");
    const struct lldp_port *ports = observation_records(observation, RECORD_LLDP_PORT, &count);
    assert_int_equal(observation->system.lldp_chassis_subtype, CHASSIS_MAC_ADDRESS);
    assert_int_equal(observation->system.lldp_chassis_id.size, 6);
    assert_string_equal(observation->system.lldp_sys_name, "sw1");
    assert_string_equal(observation->system.lldp_sys_descr, "a switch");
    assert_int_equal(observation->system.lldp_capabilities, CAPABILITY_BIT(CAPABILITY_BRIDGE));
    assert_int_equal(count, 1);
    assert_int_equal(ports[0].number, 5);
    assert_int_equal(ports[0].id_subtype, PORT_MAC_ADDRESS);
    assert_int_equal(ports[0].id.size, 6);
    assert_string_equal(ports[0].descr, "port 5");
    observation_free(observation);
}

static void index_arcs_are_unsigned(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit(NAMED("4228665205.12.3789542531"));
    const struct neighbor *row = neighbors(observation, 1);
    assert_true(row->time_mark == 4228665205U);
    assert_true(row->index == 3789542531U);
    observation_free(observation);
}

static void an_index_without_time_mark_has_port_and_index(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit(NAMED("18.2") ADDRESS "3.18.2.1.4.192.0.2.1|2|2\n");
    const struct neighbor *row = neighbors(observation, 1);
    assert_int_equal(row->local_port_number, 18);
    assert_int_equal(row->index, 2);
    assert_int_equal(row->time_mark, 0);
    assert_addresses(row, "192.0.2.1");
    observation_free(observation);
}

static void a_bare_index_has_no_port(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit(NAMED("8"));
    const struct neighbor *row = neighbors(observation, 1);
    assert_int_equal(row->local_port_number, 0);
    assert_int_equal(row->index, 8);
    observation_free(observation);
}

static void an_index_that_is_too_long_is_dropped_and_named(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit(NAMED("0.1.2.3") NAMED("0.1.2"));
    const struct neighbor *row = neighbors(observation, 1);
    assert_string_equal(row->remote_name, "0.1.2");
    assert_true(has_warning(observation, "lldpRemTable", "row 0.1.2.3: index too long"));
    observation_free(observation);
}

static void a_bare_index_gets_its_interface_from_mtxr_neighbor_table(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit(NAMED("8") "1.3.6.1.4.1.14988.1.1.11.1.1.8.8|2|15\n");
    const struct neighbor *row = neighbors(observation, 1);
    assert_int_equal(row->local_if_index, 15);
    observation_free(observation);
}

static void addresses_are_joined_although_agents_err_in_the_index(void **state)
{
    (void)state;
    struct observation *observation =
        fake_agent_visit(NAMED("0.1.148") NAMED("0.2.7") NAMED("0.3.1") NAMED("0.3.2")
                         /* a time mark of its own */
                         ADDRESS "3.5000.1.148.1.4.192.0.2.1|2|2\n"
                         /* the number of the address in place of the index of the neighbor */
                         ADDRESS "3.0.2.1.1.4.192.0.2.2|2|2\n"
                         /* two neighbors may be meant */
                         ADDRESS "3.0.3.9.1.4.192.0.2.3|2|2\n"
                         /* no such port */
                         ADDRESS "3.0.77.1.1.4.192.0.2.4|2|2\n");
    const struct neighbor *rows = neighbors(observation, 4);
    assert_addresses(&rows[0], "192.0.2.1");
    assert_addresses(&rows[1], "192.0.2.2");
    assert_addresses(&rows[2], "");
    assert_addresses(&rows[3], "");
    assert_true(has_warning(observation, "lldpRemManAddrTable", "row 0.3.9.1.4.192.0.2.3: belongs to no"));
    assert_true(has_warning(observation, "lldpRemManAddrTable", "row 0.77.1.1.4.192.0.2.4: belongs to no"));
    observation_free(observation);
}

static void addresses_in_odd_forms_are_understood(void **state)
{
    (void)state;
    struct observation *observation =
        fake_agent_visit(NAMED("0.1.1") NAMED("0.2.1") NAMED("0.3.1") NAMED("0.4.1")
                         /* no length */
                         ADDRESS "3.0.1.1.1.192.0.2.1|2|2\n"
                         /* text: "192.0.2.2" */
                         ADDRESS "3.0.2.1.1.9.49.57.50.46.48.46.50.46.50|2|2\n"
                         /* a MAC address */
                         ADDRESS "3.0.3.1.6.6.2.0.0.0.2.3|2|2\n"
                         /* cut short */
                         ADDRESS "3.0.4.1.1.4.192.0|2|2\n");
    const struct neighbor *rows = neighbors(observation, 4);
    struct mac mac = {{2, 0, 0, 0, 2, 3}};
    assert_addresses(&rows[0], "192.0.2.1");
    assert_addresses(&rows[1], "192.0.2.2");
    assert_addresses(&rows[2], "");
    assert_true(mac_equal(rows[2].remote_mac, mac));
    assert_addresses(&rows[3], "");
    assert_true(
        has_warning(observation, "lldpRemManAddrTable", "row 0.4.1.1.4.192.0: index is not an address"));
    observation_free(observation);
}

static void an_address_that_is_a_column_and_not_in_the_index_is_read(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit(
        NAMED("0.6.2") NAMED("0.10.1") ADDRESS "1.0.6.2|2|1\n" ADDRESS "1.0.10.1|2|2\n" ADDRESS
                                               "2.0.6.2|4|192.0.2.6\n" ADDRESS "2.0.10.1|4|2001:db8::a\n");
    const struct neighbor *rows = neighbors(observation, 2);
    assert_addresses(&rows[0], "192.0.2.6");
    assert_addresses(&rows[1], "2001:db8::a");
    observation_free(observation);
}

static void one_column_of_the_address_table_is_enough(void **state)
{
    (void)state;
    struct observation *observation =
        fake_agent_visit(NAMED("0.1.1") ADDRESS "5.0.1.1.1.4.192.0.2.1|6|0.0\n");
    assert_addresses(neighbors(observation, 1), "192.0.2.1");
    observation_free(observation);
}

static void a_row_without_any_identity_is_recorded(void **state)
{
    (void)state;
    struct observation *observation =
        fake_agent_visit(REMOTE "4.1|2|0\n" REMOTE "5.1|4x|00000000\n" REMOTE "4.0.9.1|2|4\n");
    const struct neighbor *rows = neighbors(observation, 2);
    assert_int_equal(rows[0].local_port_number, 9);
    assert_int_equal(rows[0].remote_chassis_id.size, 0);
    assert_int_equal(rows[1].remote_chassis_subtype, CHASSIS_NONE);
    assert_int_equal(rows[1].remote_chassis_id.size, 4);
    observation_free(observation);
}

static void assert_capabilities(const char *line, uint32_t expected)
{
    g_autofree char *lines = g_strconcat(NAMED("0.1.1"), line, NULL);
    struct observation *observation = fake_agent_visit(lines);
    assert_int_equal(neighbors(observation, 1)->capabilities, expected);
    observation_free(observation);
}

static void capabilities_are_understood_in_all_their_forms(void **state)
{
    (void)state;
    uint32_t bridge = CAPABILITY_BIT(CAPABILITY_BRIDGE), router = CAPABILITY_BIT(CAPABILITY_ROUTER);
    assert_capabilities(REMOTE "12.0.1.1|4x|28\n", bridge | router);
    assert_capabilities(REMOTE "12.0.1.1|4x|28000000\n", bridge | router);
    assert_capabilities(REMOTE "12.0.1.1|4x|0020\n", bridge);
    assert_capabilities(REMOTE "12.0.1.1|2|20\n", bridge | router);
    assert_capabilities(REMOTE "12.0.1.1|4|5120\n", bridge | router);
    assert_capabilities(REMOTE "12.0.1.1|4|\n", 0);
}

static void lldp_v2_counts_where_lldp_mib_is_empty(void **state)
{
    (void)state;
#define V2 "1.3.111.2.802.1.1.13.1."
    static const char lines[] =
        V2 "3.1.0|2|4\n" V2 "3.2.0|4x|020000000100\n" V2 "3.7.1.2.10101|2|5\n" V2 "3.7.1.3.10101|4|Gi0/1\n" V2
           "4.1.1.5.0.10101.1.4|2|4\n" V2 "4.1.1.6.0.10101.1.4|4x|020000000204\n" V2
           "4.1.1.10.0.10101.1.4|4|v2\n" V2 "4.1.1.13.0.10101.1.4|4x|2000\n" V2
           "4.2.1.3.0.10101.1.4.1.4.192.0.2.4|2|2\n";
    struct observation *observation = fake_agent_visit(lines);
    const struct neighbor *row = neighbors(observation, 1);
    size_t ports;
    assert_int_equal(row->local_if_index, 10101);
    assert_int_equal(row->index, 4);
    assert_string_equal(row->remote_name, "v2");
    assert_int_equal(row->capabilities, CAPABILITY_BIT(CAPABILITY_BRIDGE));
    assert_addresses(row, "192.0.2.4");
    assert_int_equal(observation->system.lldp_chassis_subtype, CHASSIS_MAC_ADDRESS);
    observation_records(observation, RECORD_LLDP_PORT, &ports);
    assert_int_equal(ports, 1);
    observation_free(observation);

    g_autofree char *both = g_strconcat(NAMED("0.1.1"), lines, NULL);
    observation = fake_agent_visit(both);
    assert_string_equal(neighbors(observation, 1)->remote_name, "0.1.1");
    observation_free(observation);
}

static void the_lldp_of_timos_is_read(void **state)
{
    (void)state;
#define TIMETRA "1.3.6.1.4.1.6527.3.1.2.59.4."
    struct observation *observation =
        fake_agent_visit(TIMETRA "1.1.4.4228665205.69238784.1.33|2|4\n" TIMETRA
                                 "1.1.5.4228665205.69238784.1.33|4x|020000000233\n" TIMETRA
                                 "1.1.6.4228665205.69238784.1.33|2|7\n" TIMETRA
                                 "1.1.7.4228665205.69238784.1.33|4|35717120\n" TIMETRA
                                 "2.1.3.4228665205.69238784.1.33.1.4.192.0.2.33|2|2\n");
    const struct neighbor *row = neighbors(observation, 1);
    char *port = port_id_format(row->remote_port_subtype, row->remote_port_id);
    assert_int_equal(row->local_if_index, 69238784);
    assert_int_equal(row->index, 33);
    assert_string_equal(port, "35717120");
    assert_addresses(row, "192.0.2.33");
    g_free(port);
    observation_free(observation);
}

static void the_words_of_tp_link_are_understood(void **state)
{
    (void)state;
#define TPLINK "1.3.6.1.4.1.11863.6.35.1.2.2.1."
    struct observation *observation = fake_agent_visit(
        TPLINK "1.49172.1|4|1/0/20\n" TPLINK "3.49172.1|4|MAC address\n" TPLINK
               "4.49172.1|4|02:00:00:00:02:AA\n" TPLINK "5.49172.1|4|Interface name\n" TPLINK
               "6.49172.1|4|eth1\n" TPLINK "8.49172.1|4|wan\n" TPLINK "9.49172.1|4|ap\n" TPLINK
               "12.49172.1|4|Bridge WLAN Access Point Router\n" TPLINK "13.49172.1|4|192.0.2.110\n");
    const struct neighbor *row = neighbors(observation, 1);
    char *chassis = chassis_id_format(row->remote_chassis_subtype, row->remote_chassis_id);
    assert_int_equal(row->local_if_index, 49172);
    assert_int_equal(row->remote_chassis_subtype, CHASSIS_MAC_ADDRESS);
    assert_string_equal(chassis, "02:00:00:00:02:aa");
    assert_int_equal(row->remote_port_subtype, PORT_INTERFACE_NAME);
    assert_int_equal(row->capabilities, CAPABILITY_BIT(CAPABILITY_BRIDGE) |
                                            CAPABILITY_BIT(CAPABILITY_WLAN_AP) |
                                            CAPABILITY_BIT(CAPABILITY_ROUTER));
    assert_addresses(row, "192.0.2.110");
    g_free(chassis);
    observation_free(observation);
}

static void the_neighbors_of_routeros_are_read(void **state)
{
    (void)state;
#define MTXR "1.3.6.1.4.1.14988.1.1.11.1.1."
    struct observation *observation =
        fake_agent_visit(MTXR "2.3|64|192.0.2.3\n" MTXR "3.3|4x|020000000203\n" MTXR "4.3|4|6.48\n" MTXR
                              "5.3|4|MikroTik\n" MTXR "6.3|4|gw\n" MTXR "8.3|2|5\n");
    const struct neighbor *row = neighbors(observation, 1);
    assert_int_equal(row->protocol, PROTOCOL_MNDP);
    assert_int_equal(row->local_if_index, 5);
    assert_int_equal(row->remote_chassis_subtype, CHASSIS_MAC_ADDRESS);
    assert_string_equal(row->remote_name, "gw");
    assert_string_equal(row->remote_platform, "MikroTik");
    assert_addresses(row, "192.0.2.3");
    observation_free(observation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_neighbor_has_all_that_its_row_says),
        cmocka_unit_test(the_local_system_and_its_ports_are_read),
        cmocka_unit_test(index_arcs_are_unsigned),
        cmocka_unit_test(an_index_without_time_mark_has_port_and_index),
        cmocka_unit_test(a_bare_index_has_no_port),
        cmocka_unit_test(an_index_that_is_too_long_is_dropped_and_named),
        cmocka_unit_test(a_bare_index_gets_its_interface_from_mtxr_neighbor_table),
        cmocka_unit_test(addresses_are_joined_although_agents_err_in_the_index),
        cmocka_unit_test(addresses_in_odd_forms_are_understood),
        cmocka_unit_test(an_address_that_is_a_column_and_not_in_the_index_is_read),
        cmocka_unit_test(one_column_of_the_address_table_is_enough),
        cmocka_unit_test(a_row_without_any_identity_is_recorded),
        cmocka_unit_test(capabilities_are_understood_in_all_their_forms),
        cmocka_unit_test(lldp_v2_counts_where_lldp_mib_is_empty),
        cmocka_unit_test(the_lldp_of_timos_is_read),
        cmocka_unit_test(the_words_of_tp_link_are_understood),
        cmocka_unit_test(the_neighbors_of_routeros_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
