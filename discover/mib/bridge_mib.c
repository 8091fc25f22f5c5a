/*
 * BRIDGE-MIB (RFC 4188): the address of the bridge, which interface a bridge port is, the forwarding table,
 * and the spanning tree.
 *
 * Of the spanning tree only the ports that lead to other bridges are read (the root port and the blocked
 * ones): the others have the bridge itself as their designated bridge. The forwarding table is long: it is
 * read last, and only where dot1qTpFdbTable does not tell the same with VLANs.
 */
#include "discover/mib/fdb_rows.h"
#include "discover/mib/mib_list.h"

#define STP_PORT_ENTRY OID_INIT(1, 3, 6, 1, 2, 1, 17, 2, 15, 1)
#define FDB_ENTRY OID_INIT(1, 3, 6, 1, 2, 1, 17, 4, 3, 1)

/* The spanning tree of the default context. */
static struct stp_instance *own_instance(struct observation *observation)
{
    size_t count;
    struct stp_instance *instances = observation_records_mutable(observation, RECORD_STP_INSTANCE, &count);
    return count > 0 ? &instances[0] : observation_add(observation, RECORD_STP_INSTANCE);
}

static bool convert_root(struct observation *observation, const struct value *value, void *member)
{
    (void)member;
    struct bytes root = value_octets(value);
    if (root.size > 0)
        own_instance(observation)->designated_root = observation_bytes(observation, root);
    return true;
}

static bool convert_root_cost(struct observation *observation, const struct value *value, void *member)
{
    (void)member;
    return convert_u32(observation, value, &own_instance(observation)->root_cost);
}

static bool convert_root_port(struct observation *observation, const struct value *value, void *member)
{
    (void)member;
    return convert_u32(observation, value, &own_instance(observation)->root_port);
}

static const struct mib_scalar scalars[] = {
    {"dot1dBaseBridgeAddress", OID_INIT(1, 3, 6, 1, 2, 1, 17, 1, 1),
     offsetof(struct observation, system.bridge_address), convert_mac, false},
    {"dot1dStpDesignatedRoot", OID_INIT(1, 3, 6, 1, 2, 1, 17, 2, 5), 0, convert_root, false},
    {"dot1dStpRootCost", OID_INIT(1, 3, 6, 1, 2, 1, 17, 2, 6), 0, convert_root_cost, false},
    {"dot1dStpRootPort", OID_INIT(1, 3, 6, 1, 2, 1, 17, 2, 7), 0, convert_root_port, false},
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

static const struct mib_column base_port_columns[] = {
    {"dot1dBasePortIfIndex", 2, 0, offsetof(struct bridge_port, if_index), convert_u32},
};

static const struct mib_table base_port_table = {
    .object = "dot1dBasePortTable",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 17, 1, 4, 1),
    .columns = base_port_columns,
    .column_count = G_N_ELEMENTS(base_port_columns),
    .has_records = true,
    .kind = RECORD_BRIDGE_PORT,
    .merge = MIB_ROW_MERGE,
    .read_index = read_port,
    .finish = finish_port,
    .rows = WALK_ROWS_OF_INTERFACES,
};

/* The scalars of dot1dBase and dot1dStp as tables of one row: each VLAN context has its own. */
static const struct mib_column base_columns[] = {{"dot1dBaseBridgeAddress", 1, 6, 0, NULL}};

static const struct mib_table base_table = {
    .object = "dot1dBase",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 17, 1),
    .columns = base_columns,
    .column_count = G_N_ELEMENTS(base_columns),
    .is_deferred = true,
};

enum { STP_ROOT, STP_ROOT_COST, STP_ROOT_PORT };

static const struct mib_column stp_columns[] = {
    [STP_ROOT] = {"dot1dStpDesignatedRoot", 5, 8, offsetof(struct stp_instance, designated_root),
                  convert_bytes},
    [STP_ROOT_COST] = {"dot1dStpRootCost", 6, 0, offsetof(struct stp_instance, root_cost), convert_u32},
    [STP_ROOT_PORT] = {"dot1dStpRootPort", 7, 0, offsetof(struct stp_instance, root_port), convert_u32},
};

