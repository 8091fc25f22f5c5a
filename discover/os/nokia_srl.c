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

/* The table that "show" makes, and the state as it is modelled. */
static const struct structured_column lldp[] = {
    {"LOCAL_INTERFACE", "Name|../name"},
    {"NEIGHBOR_NAME", "Neighbor System Name|system-name"},
    {"CHASSIS_ID", "Neighbor Chassis ID|chassis-id"},
    {"CHASSIS_TYPE", "chassis-id-type"},
    {"NEIGHBOR_PORT_ID", "Neighbor Port|port-id"},
    {"PORT_TYPE", "port-id-type"},
    {"NEIGHBOR_PORT_DESCRIPTION", "port-description"},
    {"NEIGHBOR_DESCRIPTION", "system-description"},
    {"MGMT_ADDRESS", "management-address/address"},
    {"CAPABILITIES", "capability[enabled=true]/name"},
};

static const struct structured_column version[] = {
    {"HOSTNAME", "Hostname"},        {"MODEL", "Chassis Type|Type"},
    {"SERIAL", "Serial Number"},     {"MAC_ADDRESS", "System HW MAC Address|HW MAC address"},
    {"VERSION", "Software Version"},
};

static const struct structured structured[] = {
    {"lldp", "*[Neighbor Port]|system/lldp/interface/neighbor|lldp/interface/neighbor|interface/neighbor",
     STRUCTURED_COLUMNS(lldp)},
    {"show (?:ver|platform)", "*[Hostname]|*[Serial Number]", STRUCTURED_COLUMNS(version)},
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
