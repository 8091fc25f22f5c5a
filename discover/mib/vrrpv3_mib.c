/*
 * VRRPV3-MIB (RFC 6527): the addresses, of both families, of the virtual routers that this one is part of.
 */
#include "discover/mib/mib_list.h"
#include "discover/mib/vrrp_rows.h"

static const struct mib_column operations_columns[] = {{"vrrpv3OperationsVirtualMacAddr", 5, 6, 0, NULL}};

static const struct mib_table operations_table = {
    .object = "vrrpv3OperationsTable",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 207, 1, 1, 1, 1),
    .columns = operations_columns,
    .column_count = G_N_ELEMENTS(operations_columns),
};

static const char *read_address(struct cursor *cursor, void *record)
{
    struct virtual_address *address = record;
    bool is_good = cursor_read_arc(cursor, &address->if_index) && cursor_read_arc(cursor, &address->group) &&
                   cursor_read_inet_address(cursor, &address->address);
    return is_good ? NULL : "index is not ifIndex, VrId and InetAddress (RFC 6527)";
}

/* The address is in the index. */
static const struct mib_column address_columns[] = {{"vrrpv3AssociatedIpAddrRowStatus", 2, 0, 0, NULL}};

static const struct mib_table address_table = {
    .object = "vrrpv3AssociatedIpAddrTable",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 207, 1, 1, 2, 1),
    .columns = address_columns,
    .column_count = G_N_ELEMENTS(address_columns),
    .has_records = true,
    .kind = RECORD_VIRTUAL_ADDRESS,
    .read_index = read_address,
    .any_column = true,
    .is_deferred = true,
};

static void ask_more(struct mib_visit *visit)
{
    vrrp_ask_addresses(visit, &operations_table, &address_table);
}

static void collect(struct mib_visit *visit)
{
    enum { INTERFACE_ROUTER_AND_TYPE = 3 };
    vrrp_join_macs(visit, &operations_table, &address_table, INTERFACE_ROUTER_AND_TYPE);
}

static const struct mib_table *const tables[] = {&operations_table, &address_table};

const struct mib vrrpv3_mib = {.name = "VRRPV3-MIB",
                               .tables = tables,
                               .table_count = G_N_ELEMENTS(tables),
                               .ask_more = ask_more,
                               .collect = collect};
