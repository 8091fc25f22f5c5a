#include "discover/os/os.h"
#include "discover/os/os_record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void record(struct observation *said, const char *os_name, const char *command, const char *text)
{
    GError *error = NULL;
    struct template_set *set = template_set_new(NULL, NULL);
    const struct os *os = os_find(os_name);
    struct cli_table *table = os_parse(set, os, command, text, strlen(text), &error);
    if (table == NULL)
        fail_msg("%s", error->message);
    os_record(os, command, table, said);
    cli_table_free(table);
    template_set_free(set);
}

static void tables_refer_to_interfaces_by_one_number(void **state)
{
    (void)state;
    size_t count;
    struct observation *said = observation_new();
    record(said, "cisco_ios", "show interfaces",
           "GigabitEthernet0/1 is up, line protocol is up\n"
           "  Hardware is Lab, address is 0200.5e00.0101 (bia 0200.5e00.0101)\n"
           "  Description: uplink\n"
           "  Internet address is 192.0.2.1/24\n"
           "  MTU 1500 bytes, BW 1000000 Kbit/sec, DLY 10 usec,\n"
           "Vlan7 is administratively down, line protocol is down\n");
    record(said, "cisco_ios", "show mac address-table", " 10    0200.5e00.0301    DYNAMIC     Gi0/1\n");
    record(said, "cisco_ios", "show ip arp",
           "Internet  192.0.2.9   4   0200.5e00.0909  ARPA   GigabitEthernet0/1\n");
    const struct interface *interfaces = observation_records(said, RECORD_INTERFACE, &count);
    assert_int_equal(count, 2);
    assert_true(interfaces[0].if_index >= RECORD_FIRST_IF_INDEX);
    assert_string_equal(interfaces[0].name, "GigabitEthernet0/1");
    assert_string_equal(interfaces[0].alias, "uplink");
    assert_int_equal(interfaces[0].speed_bps, 1000000000);
    assert_int_equal(interfaces[0].oper_status, IF_STATUS_UP);
    assert_int_equal(interfaces[1].admin_status, IF_STATUS_DOWN);
    const struct ip_address *addresses = observation_records(said, RECORD_IP_ADDRESS, &count);
    assert_int_equal(count, 1);
    assert_int_equal(addresses[0].prefix_length, 24);
    const struct forwarding_entry *entries = observation_records(said, RECORD_FORWARDING_ENTRY, &count);
    assert_int_equal(count, 1);
    assert_int_equal(entries[0].vlan, 10);
    assert_int_equal(entries[0].if_index, interfaces[0].if_index);
    const struct arp_entry *arp = observation_records(said, RECORD_ARP_ENTRY, &count);
    assert_int_equal(count, 1);
    assert_int_equal(arp[0].if_index, interfaces[0].if_index);
    observation_free(said);
}

static void the_number_that_a_device_tells_is_kept(void **state)
{
    (void)state;
    size_t count;
    struct observation *said = observation_new();
    record(said, "linux", "ip address show",
           "3: eth7: <BROADCAST,UP,LOWER_UP> mtu 9000 qdisc noqueue state UP group default\n"
           "    link/ether 02:00:5e:00:00:07 brd ff:ff:ff:ff:ff:ff\n"
           "    inet 198.51.100.7/31 scope global eth7\n");
    const struct interface *interfaces = observation_records(said, RECORD_INTERFACE, &count);
    assert_int_equal(count, 1);
    assert_int_equal(interfaces[0].if_index, 3);
    assert_int_equal(interfaces[0].mtu, 9000);
    const struct ip_address *addresses = observation_records(said, RECORD_IP_ADDRESS, &count);
    assert_int_equal(count, 1);
    assert_int_equal(addresses[0].if_index, 3);
    assert_int_equal(addresses[0].prefix_length, 31);
    observation_free(said);
}

