/*
 * HUAWEI-BGP-VPN-MIB: peers of all VPN instances, one row for each address family.
 */
#include "discover/mib/bgp_rows.h"
#include "discover/mib/mib_list.h"

/* Instance, AFI, SAFI, InetAddressType, InetAddress. */
static bool read_index(struct cursor *cursor, struct address *local, struct address *remote)
{
    uint32_t afi, safi, instance;
    return cursor_read_arc(cursor, &instance) && cursor_read_arc(cursor, &afi) &&
           cursor_read_arc(cursor, &safi) && bgp_read_peer(cursor, local, remote);
}

static const char *read_peer(struct cursor *cursor, void *record)
{
    return bgp_read_index(cursor, record, read_index);
}

static bool finish_peer(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    return bgp_finish(visit, row, record, read_index);
}

static const struct mib_column peer_columns[] = {
    BGP_COLUMN_REMOTE_AS("hwBgpPeerRemoteAs", 2),
    BGP_COLUMN_STATE("hwBgpPeerState", 5),
};

static const struct mib_table peer_table = {
    .object = "hwBgpPeerTable",
    .entry = OID_INIT(1, 3, 6, 1, 4, 1, 2011, 5, 25, 177, 1, 1, 2, 1),
    .columns = peer_columns,
    .column_count = G_N_ELEMENTS(peer_columns),
    .has_records = true,
    .kind = RECORD_NEIGHBOR,
    .read_index = read_peer,
    .finish = finish_peer,
};

static void ask_more(struct mib_visit *visit)
{
    bgp_ask_system(visit, &peer_table);
}

static const struct mib_table *const tables[] = {&peer_table};

static const uint32_t enterprises[] = {2011, 0};

const struct mib huawei_bgp_vpn_mib = {.name = "HUAWEI-BGP-VPN-MIB",
                                       .enterprises = enterprises,
                                       .tables = tables,
                                       .table_count = G_N_ELEMENTS(tables),
                                       .ask_more = ask_more};
