#include "discover/os/capability_text.h"
#include "discover/os/os.h"
#include "model/chassis_id.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* What the device says in answer to one command. */
static struct observation *observe(const char *os_name, const char *command, const char *text)
{
    GError *error = NULL;
    struct template_set *set = template_set_new(NULL, NULL);
    const struct os *os = os_find(os_name);
    assert_non_null(os);
    struct cli_table *table = os_parse(set, os, command, text, strlen(text), &error);
    if (table == NULL)
        fail_msg("%s", error->message);
    struct observation *said = observation_new();
    os_record(os, command, table, said);
    cli_table_free(table);
    template_set_free(set);
    return said;
}

static const struct neighbor *neighbors(const struct observation *said, size_t expected)
{
    size_t count;
    const struct neighbor *rows = observation_records(said, RECORD_NEIGHBOR, &count);
    assert_int_equal(count, expected);
    return rows;
}

static void assert_ids(const struct neighbor *row, const char *chassis, const char *port)
{
    g_autofree char *chassis_id = chassis_id_format(row->remote_chassis_subtype, row->remote_chassis_id);
    g_autofree char *port_id = port_id_format(row->remote_port_subtype, row->remote_port_id);
    assert_string_equal(chassis_id, chassis);
    assert_string_equal(port_id, port);
}

static void assert_address(const struct neighbor *row, const char *text)
{
    char buffer[ADDRESS_TEXT_SIZE];
    assert_true(row->remote_addresses.count > 0);
    assert_string_equal(address_format(row->remote_addresses.items[0], buffer), text);
}

static const char ios_session[] = "lab-sw1>show lldp neighbors detail\r\n"
                                  "------------------------------------------------\r\n"
                                  "Local Intf: Gi0/3\r\n"
                                  "Chassis id: 0200.5e10.0001\r\n"
                                  "Port id: Te1/7\r\n"
                                  "Port Description: to lab-sw1\r\n"
                                  "System Name: lab-core.example.net\r\n"
                                  "\r\n"
                                  "System Description: \r\n"
                                  "An invented switch\r\n"
                                  "System Name: not this one\r\n"
                                  "\r\n"
                                  "Time remaining: 99 seconds\r\n"
                                  "System Capabilities: B,R\r\n"
                                  "Enabled Capabilities: B\r\n"
                                  "Management Addresses:\r\n"
                                  "    IPV6: 2001:DB8::7\r\n"
                                  "    IP: 192.0.2.7\r\n"
                                  "Vlan ID: - not advertised\r\n"
                                  "\r\n"
                                  "------------------------------------------------\r\n"
                                  "Local Intf: Gi0/4\r\n"
                                  "Chassis id: 192.0.2.40\r\n"
                                  "Port id: 17\r\n"
                                  "Port Description - not advertised\r\n"
                                  "System Name - not advertised\r\n"
                                  "Management Addresses - not advertised\r\n"
                                  "\r\n"
                                  "Total entries displayed: 2\r\n"
                                  "lab-sw1>";

static void neighbors_of_ios_are_rows_as_snmp_has_them(void **state)
{
    (void)state;
    struct observation *said = observe("cisco_ios", "sh lldp nei det", ios_session);
    const struct neighbor *rows = neighbors(said, 2);
    assert_int_equal(rows[0].protocol, PROTOCOL_LLDP);
    assert_string_equal(rows[0].local_port_name, "Gi0/3");
    assert_int_equal(rows[0].remote_chassis_subtype, CHASSIS_MAC_ADDRESS);
    assert_ids(&rows[0], "02:00:5e:10:00:01", "Te1/7");
    assert_int_equal(rows[0].remote_port_subtype, PORT_INTERFACE_NAME);
    assert_string_equal(rows[0].remote_name, "lab-core.example.net");
    assert_string_equal(rows[0].remote_port_descr, "to lab-sw1");
    assert_int_equal(rows[0].capabilities, CAPABILITY_BIT(CAPABILITY_BRIDGE));
    assert_address(&rows[0], "192.0.2.7");
    assert_int_equal(rows[1].remote_chassis_subtype, CHASSIS_NETWORK_ADDRESS);
    assert_ids(&rows[1], "192.0.2.40", "17");
    assert_int_equal(rows[1].remote_port_subtype, PORT_LOCAL);
    assert_null(rows[1].remote_name);
    assert_int_equal(rows[1].remote_addresses.count, 0);
    observation_free(said);
}

