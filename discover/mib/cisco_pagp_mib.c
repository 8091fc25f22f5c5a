/*
 * CISCO-PAGP-MIB: the members of EtherChannels, of those too that no protocol keeps up.
 */
#include "discover/mib/convert.h"
#include "discover/mib/mib_list.h"

static const char *read_interface(struct cursor *cursor, void *record)
{
    struct lag_member *member = record;
    return cursor_read_arc(cursor, &member->if_index) ? NULL : "index too short (CISCO-PAGP-MIB)";
}

/* Of what IEEE8023-LAG-MIB tells, nothing changes. A port outside any group has 0, or itself. */
static bool finish_interface(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    (void)visit;
    struct lag_member *member = record;
    uint64_t group;
    if (member->aggregate_if_index == 0 && value_number(row->cells[0], &group) && group <= UINT32_MAX &&
        group != member->if_index)
        member->aggregate_if_index = (uint32_t)group;
    return member->aggregate_if_index != 0;
}

static const struct mib_column columns[] = {{"pagpGroupIfIndex", 8, 0, 0, NULL}};

static const struct mib_table channel_table = {
    .object = "pagpEtherChannelTable",
    .entry = OID_INIT(1, 3, 6, 1, 4, 1, 9, 9, 98, 1, 1, 1, 1),
    .columns = columns,
    .column_count = G_N_ELEMENTS(columns),
    .has_records = true,
    .kind = RECORD_LAG_MEMBER,
    .merge = MIB_ROW_MERGE,
    .read_index = read_interface,
    .finish = finish_interface,
    .rows = WALK_ROWS_OF_INTERFACES,
};

static const struct mib_table *const tables[] = {&channel_table};

static const uint32_t enterprises[] = {9, 0};

const struct mib cisco_pagp_mib = {.name = "CISCO-PAGP-MIB",
                                   .enterprises = enterprises,
                                   .tables = tables,
                                   .table_count = G_N_ELEMENTS(tables)};
