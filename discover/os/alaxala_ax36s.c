/* ALAXALA AX switches. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"alaxala", "alaxala_ax26s", NULL};
static const char *const setup[] = {"set terminal pager disable", NULL};

static const struct os_command commands[] = {
    {"show version", ANSWER_IDENTITY, 0},
    {"show port", ANSWER_INTERFACES, 0},
    {"show lldp detail", ANSWER_NEIGHBORS, 0},
    {"show mac-address-table", ANSWER_FORWARDING, 0},
    {"show ip arp", ANSWER_ARP, 0},
};

const struct os os_alaxala_ax36s = {
    .name = "alaxala_ax36s",
    .aliases = aliases,
    .vendor = "ALAXALA",
    .software = "AX",
    .setup = setup,
    OS_COMMANDS(commands),
};
