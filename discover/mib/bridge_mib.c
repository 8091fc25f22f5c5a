/*
 * BRIDGE-MIB (RFC 4188): the address of the bridge, and which interface a bridge port is.
 */
#include "discover/mib/convert.h"
#include "discover/mib/mib_list.h"

static const struct mib_scalar scalars[] = {
    {"dot1dBaseBridgeAddress", OID_INIT(1, 3, 6, 1, 2, 1, 17, 1, 1),
     offsetof(struct observation, system.bridge_address), convert_mac, false},
};

static const char *read_port(struct cursor *cursor, void *record)
{
    struct bridge_port *port = record;
    return cursor_read_arc(cursor, &port->port) ? NULL : "index too short (RFC 4188)";
}

static bool finish_port(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    (void)visit;
    (void)row;
    return ((const struct bridge_port *)record)->if_index != 0;
}

static const struct mib_column columns[] = {
    {"dot1dBasePortIfIndex", 2, 0, offsetof(struct bridge_port, if_index), convert_u32},
};

static const struct mib_table base_port_table = {
    .object = "dot1dBasePortTable",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 17, 1, 4, 1),
    .columns = columns,
    .column_count = G_N_ELEMENTS(columns),
    .has_records = true,
    .kind = RECORD_BRIDGE_PORT,
    .merge = MIB_ROW_MERGE,
    .read_index = read_port,
    .finish = finish_port,
    .rows = WALK_ROWS_OF_INTERFACES,
};

static const struct mib_table *const tables[] = {&base_port_table};

const struct mib bridge_mib = {.name = "BRIDGE-MIB",
                               .scalars = scalars,
                               .scalar_count = G_N_ELEMENTS(scalars),
                               .tables = tables,
                               .table_count = G_N_ELEMENTS(tables)};
