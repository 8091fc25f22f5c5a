#include "discover/os/os.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static size_t probe_count(void)
{
    size_t count = 0;
    while (os_probes[count] != NULL)
        count++;
    return count;
}

/* The OS that is found when the probe of that name prints this, and all others are refused. */
static const char *detect(const char *probe, const char *text)
{
    size_t count = probe_count();
    const char **texts = g_new0(const char *, count + 1);
    for (size_t i = 0; i < count; i++)
        texts[i] = strcmp(os_probes[i], probe) == 0 ? text : "% Invalid input detected at '^' marker.\n";
    const struct os *os = os_detect("", "", texts);
    g_free(texts);
    return os == NULL ? "none" : os->name;
}

static void an_os_is_told_by_what_its_probe_prints(void **state)
{
    (void)state;
    static const struct {
        const char *probe, *text, *name;
    } cases[] = {
        {"show system", "System:\n  Description:  Alcatel-Lucent Enterprise OS9350 9.7.1.R01 GA\n",
         "alcatel_aos"},
        {"show version", "TiMOS-C-99.10.R1 cpm/hops64 Nokia 9950 SR Copyright (c) Nokia.\n", "alcatel_sros"},
        {"show version", "Hostname : lab\nOS : SR Linux\n", "nokia_srl"},
        {"show version", "ArubaOS (MODEL: Aruba9210), Version 9.5.0.1\n", "aruba_os"},
        {"show version", "ArubaOS-CX\nVersion : FL.99.01\n", "aruba_aoscx"},
        {"show version", "Cisco NFV Infrastructure Software\nVersion 9.9.1\n", "cisco_nvfis"},
        {"display version", "  VERSION : MA9999V001\n  PRODUCT : MA9999T\n", "huawei_smartax"},
        {"display version", "Huawei Versatile Routing Platform Software\nVRP (R) software, Version 9\n",
         "huawei_vrp"},
        {"display version", "H3C Comware Software, Version 9.1.070, Release 1\n", "hp_comware"},
        {"show version", "Switch      : 800999-00-01 LAB\nImage   : ExtremeXOS version 31.7.1.4 by nobody\n",
         "extreme_exos"},
        {"show version", "Image   : Switch Engine version 32.1.1.6 by nobody\n", "extreme_exos"},
        {"show version", "SLX-OS Operating System Software\nCopyright Brocade Communications Systems, Inc.\n",
         "extreme_slxos"},
        {"show version",
         "Network Operating System Software\nCopyright Brocade Communications Systems, Inc.\n",
         "extreme_slxos"},
        {"show sys-info", "General Info :\n\n\tSysDescr     : VSP-LAB (8.1.0.0)\n", "extreme_vsp"},
        {"show sys-info", "sysDescr:              Ethernet Routing Switch LAB\n", "avaya_ers"},
        {"show version", "  Copyright (c) Ruckus Networks, Inc.\n  HW: Stackable ICX0000\n",
         "ruckus_fastiron"},
        {"show version",
         "  Copyright (c) 1996-2017 Brocade Communications Systems, Inc.\n  HW: Stackable ICX0000\n",
         "brocade_fastiron"},
        {"show version", "System Mode: MLX\nCopyright (c) Brocade Communications Systems, Inc.\n",
         "brocade_netiron"},
        {"show version",
         "  Copyright (c) 1996-2010 Brocade Communications Systems, Inc.\n  HW: Stackable FCX\n",
         "brocade_fastiron"},
        {"show version",
         "Machine Model.................................. LB9\n"
         "Network Processing Device...................... BCM00000_B0\n",
         "broadcom_icos"},
        {"show version",
         "System Description............................. EdgeSwitch LAB, 1.7.4, Linux 3.6.5\n",
         "ubiquiti_edgeswitch"},
        {"show version", "Machine Type...................... Dell Networking N9999\n", "dell_powerconnect"},
        {"show version", "Dell Real Time Operating System Software\nDell Networking OS uptime is 1 week\n",
         "dell_force10"},
        {"show version", "Dell EMC Networking OS10 Enterprise\nOS Version: 10.5.0.0\n", "dell_os10"},
        {"show version", "Version:      v2.0.9\nHW model:     EdgeRouter LAB\n", "ubiquiti_edgerouter"},
        {"show version", "AlliedWare Plus (TM) 5.5.3 06/04/23\n", "allied_telesis_awplus"},
        {"show version", " Software Product: OcNOS-SP, Version: 6.3.2\n", "ipinfusion_ocnos"},
        {"show version", "ZTE ZXCTN Software, Version: LAB V5.10.00.50, Release software\n", "zte_zxros"},
        {"show version", "Ericsson IPOS Version IPOS-19.4.0.0.1-Release\nOperating System version is Linux\n",
         "ericsson_ipos"},
        {"show version", " Loader Version:          1.2.3.4\n Operation Code Version:  1.2.3.6\n",
         "edgecore"},
        {"show version", "Active-image: flash://system/images/mes9999-4017.ros\n  Version: 4.0.17\n",
         "eltex"},
        {"software show", "| Running Package     : saos-06-17-00-0001 |\n", "ciena_saos"},
        {"show switch", "Device Type                : DGS-LAB\nBoot PROM Version          : Build 1.10\n",
         "dlink_ds"},
        {"show version", "Date 2023/01/01\nModel: AX9999S-24T\n", "alaxala_ax36s"},
        {"get system status", "Version: FortiGate-LAB v7.4.1,build2463,230830 (GA.F)\n", "fortinet"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_string_equal(detect(cases[i].probe, cases[i].text), cases[i].name);
}

static const char *detect_before(const char *banner, const char *prompt)
{
    const struct os *os = os_detect(banner, prompt, NULL);
    return os == NULL ? "none" : os->name;
}

static void an_os_is_told_by_its_prompt_where_no_other_has_such_a_one(void **state)
{
    (void)state;
    assert_string_equal(detect_before("", "* lab-exos.12 # "), "extreme_exos");
    assert_string_equal(detect_before("", "Slot-1 lab-exos.1 > "), "extreme_exos");
    assert_string_equal(detect_before("", "lab-voss:1#"), "extreme_vsp");
    assert_string_equal(detect_before("", "lab-fw.1 # "), "none");
    assert_string_equal(detect_before("", "A:lab-sros#"), "none");
    assert_string_equal(detect_before("", "(lab-es) #"), "none");
}

static void an_os_is_told_by_its_banner(void **state)
{
    (void)state;
    assert_string_equal(detect_before("ExtremeXOS\r\nCopyright (C) nobody\r\n", ""), "extreme_exos");
    assert_string_equal(detect_before("SAOS is True Carrier Ethernet TM software.\r\n", ""), "ciena_saos");
    assert_string_equal(detect_before("Copyright(C) 2010 D-Link Corporation.\r\n", ""), "dlink_ds");
    assert_string_equal(detect_before("WatchGuard Fireware OS Version 12.1\r\n", ""), "watchguard_firebox");
    assert_string_equal(detect_before("***  Ethernet Routing Switch LAB  ***\r\n", ""), "avaya_ers");
    assert_string_equal(detect_before("Welcome to EdgeOS\r\n", ""), "ubiquiti_edgerouter");
    assert_string_equal(detect_before("OcNOS version 6.3.2\r\n", ""), "ipinfusion_ocnos");
    assert_string_equal(detect_before("AlliedWare Plus (TM) 5.5.3\r\n", ""), "allied_telesis_awplus");
    assert_string_equal(detect_before("Unauthorized access is prohibited.\r\n", ""), "none");
}

static void refusals_in_many_words_are_known(void **state)
{
    (void)state;
    static const char *const refusals[] = {
        "Invalid input -> lldp neighbors\nType ? for a list\n",
        "Ambiguous input -> s\n",
        "Incomplete command. Use ? to list commands.\n",
        "%% Invalid input detected at '^' marker.\n",
        "Next possible completions:\nremote_ports\n",
        "% illegal name at 'lldp' <1>\n",
        "SHELL PARSER FAILURE: 'show' - no such command\n",
        "                ^\n% Wrong parameter found at '^' position.\n",
        "MINOR: MGMT_CORE #2201: Unknown element - 'lldp'\n",
        "Parsing error: Unknown token 'version2'\n",
        "Error: Bad command.\n",
        "ERROR: Invalid entry: \"sytem\"\n",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(refusals); i++)
        assert_true(os_is_refusal(refusals[i], strlen(refusals[i])));
    assert_false(os_is_refusal("LLDP is not enabled\n", strlen("LLDP is not enabled\n")));
}

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
        cmocka_unit_test(an_os_is_told_by_what_its_probe_prints),
        cmocka_unit_test(an_os_is_told_by_its_prompt_where_no_other_has_such_a_one),
        cmocka_unit_test(an_os_is_told_by_its_banner),
        cmocka_unit_test(refusals_in_many_words_are_known),
        cmocka_unit_test(a_router_is_a_small_r_to_voss),
        cmocka_unit_test(letters_of_capabilities_keep_their_places),
        cmocka_unit_test(edp_tells_the_address_of_a_switch),
        cmocka_unit_test(letters_tell_the_state_of_a_port),
        cmocka_unit_test(a_port_that_is_down_tells_why),
        cmocka_unit_test(ranges_of_ports_are_members_one_by_one),
        cmocka_unit_test(a_port_of_numbers_is_the_one_that_has_its_kind_before_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
