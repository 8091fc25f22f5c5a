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

static const struct structured_column version[] = {
    {"MODEL", "modelName"},
    {"VERSION", "version"},
    {"SERIAL", "serialNumber"},
    {"MAC_ADDRESS", "systemMacAddress"},
};

static const struct structured_column hostname[] = {{"HOSTNAME", "hostname"}};

static const struct structured_column interfaces[] = {
    {"INTERFACE", "@1"},
    {"DESCRIPTION", "description"},
    {"LINK_STATUS", "interfaceStatus"},
    {"PROTOCOL_STATUS", "lineProtocolStatus"},
    {"BANDWIDTH", "bandwidth"},
    {"DUPLEX", "duplex"},
    {"MTU", "mtu"},
    {"MAC_ADDRESS", "physicalAddress"},
    {"IP_ADDRESS", "interfaceAddress/primaryIp/address"},
    {"PREFIX_LENGTH", "interfaceAddress/primaryIp/maskLen"},
};

static const struct structured_column arp[] = {
    {"IP_ADDRESS", "address"},
    {"MAC_ADDRESS", "hwAddress"},
    {"INTERFACE", "interface"},
    {"VRF", "@1"},
};

static const struct structured_column ospf[] = {
    {"NEIGHBOR_ID", "routerId"}, {"IP_ADDRESS", "interfaceAddress"}, {"INTERFACE", "interfaceName"},
    {"STATE", "adjacencyState"}, {"AREA", "details/areaId"},         {"VRF", "@1"},
};

static const struct structured structured[] = {
    {"ver", "", STRUCTURED_COLUMNS(version)},
    {"hostname", "", STRUCTURED_COLUMNS(hostname)},
    {"int", "interfaces/*", STRUCTURED_COLUMNS(interfaces)},
    {"arp", "vrfs/*/ipV4Neighbors", STRUCTURED_COLUMNS(arp)},
    {"arp", "ipV4Neighbors", STRUCTURED_COLUMNS(arp)},
    {"ospf", "vrfs/*/instList/*/ospfNeighborEntries", STRUCTURED_COLUMNS(ospf)},
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
