#include "discover/mib/mib_list.h"

const struct mib *const mib_list[] = {
    &snmpv2_mib,         &if_mib,
    &etherlike_mib,      &ip_mib,
    &entity_mib,         &bridge_mib,
    &lldp_mib,           &lldp_ext_dot1_mib,
    &lldp_ext_dot3_mib,  &lldp_ext_med_mib,
    &ieee8023_lag_mib,   &lldp_v2_mib,
    &timetra_lldp_mib,   &tplink_lldpinfo_mib,
    &mikrotik_mib,       &cisco_cdp_mib,
    &cisco_pagp_mib,     &ospf_mib,
    &ospfv3_mib,         &isis_mib,
    &bgp4_mib,           &bgp4v2_mib,
    &vrrp_mib,           &vrrpv3_mib,
    &ip_net_mib,         &cisco_ietf_isis_mib,
    &cisco_bgp4_mib,     &cisco_hsrp_mib,
    &arista_bgp4v2_mib,  &dell_bgp4v2_mib,
    &juniper_bgp4v2_mib, &force10_bgp4v2_mib,
    &huawei_bgp_vpn_mib, &timetra_bgp_mib,
    &cumulus_bgpvrf_mib, &firebrick_bgp_mib,
};

const size_t mib_list_size = G_N_ELEMENTS(mib_list);
