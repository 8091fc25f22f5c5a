/* SONiC. */
#include "discover/os/frr_json.h"
#include "discover/os/lldpd.h"
#include "discover/os/os_list.h"

static const char *const aliases[] = {"sonic_os", "dell_sonic", "edgecore_sonic", NULL};

static const struct os_command commands[] = {
    {"show version", ANSWER_IDENTITY, 0},
    {"hostname", ANSWER_IDENTITY, 0},
    {"ip -d address show", ANSWER_INTERFACES, 0},
    {"lldpcli -f json0 show neighbors details", ANSWER_NEIGHBORS, 1},
    {"sudo -n lldpcli -f json0 show neighbors details", ANSWER_NEIGHBORS, 1},
    {"lldpctl", ANSWER_NEIGHBORS, 1},
    {"show lldp table", ANSWER_NEIGHBORS, 1},
    {"vtysh -c 'show ip ospf vrf all neighbor detail'", ANSWER_OSPF, 0},
    {"vtysh -c 'show isis neighbor'", ANSWER_ISIS, 0},
    {"vtysh -c 'show bgp vrf all neighbors json'", ANSWER_BGP, 0},
    {"show mac", ANSWER_FORWARDING, 0},
    {"ip neigh show", ANSWER_ARP, 0},
};

static const struct structured structured[] = {LLDPD_STRUCTURED, FRR_STRUCTURED};

const struct os os_sonic = {
    .name = "sonic",
    .aliases = aliases,
    .software = "SONiC",
    .has_exec = true,
    OS_COMMANDS(commands),
    OS_STRUCTURED(structured),
};