static void a_bgp_summary_with_prefixes_is_established(void **state)
{
    (void)state;
    size_t count;
    struct observation *said = observation_new();
    record(said, "cisco_ios", "show ip bgp summary",
           "BGP router identifier 192.0.2.1, local AS number 65001\n"
           "Neighbor        V           AS MsgRcvd MsgSent   TblVer  InQ OutQ Up/Down  State/PfxRcd\n"
           "192.0.2.2       4        65002      10      11        5    0    0 01:02:03        7\n"
           "192.0.2.3       4        65003       0       0        1    0    0 never    Active\n");
    const struct neighbor *rows = observation_records(said, RECORD_NEIGHBOR, &count);
    assert_int_equal(count, 2);
    assert_int_equal(rows[0].protocol, PROTOCOL_BGP);
    assert_int_equal(rows[0].state, 6);
    assert_int_equal(rows[0].remote_as, 65002);
    assert_int_equal(rows[1].state, 3);
    assert_int_equal(said->system.bgp_as, 65001);
    observation_free(said);
}

static void identity_is_what_the_device_says(void **state)
{
    (void)state;
    struct observation *said = observation_new();
    record(said, "arista_eos", "show version | json",
           "{\"modelName\": \"LAB-1\", \"version\": \"4.1.2F\", \"serialNumber\": \"LAB00001\", "
           "\"systemMacAddress\": "
           "\"02:00:5e:00:00:aa\"}\n");
    assert_string_equal(said->system.vendor, "Arista");
    assert_string_equal(said->system.os, "EOS");
    assert_string_equal(said->system.model, "LAB-1");
    assert_string_equal(said->system.version, "4.1.2F");
    assert_string_equal(said->system.serial, "LAB00001");
    assert_int_equal(said->system.bridge_address.octets[5], 0xaa);
    observation_free(said);
}

