/*
 * CISCO-HSRP-MIB: the address and the MAC address of each standby group.
 */
#include "discover/mib/mib_list.h"
#include "discover/mib/routing_rows.h"
#include "discover/mib/vrrp_rows.h"

static const char *read_group(struct cursor *cursor, void *record)
{
    struct virtual_address *address = record;
    bool is_good = cursor_read_arc(cursor, &address->if_index) && cursor_read_arc(cursor, &address->group);
    return is_good ? NULL : "index too short (CISCO-HSRP-MIB)";
}

/* Groups that have learned no address yet. */
static bool finish_group(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    (void)visit;
    (void)row;
    return !address_is_absent(((const struct virtual_address *)record)->address);
}

static const struct mib_column group_columns[] = {
    {"cHsrpGrpVirtualIpAddr", 11, 0, VIRTUAL_ADDRESS(address), convert_known_address},
    {"cHsrpGrpVirtualMacAddr", 16, 6, VIRTUAL_ADDRESS(mac), convert_mac},
};

static const struct mib_table group_table = {
    .object = "cHsrpGrpTable",
    .entry = OID_INIT(1, 3, 6, 1, 4, 1, 9, 9, 106, 1, 2, 1, 1),
    .columns = group_columns,
    .column_count = G_N_ELEMENTS(group_columns),
    .has_records = true,
    .kind = RECORD_VIRTUAL_ADDRESS,
    .read_index = read_group,
    .finish = finish_group,
};

static const struct mib_table *const tables[] = {&group_table};

static const uint32_t enterprises[] = {9, 0};

const struct mib cisco_hsrp_mib = {.name = "CISCO-HSRP-MIB",
                                   .enterprises = enterprises,
                                   .tables = tables,
                                   .table_count = G_N_ELEMENTS(tables)};
