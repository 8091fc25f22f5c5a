/* Nokia (Alcatel-Lucent) SR OS. */
#include "discover/os/os_list.h"

static const char *const aliases[] = {"nokia_sros", "sros", "nokia_sr_os", NULL};
static const char *const setup[] = {"environment no more", NULL};

static const struct os_command commands[] = {
    {"show version", ANSWER_IDENTITY, 0},
    {"show system information", ANSWER_IDENTITY, 0},
    {"show chassis", ANSWER_IDENTITY, 0},
    {"show port", ANSWER_INTERFACES, 0},
    {"show port description", ANSWER_INTERFACES, 0},
    {"show router interface", ANSWER_ADDRESSES, 0},
    {"show system lldp neighbor", ANSWER_NEIGHBORS, 0},
    {"show router ospf neighbor", ANSWER_OSPF, 0},
    {"show router isis adjacency", ANSWER_ISIS, 0},
    {"show router bgp summary", ANSWER_BGP, 0},
    {"show service fdb-mac", ANSWER_FORWARDING, 0},
    {"show router arp", ANSWER_ARP, 0},
};

const struct os os_alcatel_sros = {
    .name = "alcatel_sros",
    .aliases = aliases,
    .vendor = "Nokia",
    .software = "SR OS",
    .setup = setup,
    OS_COMMANDS(commands),
};
