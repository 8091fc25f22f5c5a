/* Juniper Junos and Junos Evolved. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"juniper", "junos", NULL};
static const char *const setup[] = {"set cli screen-length 0", "set cli screen-width 0", NULL};

static const struct os_command commands[] = {
    {"show version", ANSWER_IDENTITY, 0},
    {"show chassis hardware", ANSWER_INVENTORY, 0},
    {"show interfaces", ANSWER_INTERFACES, 0},
    {"show lacp interfaces", ANSWER_INTERFACES, 0},
    {"show lldp neighbors detail | display json | no-more", ANSWER_NEIGHBORS, 1},
    {"show lldp neighbors | display json | no-more", ANSWER_NEIGHBORS, 1},
    {"show lldp neighbors detail", ANSWER_NEIGHBORS, 1},
    {"show lldp neighbors", ANSWER_NEIGHBORS, 1},
    {"show ospf neighbor instance all detail | display json | no-more", ANSWER_OSPF, 2},
    {"show ospf neighbor", ANSWER_OSPF, 2},
    {"show ospf3 neighbor", ANSWER_OSPF, 0},
    {"show isis adjacency", ANSWER_ISIS, 0},
    {"show bgp neighbor | display json | no-more", ANSWER_BGP, 3},
    {"show bgp neighbor", ANSWER_BGP, 3},
    {"show bgp summary", ANSWER_BGP, 3},
    {"show ethernet-switching table", ANSWER_FORWARDING, 4},
    {"show bridge mac-table", ANSWER_FORWARDING, 4},
    {"show arp no-resolve", ANSWER_ARP, 0},
    {"show ipv6 neighbors", ANSWER_ARP, 0},
};

static const struct structured_column lldp[] = {
    /* The brief form has the interface in the place of its number. */
    {"LOCAL_INTERFACE", "lldp-local-interface/data|lldp-local-port-id/data"},
    {"PARENT_INTERFACE", "lldp-local-parent-interface-name/data"},
    {"CHASSIS_TYPE", "lldp-remote-chassis-id-subtype/data"},
    {"CHASSIS_ID", "lldp-remote-chassis-id/data"},
    {"PORT_TYPE", "lldp-remote-port-id-subtype/data"},
    {"NEIGHBOR_PORT_ID", "lldp-remote-port-id/data"},
    {"NEIGHBOR_PORT_DESCRIPTION", "lldp-remote-port-description/data"},
    {"NEIGHBOR_NAME", "lldp-remote-system-name/data"},
    {"NEIGHBOR_DESCRIPTION",
     "lldp-system-description/lldp-remote-system-description/data|lldp-remote-system-description/data"},
    {"CAPABILITIES", "lldp-remote-system-capabilities-enabled/data"},
    {"MGMT_ADDRESS", "lldp-remote-management-address/data"},
};

static const struct structured_column lldp_xml[] = {
    {"LOCAL_INTERFACE", "lldp-local-interface|lldp-local-port-id"},
    {"PARENT_INTERFACE", "lldp-local-parent-interface-name"},
    {"CHASSIS_TYPE", "lldp-remote-chassis-id-subtype"},
    {"CHASSIS_ID", "lldp-remote-chassis-id"},
    {"PORT_TYPE", "lldp-remote-port-id-subtype"},
    {"NEIGHBOR_PORT_ID", "lldp-remote-port-id"},
    {"NEIGHBOR_PORT_DESCRIPTION", "lldp-remote-port-description"},
    {"NEIGHBOR_NAME", "lldp-remote-system-name"},
    {"NEIGHBOR_DESCRIPTION",
     "lldp-system-description/lldp-remote-system-description|lldp-remote-system-description"},
    {"CAPABILITIES", "lldp-remote-system-capabilities-enabled"},
    {"MGMT_ADDRESS", "lldp-remote-management-address"},
};

static const struct structured_column identity[] = {
    {"HOSTNAME", "host-name/data"},   {"MODEL", "hardware-model/data|product-model/data"},
    {"SOFTWARE", "os-name/data"},     {"VERSION", "os-version/data|junos-version/data"},
    {"SERIAL", "serial-number/data"},
};

static const struct structured_column arp[] = {
    {"MAC_ADDRESS", "mac-address/data"},
    {"IP_ADDRESS", "ip-address/data"},
    {"INTERFACE", "interface-name/data"},
    {"FLAGS", "arp-table-entry-flags/none/data"},
};

static const struct structured_column ospf[] = {
    {"NEIGHBOR_ID", "neighbor-id/data"},  {"IP_ADDRESS", "neighbor-address/data"},
    {"INTERFACE", "interface-name/data"}, {"STATE", "ospf-neighbor-state/data"},
    {"AREA", "ospf-area/data"},           {"VRF", "../ospf-instance-name/data"},
};

