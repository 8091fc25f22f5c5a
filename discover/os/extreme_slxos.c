/* Extreme SLX-OS and Brocade Network OS. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"extreme_slx", "brocade_nos", "brocade_vdx", "extreme_nos",
                                      "extreme_vdx", "slxos",       NULL};
static const char *const setup[] = {"terminal length 0", NULL};

static const struct os_command commands[] = {
    {"show version", ANSWER_IDENTITY, 0},
    {"show inventory chassis", ANSWER_IDENTITY, 4},
    {"show chassis", ANSWER_IDENTITY, 4},
    {"show interface", ANSWER_INTERFACES, 0},
    {"show ip interface brief", ANSWER_ADDRESSES, 0},
    {"show lldp neighbors detail", ANSWER_NEIGHBORS, 1},
    {"show lldp neighbors", ANSWER_NEIGHBORS, 1},
    {"show ip ospf neighbor", ANSWER_OSPF, 0},
    {"show isis neighbor", ANSWER_ISIS, 0},
    {"show ip bgp neighbors", ANSWER_BGP, 2},
    {"show ip bgp summary", ANSWER_BGP, 2},
    {"show mac-address-table", ANSWER_FORWARDING, 0},
    {"show arp", ANSWER_ARP, 0},
};

const struct os os_extreme_slxos = {
    .name = "extreme_slxos",
    .aliases = aliases,
    .vendor = "Extreme Networks",
    .software = "SLX-OS",
    .setup = setup,
    OS_COMMANDS(commands),
};
