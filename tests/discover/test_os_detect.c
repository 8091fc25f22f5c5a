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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_os_is_told_by_what_its_probe_prints),
        cmocka_unit_test(an_os_is_told_by_its_prompt_where_no_other_has_such_a_one),
        cmocka_unit_test(an_os_is_told_by_its_banner),
        cmocka_unit_test(refusals_in_many_words_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
