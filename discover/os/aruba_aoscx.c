/* Aruba AOS-CX. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"aruba_cx", "aoscx", NULL};
static const char *const setup[] = {"no page", NULL};

static const struct os_command commands[] = {
    {"show system", ANSWER_IDENTITY, 0},
    {"show version", ANSWER_IDENTITY, 0},
    {"show module", ANSWER_INVENTORY, 0},
    {"show interface", ANSWER_INTERFACES, 0},
    {"show interface mgmt", ANSWER_INTERFACES, 0},
    {"show lldp neighbor-info detail", ANSWER_NEIGHBORS, 1},
    {"show lldp neighbor-info", ANSWER_NEIGHBORS, 1},
    {"show cdp neighbor-info", ANSWER_NEIGHBORS, 0},
    {"show ip ospf neighbors", ANSWER_OSPF, 0},
    {"show bgp all-vrf all summary", ANSWER_BGP, 0},
    {"show mac-address-table", ANSWER_FORWARDING, 0},
    {"show arp all-vrfs", ANSWER_ARP, 0},
};

const struct os os_aruba_aoscx = {
    .name = "aruba_aoscx",
    .aliases = aliases,
    .vendor = "Aruba",
    .software = "AOS-CX",
    .setup = setup,
    OS_COMMANDS(commands),
};
