/*
 * FOUNDRY-SN-SWITCH-GROUP-MIB snFdpCacheTable: neighbors by the Foundry Discovery Protocol. The same table
 * has those that the device heard by CDP; their protocol is told by snFdpCacheVendorId.
 */
#include "discover/mib/convert.h"
#include "discover/mib/mib_list.h"

#define MEMBER(member) offsetof(struct neighbor, member)

enum { COLUMN_DEVICE_ID, COLUMN_ADDRESS, COLUMN_VENDOR };

/* snFdpCacheVendorId. */
enum { VENDOR_CISCO = 2 };

static const char *read_index(struct cursor *cursor, void *record)
{
    struct neighbor *neighbor = record;
    neighbor->protocol = PROTOCOL_FDP;
    bool is_good =
        cursor_read_arc(cursor, &neighbor->local_if_index) && cursor_read_arc(cursor, &neighbor->index);
    return is_good ? NULL : "index too short (FOUNDRY-SN-SWITCH-GROUP-MIB)";
}

static const struct mib_column columns[] = {
    [COLUMN_DEVICE_ID] = {"snFdpCacheDeviceId", 3, 20, MEMBER(remote_chassis_id), convert_bytes},
    [COLUMN_ADDRESS] = {"snFdpCacheAddress", 5, 0, 0, NULL},
    [COLUMN_VENDOR] = {"snFdpCacheVendorId", 10, 0, 0, NULL},
    {"snFdpCacheVersion", 6, 100, MEMBER(remote_descr), convert_text},
    {"snFdpCacheDevicePort", 7, 20, MEMBER(remote_port_id), convert_bytes},
    {"snFdpCachePlatform", 8, 20, MEMBER(remote_platform), convert_text},
};

static bool finish_neighbor(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    struct observation *observation = mib_visit_observation(visit);
    struct neighbor *neighbor = record;
    struct address address = {0};
    uint64_t vendor;
    if (value_number(row->cells[COLUMN_VENDOR], &vendor) && vendor == VENDOR_CISCO)
        neighbor->protocol = PROTOCOL_CDP;
    if (row->cells[COLUMN_ADDRESS] != NULL &&
        convert_address(observation, row->cells[COLUMN_ADDRESS], &address) && !address_is_absent(address) &&
        !address_is_unspecified(address))
        neighbor->remote_addresses = observation_addresses(observation, &address, 1);
    neighbor->remote_chassis_subtype = CHASSIS_LOCAL;
    neighbor->remote_port_subtype = PORT_INTERFACE_NAME;
    neighbor->remote_name = observation_text_from_bytes(observation, neighbor->remote_chassis_id);
    return neighbor->remote_name != NULL;
}

static const struct mib_table cache_table = {
    .object = "snFdpCacheTable",
    .entry = OID_INIT(1, 3, 6, 1, 4, 1, 1991, 1, 1, 3, 20, 1, 2, 1, 1),
    .columns = columns,
    .column_count = G_N_ELEMENTS(columns),
    .has_records = true,
    .kind = RECORD_NEIGHBOR,
    .read_index = read_index,
    .finish = finish_neighbor,
};

static const struct mib_table *const tables[] = {&cache_table};

/* Foundry, and Brocade, whose later models have Foundry's tables too. */
static const uint32_t enterprises[] = {1991, 1588, 0};

const struct mib foundry_fdp_mib = {.name = "FOUNDRY-SN-SWITCH-GROUP-MIB",
                                    .enterprises = enterprises,
                                    .tables = tables,
                                    .table_count = G_N_ELEMENTS(tables),
                                    .names_neighbors = true};