static void the_serial_number_behind_a_cdp_name_is_taken_off(void **state)
{
    (void)state;
    static const char text[] = "Device ID:agg7(LAB1234567X)\n"
                               "\n"
                               "Interface address(es):\n"
                               "    IPv4 Address: 198.51.100.9\n"
                               "Platform: LAB-9000, Capabilities: Router Switch\n"
                               "Interface: mgmt0, Port ID (outgoing port): Ethernet1/2\n"
                               "\n"
                               "Version:\n"
                               "Device ID is not at the beginning here\n"
                               "\n"
                               "Advertisement Version: 2\n";
    struct observation *said = observe("cisco_nxos", "show cdp neighbors detail", text);
    const struct neighbor *rows = neighbors(said, 1);
    assert_int_equal(rows[0].protocol, PROTOCOL_CDP);
    assert_string_equal(rows[0].remote_name, "agg7");
    assert_string_equal(rows[0].remote_serial, "LAB1234567X");
    assert_ids(&rows[0], "agg7(LAB1234567X)", "Ethernet1/2");
    assert_address(&rows[0], "198.51.100.9");
    observation_free(said);
}

static const char json0[] =
    "{\"lldp\":[{\"interface\":[{\"name\":\"eth1\",\"via\":\"LLDP\",\"chassis\":[{\"id\":[{\"type\":\"mac\","
    "\"value\":"
    "\"02:00:5e:00:00:09\"}],\"name\":[{\"value\":\"b\"}],\"mgmt-ip\":[{\"value\":\"fe80::1\"},{\"value\":"
    "\"192.0.2.9\"}],\"capability\":[{\"type\":\"Bridge\",\"enabled\":false},{\"type\":\"Router\","
    "\"enabled\":true}]}],"
    "\"port\":[{\"id\":[{\"type\":\"ifname\",\"value\":\"swp3\"}]}]}]}]}";
static const char json_one[] = "{\"lldp\":{\"interface\":{\"eth1\":{\"via\":\"LLDP\",\"chassis\":{\"b\":{"
                               "\"id\":{\"type\":\"mac\",\"value\":"
                               "\"02:00:5e:00:00:09\"},\"mgmt-ip\":\"192.0.2.9\",\"capability\":{\"type\":"
                               "\"Router\",\"enabled\":true}}},"
                               "\"port\":{\"id\":{\"type\":\"ifname\",\"value\":\"swp3\"}}}}}}";
static const char json_nameless[] =
    "{\"lldp\":{\"interface\":[{\"eth1\":{\"via\":\"LLDP\",\"chassis\":{\"id\":{\"type\":\"mac\",\"value\":"
    "\"02:00:5e:00:00:09\"},\"mgmt-ip\":[\"192.0.2.9\"],\"capability\":[{\"type\":\"Router\",\"enabled\":"
    "true}]},"
    "\"port\":{\"id\":{\"type\":\"ifname\",\"value\":\"swp3\"}}}}]}}";
