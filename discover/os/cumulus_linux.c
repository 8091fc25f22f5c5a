/* Cumulus Linux. */
#include "discover/os/frr_json.h"
#include "discover/os/lldpd.h"
#include "discover/os/os_list.h"

static const char *const aliases[] = {"cumulus", "nvidia_cumulus", NULL};

static const struct os_command commands[] = {
    {"net show system json", ANSWER_IDENTITY, 0},
    {"hostnamectl", ANSWER_IDENTITY, 0},
    {"cat /etc/os-release", ANSWER_IDENTITY, 0},
    {"cat /proc/sys/kernel/hostname", ANSWER_IDENTITY, 0},
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

static const struct structured_column system_columns[] = {
    {"HOSTNAME", "hostname"},
    {"MODEL", "platform/model|platform/name"},
    {"VERSION", "os-version|build"},
    {"SERIAL", "eeprom/tlv/Serial Number/value|serial-number"},
};

static const struct structured structured[] = {
    {"show system", "", STRUCTURED_COLUMNS(system_columns)}, LLDPD_STRUCTURED, FRR_STRUCTURED};

const struct os os_cumulus_linux = {
    .name = "cumulus_linux",
    .aliases = aliases,
    .vendor = "NVIDIA",
    .software = "Cumulus Linux",
    .has_exec = true,
    OS_COMMANDS(commands),
    OS_STRUCTURED(structured),
};
