/*
 * The network operating systems there are: a line each, a file each. Alphabetical.
 */
#ifndef DISCOVER_OS_OS_LIST_H
#define DISCOVER_OS_OS_LIST_H

#include "discover/os/os.h"

#define OS_LIST(OS)                                                                                          \
    OS(alaxala_ax36s)                                                                                        \
    OS(alcatel_aos)                                                                                          \
    OS(alcatel_sros)                                                                                         \
    OS(allied_telesis_awplus)                                                                                \
    OS(arista_eos)                                                                                           \
    OS(aruba_aoscx)                                                                                          \
    OS(aruba_os)                                                                                             \
    OS(avaya_ers)                                                                                            \
    OS(broadcom_icos)                                                                                        \
    OS(brocade_fastiron)                                                                                     \
    OS(brocade_netiron)                                                                                      \
    OS(checkpoint_gaia)                                                                                      \
    OS(ciena_saos)                                                                                           \
    OS(cisco_asa)                                                                                            \
    OS(cisco_ios)                                                                                            \
    OS(cisco_nvfis)                                                                                          \
    OS(cisco_nxos)                                                                                           \
    OS(cisco_s300)                                                                                           \
    OS(cisco_viptela)                                                                                        \
    OS(cisco_wlc_ssh)                                                                                        \
    OS(cisco_xr)                                                                                             \
    OS(cumulus_linux)                                                                                        \
    OS(dell_force10)                                                                                         \
    OS(dell_os10)                                                                                            \
    OS(dell_powerconnect)                                                                                    \
    OS(dlink_ds)                                                                                             \
    OS(edgecore)                                                                                             \
    OS(eltex)                                                                                                \
    OS(ericsson_ipos)                                                                                        \
    OS(extreme_exos)                                                                                         \
    OS(extreme_slxos)                                                                                        \
    OS(extreme_vsp)                                                                                          \
    OS(fortinet)                                                                                             \
    OS(frr)                                                                                                  \
    OS(hp_comware)                                                                                           \
    OS(hp_procurve)                                                                                          \
    OS(huawei_smartax)                                                                                       \
    OS(huawei_vrp)                                                                                           \
    OS(ipinfusion_ocnos)                                                                                     \
    OS(juniper_junos)                                                                                        \
    OS(linux)                                                                                                \
    OS(mikrotik_routeros)                                                                                    \
    OS(nokia_srl)                                                                                            \
    OS(oneaccess_oneos)                                                                                      \
    OS(openwrt)                                                                                              \
    OS(paloalto_panos)                                                                                       \
    OS(ruckus_fastiron)                                                                                      \
    OS(sonic)                                                                                                \
    OS(ubiquiti_edgerouter)                                                                                  \
    OS(ubiquiti_edgeswitch)                                                                                  \
    OS(vyatta_vyos)                                                                                          \
    OS(watchguard_firebox)                                                                                   \
    OS(zte_zxros)

#define OS_DECLARE(name) extern const struct os os_##name;
OS_LIST(OS_DECLARE)
#undef OS_DECLARE

/* The commands and the mappings of an OS, with their number. */
#define OS_COMMANDS(list) .commands = (list), .command_count = G_N_ELEMENTS(list)
#define OS_STRUCTURED(list) .structured = (list), .structured_count = G_N_ELEMENTS(list)

/* The columns of a mapping, with their number. */
#define STRUCTURED_COLUMNS(list) .columns = (list), .column_count = G_N_ELEMENTS(list)

#endif
