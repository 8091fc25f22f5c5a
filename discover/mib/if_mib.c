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

enum { COLUMN_DESCR, COLUMN_TYPE };

static const struct mib_column if_columns[] = {
    [COLUMN_DESCR] = {"ifDescr", 2, 24, MEMBER(descr), convert_text},
    [COLUMN_TYPE] = {"ifType", 3, 0, MEMBER(type), convert_u32},
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
    .is_expected = true,
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
    .is_expected = true,
};

static const char *read_stack_index(struct cursor *cursor, void *record)
{
    struct if_stack *stack = record;
    bool is_good =
        cursor_read_arc(cursor, &stack->higher_if_index) && cursor_read_arc(cursor, &stack->lower_if_index);
    return is_good ? NULL : "index too short (RFC 2863)";
}

/* 0 stands for the top and the bottom of each stack: no interface. */
static bool finish_stack(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    (void)visit;
    (void)row;
    const struct if_stack *stack = record;
    return stack->higher_if_index != 0 && stack->lower_if_index != 0;
}

static const struct mib_column stack_columns[] = {{"ifStackStatus", 3, 0, 0, NULL}};

/* Only for aggregates whose members no other table tells. */
static const struct mib_table stack_table = {
    .object = "ifStackTable",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 31, 1, 2, 1),
    .columns = stack_columns,
    .column_count = G_N_ELEMENTS(stack_columns),
    .has_records = true,
    .kind = RECORD_IF_STACK,
    .read_index = read_stack_index,
    .finish = finish_stack,
    .is_deferred = true,
};

/* IANAifType-MIB. */
enum { TYPE_IEEE8023AD_LAG = 161 };

static bool lacks_high_speed(struct mib_visit *visit, const struct mib_row *row)
{
    const struct mib_row *more = mib_visit_row(visit, &ifx_table, 0, row->index);
    return more == NULL || more->cells[COLUMN_HIGH_SPEED] == NULL;
}

static void ask_more(struct mib_visit *visit)
{
    size_t count, lag_ports;
    const struct mib_row *const *rows = mib_visit_rows(visit, &if_table, 0, &count);
    mib_visit_rows(visit, &dot3ad_agg_port_table, 0, &lag_ports);
    for (size_t i = 0; i < count; i++) {
        uint64_t type;
        bool is_aggregate = value_number(rows[i]->cells[COLUMN_TYPE], &type) && type == TYPE_IEEE8023AD_LAG;
        if (is_aggregate && lag_ports == 0)
            mib_visit_ask_table(visit, &stack_table, 0);
        if (lacks_high_speed(visit, rows[i]))
            mib_visit_ask_table(visit, &speed_table, 0);
    }
}

static const struct mib_table *const tables[] = {&if_table, &speed_table, &ifx_table, &stack_table};

const struct mib if_mib = {.name = "IF-MIB",
                           .scalars = scalars,
                           .scalar_count = G_N_ELEMENTS(scalars),
                           .tables = tables,
                           .table_count = G_N_ELEMENTS(tables),
                           .ask_more = ask_more};
