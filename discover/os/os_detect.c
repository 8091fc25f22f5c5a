#include "discover/os/os.h"

#include <string.h>

enum probe {
    PROBE_SHOW_VERSION,
    PROBE_OS_RELEASE,
    PROBE_DISPLAY_VERSION,
    PROBE_SYSTEM_STATUS,
    PROBE_SYSTEM_INFO,
    PROBE_ROUTEROS,
    PROBE_SYS_INFO,
    PROBE_SOFTWARE,
    PROBE_SWITCH,
    PROBE_SYSTEM,
    PROBES
};

const char *const os_probes[] = {
    [PROBE_SHOW_VERSION] = "show version",
    [PROBE_OS_RELEASE] = "cat /etc/os-release",
    [PROBE_DISPLAY_VERSION] = "display version",
    [PROBE_SYSTEM_STATUS] = "get system status",
    [PROBE_SYSTEM_INFO] = "show system info",
    [PROBE_ROUTEROS] = "/system resource print",
    [PROBE_SYS_INFO] = "show sys-info",
    [PROBE_SOFTWARE] = "software show",
    [PROBE_SWITCH] = "show switch",
    [PROBE_SYSTEM] = "show system",
    [PROBES] = NULL,
};

/* What a text has when it is of an OS, the specific before the general: IOS-XR and IOS-XE call themselves IOS
 * too, NX-OS and SONiC run on Linux. */
struct mark {
    const char *text;
    const char *os;
};

/* In the answers of the probes. */
static const struct mark answer_marks[] = {
    {"Arista", "arista_eos"},
    {"vEOS", "arista_eos"},
    {"cEOS", "arista_eos"},
    {"JUNOS", "juniper_junos"},
    {"Junos:", "juniper_junos"},
    {"NX-OS", "cisco_nxos"},
    {"Cisco Nexus Operating System", "cisco_nxos"},
    {"SONiC", "sonic"},
    {"Cisco IOS XR", "cisco_xr"},
    {"Cisco NFV Infrastructure", "cisco_nvfis"},
    {"Cisco Adaptive Security Appliance", "cisco_asa"},
    {"Cisco Controller", "cisco_wlc_ssh"},
    {"viptela", "cisco_viptela"},
    {"Viptela", "cisco_viptela"},
    {"Cisco IOS", "cisco_ios"},
    {"IOS-XE", "cisco_ios"},
    {"IOS (tm)", "cisco_ios"},
    {"Cumulus Linux", "cumulus_linux"},
    {"Cumulus", "cumulus_linux"},
    {"VyOS", "vyatta_vyos"},
    {"EdgeRouter", "ubiquiti_edgerouter"},
    {"EdgeOS", "ubiquiti_edgerouter"},
    {"Vyatta", "vyatta_vyos"},
    {"OpenWrt", "openwrt"},
    {"FortiOS", "fortinet"},
    {"Version: Forti", "fortinet"},
    {"FortiGate", "fortinet"},
    {"model: PA-", "paloalto_panos"},
    {"family: vm", "paloalto_panos"},
    {"panorama", "paloalto_panos"},
    {"ArubaOS-CX", "aruba_aoscx"},
    {"Aruba / HPE ANW", "aruba_aoscx"},
    {"AOS-CX", "aruba_aoscx"},
    {"Image stamp", "hp_procurve"},
    {"ArubaOS", "aruba_os"},
    {"Huawei Versatile Routing Platform", "huawei_vrp"},
    {"VRP (R)", "huawei_vrp"},
    {"SmartAX", "huawei_smartax"},
    {"PRODUCT : MA", "huawei_smartax"},
    {"VERSION : MA", "huawei_smartax"},
    {"Comware", "hp_comware"},
    {"H3C", "hp_comware"},
    {"TiMOS", "alcatel_sros"},
    {"SR Linux", "nokia_srl"},
    {"SRLinux", "nokia_srl"},
    {"Alcatel-Lucent", "alcatel_aos"},
    {"OmniSwitch", "alcatel_aos"},
    {"RouterOS", "mikrotik_routeros"},
    {"ExtremeXOS", "extreme_exos"},
    {"EXOS", "extreme_exos"},
    {"Switch Engine", "extreme_exos"},
    {"SLX-OS", "extreme_slxos"},
    {"Network Operating System Software", "extreme_slxos"},
    {"VOSS", "extreme_vsp"},
    {"Fabric Engine", "extreme_vsp"},
    {"VSP Operating System", "extreme_vsp"},
    {"VSP-", "extreme_vsp"},
    {"Virtual Services Platform", "extreme_vsp"},
    {"Ethernet Routing Switch", "avaya_ers"},
    {"Dell EMC Networking OS10", "dell_os10"},
    {"OS10 Enterprise", "dell_os10"},
    {"SmartFabric OS10", "dell_os10"},
    {"Dell Application Software", "dell_force10"},
    {"Dell Real Time Operating System", "dell_force10"},
    {"Dell Networking OS", "dell_force10"},
    {"Force10", "dell_force10"},
    {"Ruckus Networks", "ruckus_fastiron"},
    {"Ruckus Wireless", "ruckus_fastiron"},
    {"CommScope", "ruckus_fastiron"},
    {"System Mode: MLX", "brocade_netiron"},
    {"NetIron", "brocade_netiron"},
    {"MLXe", "brocade_netiron"},
    {"FastIron", "brocade_fastiron"},
    {"Stackable FCX", "brocade_fastiron"},
    {"Stackable FWS", "brocade_fastiron"},
    {"Stackable FGS", "brocade_fastiron"},
    {"Stackable FLS", "brocade_fastiron"},
    {"Brocade Communications Systems", "brocade_fastiron"},
    {"ICX", "ruckus_fastiron"},
    {"Foundry Networks", "brocade_fastiron"},
    {"EdgeSwitch", "ubiquiti_edgeswitch"},
    {"AlliedWare Plus", "allied_telesis_awplus"},
    {"OcNOS", "ipinfusion_ocnos"},
    {"ZXROS", "zte_zxros"},
    {"ZXCTN", "zte_zxros"},
    {"ZTE ", "zte_zxros"},
    {"ZXR10", "zte_zxros"},
    {"Check Point", "checkpoint_gaia"},
    {"Gaia", "checkpoint_gaia"},
    {"OneOS", "oneaccess_oneos"},
    {"ONEOS", "oneaccess_oneos"},
    {"SAOS", "ciena_saos"},
    {"saos", "ciena_saos"},
    {"PowerConnect", "dell_powerconnect"},
    {"Dell Networking N", "dell_powerconnect"},
    {"Dell EMC Networking N", "dell_powerconnect"},
    {"FASTPATH", "broadcom_icos"},
    {"Network Processing Device", "broadcom_icos"},
    {"BCM", "broadcom_icos"},
    {"IPOS Version", "ericsson_ipos"},
    {"Redback Networks", "ericsson_ipos"},
    {"Operation Code Version", "edgecore"},
    {"Edgecore", "edgecore"},
    {"Model: AX", "alaxala_ax36s"},
    {"ALAXALA", "alaxala_ax36s"},
    {"WatchGuard", "watchguard_firebox"},
    {"D-Link", "dlink_ds"},
    {"Boot PROM Version", "dlink_ds"},
    {"images/mes", "eltex"},
    {"SW version", "cisco_s300"},
    {"Active-image:", "cisco_s300"},
    {"FRRouting", "frr"},
    {"Eltex", "eltex"},
    {"ID_LIKE", "linux"},
    {"PRETTY_NAME", "linux"},
    {"Linux", "linux"},
};

