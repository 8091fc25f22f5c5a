/*
 * LLDP-EXT-MED-MIB (ANSI/TIA-1057): model and serial number of neighbors such as phones, which nobody visits.
 */
#include "discover/mib/lldp_rows.h"
#include "discover/mib/mib_list.h"

static const struct mib_column columns[] = {
    {"lldpXMedRemModelName", 6, 12, LLDP_NEIGHBOR(remote_platform), convert_text},
    {"lldpXMedRemSerialNum", 4, 12, LLDP_NEIGHBOR(remote_serial), convert_text},
};

static const struct mib_table inventory_table = {
    .object = "lldpXMedRemInventoryTable",
    .entry = OID_INIT(1, 0, 8802, 1, 1, 2, 1, 5, 4795, 1, 3, 3, 1),
    .columns = columns,
    .column_count = G_N_ELEMENTS(columns),
    .has_records = true,
    .kind = RECORD_NEIGHBOR,
    .merge = MIB_ROW_EXTEND,
};

static const struct mib_table *const tables[] = {&inventory_table};

const struct mib lldp_ext_med_mib = {
    .name = "LLDP-EXT-MED-MIB", .tables = tables, .table_count = G_N_ELEMENTS(tables)};
