/* Ubiquiti EdgeOS (EdgeRouter). */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"ubiquiti_edgeos", "edgeos", "edgerouter", NULL};
static const char *const setup[] = {"terminal length 0", NULL};

static const struct os_command commands[] = {
    {"show version", ANSWER_IDENTITY, 0},         {"show host name", ANSWER_IDENTITY, 0},
    {"show interfaces", ANSWER_INTERFACES, 0},    {"show lldp neighbors detail", ANSWER_NEIGHBORS, 1},
    {"show lldp neighbors", ANSWER_NEIGHBORS, 1}, {"show ip ospf neighbor", ANSWER_OSPF, 0},
    {"show ip bgp summary", ANSWER_BGP, 0},       {"show arp", ANSWER_ARP, 0},
    {"show ipv6 neighbors", ANSWER_ARP, 0},
};

const struct os os_ubiquiti_edgerouter = {
    .name = "ubiquiti_edgerouter",
    .aliases = aliases,
    .vendor = "Ubiquiti",
    .software = "EdgeOS",
    .setup = setup,
    OS_COMMANDS(commands),
};
