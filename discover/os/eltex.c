/* Eltex MES switches. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"eltex_mes", NULL};
static const char *const setup[] = {"terminal datadump", NULL};

static const struct os_command commands[] = {
    {"show system", ANSWER_IDENTITY, 0},
    {"show system id", ANSWER_IDENTITY, 0},
    {"show version", ANSWER_IDENTITY, 0},
    {"show interfaces status", ANSWER_INTERFACES, 0},
    {"show interfaces description", ANSWER_INTERFACES, 0},
    {"show interfaces channel-group", ANSWER_INTERFACES, 0},
    {"show ip interface", ANSWER_ADDRESSES, 0},
    {"show lldp neighbors", ANSWER_NEIGHBORS, 0},
    {"show mac address-table", ANSWER_FORWARDING, 0},
    {"show arp", ANSWER_ARP, 0},
};

const struct os os_eltex = {
    .name = "eltex",
    .aliases = aliases,
    .vendor = "Eltex",
    .software = "MES",
    .setup = setup,
    OS_COMMANDS(commands),
};
