/*
 * IF-MIB (RFC 2863): ifTable and ifXTable, joined by ifIndex. Some agents give the two different indexes:
 * then each row is an interface of its own.
 */
#include "discover/mib/convert.h"
#include "discover/mib/mib_list.h"

#define MEMBER(member) offsetof(struct interface, member)

static const struct mib_scalar scalars[] = {
    {"ifNumber", OID_INIT(1, 3, 6, 1, 2, 1, 2, 1), 0, NULL, true},
};

static const char *read_if_index(struct cursor *cursor, void *record)
{
    struct interface *interface = record;
    return cursor_read_arc(cursor, &interface->if_index) ? NULL : "index too short (RFC 2863)";
}

static const struct mib_column if_columns[] = {
    {"ifDescr", 2, 24, MEMBER(descr), convert_text},
    {"ifType", 3, 0, MEMBER(type), convert_u32},
    {"ifMtu", 4, 0, MEMBER(mtu), convert_u32},
    {"ifPhysAddress", 6, 6, MEMBER(mac), convert_mac},
    {"ifAdminStatus", 7, 0, MEMBER(admin_status), convert_if_status},
    {"ifOperStatus", 8, 0, MEMBER(oper_status), convert_if_status},
};

const struct mib_table if_table = {
    .object = "ifTable",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 2, 2, 1),
    .columns = if_columns,
    .column_count = G_N_ELEMENTS(if_columns),
    .has_records = true,
    .kind = RECORD_INTERFACE,
    .merge = MIB_ROW_MERGE,
    .read_index = read_if_index,
    .rows = WALK_ROWS_ALL_INTERFACES,
};

/* Only where ifHighSpeed is missing. */
static const struct mib_column speed_columns[] = {{"ifSpeed", 5, 0, MEMBER(speed_bps), convert_speed}};

static const struct mib_table speed_table = {
    .object = "ifTable",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 2, 2, 1),
    .columns = speed_columns,
    .column_count = G_N_ELEMENTS(speed_columns),
    .has_records = true,
    .kind = RECORD_INTERFACE,
    .merge = MIB_ROW_EXTEND,
    .read_index = read_if_index,
    .rows = WALK_ROWS_ALL_INTERFACES,
    .is_deferred = true,
};

enum { COLUMN_NAME, COLUMN_HIGH_SPEED, COLUMN_ALIAS };

static const struct mib_column ifx_columns[] = {
    [COLUMN_NAME] = {"ifName", 1, 10, MEMBER(name), convert_text},
    [COLUMN_HIGH_SPEED] = {"ifHighSpeed", 15, 0, MEMBER(speed_bps), convert_high_speed},
    [COLUMN_ALIAS] = {"ifAlias", 18, 10, MEMBER(alias), convert_text},
};

static const struct mib_table ifx_table = {
    .object = "ifXTable",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 31, 1, 1, 1),
    .columns = ifx_columns,
    .column_count = G_N_ELEMENTS(ifx_columns),
    .has_records = true,
    .kind = RECORD_INTERFACE,
    .merge = MIB_ROW_MERGE,
    .read_index = read_if_index,
    .rows = WALK_ROWS_ALL_INTERFACES,
};

static void ask_speeds(struct mib_visit *visit)
{
    size_t count;
    const struct mib_row *const *rows = mib_visit_rows(visit, &if_table, 0, &count);
    for (size_t i = 0; i < count; i++) {
        const struct mib_row *row = mib_visit_row(visit, &ifx_table, 0, rows[i]->index);
        if (row == NULL || row->cells[COLUMN_HIGH_SPEED] == NULL) {
            mib_visit_ask_table(visit, &speed_table, 0);
            return;
        }
    }
}

static const struct mib_table *const tables[] = {&if_table, &speed_table, &ifx_table};

const struct mib if_mib = {.name = "IF-MIB",
                           .scalars = scalars,
                           .scalar_count = G_N_ELEMENTS(scalars),
                           .tables = tables,
                           .table_count = G_N_ELEMENTS(tables),
                           .ask_more = ask_speeds};
