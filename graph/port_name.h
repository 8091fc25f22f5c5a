/*
 * Names of ports, compared as people do: "Gi0/9" is "GigabitEthernet0/9", "BE10" is "Bundle-Ether10",
 * "gigabitEthernet 1/0/28" is "GigabitEthernet1/0/28"; "Gi0/9" is not "Gi0/10".
 */
#ifndef GRAPH_PORT_NAME_H
#define GRAPH_PORT_NAME_H

#include <glib.h>
#include <stdbool.h>

/* The name without blanks, in lower case: equal names of one port fold to the same text. Caller frees. */
char *port_name_fold(const char *name);

/* Hash and equality of names as port_name_fold makes them, for a GHashTable of names as they are. */
guint port_name_hash(gconstpointer name);
gboolean port_name_equal(gconstpointer a, gconstpointer b);

/* What follows the letters: "0/9" of "Gi0/9". A pointer into name; "" when it has no digit. */
const char *port_name_tail(const char *name);

/* Both have the same numbers, and the letters of one are the beginning of the other's (two letters at least),
 * or its capitals. Equal names are the same. */
bool port_name_same(const char *a, const char *b);

/* The length of the name of the interface that a logical unit runs on ("ge-1/0/2" of "ge-1/0/2.0"); 0 when
 * the name is not that of a unit. */
size_t port_name_unit_base(const char *name);

/* Whether the name is one that systems give to aggregates: "Port-channel3", "ae0", "bond0", "Eth-Trunk2". */
bool port_name_is_aggregate(const char *name);

/* Decimal digits only. */
bool port_name_is_number(const char *name);

#endif
