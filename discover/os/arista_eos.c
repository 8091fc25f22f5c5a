/* Arista EOS. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"arista", "eos", NULL};
static const char *const setup[] = {"terminal length 0", "terminal width 32767", NULL};

static const struct os_command commands[] = {
    {"show version | json", ANSWER_IDENTITY, 1},
    {"show version", ANSWER_IDENTITY, 1},
    {"show hostname | json", ANSWER_IDENTITY, 2},
    {"show hostname", ANSWER_IDENTITY, 2},
    {"show inventory", ANSWER_INVENTORY, 0},
    {"show interfaces | json", ANSWER_INTERFACES, 3},
    {"show interfaces", ANSWER_INTERFACES, 3},
    {"show ip interface brief", ANSWER_ADDRESSES, 0},
    {"show lldp neighbors detail | json", ANSWER_NEIGHBORS, 4},
    {"show lldp neighbors detail", ANSWER_NEIGHBORS, 4},
    {"show ip ospf neighbor detail vrf all | json", ANSWER_OSPF, 5},
    {"show ip ospf neighbor", ANSWER_OSPF, 5},
    {"show isis neighbors", ANSWER_ISIS, 0},
    {"show ip bgp neighbors vrf all", ANSWER_BGP, 6},
    {"show ip bgp summary vrf all", ANSWER_BGP, 6},
    {"show mac address-table", ANSWER_FORWARDING, 0},
    {"show arp vrf all | json", ANSWER_ARP, 7},
    {"show ip arp vrf all", ANSWER_ARP, 7},
};

static const struct structured_column lldp_detail[] = {
    {"LOCAL_INTERFACE", "@1"},
    {"CHASSIS_TYPE", "chassisIdType"},
    {"CHASSIS_ID", "chassisId"},
    {"NEIGHBOR_NAME", "systemName"},
    {"NEIGHBOR_DESCRIPTION", "systemDescription"},
    {"CAPABILITIES", "systemCapabilities/*[=true]/@"},
    {"MGMT_ADDRESS", "managementAddresses/address"},
    {"PORT_TYPE", "neighborInterfaceInfo/interfaceIdType"},
    {"NEIGHBOR_PORT_ID", "neighborInterfaceInfo/interfaceId_v2|neighborInterfaceInfo/interfaceId"},
    {"NEIGHBOR_PORT_DESCRIPTION", "neighborInterfaceInfo/interfaceDescription"},
    {"VLAN_ID", "neighborInterfaceInfo/portVlanId"},
};

static const struct structured_column lldp_brief[] = {
    {"LOCAL_INTERFACE", "port"},
    {"NEIGHBOR_NAME", "neighborDevice"},
    {"NEIGHBOR_PORT_ID", "neighborPort"},
};

static const struct structured structured[] = {
    {"lldp", "lldpNeighbors[port]", STRUCTURED_COLUMNS(lldp_brief)},
    {"lldp", "lldpNeighbors/*/lldpNeighborInfo", STRUCTURED_COLUMNS(lldp_detail)},
};

const struct os os_arista_eos = {
    .name = "arista_eos",
    .aliases = aliases,
    .vendor = "Arista",
    .software = "EOS",
    .setup = setup,
    OS_COMMANDS(commands),
    OS_STRUCTURED(structured),
};
