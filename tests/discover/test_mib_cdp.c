#include "model/chassis_id.h"
#include "tests/support/fake_agent.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define CACHE "1.3.6.1.4.1.9.9.23.1.2.1.1."

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
        "1.3.6.1.4.1.9.9.23.1.3.4.0|4|sw1.example.net\n"
        "1.3.6.1.2.1.2.2.1.2.10101|4|Gi0/1\n" CACHE "3.10101.5|2|1\n" CACHE "4.10101.5|4x|c0000205\n" CACHE
        "5.10101.5|4|IOS 15\n" CACHE "6.10101.5|4|sw2.example.net\n" CACHE
        "7.10101.5|4|GigabitEthernet0/5\n" CACHE "8.10101.5|4|cisco WS-C2960\n" CACHE
        "9.10101.5|4x|00000029\n" CACHE "11.10101.5|2|99\n" CACHE "12.10101.5|2|3\n");
    const struct neighbor *row = neighbors(observation, 1);
    char *chassis = chassis_id_format(row->remote_chassis_subtype, row->remote_chassis_id);
    char *port = port_id_format(row->remote_port_subtype, row->remote_port_id);
    assert_string_equal(observation->system.cdp_device_id, "sw1.example.net");
    assert_int_equal(row->protocol, PROTOCOL_CDP);
    assert_int_equal(row->local_if_index, 10101);
    assert_null(row->local_port_name);
    assert_int_equal(row->index, 5);
    assert_string_equal(chassis, "sw2.example.net");
    assert_string_equal(row->remote_name, "sw2.example.net");
    assert_string_equal(port, "GigabitEthernet0/5");
    assert_string_equal(row->remote_descr, "IOS 15");
    assert_string_equal(row->remote_platform, "cisco WS-C2960");
    assert_int_equal(row->capabilities,
                     CAPABILITY_BIT(CAPABILITY_BRIDGE) | CAPABILITY_BIT(CAPABILITY_ROUTER));
    assert_int_equal(row->remote_vlan, 99);
    assert_int_equal(row->remote_duplex, DUPLEX_FULL);
    assert_addresses(row, "192.0.2.5");
    g_free(chassis);
    g_free(port);
    observation_free(observation);
}

static void an_interface_that_if_table_lacks_is_named_by_cdp_interface_table(void **state)
{
    (void)state;
    struct observation *observation =
        fake_agent_visit("1.3.6.1.4.1.9.9.23.1.1.1.1.6.7|4|Ethernet7\n" CACHE "6.7.1|4|sw2\n");
    assert_string_equal(neighbors(observation, 1)->local_port_name, "Ethernet7");
    observation_free(observation);
}

static void an_index_that_is_too_short_is_dropped_and_named(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit(CACHE "6.7|4|sw2\n" CACHE "6.7.1|4|sw3\n");
    assert_string_equal(neighbors(observation, 1)->remote_name, "sw3");
    assert_true(has_warning(observation, "cdpCacheTable", "row 7: index too short (CISCO-CDP-MIB)"));
    observation_free(observation);
}

static void a_device_id_that_is_a_bare_mac_gives_way_to_the_system_name(void **state)
{
    (void)state;
    struct observation *observation =
        fake_agent_visit(CACHE "6.7.1|4|0200000002ff\n" CACHE "17.7.1|4|library\n");
    const struct neighbor *row = neighbors(observation, 1);
    char *chassis = chassis_id_format(row->remote_chassis_subtype, row->remote_chassis_id);
    assert_string_equal(chassis, "02:00:00:00:02:ff");
    assert_string_equal(row->remote_name, "library");
    g_free(chassis);
    observation_free(observation);
}

static void a_serial_number_behind_the_name_is_taken_off(void **state)
{
    (void)state;
    struct observation *observation =
        fake_agent_visit(CACHE "6.7.1|4|leaf1(FOC1234X0AB)\n" CACHE "6.8.1|4|(odd)\n");
    const struct neighbor *rows = neighbors(observation, 2);
    assert_string_equal(rows[0].remote_name, "leaf1");
    assert_string_equal(rows[0].remote_serial, "FOC1234X0AB");
    assert_string_equal(rows[1].remote_name, "(odd)");
    assert_null(rows[1].remote_serial);
    observation_free(observation);
}

static void addresses_are_checked_by_type_and_length(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit(
        CACHE "3.1.1|2|1\n" CACHE "4.1.1|4x|001122334455\n" CACHE "6.1.1|4|a\n" CACHE "3.2.1|2|6\n" CACHE
              "4.2.1|4x|c0000202\n" CACHE "6.2.1|4|b\n" CACHE "4.3.1|4|\n" CACHE "6.3.1|4|c\n" CACHE
              "20.3.1|4x|c0000203\n" CACHE "22.3.1|4x|20010db8000000000000000000000003\n" CACHE
              "3.4.1|2|1\n" CACHE "4.4.1|4x|c0000204\n" CACHE "6.4.1|4|d\n" CACHE "20.4.1|4x|c0000204\n");
    const struct neighbor *rows = neighbors(observation, 4);
    assert_addresses(&rows[0], "");
    assert_addresses(&rows[1], "");
    assert_addresses(&rows[2], "192.0.2.3 2001:db8::3");
    assert_addresses(&rows[3], "192.0.2.4");
    observation_free(observation);
}

static void assert_capabilities(const char *line, uint32_t expected)
{
    g_autofree char *lines = g_strconcat(CACHE "6.1.1|4|a\n", line, NULL);
    struct observation *observation = fake_agent_visit(lines);
    assert_int_equal(neighbors(observation, 1)->capabilities, expected);
    observation_free(observation);
}

static void capabilities_are_understood_in_all_their_forms(void **state)
{
    (void)state;
    uint32_t bridge = CAPABILITY_BIT(CAPABILITY_BRIDGE), router = CAPABILITY_BIT(CAPABILITY_ROUTER);
    assert_capabilities(CACHE "9.1.1|4x|29000000\n", bridge | router);
    assert_capabilities(CACHE "9.1.1|4|RSI\n", bridge | router);
    assert_capabilities(CACHE "9.1.1|4x|00000490\n",
                        CAPABILITY_BIT(CAPABILITY_STATION) | CAPABILITY_BIT(CAPABILITY_TELEPHONE));
    assert_capabilities(CACHE "9.1.1|2|41\n", bridge | router);
    assert_capabilities(CACHE "9.1.1|4|\n", 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_neighbor_has_all_that_its_row_says),
        cmocka_unit_test(an_interface_that_if_table_lacks_is_named_by_cdp_interface_table),
        cmocka_unit_test(an_index_that_is_too_short_is_dropped_and_named),
        cmocka_unit_test(a_device_id_that_is_a_bare_mac_gives_way_to_the_system_name),
        cmocka_unit_test(a_serial_number_behind_the_name_is_taken_off),
        cmocka_unit_test(addresses_are_checked_by_type_and_length),
        cmocka_unit_test(capabilities_are_understood_in_all_their_forms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
