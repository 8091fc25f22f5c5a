/*
 * CISCO-VTP-MIB and CISCO-VLAN-MEMBERSHIP-MIB: the VLANs, which of them a port is in, and the bridge tables
 * of each: without dot1qTpFdbTable, Cisco's BRIDGE-MIB shows one VLAN at a time, in the context of that VLAN.
 * The default context is that of VLAN 1.
 */
#include "discover/mib/fdb_rows.h"
#include "discover/mib/mib_list.h"
#include "discover/mib/port_list.h"

enum { VLAN_STATE, VLAN_TYPE, VLAN_NAME };

/* vtpVlanState and vtpVlanType. */
enum { OPERATIONAL = 1, ETHERNET = 1 };

enum { DEFAULT_VLAN = 1, FIRST_RESERVED = 1002, LAST_RESERVED = 1005 };

static const struct mib_column vlan_columns[] = {
    [VLAN_STATE] = {"vtpVlanState", 2, 0, 0, NULL},
    [VLAN_TYPE] = {"vtpVlanType", 3, 0, 0, NULL},
    [VLAN_NAME] = {"vtpVlanName", 4, 8, offsetof(struct vlan, name), convert_text},
};

static const char *read_vlan(struct cursor *cursor, void *record)
{
    uint32_t domain;
    struct vlan *vlan = record;
    bool is_good = cursor_read_arc(cursor, &domain) && cursor_read_arc(cursor, &vlan->id);
    return is_good ? NULL : "index too short (CISCO-VTP-MIB)";
}

/* Those for token ring and FDDI are on every device. */
static bool is_vlan(const struct mib_row *row, uint32_t vlan)
{
    uint64_t state = OPERATIONAL, type = ETHERNET;
    (void)value_number(row->cells[VLAN_STATE], &state);
    (void)value_number(row->cells[VLAN_TYPE], &type);
    return state == OPERATIONAL && type == ETHERNET && vlan != 0 && vlan < 4095 &&
           (vlan < FIRST_RESERVED || vlan > LAST_RESERVED);
}

static bool finish_vlan(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    (void)visit;
    return is_vlan(row, ((const struct vlan *)record)->id);
}

static const struct mib_table vlan_table = {
    .object = "vtpVlanTable",
    .entry = OID_INIT(1, 3, 6, 1, 4, 1, 9, 9, 46, 1, 3, 1, 1),
    .columns = vlan_columns,
    .column_count = G_N_ELEMENTS(vlan_columns),
    .has_records = true,
    .kind = RECORD_VLAN,
    .merge = MIB_ROW_NEW,
    .read_index = read_vlan,
    .finish = finish_vlan,
    .is_probed = true,
};

static const char *read_port(struct cursor *cursor, void *record)
{
    struct vlan_port *port = record;
    port->untagged = true;
    return cursor_read_arc(cursor, &port->if_index) ? NULL : "index too short (RFC 2863)";
}

static bool finish_port(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    (void)visit;
    (void)row;
    return ((const struct vlan_port *)record)->vlan != 0;
}

static const struct mib_column access_columns[] = {
    {"vmVlan", 2, 0, offsetof(struct vlan_port, vlan), convert_u32},
};

static const struct mib_table access_table = {
    .object = "vmMembershipTable",
    .entry = OID_INIT(1, 3, 6, 1, 4, 1, 9, 9, 68, 1, 2, 2, 1),
    .columns = access_columns,
    .column_count = G_N_ELEMENTS(access_columns),
    .has_records = true,
    .kind = RECORD_VLAN_PORT,
    .read_index = read_port,
    .finish = finish_port,
    .rows = WALK_ROWS_OF_INTERFACES,
    .is_probed = true,
};

enum { TRUNK_NATIVE, TRUNK_STATUS };

/* vlanTrunkPortDynamicStatus. */
enum { TRUNKING = 1 };

