/* ZTE ZXROS. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"zte", "zxros", NULL};
static const char *const setup[] = {"terminal length 0", NULL};

static const struct os_command commands[] = {
    {"show version", ANSWER_IDENTITY, 0},      {"show interface brief", ANSWER_INTERFACES, 0},
    {"show interface", ANSWER_INTERFACES, 0},  {"show lldp neighbor brief", ANSWER_NEIGHBORS, 0},
    {"show ip ospf neighbor", ANSWER_OSPF, 0}, {"show isis adjacency", ANSWER_ISIS, 0},
    {"show ip bgp summary", ANSWER_BGP, 0},    {"show arp", ANSWER_ARP, 0},
};

const struct os os_zte_zxros = {
    .name = "zte_zxros",
    .aliases = aliases,
    .vendor = "ZTE",
    .software = "ZXROS",
    .setup = setup,
    OS_COMMANDS(commands),
};
