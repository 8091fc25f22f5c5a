/* Extreme VOSS (Fabric Engine), once Avaya and Nortel. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"avaya_vsp", "extreme_voss", "voss", "fabric_engine", NULL};
static const char *const setup[] = {"terminal more disable", NULL};

static const struct os_command commands[] = {
    {"show sys-info", ANSWER_IDENTITY, 0},
    {"show software", ANSWER_IDENTITY, 0},
    {"show interfaces gigabitEthernet interface", ANSWER_INTERFACES, 0},
    {"show interfaces gigabitEthernet name", ANSWER_INTERFACES, 0},
    {"show ip interface", ANSWER_ADDRESSES, 0},
    {"show lldp neighbor", ANSWER_NEIGHBORS, 1},
    {"show lldp neighbor summary", ANSWER_NEIGHBORS, 1},
    {"show ip ospf neighbor", ANSWER_OSPF, 0},
    {"show isis adjacencies", ANSWER_ISIS, 0},
    {"show ip bgp summary", ANSWER_BGP, 0},
    {"show vlan mac-address-entry", ANSWER_FORWARDING, 0},
    {"show ip arp", ANSWER_ARP, 0},
};

const struct os os_extreme_vsp = {
    .name = "extreme_vsp",
    .aliases = aliases,
    .vendor = "Extreme Networks",
    .software = "VOSS",
    .setup = setup,
    OS_COMMANDS(commands),
};
