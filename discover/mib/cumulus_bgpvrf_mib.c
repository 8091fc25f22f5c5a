/*
 * CUMULUS-BGPVRF-MIB (and its forerunner, CUMULUS-BGPUN-MIB): peers of all VRFs, also those that are known by
 * an interface only. What the index has behind the VRF differs between versions; the columns tell it.
 */
#include "discover/mib/bgp_rows.h"
#include "discover/mib/mib_list.h"

static const char *read_peer(struct cursor *cursor, void *record)
{
    uint32_t arc;
    routing_init(record, PROTOCOL_BGP);
    if (!cursor_read_arc(cursor, &arc) || cursor_left(cursor) == 0)
        return "index too short (CUMULUS-BGPVRF-MIB)";
    while (cursor_read_arc(cursor, &arc))
        continue;
    return NULL;
}

enum { COLUMN_REMOTE_AS, COLUMN_STATE, COLUMN_IDENTIFIER, COLUMN_LOCAL, COLUMN_REMOTE, COLUMN_IF_INDEX };

static const struct mib_column peer_columns[] = {
    [COLUMN_REMOTE_AS] = BGP_COLUMN_REMOTE_AS("bgpPeerRemoteAs", 9),
    [COLUMN_STATE] = BGP_COLUMN_STATE("bgpPeerState", 2),
    [COLUMN_IDENTIFIER] = BGP_COLUMN_REMOTE_IDENTIFIER("bgpPeerIdentifier", 1),
    [COLUMN_LOCAL] = BGP_COLUMN_LOCAL_ADDRESS("bgpPeerLocalAddr", 5),
    [COLUMN_REMOTE] = {"bgpPeerRemoteAddr", 7, 16, 0, NULL},
    [COLUMN_IF_INDEX] = {"bgpPeerIfindex", 27, 0, ROUTING_NEIGHBOR(local_if_index), convert_u32},
};

static bool finish_peer(struct mib_visit *visit, const struct mib_row *row, void *record)
{
    struct address remote = {0};
    const struct value *value = row->cells[COLUMN_REMOTE];
    if (value != NULL)
        convert_known_address(mib_visit_observation(visit), value, &remote);
    routing_set_address(visit, record, remote);
    return true;
}

static const struct mib_table peer_table = {
    .object = "bgpPeerTable",
    .entry = OID_INIT(1, 3, 6, 1, 4, 1, 40310, 7, 3, 1, 1),
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

/* Cumulus Networks, Mellanox. */
static const uint32_t enterprises[] = {40310, 33049, 0};

const struct mib cumulus_bgpvrf_mib = {.name = "CUMULUS-BGPVRF-MIB",
                                       .enterprises = enterprises,

                                       .tables = tables,
                                       .table_count = G_N_ELEMENTS(tables),
                                       .ask_more = ask_more};
