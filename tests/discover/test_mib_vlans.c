#include "discover/mib/port_list.h"
#include "tests/support/fake_agent.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define BASE_PORT "1.3.6.1.2.1.17.1.4.1.2."
#define DOT1Q "1.3.6.1.2.1.17.7.1."
#define OBJECT_ID "1.3.6.1.2.1.1.2.0|6|"
#define BRIDGE "1.3.6.1.2.1.17.1.1.0|4x|020000000001\n"
#define VTP "1.3.6.1.4.1.9.9.46.1."
#define TRUNK VTP "6.1.1."

/* "VLAN:PORT" of each port of a VLAN, "u" behind it where it is untagged, "if" before it where it is an
 * ifIndex. */
static void assert_members(const char *lines, const char *expected)
{
    struct observation *observation = fake_agent_visit(lines);
    g_autoptr(GString) out = g_string_new(NULL);
    size_t count;
    const struct vlan_port *rows = observation_records(observation, RECORD_VLAN_PORT, &count);
    for (size_t i = 0; i < count; i++)
        g_string_append_printf(
            out, "%s%u:%s%u%s", i == 0 ? "" : " ", rows[i].vlan, rows[i].if_index ? "if" : "",
            rows[i].if_index ? rows[i].if_index : rows[i].bridge_port, rows[i].untagged ? "u" : "");
    assert_string_equal(out->str, expected);
    observation_free(observation);
}

static void ports_of_a_vlan_are_bits_the_first_one_the_highest(void **state)
{
    (void)state;
    assert_members(BASE_PORT "1|2|101\n" DOT1Q "4.3.1.1.1|4|default\n" DOT1Q "4.3.1.1.30|4|voice\n" DOT1Q
                             "4.3.1.2.1|4x|c000\n" DOT1Q "4.3.1.2.30|4x|8001\n" DOT1Q
                             "4.3.1.4.1|4x|4000\n" DOT1Q "4.3.1.4.30|4x|00\n",
                   "1:1 1:2u 30:1 30:16");
}

/* Its default; "set ... port-list bit-map" makes it as the RFC has it. */
static void junos_lists_ports_by_number(void **state)
{
    (void)state;
    assert_members(OBJECT_ID "1.3.6.1.4.1.2636.1.1.1.2.82\n" BASE_PORT "513|2|101\n" DOT1Q
                             "4.3.1.1.7|4|seven\n" DOT1Q "4.3.1.2.7|4|514,513\n" DOT1Q "4.3.1.4.7|4|513\n",
                   "7:513u 7:514");
    assert_members(OBJECT_ID "1.3.6.1.4.1.2636.1.1.1.2.82\n" BASE_PORT "1|2|101\n" DOT1Q
                             "4.3.1.1.7|4|seven\n" DOT1Q "4.3.1.2.7|4x|81\n",
                   "7:1 7:8");
}

/* "0,1" is a set of bits where nobody says otherwise. */
static void digits_are_bits_on_others(void **state)
{
    (void)state;
    assert_members(OBJECT_ID "1.3.6.1.4.1.99999.1\n" BASE_PORT "1|2|101\n" DOT1Q "4.3.1.1.7|4|seven\n" DOT1Q
                             "4.3.1.2.7|4|1\n",
                   "7:3 7:4 7:8");
}

static void without_what_is_configured_there_is_what_is_current(void **state)
{
    (void)state;
    assert_members(BASE_PORT "1|2|101\n" DOT1Q "2.2.1.2.30.2.0.0.0.1.1|2|1\n" DOT1Q
                             "4.2.1.3.77.30|66|30\n" DOT1Q "4.2.1.4.77.30|4x|a0\n" DOT1Q
                             "4.2.1.5.77.30|4x|20\n",
                   "30:1 30:3u");
}

static void a_trunk_carries_what_is_enabled_of_the_vlans_there_are(void **state)
{
    (void)state;
    g_autoptr(GString) lines = g_string_new(OBJECT_ID "1.3.6.1.4.1.9.1.1\n" BRIDGE);
    static const unsigned vlans[] = {1, 10, 20, 1002, 2047};
    for (size_t i = 0; i < G_N_ELEMENTS(vlans); i++) {
        g_string_append_printf(lines, VTP "3.1.1.2.1.%u|2|1\n", vlans[i]);
        g_string_append_printf(lines, VTP "3.1.1.3.1.%u|2|%d\n", vlans[i], vlans[i] == 1002 ? 2 : 1);
        g_string_append_printf(lines, VTP "3.1.1.4.1.%u|4|vlan%u\n", vlans[i], vlans[i]);
    }
    /* Port 101 is a trunk of VLANs 1 to 15 and 1024 to 2047, natively in 1; port 102 is none. */
    g_string_append(lines, TRUNK "4.101|4x|7fff\n" TRUNK "4.102|4x|7fff\n" TRUNK "5.101|2|1\n" TRUNK
                                 "5.102|2|1\n" TRUNK "14.101|2|1\n" TRUNK "14.102|2|2\n" TRUNK "17.101|4x|");
    for (int i = 0; i < 128; i++)
        g_string_append(lines, "ff");
    g_string_append(lines, "\n" TRUNK "18.101|4x|00\n" TRUNK "19.101|4x|00\n");
    assert_members(lines->str, "1:if101u 10:if101 2047:if101");
}

static void a_set_without_members_is_empty(void **state)
{
    (void)state;
    g_autoptr(GArray) none = port_list_read((struct bytes){NULL, 0}, 1);
    assert_int_equal(none->len, 0);
    assert_false(port_list_has(none, 1));
}

/* A device that lies in this way must not fill the memory. */
static void more_ports_than_a_device_has_are_not_kept(void **state)
{
    (void)state;
    g_autoptr(GString) lines = g_string_new(NULL);
    for (int vlan = 1; vlan <= 40; vlan++) {
        g_string_append_printf(lines, DOT1Q "4.3.1.1.%d|4|v\n" DOT1Q "4.3.1.2.%d|4x|", vlan, vlan);
        for (int i = 0; i < 1000; i++)
            g_string_append(lines, "ff");
        g_string_append_c(lines, '\n');
    }
    struct observation *observation = fake_agent_visit(lines->str);
    size_t count;
    observation_records(observation, RECORD_VLAN_PORT, &count);
    assert_int_equal(count, 32 * 8000);
    assert_true(has_warning(observation, "dot1qVlanStaticTable", "those of VLAN 33 and on are not kept"));
    observation_free(observation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ports_of_a_vlan_are_bits_the_first_one_the_highest),
        cmocka_unit_test(junos_lists_ports_by_number),
        cmocka_unit_test(digits_are_bits_on_others),
        cmocka_unit_test(without_what_is_configured_there_is_what_is_current),
        cmocka_unit_test(a_trunk_carries_what_is_enabled_of_the_vlans_there_are),
        cmocka_unit_test(a_set_without_members_is_empty),
        cmocka_unit_test(more_ports_than_a_device_has_are_not_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