static const char *read_scalar(struct cursor *cursor, void *record)
{
    (void)record;
    uint32_t zero;
    return cursor_read_arc(cursor, &zero) ? NULL : "index too short (RFC 2578)";
}

static bool finish_instance(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    struct stp_instance *instance = record;
    instance->vlan = mib_visit_vlan(visit);
    const struct mib_row *base = mib_visit_row(visit, &base_table, instance->vlan, row->index);
    if (base != NULL && base->cells[0] != NULL)
        (void)convert_mac(NULL, base->cells[0], &instance->bridge_address);
    return instance->designated_root.size > 0;
}

static const struct mib_table stp_table = {
    .object = "dot1dStp",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 17, 2),
    .columns = stp_columns,
    .column_count = G_N_ELEMENTS(stp_columns),
    .has_records = true,
    .kind = RECORD_STP_INSTANCE,
    .read_index = read_scalar,
    .finish = finish_instance,
    .is_deferred = true,
};

static const struct mib_column state_columns[] = {{"dot1dStpPortState", 3, 0, 0, NULL}};

static const struct mib_table stp_state_table = {
    .object = "dot1dStpPortTable",
    .entry = STP_PORT_ENTRY,
    .columns = state_columns,
    .column_count = G_N_ELEMENTS(state_columns),
    .rows = WALK_ROWS_OF_INTERFACES,
    .complete = bridge_ask_stp_ports,
};

static const struct mib_column stp_port_columns[] = {
    {"dot1dStpPortState", 3, 0, offsetof(struct stp_port, state), convert_stp_state},
    {"dot1dStpPortDesignatedBridge", 8, 8, offsetof(struct stp_port, designated_bridge), convert_bytes},
    {"dot1dStpPortDesignatedPort", 9, 2, offsetof(struct stp_port, designated_port), convert_bytes},
};

static const char *read_stp_port(struct cursor *cursor, void *record)
{
    struct stp_port *port = record;
    return cursor_read_arc(cursor, &port->port) ? NULL : "index too short (RFC 4188)";
}

static bool finish_stp_port(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    (void)row;
    ((struct stp_port *)record)->vlan = mib_visit_vlan(visit);
    return true;
}

static const struct mib_table stp_port_table = {
    .object = "dot1dStpPortTable",
    .entry = STP_PORT_ENTRY,
    .columns = stp_port_columns,
    .column_count = G_N_ELEMENTS(stp_port_columns),
    .has_records = true,
    .kind = RECORD_STP_PORT,
    .read_index = read_stp_port,
    .finish = finish_stp_port,
    .is_deferred = true,
};

static const char *read_entry(struct cursor *cursor, void *record)
{
    return fdb_read_mac(cursor, &((struct forwarding_entry *)record)->mac);
}

static const struct mib_column address_columns[] = {{"dot1dTpFdbAddress", 1, 6, 0, NULL}};

/* Only where the index does not tell the address. */
static const struct mib_table fdb_address_table = {
    .object = "dot1dTpFdbTable",
    .entry = FDB_ENTRY,
    .columns = address_columns,
    .column_count = G_N_ELEMENTS(address_columns),
    .is_deferred = true,
};

static bool finish_entry(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    struct forwarding_entry *entry = record;
    entry->vlan = mib_visit_vlan(visit);
    if (!mac_is_absent(entry->mac))
        return true;
    const struct mib_row *address = mib_visit_row(visit, &fdb_address_table, entry->vlan, row->index);
    return address != NULL && address->cells[0] != NULL &&
           convert_mac(NULL, address->cells[0], &entry->mac) && !mac_is_absent(entry->mac);
}

static const struct mib_column fdb_columns[] = {FDB_PORT_COLUMN("dot1dTpFdbPort")};

