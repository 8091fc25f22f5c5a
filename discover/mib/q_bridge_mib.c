/*
 * Q-BRIDGE-MIB (RFC 4363): forwarding by VLAN, the VLANs, their ports, and the VLAN of untagged frames of a
 * port.
 *
 * The forwarding table is indexed by filtering database, not by VLAN: dot1qVlanFdbId tells which VLANs share
 * one. Where several do, an entry is of no VLAN in particular.
 */
#include "discover/mib/fdb_rows.h"
#include "discover/mib/mib_list.h"
#include "discover/mib/port_list.h"

/* Each VLAN on each port: more than that is not kept of one device. */
#define MOST_MEMBERS (1 << 18)

static const char *read_entry(struct cursor *cursor, void *record)
{
    struct forwarding_entry *entry = record;
    if (!cursor_read_arc(cursor, &entry->fdb_id))
        return "index too short (RFC 4363)";
    return fdb_read_mac(cursor, &entry->mac);
}

static bool finish_entry(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    (void)visit;
    (void)row;
    return !mac_is_absent(((const struct forwarding_entry *)record)->mac);
}

static const struct mib_column fdb_columns[] = {FDB_PORT_COLUMN("dot1qTpFdbPort")};

const struct mib_table dot1q_tp_fdb_table = {
    .object = "dot1qTpFdbTable",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 17, 7, 1, 2, 2, 1),
    .columns = fdb_columns,
    .column_count = G_N_ELEMENTS(fdb_columns),
    .has_records = true,
    .kind = RECORD_FORWARDING_ENTRY,
    .read_index = read_entry,
    .finish = finish_entry,
    .is_probed = true,
};

static const struct mib_column current_columns[] = {{"dot1qVlanFdbId", 3, 0, 0, NULL}};

static const struct mib_table current_table = {
    .object = "dot1qVlanCurrentTable",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 17, 7, 1, 4, 2, 1),
    .columns = current_columns,
    .column_count = G_N_ELEMENTS(current_columns),
    .is_deferred = true,
};

/* Of devices that do not tell what is configured. */
enum { CURRENT_EGRESS, CURRENT_UNTAGGED };

static const struct mib_column current_port_columns[] = {
    [CURRENT_EGRESS] = {"dot1qVlanCurrentEgressPorts", 4, 16, 0, NULL},
    [CURRENT_UNTAGGED] = {"dot1qVlanCurrentUntaggedPorts", 5, 16, 0, NULL},
};

static const struct mib_table current_port_table = {
    .object = "dot1qVlanCurrentTable",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 17, 7, 1, 4, 2, 1),
    .columns = current_port_columns,
    .column_count = G_N_ELEMENTS(current_port_columns),
    .is_deferred = true,
};

static const char *read_vlan(struct cursor *cursor, void *record)
{
    struct vlan *vlan = record;
    return cursor_read_arc(cursor, &vlan->id) ? NULL : "index too short (RFC 4363)";
}

enum { STATIC_NAME, STATIC_EGRESS, STATIC_UNTAGGED };

static const struct mib_column static_columns[] = {
    [STATIC_NAME] = {"dot1qVlanStaticName", 1, 8, offsetof(struct vlan, name), convert_text},
    [STATIC_EGRESS] = {"dot1qVlanStaticEgressPorts", 2, 16, 0, NULL},
    [STATIC_UNTAGGED] = {"dot1qVlanStaticUntaggedPorts", 4, 16, 0, NULL},
};

static const struct mib_table static_table = {
    .object = "dot1qVlanStaticTable",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 17, 7, 1, 4, 3, 1),
    .columns = static_columns,
    .column_count = G_N_ELEMENTS(static_columns),
    .has_records = true,
    .kind = RECORD_VLAN,
    .merge = MIB_ROW_MERGE,
    .read_index = read_vlan,
    .is_probed = true,
};

static const char *read_port(struct cursor *cursor, void *record)
{
    struct bridge_port *port = record;
    return cursor_read_arc(cursor, &port->port) ? NULL : "index too short (RFC 4363)";
}

static const struct mib_column port_columns[] = {
    {"dot1qPvid", 1, 0, offsetof(struct bridge_port, pvid), convert_u32},
};

static const struct mib_table port_table = {
    .object = "dot1qPortVlanTable",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 17, 7, 1, 4, 5, 1),
    .columns = port_columns,
    .column_count = G_N_ELEMENTS(port_columns),
    .has_records = true,
    .kind = RECORD_BRIDGE_PORT,
    .merge = MIB_ROW_EXTEND,
    .read_index = read_port,
    .rows = WALK_ROWS_OF_INTERFACES,
    .is_deferred = true,
};

