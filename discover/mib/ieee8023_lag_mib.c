/*
 * IEEE8023-LAG-MIB (IEEE 802.1AX 7): the members of aggregates, and what their partners said by LACP.
 */
#include "discover/mib/convert.h"
#include "discover/mib/mib_list.h"

#define MEMBER(member) offsetof(struct lag_member, member)
#define ENTRY OID_INIT(1, 2, 840, 10006, 300, 43, 1, 2, 1, 1)

static const char *read_port(struct cursor *cursor, void *record)
{
    struct lag_member *member = record;
    return cursor_read_arc(cursor, &member->if_index) ? NULL : "index too short (IEEE 802.1AX 7.3.2)";
}

/* A port that is attached to nothing, or to an aggregator of its own, is no member. */
static bool is_member(uint32_t if_index, uint32_t aggregate_if_index)
{
    return aggregate_if_index != 0 && aggregate_if_index != if_index;
}

static bool finish_port(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    (void)visit;
    (void)row;
    const struct lag_member *member = record;
    return is_member(member->if_index, member->aggregate_if_index);
}

static const struct mib_column port_columns[] = {
    {"dot3adAggPortAttachedAggID", 13, 0, MEMBER(aggregate_if_index), convert_u32},
};

const struct mib_table dot3ad_agg_port_table = {
    .object = "dot3adAggPortTable",
    .entry = ENTRY,
    .columns = port_columns,
    .column_count = G_N_ELEMENTS(port_columns),
    .has_records = true,
    .kind = RECORD_LAG_MEMBER,
    .merge = MIB_ROW_MERGE,
    .read_index = read_port,
    .finish = finish_port,
    .rows = WALK_ROWS_OF_INTERFACES,
};

static const struct mib_column partner_columns[] = {
    {"dot3adAggPortPartnerOperSystemID", 9, 6, MEMBER(partner_system), convert_mac},
    {"dot3adAggPortPartnerOperKey", 11, 0, MEMBER(partner_key), convert_u32},
    {"dot3adAggPortPartnerOperPort", 17, 0, MEMBER(partner_port), convert_u32},
};

/* Of members only. */
static const struct mib_table partner_table = {
    .object = "dot3adAggPortTable",
    .entry = ENTRY,
    .columns = partner_columns,
    .column_count = G_N_ELEMENTS(partner_columns),
    .has_records = true,
    .kind = RECORD_LAG_MEMBER,
    .merge = MIB_ROW_EXTEND,
    .is_deferred = true,
};

static void ask_partners(struct mib_visit *visit)
{
    size_t count;
    const struct mib_row *const *rows = mib_visit_rows(visit, &dot3ad_agg_port_table, 0, &count);
    for (size_t i = 0; i < count; i++) {
        uint32_t aggregate = 0;
        const struct value *value = rows[i]->cells[0];
        if (rows[i]->index.count == 1 && value != NULL && convert_u32(NULL, value, &aggregate) &&
            is_member(rows[i]->index.arcs[0], aggregate))
            mib_visit_ask_row(visit, &partner_table, 0, rows[i]->index);
    }
}

static const struct mib_table *const tables[] = {&dot3ad_agg_port_table, &partner_table};

const struct mib ieee8023_lag_mib = {.name = "IEEE8023-LAG-MIB",
                                     .tables = tables,
                                     .table_count = G_N_ELEMENTS(tables),
                                     .ask_more = ask_partners};
