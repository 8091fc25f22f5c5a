#include "discover/os/os.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct observation *observe(const char *os_name, const char *command, const char *text)
{
    struct template_set *set = template_set_new(NULL, NULL);
    const struct os *os = os_find(os_name);
    struct cli_table *table = os_parse(set, os, command, text, strlen(text), NULL);
    assert_non_null(table);
    struct observation *said = observation_new();
    os_record(os, command, table, said);
    cli_table_free(table);
    template_set_free(set);
    return said;
}

static void a_router_is_a_small_r_to_voss(void **state)
{
    (void)state;
    size_t count;
    struct observation *said = observe("extreme_vsp", "show lldp neighbor",
                                       "Port: 1/1       Index    : 1                      Protocol : LLDP\n"
                                       "                ChassisId: MAC Address            02:00:5e:00:09:01\n"
                                       "                PortId   : IfName             1/7\n"
                                       "                SysCap   : Br / r\n");
    const struct neighbor *rows = observation_records(said, RECORD_NEIGHBOR, &count);
    assert_int_equal(count, 1);
    assert_int_equal(rows[0].capabilities, CAPABILITY_BIT(CAPABILITY_ROUTER));
    observation_free(said);
}

static void letters_of_capabilities_keep_their_places(void **state)
{
    (void)state;
    size_t count;
    struct observation *said =
        observe("allied_telesis_awplus", "show lldp neighbors",
                "Local   Neighbor       Neighbor         Neighbor           System  MED\n"
                "Port    Chassis ID     Port ID          Sys Name           Cap.    Ty Pwr\n"
                "-------------------------------------------------------------------------------\n"
                "1.0.1   0200.5e00.0901 port1.0.2        lab-b              --B-R---\n"
                "1.1.16  192.0.2.77     0200.5e00.0977   phone 77           --B--T--  3 PSE\n"
                "1.0.9   0200.5e00.0903 0200.5e00.0903\n");
    const struct neighbor *rows = observation_records(said, RECORD_NEIGHBOR, &count);
    assert_int_equal(count, 3);
    assert_int_equal(rows[0].capabilities,
                     CAPABILITY_BIT(CAPABILITY_BRIDGE) | CAPABILITY_BIT(CAPABILITY_ROUTER));
    assert_string_equal(rows[1].remote_name, "phone 77");
    assert_int_equal(rows[1].capabilities,
                     CAPABILITY_BIT(CAPABILITY_BRIDGE) | CAPABILITY_BIT(CAPABILITY_TELEPHONE));
    assert_int_equal(rows[2].capabilities, 0);
    observation_free(said);
}

static void an_intermediate_system_may_have_a_name_beside_its_id(void **state)
{
    (void)state;
    size_t count;
    struct observation *said = observe(
        "extreme_vsp", "show isis adjacencies",
        "Port1/1    1 UP     1d 02:03:04    127       22 0200.5e00.0901   lab-b          ACTIVE  HOME\n");
    const struct neighbor *rows = observation_records(said, RECORD_NEIGHBOR, &count);
    assert_int_equal(count, 1);
    assert_int_equal(rows[0].protocol, PROTOCOL_ISIS);
    assert_int_equal(rows[0].remote_chassis_id.size, 6);
    assert_string_equal(rows[0].remote_name, "lab-b");
    observation_free(said);
}

static void edp_tells_the_address_of_a_switch(void **state)
{
    (void)state;
    size_t count;
    struct observation *said = observe("extreme_exos", "show edp ports all",
                                       "1:1   lab-b    00:00:02:00:5e:00:09:01    1:7   12    3\n");
    const struct neighbor *rows = observation_records(said, RECORD_NEIGHBOR, &count);
    assert_int_equal(count, 1);
    assert_int_equal(rows[0].protocol, PROTOCOL_EDP);
    assert_int_equal(rows[0].remote_chassis_subtype, CHASSIS_MAC_ADDRESS);
    assert_int_equal(rows[0].remote_chassis_id.size, 6);
    assert_string_equal(rows[0].remote_name, "lab-b");
    observation_free(said);
}

