/* Allied Telesis AlliedWare Plus. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"allied", "awplus", NULL};
static const char *const setup[] = {"terminal length 0", NULL};

static const struct os_command commands[] = {
    {"show system", ANSWER_IDENTITY, 0},
    {"show version", ANSWER_IDENTITY, 0},
    {"show interface", ANSWER_INTERFACES, 0},
    {"show etherchannel summary", ANSWER_INTERFACES, 0},
    {"show static-channel-group", ANSWER_INTERFACES, 0},
    {"show ip interface", ANSWER_ADDRESSES, 0},
    {"show lldp neighbors detail", ANSWER_NEIGHBORS, 1},
    {"show lldp neighbors", ANSWER_NEIGHBORS, 1},
    {"show ip ospf neighbor", ANSWER_OSPF, 0},
    {"show ip bgp summary", ANSWER_BGP, 0},
    {"show mac address-table", ANSWER_FORWARDING, 0},
    {"show arp", ANSWER_ARP, 0},
};

const struct os os_allied_telesis_awplus = {
    .name = "allied_telesis_awplus",
    .aliases = aliases,
    .vendor = "Allied Telesis",
    .software = "AlliedWare Plus",
    .setup = setup,
    OS_COMMANDS(commands),
};
