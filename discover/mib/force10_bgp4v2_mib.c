/*
 * FORCE10-BGP4-V2-MIB: an early draft of BGP4-MIB's successor (draft-ietf-idr-bgp4-mibv2-03), under numbers
 * of Force10.
 */
#include "discover/mib/bgp_rows.h"
#include "discover/mib/mib_list.h"

static const struct mib_column peer_columns[] = {
    BGP_COLUMN_REMOTE_AS("f10BgpM2PeerRemoteAs", 14),
    BGP_COLUMN_STATE("f10BgpM2PeerState", 3),
    BGP_COLUMN_REMOTE_IDENTIFIER("f10BgpM2PeerIdentifier", 2),
};

static const struct mib_table peer_table = {
    .object = "f10BgpM2PeerTable",
    .entry = OID_INIT(1, 3, 6, 1, 4, 1, 6027, 20, 1, 2, 1, 1, 1),
    .columns = peer_columns,
    .column_count = G_N_ELEMENTS(peer_columns),
    .has_records = true,
    .kind = RECORD_NEIGHBOR,
    .read_index = bgp_index_of_instance_pair,
    .finish = bgp_finish_instance_pair,
};

static void ask_more(struct mib_visit *visit)
{
    bgp_ask_system(visit, &peer_table);
}

static const struct mib_table *const tables[] = {&peer_table};

static const uint32_t enterprises[] = {6027, 0};

const struct mib force10_bgp4v2_mib = {.name = "FORCE10-BGP4-V2-MIB",
                                       .enterprises = enterprises,
                                       .tables = tables,
                                       .table_count = G_N_ELEMENTS(tables),
                                       .ask_more = ask_more};
