/* Dell PowerConnect and N series. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"powerconnect", "dell_os6", "dell_dnos6", NULL};
static const char *const setup[] = {"terminal length 0", "terminal datadump", NULL};

static const struct os_command commands[] = {
    {"show system", ANSWER_IDENTITY, 0},
    {"show system id", ANSWER_IDENTITY, 0},
    {"show hosts", ANSWER_IDENTITY, 0},
    {"show version", ANSWER_IDENTITY, 0},
    {"show interfaces status", ANSWER_INTERFACES, 0},
    {"show interfaces description", ANSWER_INTERFACES, 0},
    {"show interfaces port-channel", ANSWER_INTERFACES, 0},
    {"show ip interface", ANSWER_ADDRESSES, 0},
    {"show lldp remote-device all", ANSWER_NEIGHBORS, 1},
    {"show lldp neighbors", ANSWER_NEIGHBORS, 1},
    {"show isdp neighbors", ANSWER_NEIGHBORS, 0},
    {"show ip ospf neighbor", ANSWER_OSPF, 0},
    {"show ip bgp summary", ANSWER_BGP, 0},
    {"show bridge address-table", ANSWER_FORWARDING, 2},
    {"show mac address-table", ANSWER_FORWARDING, 2},
    {"show arp", ANSWER_ARP, 0},
};

const struct os os_dell_powerconnect = {
    .name = "dell_powerconnect",
    .aliases = aliases,
    .vendor = "Dell",
    .software = "PowerConnect",
    .setup = setup,
    OS_COMMANDS(commands),
};
