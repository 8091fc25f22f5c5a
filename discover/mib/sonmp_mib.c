/*
 * S5-ETH-MULTISEG-TOPOLOGY-MIB s5EnMsTopNmmTable: neighbors by SONMP, the protocol of SynOptics, Bay, Nortel
 * and Avaya (also called NDP).
 *
 * The whole row is in its index: slot and port here, address and segment there. The segment is 256 times the
 * slot plus the port of the other side; hubs put the end of their MAC address there.
 */
#include "discover/mib/convert.h"
#include "discover/mib/mib_list.h"

enum { COLUMN_MAC };

#define MAX_SEGMENT 0xffff

static const char *read_index(struct cursor *cursor, void *record)
{
    struct neighbor *neighbor = record;
    uint32_t slot, port;
    struct address address;
    neighbor->protocol = PROTOCOL_SONMP;
    bool is_good = cursor_read_arc(cursor, &slot) && cursor_read_arc(cursor, &port) &&
                   cursor_read_ipv4(cursor, &address) && cursor_read_arc(cursor, &neighbor->index);
    return is_good ? NULL : "index too short (S5-ETH-MULTISEG-TOPOLOGY-MIB)";
}

static const struct mib_column columns[] = {
    [COLUMN_MAC] = {"s5EnMsTopNmmMacAddr", 5, 6, offsetof(struct neighbor, remote_mac), convert_mac},
};

static bool finish_neighbor(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    struct observation *observation = mib_visit_observation(visit);
    struct neighbor *neighbor = record;
    struct cursor cursor = cursor_init(oid_skip(row->index, 2));
    uint32_t slot = row->index.arcs[0], port = row->index.arcs[1];
    struct address address = {0};
    char text[32];
    /* The device itself. */
    if (port == 0)
        return false;
    g_snprintf(text, sizeof text, "%u/%u", slot, port);
    neighbor->local_port_name = observation_text(observation, text);
    if (cursor_read_ipv4(&cursor, &address) && !address_is_unspecified(address))
        neighbor->remote_addresses = observation_addresses(observation, &address, 1);
    if (!mac_is_absent(neighbor->remote_mac)) {
        struct bytes mac = {neighbor->remote_mac.octets, sizeof neighbor->remote_mac.octets};
        neighbor->remote_chassis_subtype = CHASSIS_MAC_ADDRESS;
        neighbor->remote_chassis_id = observation_bytes(observation, mac);
    }
    if (neighbor->index != 0 && neighbor->index <= MAX_SEGMENT) {
        g_snprintf(text, sizeof text, "%u/%u", neighbor->index >> 8, neighbor->index & 0xff);
        neighbor->remote_port_subtype = PORT_INTERFACE_NAME;
        neighbor->remote_port_id = observation_bytes(observation, bytes_from_text(text));
    }
    return neighbor->remote_chassis_id.size > 0 || neighbor->remote_addresses.count > 0;
}

static const struct mib_table topology_table = {
    .object = "s5EnMsTopNmmTable",
    .entry = OID_INIT(1, 3, 6, 1, 4, 1, 45, 1, 6, 13, 2, 1, 1),
    .columns = columns,
    .column_count = G_N_ELEMENTS(columns),
    .has_records = true,
    .kind = RECORD_NEIGHBOR,
    .read_index = read_index,
    .finish = finish_neighbor,
};

/* The last two numbers of a name: 1 and 5 of "ifc5 (Slot: 1 Port: 5)", "... - Unit 1 Port 5" and "1/5". */
static bool read_last_numbers(const char *text, uint32_t numbers[2])
{
    size_t found = 0;
    for (const char *at = text; at != NULL && *at != '\0';) {
        char *end;
        if (!g_ascii_isdigit(*at)) {
            at++;
            continue;
        }
        numbers[0] = numbers[1];
        numbers[1] = (uint32_t)MIN(g_ascii_strtoull(at, &end, 10), G_MAXUINT32);
        found++;
        at = end;
    }
    return found >= 2;
}

static bool is_called(const char *text, uint32_t slot, uint32_t port)
{
    uint32_t numbers[2] = {0, 0};
    return read_last_numbers(text, numbers) && numbers[0] == slot && numbers[1] == port;
}

/* The ifIndex of the only interface of that slot and port; 0 when there is none. */
static uint32_t find_interface(const struct observation *observation, uint32_t slot, uint32_t port)
{
    enum { ETHERNET = 6 };
    size_t count;
    const struct interface *rows = observation_records(observation, RECORD_INTERFACE, &count);
    uint32_t found = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_same = rows[i].type == ETHERNET &&
                       (is_called(rows[i].name, slot, port) || is_called(rows[i].descr, slot, port));
        if (is_same && found != 0)
            return 0;
        if (is_same)
            found = rows[i].if_index;
    }
    return found;
}

static void collect(struct mib_visit *visit)
{
    struct observation *observation = mib_visit_observation(visit);
    size_t count, neighbors;
    struct neighbor *records = observation_records_mutable(observation, RECORD_NEIGHBOR, &neighbors);
    const struct mib_row *const *rows = mib_visit_rows(visit, &topology_table, 0, &count);
    for (size_t i = 0; i < count; i++)
        if (rows[i]->record < neighbors)
            records[rows[i]->record].local_if_index =
                find_interface(observation, rows[i]->index.arcs[0], rows[i]->index.arcs[1]);
}

static const struct mib_table *const tables[] = {&topology_table};

/* SynOptics to Avaya; Rapid City (Passport, VOSS); Extreme, who sell them now. */
static const uint32_t enterprises[] = {45, 2272, 1916, 0};

const struct mib sonmp_mib = {.name = "S5-ETH-MULTISEG-TOPOLOGY-MIB",
                              .enterprises = enterprises,
                              .tables = tables,
                              .table_count = G_N_ELEMENTS(tables),
                              .names_neighbors = true,
                              .collect = collect};
