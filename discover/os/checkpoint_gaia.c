/* Check Point Gaia. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"checkpoint", "gaia", NULL};
static const char *const setup[] = {"set clienv rows 0", NULL};

static const struct os_command commands[] = {
    {"show asset all", ANSWER_IDENTITY, 0},       {"show version all", ANSWER_IDENTITY, 0},
    {"show hostname", ANSWER_IDENTITY, 0},        {"show interfaces all", ANSWER_INTERFACES, 0},
    {"show lldp neighbors", ANSWER_NEIGHBORS, 0}, {"show arp dynamic all", ANSWER_ARP, 0},
};

const struct os os_checkpoint_gaia = {
    .name = "checkpoint_gaia",
    .aliases = aliases,
    .vendor = "Check Point",
    .software = "Gaia",
    .setup = setup,
    OS_COMMANDS(commands),
};
