/* Avaya (Nortel, Extreme) ERS: stackable switches. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"extreme_ers", "nortel_ers", "boss", NULL};
static const char *const setup[] = {"terminal length 0", NULL};

static const struct os_command commands[] = {
    {"show sys-info", ANSWER_IDENTITY, 0},
    {"show interfaces", ANSWER_INTERFACES, 0},
    {"show interface name", ANSWER_INTERFACES, 0},
    {"show mlt", ANSWER_INTERFACES, 0},
    {"show lldp neighbor detail", ANSWER_NEIGHBORS, 1},
    {"show lldp neighbor", ANSWER_NEIGHBORS, 1},
    {"show mac-address-table", ANSWER_FORWARDING, 0},
    {"show ip arp", ANSWER_ARP, 2},
    {"show arp-table", ANSWER_ARP, 2},
};

const struct os os_avaya_ers = {
    .name = "avaya_ers",
    .aliases = aliases,
    .vendor = "Avaya",
    .software = "BOSS",
    .setup = setup,
    OS_COMMANDS(commands),
};
