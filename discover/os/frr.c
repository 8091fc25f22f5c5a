/* FRRouting, by its own shell. */
#include "discover/os/frr_json.h"
#include "discover/os/lldpd.h"
#include "discover/os/os_list.h"

static const char *const aliases[] = {"frrouting", "quagga", NULL};

static const struct os_command commands[] = {
    {"show version", ANSWER_IDENTITY, 0},
    {"show interface", ANSWER_INTERFACES, 0},
    {"show ip ospf vrf all neighbor detail", ANSWER_OSPF, 1},
    {"show ip ospf neighbor", ANSWER_OSPF, 1},
    {"show isis neighbor", ANSWER_ISIS, 0},
    {"show bgp vrf all neighbors json", ANSWER_BGP, 0},
};

static const struct structured structured[] = {LLDPD_STRUCTURED, FRR_STRUCTURED};

const struct os os_frr = {
    .name = "frr",
    .aliases = aliases,
    .software = "FRRouting",
    OS_COMMANDS(commands),
    OS_STRUCTURED(structured),
};