static const struct structured_column isis[] = {
    {"INTERFACE", "interface-name/data"},
    {"SYSTEM_ID", "system-name/data"},
    {"LEVEL", "level/data"},
    {"STATE", "adjacency-state/data"},
    {"SNPA", "snpa/data"},
};

static const struct structured_column bgp[] = {
    {"BGP_NEIGHBOR", "peer-address/data"},
    {"NEIGHBOR_AS", "peer-as/data"},
    {"STATE", "peer-state/data"},
    {"REMOTE_ROUTER_ID", "peer-id/data"},
    {"LOCAL_ADDRESS", "local-address/data"},
    {"LOCAL_AS", "local-as/data"},
    {"DESCRIPTION", "description/data"},
    {"VRF", "peer-fwd-rti/data"},
};

static const struct structured_column mac_table[] = {
    {"VLAN_NAME", "l2ng-l2-mac-vlan-name/data"},
    {"MAC_ADDRESS", "l2ng-l2-mac-address/data"},
    {"INTERFACE", "l2ng-l2-mac-logical-interface/data"},
    {"FLAGS", "l2ng-l2-mac-flags/data"},
};

static const struct structured_column ipv6_neighbors[] = {
    {"IPV6_ADDRESS", "ipv6-nd-neighbor-address/data"},
    {"MAC_ADDRESS", "ipv6-nd-neighbor-l2-address/data"},
    {"STATE", "ipv6-nd-state/data"},
    {"INTERFACE", "ipv6-nd-interface-name/data"},
};

static const struct structured_column hardware[] = {
    {"NAME", "name/data"},   {"DESCRIPTION", "description/data"}, {"PART_NUMBER", "part-number/data"},
    {"VID", "version/data"}, {"SERIAL", "serial-number/data"},
};

/* Of ports and of their units. */
static const struct structured_column interfaces[] = {
    {"INTERFACE", "name/data"},
    {"DESCRIPTION", "description/data"},
    {"ADMIN_STATE", "admin-status/data"},
    {"LINK_STATUS", "oper-status/data"},
    {"SPEED", "speed/data"},
    {"MTU", "mtu/data|address-family/mtu/data"},
    {"MAC_ADDRESS", "current-physical-address/data|hardware-physical-address/data"},
    {"IF_INDEX", "snmp-index/data"},
    {"IP_ADDRESS", "address-family/interface-address/ifa-local/data"},
    {"PREFIX", "address-family/interface-address/ifa-destination/data"},
};

static const struct structured structured[] = {
    {"lldp", "lldp-neighbors-information/lldp-neighbor-information[lldp-remote-chassis-id]",
     STRUCTURED_COLUMNS(lldp)},
    {"lldp",
     "rpc-reply/lldp-neighbors-information/lldp-neighbor-information|lldp-neighbors-information/"
     "lldp-neighbor-information",
     STRUCTURED_COLUMNS(lldp_xml)},
    {"system info|show version",
     "system-information|software-information|multi-routing-engine-results/multi-routing-engine-item/"
     "software-information",
     STRUCTURED_COLUMNS(identity)},
    {"ipv6 nei", "ipv6-nd-information/ipv6-nd-entry", STRUCTURED_COLUMNS(ipv6_neighbors)},
    {"chassis hardware",
     "chassis-inventory/chassis+chassis-inventory/chassis/chassis-module+chassis-inventory/chassis/"
     "chassis-module/"
     "chassis-sub-module",
     STRUCTURED_COLUMNS(hardware)},
    {"show interfaces",
     "interface-information/physical-interface+interface-information/physical-interface/logical-interface|"
     "interface-information/logical-interface",
     STRUCTURED_COLUMNS(interfaces)},
    {"\\barp\\b", "arp-table-information/arp-table-entry", STRUCTURED_COLUMNS(arp)},
    {"ospf3? .*nei",
     "ospf-neighbor-information-all/ospf-instance-neighbor/ospf-neighbor|ospf-neighbor-information/"
     "ospf-neighbor|ospf3-neighbor-information/ospf3-neighbor",
     STRUCTURED_COLUMNS(ospf)},
    {"isis adj", "isis-adjacency-information/isis-adjacency", STRUCTURED_COLUMNS(isis)},
    {"bgp", "bgp-information/bgp-peer", STRUCTURED_COLUMNS(bgp)},
    {"switching table|mac-table", "l2ng-l2ald-rtb-macdb/l2ng-l2ald-mac-entry-vlan/l2ng-mac-entry",
     STRUCTURED_COLUMNS(mac_table)},
};

const struct os os_juniper_junos = {
    .name = "juniper_junos",
    .aliases = aliases,
    .vendor = "Juniper",
    .software = "Junos",
    .has_exec = true,
    .setup = setup,
    OS_COMMANDS(commands),
    OS_STRUCTURED(structured),
};
