/* Cisco SD-WAN, Viptela. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"viptela", NULL};
static const char *const setup[] = {"paginate false", NULL};

static const struct os_command commands[] = {
    {"show system status", ANSWER_IDENTITY, 0},
    {"show interface", ANSWER_INTERFACES, 0},
    {"show ospf neighbor", ANSWER_OSPF, 0},
    {"show bgp summary", ANSWER_BGP, 0},
    {"show arp", ANSWER_ARP, 0},
};

const struct os os_cisco_viptela = {
    .name = "cisco_viptela",
    .aliases = aliases,
    .vendor = "Cisco",
    .software = "Viptela",
    .setup = setup,
    OS_COMMANDS(commands),
};
