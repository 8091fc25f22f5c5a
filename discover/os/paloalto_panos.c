/* Palo Alto Networks PAN-OS. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"panos", "pan-os", "paloalto", NULL};
static const char *const setup[] = {"set cli pager off", "set cli scripting-mode on", NULL};

static const struct os_command commands[] = {
    {"show system info", ANSWER_IDENTITY, 0},
    {"show interface all", ANSWER_INTERFACES, 0},
    {"show interface management", ANSWER_INTERFACES, 0},
    {"show lldp neighbors all", ANSWER_NEIGHBORS, 0},
    {"show routing protocol ospf neighbor", ANSWER_OSPF, 0},
    {"show routing protocol bgp summary", ANSWER_BGP, 0},
    {"show arp all", ANSWER_ARP, 0},
    {"show mac all", ANSWER_FORWARDING, 0},
};

static const struct structured_column lldp[] = {
    {"LOCAL_INTERFACE", "../../name"},
    {"CHASSIS_TYPE", "chassis-type"},
    {"CHASSIS_ID", "chassis-id"},
    {"PORT_TYPE", "port-type"},
    {"NEIGHBOR_PORT_ID", "port-id"},
    {"NEIGHBOR_PORT_DESCRIPTION", "port-description"},
    {"NEIGHBOR_NAME", "system-name"},
    {"NEIGHBOR_DESCRIPTION", "system-description"},
    {"CAPABILITIES", "enabled-capabilities"},
    {"MGMT_ADDRESS", "management-address/entry/name"},
};

static const struct structured structured[] = {
    {"lldp", "response/result/entry/neighbors/entry", STRUCTURED_COLUMNS(lldp)},
    {"lldp", "result/entry/neighbors/entry", STRUCTURED_COLUMNS(lldp)},
};

const struct os os_paloalto_panos = {
    .name = "paloalto_panos",
    .aliases = aliases,
    .vendor = "Palo Alto Networks",
    .software = "PAN-OS",
    .setup = setup,
    OS_COMMANDS(commands),
    OS_STRUCTURED(structured),
};
