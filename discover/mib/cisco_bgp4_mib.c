/*
 * CISCO-BGP4-MIB: peers of both address families, with AS numbers of four octets.
 */
#include "discover/mib/bgp_rows.h"
#include "discover/mib/mib_list.h"

static const struct mib_column peer_columns[] = {
    BGP_COLUMN_REMOTE_AS("cbgpPeer2RemoteAs", 11),
    BGP_COLUMN_STATE("cbgpPeer2State", 3),
    BGP_COLUMN_LOCAL_ADDRESS("cbgpPeer2LocalAddr", 6),
    BGP_COLUMN_REMOTE_IDENTIFIER("cbgpPeer2RemoteIdentifier", 12),
};

static const struct mib_table peer_table = {
    .object = "cbgpPeer2Table",
    .entry = OID_INIT(1, 3, 6, 1, 4, 1, 9, 9, 187, 1, 2, 5, 1),
    .columns = peer_columns,
    .column_count = G_N_ELEMENTS(peer_columns),
    .has_records = true,
    .kind = RECORD_NEIGHBOR,
    .read_index = bgp_index_of_peer,
    .finish = bgp_finish_peer,
};

static void ask_more(struct mib_visit *visit)
{
    bgp_ask_system(visit, &peer_table);
}

static const struct mib_table *const tables[] = {&peer_table};

static const uint32_t enterprises[] = {9, 0};

const struct mib cisco_bgp4_mib = {.name = "CISCO-BGP4-MIB",
                                   .enterprises = enterprises,
                                   .tables = tables,
                                   .table_count = G_N_ELEMENTS(tables),
                                   .ask_more = ask_more};