static void ask_more(struct mib_visit *visit)
{
    bool has_static = mib_visit_has_table(visit, &static_table, 0);
    if (has_static) {
        mib_visit_ask_table(visit, &static_table, 0);
        mib_visit_ask_table(visit, &port_table, 0);
    }
    if (mib_visit_has_table(visit, &dot1q_tp_fdb_table, 0)) {
        mib_visit_ask_table(visit, &current_table, 0);
        mib_visit_ask_table(visit, &dot1q_tp_fdb_table, 0);
        if (!has_static)
            mib_visit_ask_table(visit, &current_port_table, 0);
    }
}

#define SHARED GUINT_TO_POINTER(G_MAXUINT)

/* Filtering database -> VLAN, or SHARED. */
static GHashTable *read_fdb_ids(struct mib_visit *visit)
{
    size_t count;
    const struct mib_row *const *rows = mib_visit_rows(visit, &current_table, 0, &count);
    GHashTable *vlans = g_hash_table_new(NULL, NULL);
    for (size_t i = 0; i < count; i++) {
        uint32_t fdb_id = 0;
        if (rows[i]->cells[0] == NULL || !convert_u32(NULL, rows[i]->cells[0], &fdb_id))
            continue;
        gpointer vlan = GUINT_TO_POINTER(rows[i]->index.arcs[rows[i]->index.count - 1]);
        gpointer had = g_hash_table_lookup(vlans, GUINT_TO_POINTER(fdb_id));
        g_hash_table_insert(vlans, GUINT_TO_POINTER(fdb_id), had == NULL || had == vlan ? vlan : SHARED);
    }
    return vlans;
}

static void name_vlans(struct mib_visit *visit)
{
    size_t count;
    struct forwarding_entry *entries =
        observation_records_mutable(mib_visit_observation(visit), RECORD_FORWARDING_ENTRY, &count);
    g_autoptr(GHashTable) vlans = read_fdb_ids(visit);
    for (size_t i = 0; i < count; i++) {
        gpointer vlan = g_hash_table_lookup(vlans, GUINT_TO_POINTER(entries[i].fdb_id));
        if (entries[i].fdb_id == 0 || vlan == NULL || vlan == SHARED)
            continue;
        entries[i].vlan = GPOINTER_TO_UINT(vlan);
        entries[i].fdb_id = 0;
    }
}

/* False when there are too many. */
static bool add_members(struct observation *observation, uint32_t vlan, const struct value *egress,
                        const struct value *untagged)
{
    g_autoptr(GArray) ports = port_list_read_of(observation, value_octets(egress));
    g_autoptr(GArray) bare = port_list_read_of(observation, value_octets(untagged));
    size_t count;
    observation_records(observation, RECORD_VLAN_PORT, &count);
    if (count + ports->len > MOST_MEMBERS)
        return false;
    for (guint i = 0; i < ports->len; i++) {
        struct vlan_port *member = observation_add(observation, RECORD_VLAN_PORT);
        member->vlan = vlan;
        member->bridge_port = g_array_index(ports, uint32_t, i);
        member->untagged = port_list_has(bare, member->bridge_port);
    }
    return true;
}

/* The VLAN is the last number of the index of either table. */
static void add_all_members(struct mib_visit *visit, const struct mib_table *table, int egress, int untagged)
{
    size_t count;
    const struct mib_row *const *rows = mib_visit_rows(visit, table, 0, &count);
    struct observation *observation = mib_visit_observation(visit);
    for (size_t i = 0; i < count; i++) {
        const struct mib_row *row = rows[i];
        uint32_t vlan = row->index.count > 0 ? row->index.arcs[row->index.count - 1] : 0;
        if (vlan == 0 || row->cells[egress] == NULL ||
            add_members(observation, vlan, row->cells[egress], row->cells[untagged]))
            continue;
        observation_warn(observation, table->object,
                         "more than %d ports of VLANs: those of VLAN %u and on are not kept", MOST_MEMBERS,
                         vlan);
        return;
    }
}

static void collect(struct mib_visit *visit)
{
    name_vlans(visit);
    add_all_members(visit, &static_table, STATIC_EGRESS, STATIC_UNTAGGED);
    add_all_members(visit, &current_port_table, CURRENT_EGRESS, CURRENT_UNTAGGED);
}

static const struct mib_table *const tables[] = {&dot1q_tp_fdb_table, &current_table, &current_port_table,
                                                 &static_table, &port_table};

const struct mib q_bridge_mib = {.name = "Q-BRIDGE-MIB",
                                 .tables = tables,
                                 .table_count = G_N_ELEMENTS(tables),
                                 .ask_more = ask_more,
                                 .collect = collect};
