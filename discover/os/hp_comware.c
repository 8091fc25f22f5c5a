/* H3C and HPE Comware. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"h3c_comware", "comware", "h3c", NULL};
static const char *const setup[] = {"screen-length disable", NULL};

static const struct os_command commands[] = {
    {"display version", ANSWER_IDENTITY, 0},
    {"display device manuinfo", ANSWER_INVENTORY, 0},
    {"display interface", ANSWER_INTERFACES, 0},
    {"display link-aggregation verbose", ANSWER_INTERFACES, 0},
    {"display ip interface", ANSWER_ADDRESSES, 0},
    {"display lldp neighbor-information verbose", ANSWER_NEIGHBORS, 1},
    {"display lldp neighbor-information", ANSWER_NEIGHBORS, 1},
    {"display lldp neighbor-information list", ANSWER_NEIGHBORS, 1},
    {"display ospf peer verbose", ANSWER_OSPF, 3},
    {"display ospf peer", ANSWER_OSPF, 3},
    {"display isis peer", ANSWER_ISIS, 0},
    {"display bgp peer ipv4", ANSWER_BGP, 2},
    {"display bgp peer", ANSWER_BGP, 2},
    {"display mac-address", ANSWER_FORWARDING, 0},
    {"display arp", ANSWER_ARP, 0},
};

const struct os os_hp_comware = {
    .name = "hp_comware",
    .aliases = aliases,
    .vendor = "H3C",
    .software = "Comware",
    .setup = setup,
    OS_COMMANDS(commands),
};
