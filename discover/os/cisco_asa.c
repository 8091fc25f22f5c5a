/* Cisco ASA. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"asa", "cisco_ftd", "cisco_firepower", NULL};
static const char *const setup[] = {"terminal pager 0", NULL};

static const struct os_command commands[] = {
    {"show version", ANSWER_IDENTITY, 0},
    {"show inventory", ANSWER_INVENTORY, 0},
    {"show interface", ANSWER_INTERFACES, 0},
    {"show interface ip brief", ANSWER_ADDRESSES, 0},
    {"show ospf neighbor", ANSWER_OSPF, 0},
    {"show bgp summary", ANSWER_BGP, 0},
    {"show arp", ANSWER_ARP, 0},
    {"show mac-address-table", ANSWER_FORWARDING, 0},
};

const struct os os_cisco_asa = {
    .name = "cisco_asa",
    .aliases = aliases,
    .vendor = "Cisco",
    .software = "ASA",
    .setup = setup,
    OS_COMMANDS(commands),
};
