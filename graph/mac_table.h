/*
 * A table from MAC addresses to numbers. Forwarding tables name hundreds of thousands of addresses, each many
 * times: one array, no allocation for each.
 */
#ifndef GRAPH_MAC_TABLE_H
#define GRAPH_MAC_TABLE_H

#include "model/mac.h"

struct mac_table {
    uint64_t *keys; /* 0 free */
    uint32_t *values;
    size_t size; /* a power of two */
    size_t count;
};

void mac_table_init(struct mac_table *table);
void mac_table_clear(struct mac_table *table);

/* The place of the address's number; new ones are *is_new and 0. Good until the next one is put. The address
 * must not be absent. */
uint32_t *mac_table_put(struct mac_table *table, struct mac mac, bool *is_new);

/* NULL when the address is not there. */
const uint32_t *mac_table_find(const struct mac_table *table, struct mac mac);

#endif
