/*
 * TIMETRA-LLDP-MIB: LLDP of TiMOS (Nokia SR OS), with a destination MAC address in the index.
 */
#include "discover/mib/lldp_rows.h"
#include "discover/mib/mib_list.h"

static const struct mib_column remote_columns[] = {LLDP_REMOTE_COLUMNS("tmnxLldpRem", 4)};

static bool finish_neighbor(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    (void)row;
    (void)record;
    size_t count;
    mib_visit_rows(visit, &lldp_rem_table, 0, &count);
    return count == 0;
}

static const struct mib_table remote_table = {
    .object = "tmnxLldpRemTable",
    .entry = OID_INIT(1, 3, 6, 1, 4, 1, 6527, 3, 1, 2, 59, 4, 1, 1),
    .columns = remote_columns,
    .column_count = G_N_ELEMENTS(remote_columns),
    .has_records = true,
    .kind = RECORD_NEIGHBOR,
    .read_index = lldp_read_extended_index,
    .finish = finish_neighbor,
};

static const struct mib_column address_columns[] = {
    [LLDP_ADDRESS_TEXT] = {"tmnxLldpRemManAddr", 2, 8, 0, NULL},
    {"tmnxLldpRemManAddrIfSubtype", 3, 0, 0, NULL},
};

static const struct mib_table address_table = {
    .object = "tmnxLldpRemManAddrTable",
    .entry = OID_INIT(1, 3, 6, 1, 4, 1, 6527, 3, 1, 2, 59, 4, 2, 1),
    .columns = address_columns,
    .column_count = G_N_ELEMENTS(address_columns),
    .any_column = true,
};

static void collect(struct mib_visit *visit)
{
    lldp_join_addresses(visit, &remote_table, &address_table);
}

static const struct mib_table *const tables[] = {&remote_table, &address_table};

static const uint32_t enterprises[] = {6527, 0};

const struct mib timetra_lldp_mib = {.name = "TIMETRA-LLDP-MIB",
                                     .enterprises = enterprises,
                                     .tables = tables,
                                     .table_count = G_N_ELEMENTS(tables),
                                     .names_neighbors = true,
                                     .collect = collect};
