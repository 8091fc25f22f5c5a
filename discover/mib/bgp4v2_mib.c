/*
 * BGP4V2-MIB (draft-ietf-idr-bgp4-mibv2), under the experimental number that FRR gives it. The lengths of
 * addresses are left out of its indexes.
 */
#include "discover/mib/bgp_rows.h"
#include "discover/mib/mib_list.h"

static const struct mib_column peer_columns[] = {
    BGP_COLUMN_REMOTE_AS("bgp4V2PeerRemoteAs", 10),
    BGP_COLUMN_STATE("bgp4V2PeerState", 13),
    BGP_COLUMN_REMOTE_IDENTIFIER("bgp4V2PeerRemoteIdentifier", 11),
    BGP_COLUMN_LOCAL_ADDRESS("bgp4V2PeerLocalAddr", 3),
};

static const struct mib_table peer_table = {
    .object = "bgp4V2PeerTable",
    .entry = OID_INIT(1, 3, 6, 1, 3, 5, 1, 1, 2, 1),
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

const struct mib bgp4v2_mib = {.name = "BGP4V2-MIB",

                               .tables = tables,
                               .table_count = G_N_ELEMENTS(tables),
                               .ask_more = ask_more};
