/*
 * BGP4-V2-MIB-JUNIPER: an early draft of BGP4-MIB's successor (draft-ietf-idr-bgp4-mibv2-03), under numbers
 * of Juniper.
 */
#include "discover/mib/bgp_rows.h"
#include "discover/mib/mib_list.h"

static const struct mib_column peer_columns[] = {
    BGP_COLUMN_REMOTE_AS("jnxBgpM2PeerRemoteAs", 13),
    BGP_COLUMN_STATE("jnxBgpM2PeerState", 2),
    BGP_COLUMN_REMOTE_IDENTIFIER("jnxBgpM2PeerIdentifier", 1),
};

static const struct mib_table peer_table = {
    .object = "jnxBgpM2PeerTable",
    .entry = OID_INIT(1, 3, 6, 1, 4, 1, 2636, 5, 1, 1, 2, 1, 1, 1),
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

static const uint32_t enterprises[] = {2636, 0};

const struct mib juniper_bgp4v2_mib = {.name = "BGP4-V2-MIB-JUNIPER",
                                       .enterprises = enterprises,
                                       .tables = tables,
                                       .table_count = G_N_ELEMENTS(tables),
                                       .ask_more = ask_more};