static const char xml[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<lldp label=\"x\"><interface name=\"eth1\" "
    "via=\"LLDP\"><chassis>"
    "<id type=\"mac\">02:00:5e:00:00:09</id><name label=\"y\">b</name><mgmt-ip "
    "label=\"z\">192.0.2.9</mgmt-ip>"
    "<capability type=\"Bridge\" enabled=\"off\"/><capability type=\"Router\" enabled=\"on\"/></chassis>"
    "<port><id type=\"ifname\">swp3</id></port></interface></lldp>\nuser@host$ ";
static const char keyvalue[] =
    "lldp.eth1.via=LLDP\nlldp.eth1.chassis.mac=02:00:5e:00:00:09\nlldp.eth1.chassis.name=b\n"
    "lldp.eth1.chassis.mgmt-ip=192.0.2.9\nlldp.eth1.chassis.Router.enabled=on\nlldp.eth1.port.ifname=swp3\n";

static void every_form_of_lldpd_tells_the_same(void **state)
{
    (void)state;
    static const struct {
        const char *command, *text, *name;
    } forms[] = {
        {"lldpcli -f json0 show neighbors details", json0, "b"},
        {"lldpcli -f json show neighbors", json_one, "b"},
        {"lldpcli -f json show neighbors", json_nameless, NULL},
        {"lldpcli -f xml show neighbors", xml, "b"},
        {"lldpcli -f keyvalue show neighbors", keyvalue, "b"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
        struct observation *said = observe("linux", forms[i].command, forms[i].text);
        const struct neighbor *rows = neighbors(said, 1);
        assert_string_equal(rows[0].local_port_name, "eth1");
        assert_ids(&rows[0], "02:00:5e:00:00:09", "swp3");
        assert_int_equal(rows[0].capabilities, CAPABILITY_BIT(CAPABILITY_ROUTER));
        assert_address(&rows[0], "192.0.2.9");
        assert_int_equal(g_strcmp0(rows[0].remote_name, forms[i].name), 0);
        observation_free(said);
    }
}

static void duplicate_names_in_json_are_a_list(void **state)
{
    (void)state;
    static const char text[] =
        "{\"TABLE_cdp_neighbor_brief_info\":{\"ROW_cdp_neighbor_brief_info\":{\"device_id\":\"x1\",\"intf_"
        "id\":"
        "\"mgmt0\",\"capability\":\"router\",\"capability\":\"switch\",\"port_id\":\"Eth1/1\"}}}";
    struct observation *said = observe("cisco_nxos", "show cdp neighbors | json native", text);
    const struct neighbor *rows = neighbors(said, 1);
    assert_int_equal(rows[0].capabilities,
                     CAPABILITY_BIT(CAPABILITY_ROUTER) | CAPABILITY_BIT(CAPABILITY_BRIDGE));
    observation_free(said);
}

static void cells_that_were_wrapped_are_joined(void **state)
{
    (void)state;
    static const char text[] =
        "  Port        Device ID        Port ID       System Name    Capabilities  TTL\n"
        "--------- ----------------- ------------- ----------------- ------------ -----\n"
        "gi2       02:00:5e:00:00:01 02:00:5e:00:0 a-name-longer-tha      B        90\n"
        "                            0:22          n-the-column\n"
        "gi3       02:00:5e:00:00:02      gi7                          B, R      118\n";
    struct observation *said = observe("cisco_s300", "show lldp neighbors", text);
    const struct neighbor *rows = neighbors(said, 2);
    assert_string_equal(rows[0].remote_name, "a-name-longer-than-the-column");
    assert_ids(&rows[0], "02:00:5e:00:00:01", "02:00:5e:00:00:22");
    assert_null(rows[1].remote_name);
    assert_ids(&rows[1], "02:00:5e:00:00:02", "gi7");
    observation_free(said);
}

static void what_access_points_see_is_not_of_the_controller(void **state)
{
    (void)state;
    static const char text[] = "AP Name      AP IP        Neighbor Name   Neighbor IP   Neighbor Port\n"
                               "ap-1         192.0.2.10   sw-9            192.0.2.1     Gi1/0/9\n";
    struct observation *said = observe("cisco_ios", "show ap cdp neighbors", text);
    neighbors(said, 0);
    observation_free(said);
}

static void capabilities_are_understood_as_words_and_as_letters(void **state)
{
    (void)state;
    static const struct {
        const char *text, *tokens;
        enum protocol protocol;
    } cases[] = {
        {"BR", "bridge router", PROTOCOL_LLDP},
        {"B, W,", "bridge wlan-ap", PROTOCOL_LLDP},
        {"WLAN Access Point, Station Only", "station wlan-ap", PROTOCOL_LLDP},
        {"stationOnly", "station", PROTOCOL_LLDP},
        {"R S I s", "igmp router stp-dispute switch", PROTOCOL_CDP},
        {"Trans-Bridge Source-Route-Bridge IGMP Filtering", "igmp source-route-bridge trans-bridge",
         PROTOCOL_CDP},
        {"Two-port Mac Relay Phone", "phone two-port-mac-relay", PROTOCOL_CDP},
        {"something else", "", PROTOCOL_LLDP},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(GStrv) tokens = capability_tokens(cases[i].text, cases[i].protocol);
        g_autofree char *joined = g_strjoinv(" ", tokens);
        assert_string_equal(joined, cases[i].tokens);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(neighbors_of_ios_are_rows_as_snmp_has_them),
        cmocka_unit_test(the_serial_number_behind_a_cdp_name_is_taken_off),
        cmocka_unit_test(every_form_of_lldpd_tells_the_same),
        cmocka_unit_test(duplicate_names_in_json_are_a_list),
        cmocka_unit_test(cells_that_were_wrapped_are_joined),
        cmocka_unit_test(what_access_points_see_is_not_of_the_controller),
        cmocka_unit_test(capabilities_are_understood_as_words_and_as_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
