/*
 * What one run remembers for the next, in the inventory: which credential opened which device, the SNMPv3
 * engines with their clocks, and how agents want to be asked.
 */
#ifndef CLI_DISCOVER_MEMORY_H
#define CLI_DISCOVER_MEMORY_H

#include "discover/crawl.h"
#include "inventory/inventory.h"

struct discover_memory {
    GHashTable *credentials; /* as crawl_options have them */
    GHashTable *engines;
    GHashTable *learned; /* address as text -> struct known_engine of this run */
    struct agent_memories *agents;
};

bool discover_memory_load(struct discover_memory *memory, struct inventory *inventory, GError **error);
/* Also of one that was not loaded. */
void discover_memory_clear(struct discover_memory *memory);

void discover_memory_learn(struct discover_memory *memory, struct address address,
                           const struct agent_engine *engine);

/* Saves what was learned. */
bool discover_memory_save(const struct discover_memory *memory, struct inventory *inventory, GError **error);

#endif
