/* Cisco IOS-XR. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"iosxr", "ios-xr", "cisco_iosxr", NULL};
static const char *const setup[] = {"terminal length 0", "terminal width 512", NULL};

static const struct os_command commands[] = {
    {"show version", ANSWER_IDENTITY, 0},
    {"show running-config hostname", ANSWER_IDENTITY, 0},
    {"admin show inventory", ANSWER_INVENTORY, 1},
    {"show inventory", ANSWER_INVENTORY, 1},
    {"show interfaces", ANSWER_INTERFACES, 0},
    {"show ipv4 vrf all interface", ANSWER_ADDRESSES, 2},
    {"show ipv4 vrf all interface brief", ANSWER_ADDRESSES, 2},
    {"show lldp neighbors detail", ANSWER_NEIGHBORS, 0},
    {"show cdp neighbors detail", ANSWER_NEIGHBORS, 0},
    {"show ospf vrf all neighbor", ANSWER_OSPF, 0},
    {"show ospf neighbor", ANSWER_OSPF, 0},
    {"show isis neighbors", ANSWER_ISIS, 0},
    {"show bgp neighbors", ANSWER_BGP, 3},
    {"show bgp summary", ANSWER_BGP, 3},
    {"show eigrp neighbors", ANSWER_EIGRP, 0},
    {"show arp vrf all", ANSWER_ARP, 4},
    {"show arp", ANSWER_ARP, 4},
};

const struct os os_cisco_xr = {
    .name = "cisco_xr",
    .aliases = aliases,
    .vendor = "Cisco",
    .software = "IOS-XR",
    .setup = setup,
    OS_COMMANDS(commands),
};
