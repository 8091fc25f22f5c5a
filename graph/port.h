/*
 * Port resolution: which interface a protocol's own port number, or a port id that a neighbor told, stands
 * for. lldpLocPortNum, ifIndex and dot1dBasePort are different numbers; none is taken for another without
 * evidence.
 */
#ifndef GRAPH_PORT_H
#define GRAPH_PORT_H

#include "model/observation.h"

/* An interface as others refer to it. */
struct port {
    uint32_t if_index; /* 0 when the device has no such interface, or it was never visited */
    const char *name;  /* NULL unknown; belongs to the observation or to the resolver */
};

/* The lookup tables of one observation, made as they are needed. The observation must outlive them. */
struct port_resolver;
struct port_resolver *port_resolver_new(const struct observation *observation);
void port_resolver_free(struct port_resolver *resolver);

/* The port at which the device that was visited has this neighbor: through lldpLocPortTable by subtype
 * (ifName, ifDescr, ifAlias, MAC where only one interface has it), cdpCacheIfIndex, dot1dBasePort, the number
 * itself last, and not where the device's other rows show that its numbers are no ifIndex. */
struct port port_resolve_local(struct port_resolver *resolver, const struct neighbor *neighbor);

/* The port of the device that was visited which another device names by this neighbor row: through the
 * device's own lldpLocPortTable (it is what the device sends), then by subtype; a bare number is an ifIndex
 * where the description agrees, else a name, a dot1dBasePort, an ifIndex. A name that is no interface of the
 * device stays a name, with if_index 0. */
struct port port_resolve_remote(struct port_resolver *resolver, const struct neighbor *neighbor);

/* The name of a remote port on a device that was never visited: the port id by its subtype, or the port
 * description where the id is empty, a MAC address or a bare number (lldpRemPortDesc is ifDescr, IEEE
 * 802.1AB-2016 8.5.5). NULL when there is none. The text belongs to the caller: g_free. */
char *port_format_remote(const struct neighbor *neighbor);

/* The interface of an ifIndex: NULL when there is none. */
const struct interface *port_interface(struct port_resolver *resolver, uint32_t if_index);

/* ifName, else ifDescr, else the number as text; belongs to the resolver. NULL for ifIndex 0. */
const char *port_name(struct port_resolver *resolver, uint32_t if_index);

/* The ifIndex of a dot1dBasePort; 0 when the device does not tell it. */
uint32_t port_of_bridge_port(struct port_resolver *resolver, uint32_t bridge_port);

/* The aggregate that an interface is a member of (LAG-MIB, ifStackTable); 0 when none. */
uint32_t port_aggregate(struct port_resolver *resolver, uint32_t if_index);

/* Whether an interface is an aggregate: it has members, or says so by its ifType. */
bool port_is_aggregate(struct port_resolver *resolver, uint32_t if_index);

/* The interface that a logical unit runs on (ge-1/0/2 of ge-1/0/2.0), where the device has both; else the
 * interface itself. One cable serves all units of an interface. */
uint32_t port_physical(struct port_resolver *resolver, uint32_t if_index);

#endif
