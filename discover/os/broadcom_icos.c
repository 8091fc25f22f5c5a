/* FASTPATH: Broadcom ICOS, and Ubiquiti EdgeSwitch. */
#include "discover/os/os_list.h"

static const char *const broadcom_aliases[] = {"icos", "fastpath", NULL};
static const char *const ubiquiti_aliases[] = {"ubiquiti_edge", "ubiquiti_unifiswitch", "edgeswitch",
                                               "netgear_prosafe", NULL};
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
    .aliases = broadcom_aliases,
    .vendor = "Broadcom",
    .software = "ICOS",
    .setup = setup,
    OS_COMMANDS(commands),
};

const struct os os_ubiquiti_edgeswitch = {
    .name = "ubiquiti_edgeswitch",
    .aliases = ubiquiti_aliases,
    .vendor = "Ubiquiti",
    .software = "EdgeSwitch",
    .setup = setup,
    OS_COMMANDS(commands),
};
