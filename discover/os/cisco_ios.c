/* Cisco IOS and IOS-XE. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"cisco_xe", "cisco_iosxe", "ios", "iosxe", "ios-xe", NULL};
static const char *const setup[] = {"terminal length 0", "terminal width 0", NULL};

static const struct os_command commands[] = {
    {"show version", ANSWER_IDENTITY, 0},
    {"show inventory", ANSWER_INVENTORY, 0},
    {"show interfaces", ANSWER_INTERFACES, 0},
    {"show etherchannel summary", ANSWER_INTERFACES, 0},
    {"show ip interface", ANSWER_ADDRESSES, 0},
    {"show lldp neighbors detail", ANSWER_NEIGHBORS, 0},
    {"show cdp neighbors detail", ANSWER_NEIGHBORS, 0},
    {"show ip ospf neighbor detail", ANSWER_OSPF, 1},
    {"show ip ospf neighbor", ANSWER_OSPF, 1},
    {"show isis neighbors", ANSWER_ISIS, 0},
    {"show ip bgp neighbors", ANSWER_BGP, 2},
    {"show ip bgp summary", ANSWER_BGP, 2},
    {"show ip eigrp neighbors", ANSWER_EIGRP, 0},
    {"show mac address-table", ANSWER_FORWARDING, 3},
    {"show mac-address-table", ANSWER_FORWARDING, 3},
    {"show ip arp", ANSWER_ARP, 0},
};

const struct os os_cisco_ios = {
    .name = "cisco_ios",
    .aliases = aliases,
    .vendor = "Cisco",
    .software = "IOS",
    .setup = setup,
    OS_COMMANDS(commands),
};
