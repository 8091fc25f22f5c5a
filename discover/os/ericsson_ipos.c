/* Ericsson (Redback) IPOS. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"ericsson", "redback", NULL};
static const char *const setup[] = {"terminal length 0", NULL};

static const struct os_command commands[] = {
    {"show version", ANSWER_IDENTITY, 0},
    {"show port", ANSWER_INTERFACES, 0},
    {"show ip interface brief", ANSWER_ADDRESSES, 0},
    {"show ospf neighbor", ANSWER_OSPF, 0},
    {"show isis adjacency", ANSWER_ISIS, 0},
    {"show arp", ANSWER_ARP, 0},
};

const struct os os_ericsson_ipos = {
    .name = "ericsson_ipos",
    .aliases = aliases,
    .vendor = "Ericsson",
    .software = "IPOS",
    .setup = setup,
    OS_COMMANDS(commands),
};
