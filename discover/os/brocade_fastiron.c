/* FastIron: Brocade, and Ruckus (ICX), who has it now. */
#include "discover/os/os_list.h"

static const char *const brocade_aliases[] = {"fastiron", "foundry", NULL};
static const char *const ruckus_aliases[] = {"icx", "ruckus_icx", NULL};
static const char *const setup[] = {"skip-page-display", "terminal length 0", NULL};

static const struct os_command commands[] = {
    {"show version", ANSWER_IDENTITY, 0},
    {"show interfaces brief", ANSWER_INTERFACES, 0},
    {"show interfaces", ANSWER_INTERFACES, 0},
    {"show lag brief", ANSWER_INTERFACES, 0},
    {"show ip interface", ANSWER_ADDRESSES, 0},
    {"show lldp neighbors detail", ANSWER_NEIGHBORS, 1},
    {"show lldp neighbors", ANSWER_NEIGHBORS, 1},
    {"show fdp neighbors detail", ANSWER_NEIGHBORS, 0},
    {"show cdp neighbors detail", ANSWER_NEIGHBORS, 0},
    {"show ip ospf neighbor", ANSWER_OSPF, 0},
    {"show ip bgp neighbors", ANSWER_BGP, 2},
    {"show ip bgp summary", ANSWER_BGP, 2},
    {"show mac-address", ANSWER_FORWARDING, 0},
    {"show arp", ANSWER_ARP, 0},
};

const struct os os_brocade_fastiron = {
    .name = "brocade_fastiron",
    .aliases = brocade_aliases,
    .vendor = "Brocade",
    .software = "FastIron",
    .setup = setup,
    OS_COMMANDS(commands),
};

const struct os os_ruckus_fastiron = {
    .name = "ruckus_fastiron",
    .aliases = ruckus_aliases,
    .vendor = "Ruckus",
    .software = "FastIron",
    .setup = setup,
    OS_COMMANDS(commands),
};
