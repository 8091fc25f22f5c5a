/*
 * DELLEMC-OS10-BGP4V2-MIB: the draft of BGP4-MIB's successor (draft-ietf-idr-bgp4-mibv2), under numbers of
 * Dell.
 */
#include "discover/mib/bgp_rows.h"
#include "discover/mib/mib_list.h"

static const struct mib_column peer_columns[] = {
    BGP_COLUMN_REMOTE_AS("os10bgp4V2PeerRemoteAs", 10),
    BGP_COLUMN_STATE("os10bgp4V2PeerState", 13),
    BGP_COLUMN_REMOTE_IDENTIFIER("os10bgp4V2PeerRemoteIdentifier", 11),
    BGP_COLUMN_LOCAL_ADDRESS("os10bgp4V2PeerLocalAddr", 3),
};

static const struct mib_table peer_table = {
    .object = "os10bgp4V2PeerTable",
    .entry = OID_INIT(1, 3, 6, 1, 4, 1, 674, 11000, 5000, 200, 1, 1, 2, 1),
    .columns = peer_columns,
    .column_count = G_N_ELEMENTS(peer_columns),
    .has_records = true,
    .kind = RECORD_NEIGHBOR,
    .read_index = bgp_index_of_instance_peer,
    .finish = bgp_finish_instance_peer,
};

static void ask_more(struct mib_visit *visit)
{
    bgp_ask_system(visit, &peer_table);
}

static const struct mib_table *const tables[] = {&peer_table};

static const uint32_t enterprises[] = {674, 0};

const struct mib dell_bgp4v2_mib = {.name = "DELLEMC-OS10-BGP4V2-MIB",
                                    .enterprises = enterprises,
                                    .tables = tables,
                                    .table_count = G_N_ELEMENTS(tables),
                                    .ask_more = ask_more};