static const struct mib_column trunk_columns[] = {
    [TRUNK_NATIVE] = {"vlanTrunkPortNativeVlan", 5, 0, offsetof(struct vlan_port, vlan), convert_u32},
    [TRUNK_STATUS] = {"vlanTrunkPortDynamicStatus", 14, 0, 0, NULL},
};

/* A port that is no trunk at present has a native VLAN all the same. */
static bool is_trunk(const struct mib_row *row)
{
    uint64_t status;
    return row->index.count == 1 && value_number(row->cells[TRUNK_STATUS], &status) && status == TRUNKING;
}

static bool finish_trunk(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    return is_trunk(row) && finish_port(visit, row, record);
}

static const struct mib_table trunk_table = {
    .object = "vlanTrunkPortTable",
    .entry = OID_INIT(1, 3, 6, 1, 4, 1, 9, 9, 46, 1, 6, 1, 1),
    .columns = trunk_columns,
    .column_count = G_N_ELEMENTS(trunk_columns),
    .has_records = true,
    .kind = RECORD_VLAN_PORT,
    .read_index = read_port,
    .finish = finish_trunk,
    .rows = WALK_ROWS_OF_INTERFACES,
    .is_probed = true,
};

/* VLANs in each column, a bit for each. */
#define BITS 1024

static const struct mib_column low_columns[] = {
    {"vlanTrunkPortVlansEnabled", 4, 128, 0, NULL},
};

static const struct mib_column high_columns[] = {
    {"vlanTrunkPortVlansEnabled2k", 17, 128, 0, NULL},
    {"vlanTrunkPortVlansEnabled3k", 18, 128, 0, NULL},
    {"vlanTrunkPortVlansEnabled4k", 19, 128, 0, NULL},
};

/* Of the rows of trunks only, the second one where there are such VLANs. */
static const struct mib_table enabled_tables[] = {
    {.object = "vlanTrunkPortTable",
     .entry = OID_INIT(1, 3, 6, 1, 4, 1, 9, 9, 46, 1, 6, 1, 1),
     .columns = low_columns,
     .column_count = G_N_ELEMENTS(low_columns),
     .is_deferred = true},
    {.object = "vlanTrunkPortTable",
     .entry = OID_INIT(1, 3, 6, 1, 4, 1, 9, 9, 46, 1, 6, 1, 1),
     .columns = high_columns,
     .column_count = G_N_ELEMENTS(high_columns),
     .is_deferred = true},
};

/* A router without switch ports has VLANs too, but bridges nothing. */
static bool is_bridge(struct mib_visit *visit)
{
    return !mac_is_absent(mib_visit_observation(visit)->system.bridge_address);
}

static bool has_dot1q_rows(struct mib_visit *visit)
{
    size_t count = 0;
    (void)mib_visit_rows(visit, &dot1q_tp_fdb_table, 0, &count);
    return count > 0;
}

static uint32_t vlan_of(const struct mib_row *row)
{
    uint32_t vlan = row->index.count == 2 ? row->index.arcs[1] : 0;
    return is_vlan(row, vlan) ? vlan : 0;
}

static void ask_vlans(struct mib_visit *visit)
{
    size_t count;
    const struct mib_row *const *rows = mib_visit_rows(visit, &vlan_table, 0, &count);
    for (size_t i = 0; i < count; i++) {
        uint32_t vlan = vlan_of(rows[i]);
        if (vlan == 0 || vlan == DEFAULT_VLAN)
            continue;
        bridge_ask_vlan(visit, vlan);
        bridge_ask_stp_ports(visit, vlan);
    }
}

static bool has_high_vlans(struct mib_visit *visit)
{
    size_t count;
    const struct mib_row *const *rows = mib_visit_rows(visit, &vlan_table, 0, &count);
    return count > 0 && vlan_of(rows[count - 1]) >= BITS;
}

