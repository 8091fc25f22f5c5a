/* Huawei VRP: switches (S, CE) and routers (AR, NE). */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"huawei", "huawei_vrpv8", "vrp", NULL};
static const char *const setup[] = {"screen-length 0 temporary", NULL};

static const struct os_command commands[] = {
    {"display version", ANSWER_IDENTITY, 0},
    {"display device", ANSWER_INVENTORY, 0},
    {"display esn", ANSWER_IDENTITY, 0},
    {"display sysname", ANSWER_IDENTITY, 4},
    {"display current-configuration | include sysname", ANSWER_IDENTITY, 4},
    {"display interface", ANSWER_INTERFACES, 0},
    {"display eth-trunk", ANSWER_INTERFACES, 0},
    {"display ip interface", ANSWER_ADDRESSES, 0},
    {"display lldp neighbor", ANSWER_NEIGHBORS, 1},
    {"display lldp neighbor brief", ANSWER_NEIGHBORS, 1},
    {"display ospf peer", ANSWER_OSPF, 2},
    {"display ospf peer brief", ANSWER_OSPF, 2},
    {"display isis peer", ANSWER_ISIS, 0},
    {"display bgp peer", ANSWER_BGP, 0},
    {"display mac-address", ANSWER_FORWARDING, 0},
    {"display arp all", ANSWER_ARP, 3},
    {"display arp", ANSWER_ARP, 3},
    {"display ipv6 neighbors", ANSWER_ARP, 0},
};

const struct os os_huawei_vrp = {
    .name = "huawei_vrp",
    .aliases = aliases,
    .vendor = "Huawei",
    .software = "VRP",
    .setup = setup,
    OS_COMMANDS(commands),
};
