/* ArubaOS: mobility controllers. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"aruba_arubaos", NULL};
static const char *const setup[] = {"no paging", NULL};

static const struct os_command commands[] = {
    {"show version", ANSWER_IDENTITY, 0},
    {"show hostname", ANSWER_IDENTITY, 0},
    {"show inventory", ANSWER_IDENTITY, 0},
    {"show port status", ANSWER_INTERFACES, 0},
    {"show ip interface brief", ANSWER_ADDRESSES, 0},
    {"show lldp neighbor detail", ANSWER_NEIGHBORS, 1},
    {"show lldp neighbor", ANSWER_NEIGHBORS, 1},
    {"show arp", ANSWER_ARP, 0},
};

const struct os os_aruba_os = {
    .name = "aruba_os",
    .aliases = aliases,
    .vendor = "Aruba",
    .software = "ArubaOS",
    .setup = setup,
    OS_COMMANDS(commands),
};
