/* IP Infusion OcNOS. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"ipinfusion", "ocnos", NULL};
static const char *const setup[] = {"terminal length 0", NULL};

static const struct os_command commands[] = {
    {"show version", ANSWER_IDENTITY, 0},
    {"show hostname", ANSWER_IDENTITY, 0},
    {"show system-information board-info", ANSWER_IDENTITY, 0},
    {"show interface", ANSWER_INTERFACES, 0},
    {"show etherchannel summary", ANSWER_INTERFACES, 0},
    {"show ip interface brief", ANSWER_ADDRESSES, 0},
    {"show lldp neighbors detail", ANSWER_NEIGHBORS, 1},
    {"show lldp table", ANSWER_NEIGHBORS, 1},
    {"show ip ospf neighbor", ANSWER_OSPF, 0},
    {"show clns neighbors", ANSWER_ISIS, 0},
    {"show ip bgp summary", ANSWER_BGP, 0},
    {"show mac address-table", ANSWER_FORWARDING, 0},
    {"show arp", ANSWER_ARP, 0},
};

const struct os os_ipinfusion_ocnos = {
    .name = "ipinfusion_ocnos",
    .aliases = aliases,
    .vendor = "IP Infusion",
    .software = "OcNOS",
    .setup = setup,
    OS_COMMANDS(commands),
};
