#include "discover/mib/mib_list.h"

const struct mib *const mib_list[] = {
    &snmpv2_mib,   &if_mib,        &etherlike_mib, &ip_mib,           &entity_mib,
    &bridge_mib,   &lldp_mib,      &lldp_v2_mib,   &timetra_lldp_mib, &tplink_lldpinfo_mib,
    &mikrotik_mib, &cisco_cdp_mib,
};

const size_t mib_list_size = G_N_ELEMENTS(mib_list);
