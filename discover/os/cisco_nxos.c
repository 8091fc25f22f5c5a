/* Cisco NX-OS. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"nxos", "nx-os", "cisco_nexus", NULL};
static const char *const setup[] = {"terminal length 0", "terminal width 511", NULL};

static const struct os_command commands[] = {
    {"show version | json native", ANSWER_IDENTITY, 1},
    {"show version", ANSWER_IDENTITY, 1},
    {"show hostname", ANSWER_IDENTITY, 0},
    {"show inventory", ANSWER_INVENTORY, 0},
    {"show interface snmp-ifindex", ANSWER_INTERFACES, 0},
    {"show interface", ANSWER_INTERFACES, 0},
    {"show port-channel summary", ANSWER_INTERFACES, 0},
    {"show ip interface vrf all", ANSWER_ADDRESSES, 0},
    {"show lldp neighbors detail", ANSWER_NEIGHBORS, 0},
    {"show cdp neighbors detail", ANSWER_NEIGHBORS, 0},
    {"show ip ospf neighbor detail vrf all", ANSWER_OSPF, 2},
    {"show ip ospf neighbor vrf all", ANSWER_OSPF, 2},
    {"show isis adjacency vrf all", ANSWER_ISIS, 0},
    {"show ip bgp neighbors vrf all", ANSWER_BGP, 3},
    {"show ip bgp summary vrf all", ANSWER_BGP, 3},
    {"show ip eigrp neighbors vrf all", ANSWER_EIGRP, 0},
    {"show mac address-table", ANSWER_FORWARDING, 0},
    {"show ip arp vrf all", ANSWER_ARP, 0},
};

static const struct structured_column cdp_brief[] = {
    {"DEVICE_ID", "device_id"},  {"LOCAL_INTERFACE", "intf_id"},  {"CAPABILITIES", "capability"},
    {"PLATFORM", "platform_id"}, {"NEIGHBOR_PORT_ID", "port_id"},
};

static const struct structured_column cdp_detail[] = {
    {"DEVICE_ID", "device_id"},
    {"NEIGHBOR_NAME", "sysname"},
    {"LOCAL_INTERFACE", "intf_id"},
    {"CAPABILITIES", "capability"},
    {"PLATFORM", "platform_id"},
    {"NEIGHBOR_PORT_ID", "port_id"},
    {"NEIGHBOR_DESCRIPTION", "version"},
    {"VLAN_ID", "nativevlan"},
    {"MGMT_ADDRESS", "v4mgmtaddr|v6mgmtaddr"},
    {"INTERFACE_IP", "v4addr|v6addr"},
};

/* What is called the chassis id in the short form is the system name. */
static const struct structured_column lldp_brief[] = {
    {"NEIGHBOR_NAME", "chassis_id"},
    {"LOCAL_INTERFACE", "l_port_id"},
    {"CAPABILITIES", "enabled_capability|capability"},
    {"PORT_TYPE", "port_type"},
    {"NEIGHBOR_PORT_ID", "port_id"},
    {"MGMT_ADDRESS", "mgmt_addr"},
    {"MGMT_IPV6_ADDRESS", "mgmt_addr_ipv6"},
};

static const struct structured_column lldp_detail[] = {
    {"CHASSIS_ID", "chassis_id"},
    {"CHASSIS_TYPE", "chassis_type"},
    {"LOCAL_INTERFACE", "l_port_id"},
    {"NEIGHBOR_NAME", "sys_name"},
    {"NEIGHBOR_DESCRIPTION", "sys_desc"},
    {"CAPABILITIES", "enabled_capability"},
    {"PORT_TYPE", "port_type"},
    {"NEIGHBOR_PORT_ID", "port_id"},
    {"NEIGHBOR_PORT_DESCRIPTION", "port_desc"},
    {"MGMT_ADDRESS", "mgmt_addr"},
    {"MGMT_IPV6_ADDRESS", "mgmt_addr_ipv6"},
    {"VLAN_ID", "vlan_id"},
};

static const struct structured_column version[] = {
    {"HOSTNAME", "host_name"},
    {"MODEL", "chassis_id"},
    {"VERSION", "nxos_ver_str|sys_ver_str|kickstart_ver_str|rr_sys_ver"},
    {"SERIAL", "proc_board_id"},
};

static const struct structured_column arp[] = {
    {"IP_ADDRESS", "ip-addr-out"}, {"MAC_ADDRESS", "mac"},  {"INTERFACE", "intf-out"},
    {"PORT", "phy-intf"},          {"VRF", "adj-vrf-name"},
};

