/* Edgecore (Accton) switches. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"accton", NULL};
static const char *const setup[] = {"terminal length 0", NULL};

static const struct os_command commands[] = {
    {"show system", ANSWER_IDENTITY, 0},
    {"show version", ANSWER_IDENTITY, 0},
    {"show interfaces status", ANSWER_INTERFACES, 0},
    {"show ip interface", ANSWER_ADDRESSES, 0},
    {"show lldp info remote-device detail", ANSWER_NEIGHBORS, 1},
    {"show lldp info remote-device", ANSWER_NEIGHBORS, 1},
    {"show mac-address-table", ANSWER_FORWARDING, 0},
    {"show arp", ANSWER_ARP, 0},
};

const struct os os_edgecore = {
    .name = "edgecore",
    .aliases = aliases,
    .vendor = "Edgecore",
    .software = "ECS",
    .setup = setup,
    OS_COMMANDS(commands),
};
