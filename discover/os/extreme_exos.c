/* Extreme EXOS (Switch Engine). */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"extreme", "exos", "switch_engine", NULL};
static const char *const setup[] = {"disable clipaging session", NULL};

static const struct os_command commands[] = {
    {"show version", ANSWER_IDENTITY, 0},
    {"show switch", ANSWER_IDENTITY, 0},
    {"show ports configuration no-refresh", ANSWER_INTERFACES, 0},
    {"show ports description", ANSWER_INTERFACES, 0},
    {"show ipconfig", ANSWER_ADDRESSES, 0},
    {"show lldp neighbors detailed", ANSWER_NEIGHBORS, 1},
    {"show lldp neighbors", ANSWER_NEIGHBORS, 1},
    {"show edp ports all detail", ANSWER_NEIGHBORS, 2},
    {"show edp ports all", ANSWER_NEIGHBORS, 2},
    {"show cdp neighbor detail", ANSWER_NEIGHBORS, 3},
    {"show cdp neighbor", ANSWER_NEIGHBORS, 3},
    {"show ospf neighbor", ANSWER_OSPF, 0},
    {"show bgp neighbor", ANSWER_BGP, 0},
    {"show fdb", ANSWER_FORWARDING, 0},
    {"show iparp", ANSWER_ARP, 0},
};

const struct os os_extreme_exos = {
    .name = "extreme_exos",
    .aliases = aliases,
    .vendor = "Extreme Networks",
    .software = "EXOS",
    .setup = setup,
    OS_COMMANDS(commands),
};
