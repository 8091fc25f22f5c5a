/* VyOS and Vyatta. */
#include "discover/os/frr_json.h"
#include "discover/os/lldpd.h"
#include "discover/os/os_list.h"

static const char *const aliases[] = {"vyos", "vyatta", NULL};
static const char *const setup[] = {"set terminal length 0", NULL};

static const struct os_command commands[] = {
    {"show version", ANSWER_IDENTITY, 0},
    {"show host name", ANSWER_IDENTITY, 0},
    {"show interfaces", ANSWER_INTERFACES, 0},
    {"show lldp neighbors detail", ANSWER_NEIGHBORS, 1},
    {"show lldp neighbors", ANSWER_NEIGHBORS, 1},
    {"show ip ospf neighbor", ANSWER_OSPF, 0},
    {"show isis neighbor", ANSWER_ISIS, 0},
    {"show ip bgp summary", ANSWER_BGP, 0},
    {"show arp", ANSWER_ARP, 0},
};

static const struct structured structured[] = {LLDPD_STRUCTURED, FRR_STRUCTURED};

const struct os os_vyatta_vyos = {
    .name = "vyatta_vyos",
    .aliases = aliases,
    .vendor = "VyOS",
    .software = "VyOS",
    .setup = setup,
    OS_COMMANDS(commands),
    OS_STRUCTURED(structured),
};
