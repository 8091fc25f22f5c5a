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
extern const struct mib q_bridge_mib;
extern const struct mib lldp_mib;
extern const struct mib lldp_v2_mib;
extern const struct mib timetra_lldp_mib;
extern const struct mib tplink_lldpinfo_mib;
extern const struct mib mikrotik_mib;
extern const struct mib lldp_ext_dot1_mib;
extern const struct mib lldp_ext_dot3_mib;
extern const struct mib lldp_ext_med_mib;
extern const struct mib ieee8023_lag_mib;
extern const struct mib cisco_pagp_mib;
extern const struct mib cisco_cdp_mib;
extern const struct mib cisco_vtp_mib;
extern const struct mib foundry_fdp_mib;
extern const struct mib extreme_edp_mib;
extern const struct mib sonmp_mib;
extern const struct mib fastpath_isdp_mib;
extern const struct mib ospf_mib;
extern const struct mib ospfv3_mib;
extern const struct mib isis_mib;
extern const struct mib bgp4_mib;
extern const struct mib bgp4v2_mib;
extern const struct mib vrrp_mib;
extern const struct mib vrrpv3_mib;
extern const struct mib ip_net_mib;
extern const struct mib cisco_ietf_isis_mib;
extern const struct mib cisco_bgp4_mib;
extern const struct mib cisco_hsrp_mib;
extern const struct mib arista_bgp4v2_mib;
extern const struct mib dell_bgp4v2_mib;
extern const struct mib juniper_bgp4v2_mib;
extern const struct mib force10_bgp4v2_mib;
extern const struct mib huawei_bgp_vpn_mib;
extern const struct mib timetra_bgp_mib;
extern const struct mib cumulus_bgpvrf_mib;
extern const struct mib firebrick_bgp_mib;
extern const struct mib ip_forward_mib;

extern const struct mib_table if_table;
extern const struct mib_table dot3ad_agg_port_table;
extern const struct mib_table lldp_loc_port_table;
extern const struct mib_table lldp_rem_table;
extern const struct mib_table bgp_group;

#endif
