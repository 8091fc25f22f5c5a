/* Huawei SmartAX: access nodes. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"huawei_olt", "smartax", NULL};
static const char *const setup[] = {"screen-length 0 temporary", NULL};

static const struct os_command commands[] = {
    {"display version", ANSWER_IDENTITY, 0},     {"display sysname", ANSWER_IDENTITY, 0},
    {"display board 0", ANSWER_INVENTORY, 0},    {"display lldp neighbor brief", ANSWER_NEIGHBORS, 0},
    {"display interface", ANSWER_INTERFACES, 0}, {"display mac-address all", ANSWER_FORWARDING, 0},
    {"display arp all", ANSWER_ARP, 0},
};

const struct os os_huawei_smartax = {
    .name = "huawei_smartax",
    .aliases = aliases,
    .vendor = "Huawei",
    .software = "SmartAX",
    .setup = setup,
    OS_COMMANDS(commands),
};
