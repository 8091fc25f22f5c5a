/*
 * EXTREME-EDP-MIB: neighbors by the Extreme Discovery Protocol, and their addresses by VLAN.
 */
#include "discover/mib/convert.h"
#include "discover/mib/mib_list.h"

#define MEMBER(member) offsetof(struct neighbor, member)
#define DEVICE_ID_ARCS 8

enum { COLUMN_NAME, COLUMN_SLOT, COLUMN_PORT };

/* ExtremeDeviceId: two octets of priority, then the MAC address of the device. */
static const char *read_index(struct cursor *cursor, void *record)
{
    struct neighbor *neighbor = record;
    uint8_t priority[2];
    neighbor->protocol = PROTOCOL_EDP;
    bool is_good = cursor_read_arc(cursor, &neighbor->local_if_index) &&
                   cursor_read_octets(cursor, priority, sizeof priority) &&
                   cursor_read_mac(cursor, &neighbor->remote_mac);
    return is_good ? NULL : "index is not ifIndex and ExtremeDeviceId (EXTREME-EDP-MIB)";
}

static const struct mib_column columns[] = {
    [COLUMN_NAME] = {"extremeEdpNeighborName", 3, 16, MEMBER(remote_name), convert_text},
    [COLUMN_SLOT] = {"extremeEdpNeighborSlot", 5, 0, 0, NULL},
    [COLUMN_PORT] = {"extremeEdpNeighborPort", 6, 0, 0, NULL},
    {"extremeEdpNeighborSoftwareVersion", 4, 12, MEMBER(remote_descr), convert_text},
};

/* A port is SLOT:PORT, as the device itself names it. */
static void set_port(struct observation *observation, const struct mib_row *row, struct neighbor *neighbor)
{
    uint64_t slot = 0, port = 0;
    char text[48];
    if (!value_number(row->cells[COLUMN_PORT], &port) || port == 0)
        return;
    (void)value_number(row->cells[COLUMN_SLOT], &slot);
    if (slot != 0)
        g_snprintf(text, sizeof text, "%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT, (guint64)slot,
                   (guint64)port);
    else
        g_snprintf(text, sizeof text, "%" G_GUINT64_FORMAT, (guint64)port);
    neighbor->remote_port_subtype = PORT_INTERFACE_NAME;
    neighbor->remote_port_id = observation_bytes(observation, bytes_from_text(text));
}

static bool finish_neighbor(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    struct observation *observation = mib_visit_observation(visit);
    struct neighbor *neighbor = record;
    struct bytes mac = {neighbor->remote_mac.octets, sizeof neighbor->remote_mac.octets};
    if (!mac_is_absent(neighbor->remote_mac)) {
        neighbor->remote_chassis_subtype = CHASSIS_MAC_ADDRESS;
        neighbor->remote_chassis_id = observation_bytes(observation, mac);
    }
    set_port(observation, row, neighbor);
    return neighbor->remote_chassis_id.size > 0 || neighbor->remote_name != NULL;
}

static const struct mib_table edp_table = {
    .object = "extremeEdpTable",
    .entry = OID_INIT(1, 3, 6, 1, 4, 1, 1916, 1, 13, 2, 1),
    .columns = columns,
    .column_count = G_N_ELEMENTS(columns),
    .has_records = true,
    .kind = RECORD_NEIGHBOR,
    .read_index = read_index,
    .finish = finish_neighbor,
};

static const struct mib_column vlan_columns[] = {{"extremeEdpNeighborVlanIpAddress", 3, 0, 0, NULL}};

static const struct mib_table vlan_table = {
    .object = "extremeEdpNeighborTable",
    .entry = OID_INIT(1, 3, 6, 1, 4, 1, 1916, 1, 13, 3, 1),
    .columns = vlan_columns,
    .column_count = G_N_ELEMENTS(vlan_columns),
    .is_deferred = true,
};

static void ask_addresses(struct mib_visit *visit)
{
    size_t count;
    (void)mib_visit_rows(visit, &edp_table, 0, &count);
    if (count > 0)
        mib_visit_ask_table(visit, &vlan_table, 0);
}

/* The rows of one neighbor follow each other: ifIndex, device id, VLAN name. */
static void add_address(struct observation *observation, struct neighbor *neighbor, struct address address)
{
    const struct address_list *had = &neighbor->remote_addresses;
    struct address *all = g_new(struct address, had->count + 1);
    for (size_t i = 0; i < had->count; i++)
        all[i] = had->items[i];
    all[had->count] = address;
    neighbor->remote_addresses = observation_addresses(observation, all, had->count + 1);
    g_free(all);
}

/* A neighbor has an address in a few VLANs; what claims more is cut. */
#define MAX_ADDRESSES 16

static void collect(struct mib_visit *visit)
{
    struct observation *observation = mib_visit_observation(visit);
    size_t count, neighbors;
    struct neighbor *records = observation_records_mutable(observation, RECORD_NEIGHBOR, &neighbors);
    const struct mib_row *const *rows = mib_visit_rows(visit, &vlan_table, 0, &count);
    for (size_t i = 0; i < count; i++) {
        struct address address = {0};
        struct oid index = {rows[i]->index.arcs, MIN(rows[i]->index.count, DEVICE_ID_ARCS + 1)};
        const struct mib_row *row = mib_visit_row(visit, &edp_table, 0, index);
        if (row == NULL || row->record >= neighbors || rows[i]->cells[0] == NULL ||
            records[row->record].remote_addresses.count >= MAX_ADDRESSES)
            continue;
        if (convert_address(observation, rows[i]->cells[0], &address) && !address_is_absent(address) &&
            !address_is_unspecified(address))
            add_address(observation, &records[row->record], address);
    }
}

static const struct mib_table *const tables[] = {&edp_table, &vlan_table};

static const uint32_t enterprises[] = {1916, 0};

const struct mib extreme_edp_mib = {.name = "EXTREME-EDP-MIB",
                                    .enterprises = enterprises,
                                    .tables = tables,
                                    .table_count = G_N_ELEMENTS(tables),
                                    .names_neighbors = true,
                                    .ask_more = ask_addresses,
                                    .collect = collect};
