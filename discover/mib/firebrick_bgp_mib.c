/*
 * FIREBRICK-BGP-MIB: the peers of a FireBrick.
 */
#include "discover/mib/bgp_rows.h"
#include "discover/mib/mib_list.h"

/* FbBgpPeerState counts from 0 and has other names before openSent, and behind established. */
static bool convert_state(struct observation *observation, const struct value *value, void *member)
{
    static const enum bgp_state states[] = {BGP_STATE_IDLE,         BGP_STATE_ACTIVE,
                                            BGP_STATE_CONNECT,      BGP_STATE_OPEN_SENT,
                                            BGP_STATE_OPEN_CONFIRM, BGP_STATE_ESTABLISHED};
    (void)observation;
    uint64_t number;
    if (!value_number(value, &number))
        return false;
    *(uint32_t *)member = number < G_N_ELEMENTS(states) ? states[number] : BGP_STATE_IDLE;
    return true;
}

static const struct mib_column peer_columns[] = {
    BGP_COLUMN_REMOTE_AS("fbBgpPeerRemoteAS", 5),
    {"fbBgpPeerState", 4, 0, ROUTING_NEIGHBOR(state), convert_state},
    BGP_COLUMN_LOCAL_ADDRESS("fbBgpPeerLocalAddress", 11),
};

static const struct mib_table peer_table = {
    .object = "fbBgpPeerTable",
    .entry = OID_INIT(1, 3, 6, 1, 4, 1, 24693, 100, 179, 1, 1),
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

static const uint32_t enterprises[] = {24693, 0};

const struct mib firebrick_bgp_mib = {.name = "FIREBRICK-BGP-MIB",
                                      .enterprises = enterprises,
                                      .tables = tables,
                                      .table_count = G_N_ELEMENTS(tables),
                                      .ask_more = ask_more};
