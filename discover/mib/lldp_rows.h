/*
 * What LLDP-MIB, LLDP-V2-MIB and the vendors' variants have in common: the columns of a neighbor, and its
 * management addresses in a table of their own.
 */
#ifndef DISCOVER_MIB_LLDP_ROWS_H
#define DISCOVER_MIB_LLDP_ROWS_H

#include "discover/mib/convert.h"

#define LLDP_NEIGHBOR(member) offsetof(struct neighbor, member)

/* The columns that tell a neighbor: consecutive in all these MIBs, from ChassisIdSubtype at sub-id first. */
#define LLDP_REMOTE_COLUMNS(prefix, first)                                                                   \
    {prefix "ChassisIdSubtype", first, 0, LLDP_NEIGHBOR(remote_chassis_subtype), convert_chassis_subtype},   \
        {prefix "ChassisId", first + 1, 6, LLDP_NEIGHBOR(remote_chassis_id), convert_bytes},                 \
        {prefix "PortIdSubtype", first + 2, 0, LLDP_NEIGHBOR(remote_port_subtype), convert_port_subtype},    \
        {prefix "PortId", first + 3, 8, LLDP_NEIGHBOR(remote_port_id), convert_bytes},                       \
        {prefix "PortDesc", first + 4, 20, LLDP_NEIGHBOR(remote_port_descr), convert_text},                  \
        {prefix "SysName", first + 5, 16, LLDP_NEIGHBOR(remote_name), convert_text},                         \
        {prefix "SysDesc", first + 6, 100, LLDP_NEIGHBOR(remote_descr), convert_text},                       \
    {                                                                                                        \
        prefix "SysCapEnabled", first + 8, 0, LLDP_NEIGHBOR(capabilities), convert_lldp_capabilities         \
    }

/* TimeMark, LocalPortNum, RemIndex. Agents leave arcs out: the port and the index remain, or the index alone.
 */
const char *lldp_read_index(struct cursor *cursor, void *neighbor);

/* TimeMark, LocalIfIndex, LocalDestMACAddress, RemIndex. */
const char *lldp_read_extended_index(struct cursor *cursor, void *neighbor);

/* The remote management address table: the index of the neighbor, then the address. Its columns. */
enum { LLDP_ADDRESS_TEXT };

/* Gives the records made of remote_table the addresses of address_table. */
void lldp_join_addresses(struct mib_visit *visit, const struct mib_table *remote_table,
                         const struct mib_table *address_table);

#endif
