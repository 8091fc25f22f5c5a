#include "model/routing.h"

#include <limits.h>

/* ospfNbrState (RFC 4750), isisISAdjState (RFC 4444), bgpPeerState (RFC 4273). */
enum { OSPF_TWO_WAY = 4, ISIS_UP = 3, BGP_ESTABLISHED = 6 };

static const char *const ospf_states[] = {NULL,       "down",    "attempt", "init", "twoWay", "exchangeStart",
                                          "exchange", "loading", "full"};
static const char *const isis_states[] = {NULL, "down", "initializing", "up", "failed"};
static const char *const bgp_states[] = {NULL,       "idle",        "connect",    "active",
                                         "opensent", "openconfirm", "established"};
static const struct words ospf_state_words = {ospf_states, G_N_ELEMENTS(ospf_states)};
static const struct words isis_state_words = {isis_states, G_N_ELEMENTS(isis_states)};
static const struct words bgp_state_words = {bgp_states, G_N_ELEMENTS(bgp_states)};

bool protocol_is_routing(enum protocol protocol)
{
    return protocol == PROTOCOL_OSPF || protocol == PROTOCOL_OSPFV3 || protocol == PROTOCOL_ISIS ||
           protocol == PROTOCOL_BGP;
}

bool neighbor_is_up(const struct neighbor *neighbor)
{
    switch (neighbor->protocol) {
    case PROTOCOL_OSPF:
    case PROTOCOL_OSPFV3:
        return neighbor->state == 0 || neighbor->state >= OSPF_TWO_WAY;
    case PROTOCOL_ISIS:
        return neighbor->state == 0 || neighbor->state == ISIS_UP;
    case PROTOCOL_BGP:
        return neighbor->state == BGP_ESTABLISHED;
    default:
        return true;
    }
}

const char *neighbor_format_state(const struct neighbor *neighbor)
{
    int state = (int)MIN(neighbor->state, INT_MAX);
    switch (neighbor->protocol) {
    case PROTOCOL_OSPF:
    case PROTOCOL_OSPFV3:
        return words_format(&ospf_state_words, state);
    case PROTOCOL_ISIS:
        return words_format(&isis_state_words, state);
    case PROTOCOL_BGP:
        return words_format(&bgp_state_words, state);
    default:
        return NULL;
    }
}
