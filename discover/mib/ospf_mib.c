/*
 * OSPF-MIB (RFC 4750): the router id, and the neighbors by their addresses.
 *
 * The local interface of a neighbor follows from the subnet that its address is in; on interfaces without an
 * address, ospfNbrAddressLessIndex is the ifIndex.
 */
#include "discover/mib/mib_list.h"
#include "discover/mib/routing_rows.h"

static const char *read_neighbor(struct cursor *cursor, void *record)
{
    struct neighbor *neighbor = record;
    struct address address;
    routing_init(neighbor, PROTOCOL_OSPF);
    bool is_good = cursor_read_ipv4(cursor, &address) && cursor_read_arc(cursor, &neighbor->local_if_index);
    return is_good ? NULL : "index is not IpAddress and ifIndex (RFC 4750)";
}

static bool finish_neighbor(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    struct cursor cursor = cursor_init(row->index);
    struct address address = {0};
    cursor_read_ipv4(&cursor, &address);
    routing_set_address(visit, record, address);
    return true;
}

static const struct mib_column neighbor_columns[] = {
    {"ospfNbrRtrId", 3, 0, ROUTING_NEIGHBOR(remote_chassis_id), convert_router_id},
    {"ospfNbrState", 6, 0, ROUTING_NEIGHBOR(state), convert_u32},
};

static const struct mib_table neighbor_table = {
    .object = "ospfNbrTable",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 14, 10, 1),
    .columns = neighbor_columns,
    .column_count = G_N_ELEMENTS(neighbor_columns),
    .has_records = true,
    .kind = RECORD_NEIGHBOR,
    .read_index = read_neighbor,
    .finish = finish_neighbor,
};

static const struct mib_column general_columns[] = {{"ospfRouterId", 1, 0, 0, NULL}};

static const struct mib_table general_group = {
    .object = "ospfGeneralGroup",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 14, 1),
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
    mib_visit_observation(visit)->system.ospf_router_id = routing_group_id(visit, &general_group, 0);
}

static const struct mib_table *const tables[] = {&neighbor_table, &general_group};

const struct mib ospf_mib = {.name = "OSPF-MIB",
                             .tables = tables,
                             .table_count = G_N_ELEMENTS(tables),
                             .ask_more = ask_router_id,
                             .collect = collect};
