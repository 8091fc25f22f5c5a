/* MikroTik RouterOS. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"mikrotik", "routeros", NULL};

static const struct os_command commands[] = {
    {"/system identity print", ANSWER_IDENTITY, 0},
    {"/system resource print", ANSWER_IDENTITY, 0},
    {"/system routerboard print", ANSWER_IDENTITY, 0},
    {"/interface print detail without-paging", ANSWER_INTERFACES, 0},
    {"/interface bonding print detail without-paging", ANSWER_INTERFACES, 0},
    {"/ip address print without-paging", ANSWER_ADDRESSES, 0},
    {"/ipv6 address print without-paging", ANSWER_ADDRESSES, 0},
    {"/ip neighbor print detail without-paging", ANSWER_NEIGHBORS, 0},
    {"/routing ospf neighbor print without-paging", ANSWER_OSPF, 0},
    {"/routing bgp session print without-paging", ANSWER_BGP, 1},
    {"/routing bgp peer print status without-paging", ANSWER_BGP, 1},
    {"/interface bridge host print terse without-paging", ANSWER_FORWARDING, 0},
    {"/ip arp print terse without-paging", ANSWER_ARP, 0},
    {"/ipv6 neighbor print without-paging", ANSWER_ARP, 0},
};

const struct os os_mikrotik_routeros = {
    .name = "mikrotik_routeros",
    .aliases = aliases,
    .vendor = "MikroTik",
    .software = "RouterOS",
    .has_exec = true,
    OS_COMMANDS(commands),
};
