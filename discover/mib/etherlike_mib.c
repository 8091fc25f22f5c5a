/*
 * EtherLike-MIB (RFC 3635): the duplex mode of Ethernet interfaces.
 */
#include "discover/mib/convert.h"
#include "discover/mib/mib_list.h"

static const struct mib_column columns[] = {
    {"dot3StatsDuplexStatus", 19, 0, offsetof(struct interface, duplex), convert_duplex},
};

/* Its index, dot3StatsIndex, is the ifIndex; rows only extend interfaces. */
static const struct mib_table dot3_stats_table = {
    .object = "dot3StatsTable",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 10, 7, 2, 1),
    .columns = columns,
    .column_count = G_N_ELEMENTS(columns),
    .has_records = true,
    .kind = RECORD_INTERFACE,
    .merge = MIB_ROW_EXTEND,
    .rows = WALK_ROWS_OF_INTERFACES,
};

static const struct mib_table *const tables[] = {&dot3_stats_table};

const struct mib etherlike_mib = {
    .name = "EtherLike-MIB", .tables = tables, .table_count = G_N_ELEMENTS(tables)};
