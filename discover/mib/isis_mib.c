/*
 * ISIS-MIB (RFC 4444): the adjacencies of IS-IS.
 */
#include "discover/mib/isis_rows.h"
#include "discover/mib/mib_list.h"

static const struct mib_column adjacency_columns[] = {ISIS_ADJACENCY_COLUMNS("isisISAdj")};

static const struct mib_table adjacency_table = {
    .object = "isisISAdjTable",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 138, 1, 6, 1, 1),
    .columns = adjacency_columns,
    .column_count = G_N_ELEMENTS(adjacency_columns),
    .has_records = true,
    .kind = RECORD_NEIGHBOR,
    .read_index = isis_read_adjacency,
};

static const struct mib_column address_columns[] = {{"isisISAdjIPAddrAddress", 3, 0, 0, NULL}};

static const struct mib_table address_table = {
    .object = "isisISAdjIPAddrTable",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 138, 1, 6, 3, 1),
    .columns = address_columns,
    .column_count = G_N_ELEMENTS(address_columns),
    .is_deferred = true,
};

static const struct mib_column circuit_columns[] = {{"isisCircIfIndex", 2, 0, 0, NULL}};

static const struct mib_table circuit_table = {
    .object = "isisCircTable",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 138, 1, 3, 2, 1),
    .columns = circuit_columns,
    .column_count = G_N_ELEMENTS(circuit_columns),
    .is_deferred = true,
};

static const struct mib_column system_columns[] = {{"isisSysID", 3, 6, 0, NULL}};

static const struct mib_table system_group = {
    .object = "isisSysObject",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 138, 1, 1, 1),
    .columns = system_columns,
    .column_count = G_N_ELEMENTS(system_columns),
    .is_deferred = true,
};

static const struct isis_tables isis_tables = {&adjacency_table, &address_table, &circuit_table,
                                               &system_group};

static void ask_more(struct mib_visit *visit)
{
    isis_ask_more(visit, &isis_tables);
}

static void collect(struct mib_visit *visit)
{
    isis_collect(visit, &isis_tables);
}

static const struct mib_table *const tables[] = {&adjacency_table, &address_table, &circuit_table,
                                                 &system_group};

const struct mib isis_mib = {.name = "ISIS-MIB",
                             .tables = tables,
                             .table_count = G_N_ELEMENTS(tables),
                             .ask_more = ask_more,
                             .collect = collect};
