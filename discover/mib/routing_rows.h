/*
 * What the tables of routing protocols have in common: neighbors known by a router id and an address.
 */
#ifndef DISCOVER_MIB_ROUTING_ROWS_H
#define DISCOVER_MIB_ROUTING_ROWS_H

#include "discover/mib/convert.h"

#define ROUTING_NEIGHBOR(member) offsetof(struct neighbor, member)

/* A router id into a struct bytes of four octets, from an IpAddress, text or a number (RFC 5643 has
 * Unsigned32); 0.0.0.0 is none. */
bool convert_router_id(struct observation *observation, const struct value *value, void *member);

/* An address of which the unspecified one says "none". */
bool convert_known_address(struct observation *observation, const struct value *value, void *member);

/* The octets of an IS-IS system id into a struct bytes. */
bool convert_system_id(struct observation *observation, const struct value *value, void *member);

/* A new neighbor of a routing protocol, known by a router id. */
void routing_init(struct neighbor *neighbor, enum protocol protocol);

/* The neighbor's address; absent ones are not added. */
void routing_set_address(struct mib_visit *visit, struct neighbor *neighbor, struct address address);

/* A group of scalars is a table with one row: asked for only of devices that have use for it. */
void routing_ask_group(struct mib_visit *visit, const struct mib_table *group);

/* The scalar of that position among the columns; NULL when the device has none. */
const struct value *routing_group_value(struct mib_visit *visit, const struct mib_table *group,
                                        size_t position);

/* The group's scalar as a router id; absent when there is none. */
struct address routing_group_id(struct mib_visit *visit, const struct mib_table *group, size_t position);

#endif
