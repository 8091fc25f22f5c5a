/*
 * A table of something by subnet: IPv4 /24, IPv6 /64.
 */
#ifndef DISCOVER_SUBNET_TABLE_H
#define DISCOVER_SUBNET_TABLE_H

#include "model/address.h"

struct subnet_table;

/* Of entries of that size, plain data. */
struct subnet_table *subnet_table_new(size_t entry_size);
void subnet_table_free(struct subnet_table *table);

/* That of the address's subnet, all zeros when it is new; stays where it is. */
void *subnet_table_get(struct subnet_table *table, struct address address);

#endif