static void systems_are_told_apart_the_specific_first(void **state)
{
    (void)state;
    static const struct {
        const char *text, *name;
    } cases[] = {
        {"Cisco IOS XR Software, Version 9.9", "cisco_xr"},
        {"Cisco IOS Software, Lab Software, Version 1", "cisco_ios"},
        {"Cisco Nexus Operating System (NX-OS) Software", "cisco_nxos"},
        {"Arista LAB-1\nArchitecture: i386 Linux", "arista_eos"},
        {"SONiC Software Version: SONiC.1", "sonic"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *const texts[16] = {cases[i].text};
        const struct os *os = os_detect("", "", texts);
        assert_non_null(os);
        assert_string_equal(os->name, cases[i].name);
    }
    const char *const refused[16] = {"% Invalid input detected at '^' marker.\n"};
    assert_null(os_detect("", "", refused));
    assert_string_equal(os_detect("", "RP/0/RP0/CPU0:lab#", refused)->name, "cisco_xr");
}

static uint32_t index_of(const struct observation *said, const char *name)
{
    size_t count;
    const struct interface *rows = observation_records(said, RECORD_INTERFACE, &count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(rows[i].name, name) == 0)
            return rows[i].if_index;
    return 0;
}

static void members_are_told_by_the_aggregate_or_by_themselves(void **state)
{
    (void)state;
    size_t count;
    struct observation *said = observation_new();
    record(
        said, "cisco_nxos", "show interface",
        "Ethernet1/1 is up\nadmin state is up,\n  Belongs to Po7\nEthernet1/2 is up\nport-channel7 is up\n");
    record(said, "cisco_nxos", "show port-channel summary",
           "7     Po7(SU)     Eth      LACP      Eth1/1(P)    Eth1/2(P)\n");
    const struct lag_member *members = observation_records(said, RECORD_LAG_MEMBER, &count);
    assert_int_equal(count, 2);
    assert_int_equal(members[0].if_index, index_of(said, "Ethernet1/1"));
    assert_int_equal(members[1].if_index, index_of(said, "Ethernet1/2"));
    assert_int_equal(members[0].aggregate_if_index, members[1].aggregate_if_index);
    observation_free(said);
}

static void a_number_does_not_name_an_aggregate(void **state)
{
    (void)state;
    size_t count;
    struct observation *said = observation_new();
    record(said, "cisco_nxos", "show interface brief",
           "Eth1/2        1       eth  trunk  up      none                        10G(D) 19\n");
    observation_records(said, RECORD_LAG_MEMBER, &count);
    assert_int_equal(count, 0);
    observation_records(said, RECORD_INTERFACE, &count);
    assert_int_equal(count, 1);
    observation_free(said);
}

static void a_box_has_the_serial_number_of_the_part_with_its_model(void **state)
{
    (void)state;
    struct observation *said = observation_new();
    record(said, "hp_comware", "display version", "H3C S9999-54C uptime is 0 weeks, 1 day\n");
    record(said, "hp_comware", "display device manuinfo",
           "Power 1:\nDEVICE_NAME : LAB-PSU\nDEVICE_SERIAL_NUMBER : LAB02\n"
           "Slot 1:\nDEVICE_NAME : S9999 54C\nDEVICE_SERIAL_NUMBER : LAB01\n");
    assert_string_equal(said->system.serial, "LAB01");
    observation_free(said);
}

static void what_has_no_mark_of_running_is_down(void **state)
{
    (void)state;
    size_t count;
    struct observation *said = observation_new();
    record(said, "mikrotik_routeros", "/interface print detail",
           " 0  R  name=\"ether1\" type=\"ether\" mtu=1500\n 1  X  name=\"ether2\" type=\"ether\" mtu=1500\n"
           " 2     name=\"ether3\" type=\"ether\" mtu=1500\n");
    const struct interface *rows = observation_records(said, RECORD_INTERFACE, &count);
    assert_int_equal(count, 3);
    assert_int_equal(rows[0].oper_status, IF_STATUS_UP);
    assert_int_equal(rows[0].admin_status, IF_STATUS_UP);
    assert_int_equal(rows[1].oper_status, IF_STATUS_DOWN);
    assert_int_equal(rows[1].admin_status, IF_STATUS_DOWN);
    assert_int_equal(rows[2].oper_status, IF_STATUS_DOWN);
    assert_int_equal(rows[2].admin_status, IF_STATUS_UP);
    observation_free(said);
}

static void an_interface_that_was_asked_for_need_not_be_named(void **state)
{
    (void)state;
    size_t count;
    struct observation *said = observation_new();
    record(said, "aruba_aoscx", "show interface mgmt",
           "  Admin State                   : up\n  Link State                    : up\n"
           "  IPv4 address/subnet-mask      : 192.0.2.40/26\n");
    const struct interface *rows = observation_records(said, RECORD_INTERFACE, &count);
    assert_int_equal(count, 1);
    assert_string_equal(rows[0].name, "mgmt");
    observation_records(said, RECORD_IP_ADDRESS, &count);
    assert_int_equal(count, 1);
    observation_free(said);
}

static void an_as_number_that_is_cut_off_is_not_believed(void **state)
{
    (void)state;
    size_t count;
    struct observation *said = observation_new();
    record(said, "alcatel_sros", "show router bgp summary",
           "Neighbor\n192.0.2.2\n               42598*       0       0    0    0 54d18h43m Connect\n");
    const struct neighbor *rows = observation_records(said, RECORD_NEIGHBOR, &count);
    assert_int_equal(count, 1);
    assert_int_equal(rows[0].remote_as, 0);
    observation_free(said);
}

static void a_prefix_that_is_cut_short_has_its_length(void **state)
{
    (void)state;
    size_t count;
    struct observation *said = observation_new();
    record(said, "juniper_junos", "show interfaces | display json",
           "{\"interface-information\":[{\"physical-interface\":[{\"name\":[{\"data\":\"lo0\"}],"
           "\"logical-interface\":[{\"name\":[{\"data\":\"irb.7\"}],\"address-family\":[{"
           "\"interface-address\":[{\"ifa-local\":[{\"data\":\"192.0.2.1\"}],"
           "\"ifa-destination\":[{\"data\":\"192.0.2/24\"}]}]}]}]}]}]}");
    const struct ip_address *rows = observation_records(said, RECORD_IP_ADDRESS, &count);
    assert_int_equal(count, 1);
    assert_int_equal(rows[0].prefix_length, 24);
    observation_free(said);
}

static void states_are_known_by_the_words_of_each_system(void **state)
{
    (void)state;
    static const struct {
        const char *os, *command, *text;
        enum if_status admin, oper;
    } cases[] = {
        {"huawei_vrp", "display interface brief", "GE0/0/1        ^down down         0%     0%    0    0\n",
         IF_STATUS_UP, IF_STATUS_DOWN},
        {"huawei_vrp", "display interface brief", "GE0/0/1        *down down         0%     0%    0    0\n",
         IF_STATUS_DOWN, IF_STATUS_DOWN},
        {"hp_comware", "display interface brief", "GE0/0           ADM  DOWN     --\n", IF_STATUS_DOWN,
         IF_STATUS_DOWN},
        {"alcatel_aos", "show interfaces port", " 1/1/1   en     up   0          0          \"\"\n",
         IF_STATUS_UP, IF_STATUS_UP},
        {"juniper_junos", "show interfaces",
         "Physical interface: ge-0/0/0, Administratively down, Physical link is Down\n", IF_STATUS_DOWN,
         IF_STATUS_DOWN},
        {"alcatel_sros", "show port", "1/1/c1        Up         Link Up                          conn\n",
         IF_STATUS_UP, IF_STATUS_UP},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        size_t count;
        struct observation *said = observation_new();
        record(said, cases[i].os, cases[i].command, cases[i].text);
        const struct interface *rows = observation_records(said, RECORD_INTERFACE, &count);
        assert_int_equal(count, 1);
        assert_int_equal(rows[0].admin_status, cases[i].admin);
        assert_int_equal(rows[0].oper_status, cases[i].oper);
        observation_free(said);
    }
}

static void a_large_number_without_a_unit_is_in_bits(void **state)
{
    (void)state;
    size_t count;
    struct observation *said = observation_new();
    record(said, "arista_eos", "show interfaces | json",
           "{\"interfaces\":{\"Ethernet1\":{\"interfaceStatus\":\"connected\",\"bandwidth\":25000000000}}}");
    const struct interface *rows = observation_records(said, RECORD_INTERFACE, &count);
    assert_int_equal(count, 1);
    assert_true(rows[0].speed_bps == G_GUINT64_CONSTANT(25000000000));
    observation_free(said);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_refer_to_interfaces_by_one_number),
        cmocka_unit_test(the_number_that_a_device_tells_is_kept),
        cmocka_unit_test(a_bgp_summary_with_prefixes_is_established),
        cmocka_unit_test(identity_is_what_the_device_says),
        cmocka_unit_test(systems_are_told_apart_the_specific_first),
        cmocka_unit_test(members_are_told_by_the_aggregate_or_by_themselves),
        cmocka_unit_test(a_number_does_not_name_an_aggregate),
        cmocka_unit_test(a_box_has_the_serial_number_of_the_part_with_its_model),
        cmocka_unit_test(what_has_no_mark_of_running_is_down),
        cmocka_unit_test(an_interface_that_was_asked_for_need_not_be_named),
        cmocka_unit_test(an_as_number_that_is_cut_off_is_not_believed),
        cmocka_unit_test(a_prefix_that_is_cut_short_has_its_length),
        cmocka_unit_test(states_are_known_by_the_words_of_each_system),
        cmocka_unit_test(a_large_number_without_a_unit_is_in_bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
