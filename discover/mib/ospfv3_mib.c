/*
 * OSPFV3-MIB (RFC 5643): the router id, and the neighbors by interface and router id. Their addresses are
 * link-local ones.
 */
#include "discover/mib/mib_list.h"
#include "discover/mib/routing_rows.h"

static bool read_index(struct cursor *cursor, uint32_t *if_index, uint32_t *router_id)
{
    uint32_t instance;
    return cursor_read_arc(cursor, if_index) && cursor_read_arc(cursor, &instance) &&
           cursor_read_arc(cursor, router_id);
}

static const char *read_neighbor(struct cursor *cursor, void *record)
{
    struct neighbor *neighbor = record;
    uint32_t router_id;
    routing_init(neighbor, PROTOCOL_OSPFV3);
    return read_index(cursor, &neighbor->local_if_index, &router_id) ? NULL : "index too short (RFC 5643)";
}

static bool finish_neighbor(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    struct observation *observation = mib_visit_observation(visit);
    struct neighbor *neighbor = record;
    struct cursor cursor = cursor_init(row->index);
    uint32_t if_index, router_id = 0;
    read_index(&cursor, &if_index, &router_id);
    uint8_t octets[] = {(uint8_t)(router_id >> 24), (uint8_t)(router_id >> 16), (uint8_t)(router_id >> 8),
                        (uint8_t)router_id};
    struct address address = {0};
    if (row->cells[0] != NULL)
        convert_known_address(observation, row->cells[0], &address);
    neighbor->remote_chassis_id = observation_bytes(observation, (struct bytes){octets, sizeof octets});
    routing_set_address(visit, neighbor, address);
    return true;
}

static const struct mib_column neighbor_columns[] = {
    {"ospfv3NbrAddress", 5, 16, 0, NULL},
    {"ospfv3NbrState", 8, 0, ROUTING_NEIGHBOR(state), convert_u32},
    {"ospfv3NbrIfId", 12, 0, ROUTING_NEIGHBOR(remote_if_index), convert_u32},
};

static const struct mib_table neighbor_table = {
    .object = "ospfv3NbrTable",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 191, 1, 9, 1),
    .columns = neighbor_columns,
    .column_count = G_N_ELEMENTS(neighbor_columns),
    .has_records = true,
    .kind = RECORD_NEIGHBOR,
    .read_index = read_neighbor,
    .finish = finish_neighbor,
};

static const struct mib_column general_columns[] = {{"ospfv3RouterId", 1, 0, 0, NULL}};

static const struct mib_table general_group = {
    .object = "ospfv3GeneralGroup",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 191, 1, 1),
    .columns = general_columns,
    .column_count = G_N_ELEMENTS(general_columns),
    .is_deferred = true,
};

static void ask_router_id(struct mib_visit *visit)
{
    if (mib_visit_has_table(visit, &neighbor_table, 0))
        routing_ask_group(visit, &general_group);
}

static void collect(struct mib_visit *visit)
{
    mib_visit_observation(visit)->system.ospfv3_router_id = routing_group_id(visit, &general_group, 0);
}

static const struct mib_table *const tables[] = {&neighbor_table, &general_group};

const struct mib ospfv3_mib = {.name = "OSPFV3-MIB",
                               .tables = tables,
                               .table_count = G_N_ELEMENTS(tables),
                               .ask_more = ask_router_id,
                               .collect = collect};
