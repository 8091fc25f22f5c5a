/*
 * MIKROTIK-MIB mtxrNeighborTable: neighbors by MNDP, and by CDP and LLDP as far as RouterOS takes part.
 * Before version 7.7 the rows of lldpRemTable have only the index of this table, which tells their interface.
 */
#include "discover/mib/convert.h"
#include "discover/mib/mib_list.h"

#define MEMBER(member) offsetof(struct neighbor, member)

enum { COLUMN_INTERFACE_ID, COLUMN_ADDRESS };

static const struct mib_column columns[] = {
    [COLUMN_INTERFACE_ID] = {"mtxrNeighborInterfaceID", 8, 0, MEMBER(local_if_index), convert_u32},
    [COLUMN_ADDRESS] = {"mtxrNeighborIpAddress", 2, 0, 0, NULL},
    {"mtxrNeighborMacAddress", 3, 0, MEMBER(remote_chassis_id), convert_bytes},
    {"mtxrNeighborVersion", 4, 16, MEMBER(remote_descr), convert_text},
    {"mtxrNeighborPlatform", 5, 8, MEMBER(remote_platform), convert_text},
    {"mtxrNeighborIdentity", 6, 12, MEMBER(remote_name), convert_text},
};

static const char *read_index(struct cursor *cursor, void *record)
{
    struct neighbor *neighbor = record;
    neighbor->protocol = PROTOCOL_MNDP;
    return cursor_read_arc(cursor, &neighbor->index) ? NULL : "index too short (MIKROTIK-MIB)";
}

static bool finish_neighbor(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    struct observation *observation = mib_visit_observation(visit);
    struct neighbor *neighbor = record;
    struct address address = {0};
    const struct value *value = row->cells[COLUMN_ADDRESS];
    if (neighbor->remote_chassis_id.size > 0) {
        neighbor->remote_chassis_subtype = CHASSIS_MAC_ADDRESS;
        (void)mac_from_bytes(neighbor->remote_chassis_id, &neighbor->remote_mac);
    }
    if (value != NULL && convert_address(observation, value, &address) && !address_is_absent(address) &&
        !address_is_unspecified(address))
        neighbor->remote_addresses = observation_addresses(observation, &address, 1);
    return neighbor->remote_chassis_id.size > 0 || neighbor->remote_name != NULL;
}

static const struct mib_table neighbor_table = {
    .object = "mtxrNeighborTable",
    .entry = OID_INIT(1, 3, 6, 1, 4, 1, 14988, 1, 1, 11, 1, 1),
    .columns = columns,
    .column_count = G_N_ELEMENTS(columns),
    .has_records = true,
    .kind = RECORD_NEIGHBOR,
    .read_index = read_index,
    .finish = finish_neighbor,
};

static void collect(struct mib_visit *visit)
{
    size_t count;
    struct neighbor *neighbors =
        observation_records_mutable(mib_visit_observation(visit), RECORD_NEIGHBOR, &count);
    for (size_t i = 0; i < count; i++) {
        bool has_no_port = neighbors[i].local_port_number == 0 && neighbors[i].local_if_index == 0;
        if (neighbors[i].protocol != PROTOCOL_LLDP || !has_no_port)
            continue;
        const struct mib_row *row = mib_visit_row(visit, &neighbor_table, 0, OID(neighbors[i].index));
        if (row != NULL && row->cells[COLUMN_INTERFACE_ID] != NULL)
            (void)convert_u32(NULL, row->cells[COLUMN_INTERFACE_ID], &neighbors[i].local_if_index);
    }
}

static const struct mib_table *const tables[] = {&neighbor_table};

static const uint32_t enterprises[] = {14988, 0};

const struct mib mikrotik_mib = {.name = "MIKROTIK-MIB",
                                 .enterprises = enterprises,
                                 .tables = tables,
                                 .table_count = G_N_ELEMENTS(tables),
                                 .names_neighbors = true,
                                 .collect = collect};
