/*
 * The interfaces of one observation by what they may be called: ifIndex, names, alias, MAC address. Each
 * index is made when it is first asked for: most devices are asked for a few ports only.
 */
#ifndef GRAPH_PORT_TABLE_H
#define GRAPH_PORT_TABLE_H

#include "model/observation.h"

/* IANAifType-MIB. */
enum {
    IF_TYPE_ETHERNET = 6,
    IF_TYPE_LOOPBACK = 24,
    IF_TYPE_VIRTUAL = 53,
    IF_TYPE_TUNNEL = 131,
    IF_TYPE_L2_VLAN = 135,
    IF_TYPE_L3_VLAN = 136,
    IF_TYPE_AGGREGATE = 161
};

enum port_key {
    PORT_KEY_NAME,  /* ifName */
    PORT_KEY_DESCR, /* ifDescr */
    PORT_KEY_ALIAS, /* ifAlias */
    PORT_KEYS
};

struct port_table;

struct port_table *port_table_new(const struct observation *observation);
void port_table_free(struct port_table *table);

/* Each finder: NULL when there is none, or more than one. */
const struct interface *port_table_by_index(struct port_table *table, uint32_t if_index);
const struct interface *port_table_by_text(struct port_table *table, enum port_key key, const char *text);

/* By ifName or ifDescr, exactly or abbreviated (graph/port_name.h). */
const struct interface *port_table_by_name(struct port_table *table, const char *text);

/* The one interface with that MAC address; where a port shares it with VLAN interfaces and the like, the
 * port.
 */
const struct interface *port_table_by_mac(struct port_table *table, struct mac mac);

#endif
