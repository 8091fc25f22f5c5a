/* Nokia SR Linux. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"nokia_srlinux", "srlinux", "srl", NULL};
static const char *const setup[] = {"environment cli-engine type basic", NULL};

static const struct os_command commands[] = {
    {"show version", ANSWER_IDENTITY, 0},
    {"show platform chassis", ANSWER_IDENTITY, 0},
    {"show interface all", ANSWER_INTERFACES, 0},
    {"show system lldp neighbor", ANSWER_NEIGHBORS, 0},
    {"show network-instance default protocols ospf neighbor", ANSWER_OSPF, 0},
    {"show network-instance default protocols isis adjacency", ANSWER_ISIS, 0},
    {"show network-instance default protocols bgp neighbor", ANSWER_BGP, 0},
    {"show network-instance * bridge-table mac-table all", ANSWER_FORWARDING, 0},
    {"show arpnd arp-entries", ANSWER_ARP, 0},
};

static const struct structured_column lldp[] = {
    {"LOCAL_INTERFACE", "@1"},
    {"NEIGHBOR_NAME", "system-name|System Name|Neighbor System Name"},
    {"CHASSIS_ID", "chassis-id|Neighbor Chassis ID"},
    {"CHASSIS_TYPE", "chassis-id-type"},
    {"NEIGHBOR_PORT_ID", "port-id|Neighbor Port"},
    {"PORT_TYPE", "port-id-type"},
    {"NEIGHBOR_PORT_DESCRIPTION", "port-description"},
    {"NEIGHBOR_DESCRIPTION", "system-description"},
    {"MGMT_ADDRESS", "management-address/address"},
    {"CAPABILITIES", "capability[enabled=true]/name"},
};

static const struct structured_column lldp_table[] = {
    {"LOCAL_INTERFACE", "Name|name"},
    {"NEIGHBOR_NAME", "Neighbor System Name|neighbor/system-name"},
    {"CHASSIS_ID", "Neighbor Chassis ID|neighbor/chassis-id"},
    {"NEIGHBOR_PORT_ID", "Neighbor Port|neighbor/port-id"},
};

static const struct structured structured[] = {
    {"lldp", "*[Neighbor Port]", STRUCTURED_COLUMNS(lldp_table)},
    {"lldp", "system/lldp/interface[neighbor]", STRUCTURED_COLUMNS(lldp_table)},
    {"lldp", "*/neighbor", STRUCTURED_COLUMNS(lldp)},
};

const struct os os_nokia_srl = {
    .name = "nokia_srl",
    .aliases = aliases,
    .vendor = "Nokia",
    .software = "SR Linux",
    .has_exec = true,
    .setup = setup,
    OS_COMMANDS(commands),
    OS_STRUCTURED(structured),
};