/* A trunk is known as one when its status has come. */
static void ask_trunks(struct mib_visit *visit)
{
    size_t count;
    const struct mib_row *const *rows = mib_visit_rows(visit, &trunk_table, 0, &count);
    for (size_t i = 0; i < count; i++) {
        if (!is_trunk(rows[i]))
            continue;
        mib_visit_ask_row(visit, &enabled_tables[0], 0, rows[i]->index);
        if (has_high_vlans(visit))
            mib_visit_ask_row(visit, &enabled_tables[1], 0, rows[i]->index);
    }
}

/* The VLANs are known after the first phase, and by then whether the device tells of all in one table. */
static void ask_more(struct mib_visit *visit)
{
    const struct mib_table *const own[] = {&vlan_table, &access_table, &trunk_table};
    if (!is_bridge(visit))
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(own); i++)
        if (mib_visit_has_table(visit, own[i], 0))
            mib_visit_ask_table(visit, own[i], 0);
    if (mib_visit_phase(visit) > 0 && !has_dot1q_rows(visit))
        ask_vlans(visit);
    ask_trunks(visit);
}

/* The VLANs of a trunk that the device has, by the bits from the first one on. */
static void add_enabled(struct observation *observation, uint32_t if_index, uint32_t native, uint32_t first,
                        const struct value *enabled)
{
    g_autoptr(GArray) numbers = port_list_read(value_octets(enabled), first);
    size_t count;
    const struct vlan *vlans = observation_records(observation, RECORD_VLAN, &count);
    for (size_t i = 0; i < count; i++) {
        if (vlans[i].id == native || !port_list_has(numbers, vlans[i].id))
            continue;
        struct vlan_port *member = observation_add(observation, RECORD_VLAN_PORT);
        member->vlan = vlans[i].id;
        member->if_index = if_index;
    }
}

static void add_trunks(struct mib_visit *visit)
{
    size_t count;
    const struct mib_row *const *rows = mib_visit_rows(visit, &trunk_table, 0, &count);
    for (size_t i = 0; i < count; i++) {
        uint32_t native = 0;
        if (!is_trunk(rows[i]))
            continue;
        (void)(rows[i]->cells[TRUNK_NATIVE] && convert_u32(NULL, rows[i]->cells[TRUNK_NATIVE], &native));
        for (size_t t = 0; t < G_N_ELEMENTS(enabled_tables); t++) {
            const struct mib_row *enabled = mib_visit_row(visit, &enabled_tables[t], 0, rows[i]->index);
            for (size_t c = 0; enabled != NULL && c < enabled_tables[t].column_count; c++)
                add_enabled(mib_visit_observation(visit), rows[i]->index.arcs[0], native,
                            (uint32_t)(t + c) * BITS, enabled->cells[c]);
        }
    }
}

/* Where the other VLANs have contexts of their own, the default context was VLAN 1. */
static void name_default_vlan(struct mib_visit *visit)
{
    size_t count, vlans;
    (void)mib_visit_rows(visit, &vlan_table, 0, &vlans);
    struct forwarding_entry *entries =
        observation_records_mutable(mib_visit_observation(visit), RECORD_FORWARDING_ENTRY, &count);
    for (size_t i = 0; vlans > 0 && i < count; i++)
        if (entries[i].vlan == 0 && entries[i].fdb_id == 0)
            entries[i].vlan = DEFAULT_VLAN;
}

static void collect(struct mib_visit *visit)
{
    name_default_vlan(visit);
    add_trunks(visit);
}

static const struct mib_table *const tables[] = {&vlan_table, &access_table, &trunk_table, &enabled_tables[0],
                                                 &enabled_tables[1]};

static const uint32_t enterprises[] = {9, 0};

const struct mib cisco_vtp_mib = {.name = "CISCO-VTP-MIB",
                                  .enterprises = enterprises,
                                  .tables = tables,
                                  .table_count = G_N_ELEMENTS(tables),
                                  .ask_more = ask_more,
                                  .collect = collect};