/* In what comes before and at login. */
static const struct mark banner_marks[] = {
    {"Cumulus", "cumulus_linux"},
    {"VyOS", "vyatta_vyos"},
    {"OpenWrt", "openwrt"},
    {"RouterOS", "mikrotik_routeros"},
    {"MikroTik", "mikrotik_routeros"},
    {"OS10", "dell_os10"},
    {"HPE J", "hp_procurve"},
    {"ProCurve", "hp_procurve"},
    {"ArubaOS-CX", "aruba_aoscx"},
    {"SR Linux", "nokia_srl"},
    {"CISCO_WLC", "cisco_wlc_ssh"},
    {"SONiC", "sonic"},
    {"viptela", "cisco_viptela"},
    {"ExtremeXOS", "extreme_exos"},
    {"EdgeOS", "ubiquiti_edgerouter"},
    {"AlliedWare Plus", "allied_telesis_awplus"},
    {"OcNOS", "ipinfusion_ocnos"},
    {"SAOS is ", "ciena_saos"},
    {"D-Link Corporation", "dlink_ds"},
    {"WatchGuard Fireware", "watchguard_firebox"},
    {"ZXR10", "zte_zxros"},
    {"Ethernet Routing Switch", "avaya_ers"},
};

static const struct os *find_mark(const struct mark *marks, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++) {
        const struct os *os = strstr(text, marks[i].text) == NULL ? NULL : os_find(marks[i].os);
        if (os != NULL)
            return os;
    }
    return NULL;
}

/* "[admin@name] >" is RouterOS's, "RP/0/RSP0/CPU0:name#" IOS-XR's, "* name.12 # " and "Slot-1 name.12 # "
 * EXOS's, "name:1#" VOSS's. */
static const struct os *of_prompt(const char *prompt)
{
    if (prompt[0] == '[' && strchr(prompt, '@') != NULL && g_regex_match_simple("\\] ?>\\s*$", prompt, 0, 0))
        return os_find("mikrotik_routeros");
    if (g_regex_match_simple("^RP/\\d+/\\S+:\\S+#", prompt, 0, 0))
        return os_find("cisco_xr");
    if (g_regex_match_simple("^\\(Cisco Controller\\)", prompt, 0, 0))
        return os_find("cisco_wlc_ssh");
    if (g_regex_match_simple("^(?:\\* |(?:\\* )?Slot-\\d+ )\\S+\\.\\d+ [#>]\\s*$", prompt, 0, 0))
        return os_find("extreme_exos");
    if (g_regex_match_simple("^[\\w.-]{2,}:\\d+[#>]\\s*$", prompt, 0, 0))
        return os_find("extreme_vsp");
    return NULL;
}

const struct os *os_detect(const char *banner, const char *prompt, const char *const *probe_texts)
{
    const struct os *os = prompt == NULL ? NULL : of_prompt(prompt);
    for (int i = 0; i < PROBES && os == NULL; i++) {
        const char *text = probe_texts == NULL ? NULL : probe_texts[i];
        if (text != NULL && !os_is_refusal(text, strlen(text)))
            os = find_mark(answer_marks, G_N_ELEMENTS(answer_marks), text);
    }
    if (os == NULL && banner != NULL)
        os = find_mark(banner_marks, G_N_ELEMENTS(banner_marks), banner);
    return os;
}
