/* Cisco wireless controllers, AireOS. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"cisco_wlc", "cisco_aireos", "aireos", NULL};

static const struct os_command commands[] = {
    {"show sysinfo", ANSWER_IDENTITY, 0},
    {"show inventory", ANSWER_IDENTITY, 0},
    {"show port summary", ANSWER_INTERFACES, 0},
    {"show interface summary", ANSWER_ADDRESSES, 0},
    {"show cdp neighbors detail", ANSWER_NEIGHBORS, 0},
    {"show arp switch", ANSWER_ARP, 0},
};

const struct os os_cisco_wlc_ssh = {
    .name = "cisco_wlc_ssh",
    .aliases = aliases,
    .vendor = "Cisco",
    .software = "AireOS",
    OS_COMMANDS(commands),
};