static const struct mib_table fdb_table = {
    .object = "dot1dTpFdbTable",
    .entry = FDB_ENTRY,
    .columns = fdb_columns,
    .column_count = G_N_ELEMENTS(fdb_columns),
    .has_records = true,
    .kind = RECORD_FORWARDING_ENTRY,
    .read_index = read_entry,
    .finish = finish_entry,
    .is_probed = true,
};

static void ask_addresses(struct mib_visit *visit, uint32_t vlan)
{
    size_t count;
    const struct mib_row *const *rows = mib_visit_rows(visit, &fdb_table, vlan, &count);
    if (count > 0 && rows[0]->index.count == 1)
        mib_visit_ask_table(visit, &fdb_address_table, vlan);
}

static void ask_fdb(struct mib_visit *visit)
{
    size_t known = 0;
    bool has_dot1q = mib_visit_has_table(visit, &dot1q_tp_fdb_table, 0);
    if (has_dot1q)
        (void)mib_visit_rows(visit, &dot1q_tp_fdb_table, 0, &known);
    bool waits = has_dot1q && mib_visit_phase(visit) == 0;
    if (mib_visit_has_table(visit, &fdb_table, 0) && !waits && known == 0)
        mib_visit_ask_table(visit, &fdb_table, 0);
}

void bridge_ask_vlan(struct mib_visit *visit, uint32_t vlan)
{
    static const uint32_t scalar[] = {0};
    struct oid instance = {scalar, G_N_ELEMENTS(scalar)};
    mib_visit_ask_row(visit, &base_table, vlan, instance);
    mib_visit_ask_row(visit, &stp_table, vlan, instance);
    mib_visit_ask_table(visit, &base_port_table, vlan);
    mib_visit_ask_table(visit, &stp_state_table, vlan);
    mib_visit_ask_table(visit, &fdb_table, vlan);
}

static uint32_t root_port(struct mib_visit *visit, uint32_t vlan)
{
    static const uint32_t scalar[] = {0};
    uint32_t port = 0;
    size_t count;
    if (vlan == 0) {
        const struct stp_instance *own =
            observation_records(mib_visit_observation(visit), RECORD_STP_INSTANCE, &count);
        return count == 0 ? 0 : own->root_port;
    }
    const struct mib_row *row =
        mib_visit_row(visit, &stp_table, vlan, (struct oid){scalar, G_N_ELEMENTS(scalar)});
    if (row != NULL && row->cells[STP_ROOT_PORT] != NULL)
        (void)convert_u32(NULL, row->cells[STP_ROOT_PORT], &port);
    return port;
}

void bridge_ask_stp_ports(struct mib_visit *visit, uint32_t vlan)
{
    size_t count;
    const struct mib_row *const *rows = mib_visit_rows(visit, &stp_state_table, vlan, &count);
    uint32_t root = count == 0 ? 0 : root_port(visit, vlan);
    for (size_t i = 0; i < count; i++) {
        uint64_t state = 0;
        bool is_blocked = value_number(rows[i]->cells[0], &state) && state == STP_STATE_BLOCKING;
        bool is_root = root != 0 && rows[i]->index.count == 1 && rows[i]->index.arcs[0] == root;
        if (is_blocked || is_root)
            mib_visit_ask_row(visit, &stp_port_table, vlan, rows[i]->index);
    }
}

static void ask_more(struct mib_visit *visit)
{
    bridge_ask_stp_ports(visit, 0);
    ask_fdb(visit);
    ask_addresses(visit, 0);
}

static const struct mib_table *const tables[] = {&base_port_table,  &base_table,     &stp_table,
                                                 &stp_state_table,  &stp_port_table, &fdb_table,
                                                 &fdb_address_table};

const struct mib bridge_mib = {.name = "BRIDGE-MIB",
                               .scalars = scalars,
                               .scalar_count = G_N_ELEMENTS(scalars),
                               .tables = tables,
                               .table_count = G_N_ELEMENTS(tables),
                               .ask_more = ask_more};
