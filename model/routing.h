/*
 * Neighbors of routing protocols: unlike those of LLDP and its kin they are listed while nobody is there, or
 * while the two do not agree yet.
 */
#ifndef MODEL_ROUTING_H
#define MODEL_ROUTING_H

#include "model/observation.h"

/* OSPF, IS-IS, BGP. */
bool protocol_is_routing(enum protocol protocol);

/* Whether the two routers exchange routes, or would if they had to: OSPF from twoWay on (two routers of a
 * broadcast network that are not designated stay there, RFC 2328 10.1), IS-IS up, BGP established. A state
 * that is not told is up for OSPF and IS-IS, whose neighbors are found, not for BGP, where they are
 * configured. True for other protocols. */
bool neighbor_is_up(const struct neighbor *neighbor);

/* The state in the words of the protocol's MIB: "full", "twoWay", "up", "established". NULL where none is
 * told, and for other protocols. */
const char *neighbor_format_state(const struct neighbor *neighbor);

#endif
