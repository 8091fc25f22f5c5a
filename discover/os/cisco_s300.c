/* Cisco small business switches: S300, S350, CBS. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"cisco_cbs", "cisco_sb", "cisco_s350", NULL};
static const char *const setup[] = {"terminal datadump", "terminal width 0", NULL};

static const struct os_command commands[] = {
    {"show system", ANSWER_IDENTITY, 0},
    {"show version", ANSWER_IDENTITY, 0},
    {"show system id", ANSWER_IDENTITY, 0},
    {"show inventory", ANSWER_INVENTORY, 0},
    {"show interfaces status", ANSWER_INTERFACES, 0},
    {"show interfaces description", ANSWER_INTERFACES, 0},
    {"show ip interface", ANSWER_ADDRESSES, 0},
    {"show lldp neighbors", ANSWER_NEIGHBORS, 0},
    {"show cdp neighbors detail", ANSWER_NEIGHBORS, 0},
    {"show mac address-table", ANSWER_FORWARDING, 0},
    {"show arp", ANSWER_ARP, 0},
};

const struct os os_cisco_s300 = {
    .name = "cisco_s300",
    .aliases = aliases,
    .vendor = "Cisco",
    .setup = setup,
    OS_COMMANDS(commands),
};
