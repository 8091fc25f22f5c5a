#include "graph/mac_table.h"

#define FIRST_SIZE 1024

void mac_table_init(struct mac_table *table)
{
    *table = (struct mac_table){
        .keys = g_new0(uint64_t, FIRST_SIZE), .values = g_new0(uint32_t, FIRST_SIZE), .size = FIRST_SIZE};
}

void mac_table_clear(struct mac_table *table)
{
    g_free(table->keys);
    g_free(table->values);
    *table = (struct mac_table){0};
}

static uint64_t key_of(struct mac mac)
{
    uint64_t key = 0;
    for (size_t i = 0; i < sizeof mac.octets; i++)
        key = key << 8 | mac.octets[i];
    return key;
}

/* Where the key is, or would be. */
static size_t find_slot(const struct mac_table *table, uint64_t key)
{
    uint64_t hash = key * UINT64_C(0x9e3779b97f4a7c15);
    size_t slot = (size_t)(hash >> 20) & (table->size - 1);
    while (table->keys[slot] != 0 && table->keys[slot] != key)
        slot = (slot + 1) & (table->size - 1);
    return slot;
}

static void grow(struct mac_table *table)
{
    struct mac_table bigger = {.keys = g_new0(uint64_t, table->size * 2),
                               .values = g_new0(uint32_t, table->size * 2),
                               .size = table->size * 2,
                               .count = table->count};
    for (size_t i = 0; i < table->size; i++) {
        if (table->keys[i] == 0)
            continue;
        size_t slot = find_slot(&bigger, table->keys[i]);
        bigger.keys[slot] = table->keys[i];
        bigger.values[slot] = table->values[i];
    }
    mac_table_clear(table);
    *table = bigger;
}

uint32_t *mac_table_put(struct mac_table *table, struct mac mac, bool *is_new)
{
    uint64_t key = key_of(mac);
    if (table->count * 2 >= table->size)
        grow(table);
    size_t slot = find_slot(table, key);
    *is_new = table->keys[slot] == 0;
    table->count += *is_new;
    table->keys[slot] = key;
    return &table->values[slot];
}

const uint32_t *mac_table_find(const struct mac_table *table, struct mac mac)
{
    size_t slot = find_slot(table, key_of(mac));
    return table->keys[slot] == 0 || mac_is_absent(mac) ? NULL : &table->values[slot];
}
