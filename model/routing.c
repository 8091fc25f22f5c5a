#include "model/routing.h"

/* ospfNbrState (RFC 4750), isisISAdjState (RFC 4444), bgpPeerState (RFC 4273). */
enum { OSPF_TWO_WAY = 4, ISIS_UP = 3, BGP_ESTABLISHED = 6 };

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
