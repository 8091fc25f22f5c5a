/*
 * BGP4-MIB (RFC 4273): the identifier and AS of this router, and its peers by IPv4 address. AS numbers have
 * two octets here: AS_TRANS, 23456, stands for a longer one (RFC 6793 9), unless the agent sends all four.
 */
#include "discover/mib/bgp_rows.h"
#include "discover/mib/mib_list.h"

static bool read_index(struct cursor *cursor, struct address *local, struct address *remote)
{
    (void)local;
    return cursor_read_ipv4(cursor, remote);
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
    BGP_COLUMN_REMOTE_AS("bgpPeerRemoteAs", 9),
    BGP_COLUMN_REMOTE_IDENTIFIER("bgpPeerIdentifier", 1),
    BGP_COLUMN_STATE("bgpPeerState", 2),
    BGP_COLUMN_LOCAL_ADDRESS("bgpPeerLocalAddr", 5),
};

static const struct mib_table peer_table = {
    .object = "bgpPeerTable",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 15, 3, 1),
    .columns = peer_columns,
    .column_count = G_N_ELEMENTS(peer_columns),
    .has_records = true,
    .kind = RECORD_NEIGHBOR,
    .read_index = read_peer,
    .finish = finish_peer,
};

enum { COLUMN_LOCAL_AS, COLUMN_IDENTIFIER };

static const struct mib_column group_columns[] = {
    [COLUMN_LOCAL_AS] = {"bgpLocalAs", 2, 0, 0, NULL},
    [COLUMN_IDENTIFIER] = {"bgpIdentifier", 4, 0, 0, NULL},
};

const struct mib_table bgp_group = {
    .object = "bgp",
    .entry = OID_INIT(1, 3, 6, 1, 2, 1, 15),
    .columns = group_columns,
    .column_count = G_N_ELEMENTS(group_columns),
    .is_deferred = true,
};

static void ask_more(struct mib_visit *visit)
{
    bgp_ask_system(visit, &peer_table);
}

static void collect(struct mib_visit *visit)
{
    struct observation *observation = mib_visit_observation(visit);
    const struct value *as = routing_group_value(visit, &bgp_group, COLUMN_LOCAL_AS);
    if (as != NULL)
        convert_u32(observation, as, &observation->system.bgp_as);
    observation->system.bgp_identifier = routing_group_id(visit, &bgp_group, COLUMN_IDENTIFIER);
}

static const struct mib_table *const tables[] = {&peer_table, &bgp_group};

const struct mib bgp4_mib = {.name = "BGP4-MIB",
                             .tables = tables,
                             .table_count = G_N_ELEMENTS(tables),
                             .ask_more = ask_more,
                             .collect = collect};
