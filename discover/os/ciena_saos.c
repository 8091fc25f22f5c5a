/* Ciena SAOS. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"ciena", "saos", NULL};
static const char *const setup[] = {"system shell session set more off", NULL};

static const struct os_command commands[] = {
    {"software show", ANSWER_IDENTITY, 0},        {"chassis show device-id", ANSWER_IDENTITY, 0},
    {"port show", ANSWER_INTERFACES, 0},          {"interface show", ANSWER_ADDRESSES, 0},
    {"lldp show neighbors", ANSWER_NEIGHBORS, 0}, {"arp show", ANSWER_ARP, 0},
    {"flow mac-addr show", ANSWER_FORWARDING, 0},
};

const struct os os_ciena_saos = {
    .name = "ciena_saos",
    .aliases = aliases,
    .vendor = "Ciena",
    .software = "SAOS",
    .setup = setup,
    OS_COMMANDS(commands),
};
