/* OpenWrt. */
#include "discover/os/frr_json.h"
#include "discover/os/lldpd.h"
#include "discover/os/os_list.h"

static const char *const aliases[] = {"openwrt_linux", NULL};

static const struct os_command commands[] = {
    {"ubus call system board", ANSWER_IDENTITY, 0},
    {"lldpcli -f json0 show chassis", ANSWER_IDENTITY, 0},
    {"ip -d address show", ANSWER_INTERFACES, 0},
    {"lldpcli -f json0 show neighbors details", ANSWER_NEIGHBORS, 1},
    {"sudo -n lldpcli -f json0 show neighbors details", ANSWER_NEIGHBORS, 1},
    {"lldpctl -f keyvalue", ANSWER_NEIGHBORS, 1},
    {"vtysh -c 'show ip ospf vrf all neighbor detail'", ANSWER_OSPF, 0},
    {"vtysh -c 'show isis neighbor'", ANSWER_ISIS, 0},
    {"vtysh -c 'show bgp vrf all neighbors json'", ANSWER_BGP, 0},
    {"bridge fdb show", ANSWER_FORWARDING, 0},
    {"ip neigh show", ANSWER_ARP, 0},
};

static const struct structured_column board[] = {
    {"HOSTNAME", "hostname"},
    {"MODEL", "model"},
    {"VERSION", "release/version"},
    {"SOFTWARE", "release/distribution"},
};

static const struct structured structured[] = {
    {"system board", "", STRUCTURED_COLUMNS(board)}, LLDPD_STRUCTURED, FRR_STRUCTURED};

const struct os os_openwrt = {
    .name = "openwrt",
    .aliases = aliases,
    .vendor = "OpenWrt",
    .software = "OpenWrt",
    .has_exec = true,
    OS_COMMANDS(commands),
    OS_STRUCTURED(structured),
};
