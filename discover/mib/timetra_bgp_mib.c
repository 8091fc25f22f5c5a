/*
 * TIMETRA-BGP-MIB: peers of all routing instances, of both address families.
 */
#include "discover/mib/bgp_rows.h"
#include "discover/mib/mib_list.h"

static const struct mib_column peer_columns[] = {
    BGP_COLUMN_REMOTE_AS("tBgpPeerNgPeerAS4Byte", 66),
    BGP_COLUMN_STATE("tBgpPeerNgConnState", 59),
    BGP_COLUMN_LOCAL_ADDRESS("tBgpPeerNgLocalAddress", 13),
};

static const struct mib_table peer_table = {
    .object = "tBgpPeerNgTable",
    .entry = OID_INIT(1, 3, 6, 1, 4, 1, 6527, 3, 1, 2, 14, 4, 7, 1),
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

static const uint32_t enterprises[] = {6527, 0};

const struct mib timetra_bgp_mib = {.name = "TIMETRA-BGP-MIB",
                                    .enterprises = enterprises,
                                    .tables = tables,
                                    .table_count = G_N_ELEMENTS(tables),
                                    .ask_more = ask_more};