static const struct structured_column ospf[] = {
    {"NEIGHBOR_ID", "rid"}, {"IP_ADDRESS", "addr"}, {"INTERFACE", "intf"},
    {"STATE", "state"},     {"AREA", "area"},       {"VRF", "../../cname"},
};

static const struct structured_column bgp_neighbors[] = {
    {"NEIGHBOR", "neighbor"}, {"REMOTE_AS", "remoteas"},
    {"STATE", "state"},       {"REMOTE_ROUTER_ID", "remote-id"},
    {"VRF", "vrf"},
};

static const struct structured_column bgp_summary[] = {
    {"NEIGHBOR", "neighborid"},
    {"REMOTE_AS", "neighboras"},
    {"STATE", "state"},
    {"LOCAL_AS", "../../../../../../vrf-local-as"},
    {"VRF", "../../../../../../vrf-name-out"},
};

static const struct structured_column isis[] = {
    {"SYSTEM_ID", "adj-sys-name-out|adj-sys-id-out"},
    {"INTERFACE", "adj-intf-name-out"},
    {"STATE", "adj-state-out"},
    {"LEVEL", "adj-usage-out"},
    {"VRF", "../../vrf-name-out"},
};

static const struct structured_column interface_brief[] = {
    {"INTERFACE", "interface"},
    {"LINK_STATUS", "state|svi_admin_state"},
    {"SPEED", "speed|ratemode"},
    {"IP_ADDRESS", "ip_addr"},
    {"MTU", "mtu"},
    {"VLAN", "vlan"},
    {"AGGREGATE", "portchan"},
};

static const struct structured_column ip_interface[] = {
    {"INTERFACE", "intf-name"},
    {"LINK_STATUS", "link-state"},
    {"ADMIN_STATE", "admin-state"},
    {"PROTOCOL_STATUS", "proto-state"},
    {"IP_ADDRESS", "prefix"},
    {"SECONDARY_IP_ADDRESS", "TABLE_secondary_address/ROW_secondary_address/prefix1"},
    {"PREFIX_LENGTH", "masklen"},
    {"MASK", "TABLE_secondary_address/ROW_secondary_address/masklen1"},
    {"MTU", "mtu"},
    {"VRF", "vrf-name-out"},
};

static const struct structured structured[] = {
    {"ver", "", STRUCTURED_COLUMNS(version)},
    {"arp", "TABLE_vrf/ROW_vrf/TABLE_adj/ROW_adj", STRUCTURED_COLUMNS(arp)},
    {"ospf", "TABLE_ctx/ROW_ctx/TABLE_nbr/ROW_nbr", STRUCTURED_COLUMNS(ospf)},
    {"isis.*adj",
     "TABLE_process_tag/ROW_process_tag/TABLE_vrf/ROW_vrf/TABLE_process_adj/ROW_process_adj|TABLE_vrf/"
     "ROW_vrf/"
     "TABLE_process_adj/ROW_process_adj",
     STRUCTURED_COLUMNS(isis)},
    {"bgp.*nei", "TABLE_neighbor/ROW_neighbor", STRUCTURED_COLUMNS(bgp_neighbors)},
    {"bgp.*sum", "TABLE_vrf/ROW_vrf/TABLE_af/ROW_af/TABLE_saf/ROW_saf/TABLE_neighbor/ROW_neighbor",
     STRUCTURED_COLUMNS(bgp_summary)},
    {"ip int", "TABLE_intf/ROW_intf", STRUCTURED_COLUMNS(ip_interface)},
    {"^show int.* brief", "TABLE_interface/ROW_interface", STRUCTURED_COLUMNS(interface_brief)},
    {"cdp", "TABLE_cdp_neighbor_detail_info/ROW_cdp_neighbor_detail_info", STRUCTURED_COLUMNS(cdp_detail)},
    {"cdp", "TABLE_cdp_neighbor_brief_info/ROW_cdp_neighbor_brief_info", STRUCTURED_COLUMNS(cdp_brief)},
    {"lldp", "TABLE_nbor_detail/ROW_nbor_detail", STRUCTURED_COLUMNS(lldp_detail)},
    {"lldp", "TABLE_nbor/ROW_nbor", STRUCTURED_COLUMNS(lldp_brief)},
};

const struct os os_cisco_nxos = {
    .name = "cisco_nxos",
    .aliases = aliases,
    .vendor = "Cisco",
    .software = "NX-OS",
    .setup = setup,
    OS_COMMANDS(commands),
    OS_STRUCTURED(structured),
};
