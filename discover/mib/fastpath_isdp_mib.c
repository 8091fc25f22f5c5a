/*
 * FASTPATH-ISDP-MIB: neighbors by ISDP, which is CDP under another name. Every vendor that sells Broadcom's
 * FASTPATH has moved the MIB below its own number.
 */
#include "discover/mib/convert.h"
#include "discover/mib/mib_list.h"

#include <string.h>

#define MEMBER(member) offsetof(struct neighbor, member)

enum { COLUMN_DEVICE_ID, COLUMN_ADDRESS, COLUMN_LOCAL };

static const char *read_index(struct cursor *cursor, void *record)
{
    struct neighbor *neighbor = record;
    neighbor->protocol = PROTOCOL_ISDP;
    bool is_good =
        cursor_read_arc(cursor, &neighbor->local_if_index) && cursor_read_arc(cursor, &neighbor->index);
    return is_good ? NULL : "index too short (FASTPATH-ISDP-MIB)";
}

static const struct mib_column columns[] = {
    [COLUMN_DEVICE_ID] = {"agentIsdpCacheDeviceId", 6, 20, MEMBER(remote_chassis_id), convert_bytes},
    [COLUMN_ADDRESS] = {"agentIsdpCacheAddress", 3, 12, 0, NULL},
    [COLUMN_LOCAL] = {"agentIsdpCacheLocalIntf", 4, 8, MEMBER(local_port_name), convert_text},
    {"agentIsdpCacheVersion", 5, 100, MEMBER(remote_descr), convert_text},
    {"agentIsdpCacheDevicePort", 7, 16, MEMBER(remote_port_id), convert_bytes},
    {"agentIsdpCachePlatform", 8, 20, MEMBER(remote_platform), convert_text},
};

/* "name(serial number)", as NX-OS sends it. */
static void split_device_id(struct observation *observation, struct neighbor *neighbor)
{
    const char *id = observation_text_from_bytes(observation, neighbor->remote_chassis_id);
    const char *open = id == NULL ? NULL : strchr(id, '(');
    neighbor->remote_name = id;
    if (open == NULL || open == id || !g_str_has_suffix(open, ")"))
        return;
    g_autofree char *name = g_strndup(id, (size_t)(open - id));
    g_autofree char *serial = g_strndup(open + 1, strlen(open) - 2);
    neighbor->remote_name = observation_text(observation, name);
    neighbor->remote_serial = observation_text(observation, serial);
}

static bool finish_neighbor(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    struct observation *observation = mib_visit_observation(visit);
    struct neighbor *neighbor = record;
    struct address address = {0};
    const struct value *value = row->cells[COLUMN_ADDRESS];
    if (value != NULL && convert_address(observation, value, &address) && !address_is_absent(address) &&
        !address_is_unspecified(address))
        neighbor->remote_addresses = observation_addresses(observation, &address, 1);
    neighbor->remote_chassis_subtype = CHASSIS_LOCAL;
    neighbor->remote_port_subtype = PORT_INTERFACE_NAME;
    split_device_id(observation, neighbor);
    return neighbor->remote_name != NULL;
}

#define CACHE_TABLE(...)                                                                                     \
    {                                                                                                        \
        .object = "agentIsdpCacheTable", .entry = OID_INIT(1, 3, 6, 1, 4, 1, __VA_ARGS__, 39, 1, 2, 1, 1),   \
        .columns = columns, .column_count = G_N_ELEMENTS(columns), .has_records = true,                      \
        .kind = RECORD_NEIGHBOR, .read_index = read_index, .finish = finish_neighbor                         \
    }

static const struct mib_table broadcom_table = CACHE_TABLE(4413, 1, 1);
static const struct mib_table netgear_table = CACHE_TABLE(4526, 10);
static const struct mib_table dell_table = CACHE_TABLE(674, 10895, 5000, 2, 6132, 1, 1);
static const struct mib_table netapp_table = CACHE_TABLE(789, 4413, 1, 1);

static const struct mib_table *const tables[] = {&broadcom_table, &netgear_table, &dell_table, &netapp_table};

static const uint32_t enterprises[] = {4413, 4526, 674, 789, 0};

const struct mib fastpath_isdp_mib = {.name = "FASTPATH-ISDP-MIB",
                                      .enterprises = enterprises,
                                      .tables = tables,
                                      .table_count = G_N_ELEMENTS(tables),
                                      .names_neighbors = true};
