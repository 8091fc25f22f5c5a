/* Broadcom ICOS and FASTPATH. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"icos", "fastpath", NULL};
static const char *const setup[] = {"terminal length 0", NULL};

static const struct os_command commands[] = {
    {"show version", ANSWER_IDENTITY, 0},
    {"show hosts", ANSWER_IDENTITY, 2},
    {"show sysinfo", ANSWER_IDENTITY, 2},
    {"show interfaces status all", ANSWER_INTERFACES, 3},
    {"show interfaces status", ANSWER_INTERFACES, 3},
    {"show port all", ANSWER_INTERFACES, 3},
    {"show port-channel brief", ANSWER_INTERFACES, 0},
    {"show ip interface brief", ANSWER_ADDRESSES, 0},
    {"show lldp remote-device all", ANSWER_NEIGHBORS, 0},
    {"show isdp neighbors", ANSWER_NEIGHBORS, 0},
    {"show ip ospf neighbor", ANSWER_OSPF, 0},
    {"show ip bgp summary", ANSWER_BGP, 0},
    {"show mac-addr-table", ANSWER_FORWARDING, 1},
    {"show mac address-table", ANSWER_FORWARDING, 1},
    {"show arp", ANSWER_ARP, 0},
};

const struct os os_broadcom_icos = {
    .name = "broadcom_icos",
    .aliases = aliases,
    .vendor = "Broadcom",
    .software = "ICOS",
    .setup = setup,
    OS_COMMANDS(commands),
};
