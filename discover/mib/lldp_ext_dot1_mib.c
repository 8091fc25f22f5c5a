/*
 * LLDP-EXT-DOT1-MIB (IEEE 802.1AB-2005 annex F): the VLAN that neighbors send untagged frames into.
 */
#include "discover/mib/lldp_rows.h"
#include "discover/mib/mib_list.h"

static const struct mib_column columns[] = {
    {"lldpXdot1RemPortVlanId", 1, 0, LLDP_NEIGHBOR(remote_vlan), convert_u32},
};

static const struct mib_table remote_table = {
    .object = "lldpXdot1RemTable",
    .entry = OID_INIT(1, 0, 8802, 1, 1, 2, 1, 5, 32962, 1, 3, 1, 1),
    .columns = columns,
    .column_count = G_N_ELEMENTS(columns),
    .has_records = true,
    .kind = RECORD_NEIGHBOR,
    .merge = MIB_ROW_EXTEND,
};

static const struct mib_table *const tables[] = {&remote_table};

const struct mib lldp_ext_dot1_mib = {
    .name = "LLDP-EXT-DOT1-MIB", .tables = tables, .table_count = G_N_ELEMENTS(tables)};
