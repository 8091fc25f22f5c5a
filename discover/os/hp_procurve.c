/* HP ProCurve and ArubaOS-Switch (AOS-S). */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"aruba_osswitch", "aruba_procurve", "procurve", NULL};
static const char *const setup[] = {"no page", NULL};

static const struct os_command commands[] = {
    {"show system", ANSWER_IDENTITY, 0},
    {"show version", ANSWER_IDENTITY, 0},
    {"show lldp info local-device", ANSWER_IDENTITY, 0},
    {"show interfaces brief", ANSWER_INTERFACES, 0},
    {"show ip", ANSWER_ADDRESSES, 0},
    {"show lldp info remote-device detail", ANSWER_NEIGHBORS, 1},
    {"show lldp info remote-device", ANSWER_NEIGHBORS, 1},
    {"show cdp neighbors detail", ANSWER_NEIGHBORS, 2},
    {"show cdp neighbors", ANSWER_NEIGHBORS, 2},
    {"show mac-address", ANSWER_FORWARDING, 0},
    {"show arp", ANSWER_ARP, 0},
};

const struct os os_hp_procurve = {
    .name = "hp_procurve",
    .aliases = aliases,
    .vendor = "HPE",
    .software = "AOS-S",
    .setup = setup,
    OS_COMMANDS(commands),
};
