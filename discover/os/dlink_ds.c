/* D-Link switches. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"dlink", NULL};

/* Where the pager is on, the table of ports is a screen that is refreshed until somebody quits: so it is
 * asked last. */
static const struct os_command commands[] = {
    {"show switch", ANSWER_IDENTITY, 0},
    {"show ipif", ANSWER_ADDRESSES, 0},
    {"show lldp remote_ports mode detailed", ANSWER_NEIGHBORS, 1},
    {"show lldp remote_ports", ANSWER_NEIGHBORS, 1},
    {"show fdb", ANSWER_FORWARDING, 0},
    {"show arpentry", ANSWER_ARP, 0},
    {"show ports description", ANSWER_INTERFACES, 0},
};

const struct os os_dlink_ds = {
    .name = "dlink_ds",
    .aliases = aliases,
    .vendor = "D-Link",
    .software = "D-Link OS",
    OS_COMMANDS(commands),
};
