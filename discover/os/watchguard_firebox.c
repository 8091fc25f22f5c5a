/* WatchGuard Fireware. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"watchguard", "fireware", "watchguard_fireware", NULL};

static const struct os_command commands[] = {
    {"show arp", ANSWER_ARP, 0},
};

const struct os os_watchguard_firebox = {
    .name = "watchguard_firebox",
    .aliases = aliases,
    .vendor = "WatchGuard",
    .software = "Fireware",
    OS_COMMANDS(commands),
};