static void letters_tell_the_state_of_a_port(void **state)
{
    (void)state;
    size_t count;
    struct observation *said =
        observe("extreme_exos", "show ports configuration no-refresh",
                "1:1      VR-Default E       A   ON  AUTO 1000   AUTO FULL  SY/ASYM UTP\n"
                "1:2      VR-Default D       R   ON  AUTO        AUTO               UTP\n"
                "1:3      VR-Default E       NP  OFF 10000       FULL              NONE\n");
    const struct interface *rows = observation_records(said, RECORD_INTERFACE, &count);
    assert_int_equal(count, 3);
    assert_int_equal(rows[0].admin_status, IF_STATUS_UP);
    assert_int_equal(rows[0].oper_status, IF_STATUS_UP);
    assert_int_equal(rows[0].speed_bps, 1000000000);
    assert_int_equal(rows[1].admin_status, IF_STATUS_DOWN);
    assert_int_equal(rows[1].oper_status, IF_STATUS_DOWN);
    assert_int_equal(rows[2].oper_status, IF_STATUS_NOT_PRESENT);
    observation_free(said);
}

static void a_port_that_is_down_tells_why(void **state)
{
    (void)state;
    size_t count;
    struct observation *said = observe(
        "eltex", "show interfaces status",
        "gi1/0/1  1G-Copper      --      --     --     --  Down (nc)       --      --     --     Access\n"
        "gi1/0/2  1G-Copper      --      --     --     --  Down (adm)      --      --     --     Access\n"
        "Po1         --         --      --     --     --  Not Present\n");
    const struct interface *rows = observation_records(said, RECORD_INTERFACE, &count);
    assert_int_equal(count, 3);
    assert_int_equal(rows[0].oper_status, IF_STATUS_DOWN);
    assert_int_equal(rows[0].admin_status, IF_STATUS_UP);
    assert_int_equal(rows[1].oper_status, IF_STATUS_DOWN);
    assert_int_equal(rows[1].admin_status, IF_STATUS_DOWN);
    assert_int_equal(rows[2].oper_status, IF_STATUS_NOT_PRESENT);
    observation_free(said);
}

static void ranges_of_ports_are_members_one_by_one(void **state)
{
    (void)state;
    size_t count;
    struct observation *said = observe("brocade_netiron", "show lag brief",
                                       "to lab-b     dynamic  Y  11  1/13   e 1/13 to 1/15 e 2/13\n");
    const struct lag_member *rows = observation_records(said, RECORD_LAG_MEMBER, &count);
    assert_int_equal(count, 4);
    for (size_t i = 1; i < count; i++)
        assert_int_equal(rows[i].aggregate_if_index, rows[0].aggregate_if_index);
    size_t interface_count;
    observation_records(said, RECORD_INTERFACE, &interface_count);
    assert_int_equal(interface_count, 5);
    observation_free(said);
}

static void a_port_of_numbers_is_the_one_that_has_its_kind_before_them(void **state)
{
    (void)state;
    size_t count;
    struct observation *said =
        observe("ruckus_fastiron", "show interfaces brief",
                "1/1/1      Up      Forward Full 10G   None  Yes 5    0   0200.5e00.0100  to core\n"
                "1/1/2      Up      Forward Full 10G   None  Yes 5    0   0200.5e00.0101\n");
    struct template_set *set = template_set_new(NULL, NULL);
    static const char text[] = "10GigabitEthernet1/1/2 is up, line protocol is up\n"
                               "  Configured speed 10Gbit, actual 10Gbit, configured duplex fdx, actual fdx\n"
                               "  Port name is to lab-b\n";
    const struct os *os = os_find("ruckus_fastiron");
    struct cli_table *table = os_parse(set, os, "show interfaces", text, strlen(text), NULL);
    os_record(os, "show interfaces", table, said);
    const struct interface *rows = observation_records(said, RECORD_INTERFACE, &count);
    assert_int_equal(count, 2);
    assert_string_equal(rows[1].name, "1/1/2");
    assert_string_equal(rows[1].alias, "to lab-b");
    assert_int_equal(rows[1].duplex, DUPLEX_FULL);
    cli_table_free(table);
    template_set_free(set);
    observation_free(said);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_router_is_a_small_r_to_voss),
        cmocka_unit_test(letters_of_capabilities_keep_their_places),
        cmocka_unit_test(an_intermediate_system_may_have_a_name_beside_its_id),
        cmocka_unit_test(edp_tells_the_address_of_a_switch),
        cmocka_unit_test(letters_tell_the_state_of_a_port),
        cmocka_unit_test(a_port_that_is_down_tells_why),
        cmocka_unit_test(ranges_of_ports_are_members_one_by_one),
        cmocka_unit_test(a_port_of_numbers_is_the_one_that_has_its_kind_before_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
