/* Alcatel-Lucent Enterprise AOS (OmniSwitch). */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"alcatel", "aos", "omniswitch", NULL};

static const struct os_command commands[] = {
    {"show system", ANSWER_IDENTITY, 0},
    {"show chassis", ANSWER_IDENTITY, 0},
    {"show interfaces", ANSWER_INTERFACES, 0},
    {"show interfaces status", ANSWER_INTERFACES, 0},
    {"show interfaces alias", ANSWER_INTERFACES, 2},
    {"show interfaces port", ANSWER_INTERFACES, 2},
    {"show ip interface", ANSWER_ADDRESSES, 0},
    {"show lldp remote-system", ANSWER_NEIGHBORS, 0},
    {"show ip ospf neighbor", ANSWER_OSPF, 0},
    {"show ip bgp neighbors", ANSWER_BGP, 0},
    {"show mac-address-table", ANSWER_FORWARDING, 1},
    {"show mac-learning", ANSWER_FORWARDING, 1},
    {"show arp", ANSWER_ARP, 0},
};

const struct os os_alcatel_aos = {
    .name = "alcatel_aos",
    .aliases = aliases,
    .vendor = "Alcatel-Lucent Enterprise",
    .software = "AOS",
    OS_COMMANDS(commands),
};
