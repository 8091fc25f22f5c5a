/* Fortinet FortiOS. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"fortios", "fortigate", NULL};

static const struct os_command commands[] = {
    {"get system status", ANSWER_IDENTITY, 0},
    {"get system interface physical", ANSWER_INTERFACES, 0},
    {"get system interface", ANSWER_ADDRESSES, 0},
    {"diagnose lldprx neighbor details", ANSWER_NEIGHBORS, 0},
    {"get router info ospf neighbor", ANSWER_OSPF, 0},
    {"get router info bgp neighbors", ANSWER_BGP, 1},
    {"get router info bgp summary", ANSWER_BGP, 1},
    {"get system arp", ANSWER_ARP, 0},
};

const struct os os_fortinet = {
    .name = "fortinet",
    .aliases = aliases,
    .vendor = "Fortinet",
    .software = "FortiOS",
    OS_COMMANDS(commands),
};
