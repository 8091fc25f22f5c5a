/*
 * The MIBs that there are, and the tables which several of them look into.
 */
#ifndef DISCOVER_MIB_MIB_LIST_H
#define DISCOVER_MIB_MIB_LIST_H

#include "discover/mib/mib.h"

extern const struct mib snmpv2_mib;
extern const struct mib if_mib;
extern const struct mib etherlike_mib;
extern const struct mib ip_mib;
extern const struct mib entity_mib;
extern const struct mib bridge_mib;
extern const struct mib lldp_mib;
extern const struct mib lldp_v2_mib;
extern const struct mib timetra_lldp_mib;
extern const struct mib tplink_lldpinfo_mib;
extern const struct mib mikrotik_mib;
extern const struct mib cisco_cdp_mib;

extern const struct mib_table if_table;
extern const struct mib_table lldp_loc_port_table;
extern const struct mib_table lldp_rem_table;

#endif
