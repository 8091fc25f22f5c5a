/* Dell OS9, Force10. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"dell_os9", "dell_dnos9", "force10", "dell_ftos", NULL};
static const char *const setup[] = {"terminal length 0", NULL};

static const struct os_command commands[] = {
    {"show version", ANSWER_IDENTITY, 0},
    {"show inventory", ANSWER_IDENTITY, 0},
    {"show interfaces", ANSWER_INTERFACES, 0},
    {"show lldp neighbors detail", ANSWER_NEIGHBORS, 1},
    {"show lldp neighbors", ANSWER_NEIGHBORS, 1},
    {"show ip ospf neighbor", ANSWER_OSPF, 0},
    {"show ip bgp neighbors", ANSWER_BGP, 2},
    {"show ip bgp summary", ANSWER_BGP, 2},
    {"show mac-address-table", ANSWER_FORWARDING, 0},
    {"show arp", ANSWER_ARP, 0},
};

const struct os os_dell_force10 = {
    .name = "dell_force10",
    .aliases = aliases,
    .vendor = "Dell",
    .software = "OS9",
    .setup = setup,
    OS_COMMANDS(commands),
};
