/*
 * VRRP-MIB (RFC 2787): the addresses of the virtual routers that this one is part of.
 */
#include "discover/mib/mib_list.h"
#include "discover/mib/vrrp_rows.h"

static const struct mib_column oper_columns[] = {{"vrrpOperVirtualMacAddr", 2, 6, 0, NULL}};

static const struct mib_table oper_table = {
    .object = "vrrpOperTable",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 68, 1, 3, 1),
    .columns = oper_columns,
    .column_count = G_N_ELEMENTS(oper_columns),
};

static const char *read_address(struct cursor *cursor, void *record)
{
    struct virtual_address *address = record;
    bool is_good = cursor_read_arc(cursor, &address->if_index) && cursor_read_arc(cursor, &address->group) &&
                   cursor_read_ipv4(cursor, &address->address);
    return is_good ? NULL : "index is not ifIndex, VrId and IpAddress (RFC 2787)";
}

/* The address is in the index. */
static const struct mib_column address_columns[] = {{"vrrpAssoIpAddrRowStatus", 2, 0, 0, NULL}};

static const struct mib_table address_table = {
    .object = "vrrpAssoIpAddrTable",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 68, 1, 4, 1),
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
    vrrp_ask_addresses(visit, &oper_table, &address_table);
}

static void collect(struct mib_visit *visit)
{
    enum { INTERFACE_AND_ROUTER = 2 };
    vrrp_join_macs(visit, &oper_table, &address_table, INTERFACE_AND_ROUTER);
}

static const struct mib_table *const tables[] = {&oper_table, &address_table};

const struct mib vrrp_mib = {.name = "VRRP-MIB",
                             .tables = tables,
                             .table_count = G_N_ELEMENTS(tables),
                             .ask_more = ask_more,
                             .collect = collect};
