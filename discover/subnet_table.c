#include "discover/subnet_table.h"

#include <glib.h>
#include <string.h>

struct subnet_table {
    GHashTable *entries; /* struct address of the subnet -> entry */
    size_t entry_size;
};

static guint hash_subnet(gconstpointer key)
{
    return address_hash(*(const struct address *)key);
}

static gboolean equal_subnets(gconstpointer a, gconstpointer b)
{
    return address_equal(*(const struct address *)a, *(const struct address *)b);
}

struct subnet_table *subnet_table_new(size_t entry_size)
{
    struct subnet_table *table = g_new(struct subnet_table, 1);
    table->entries = g_hash_table_new_full(hash_subnet, equal_subnets, g_free, g_free);
    table->entry_size = entry_size;
    return table;
}

void subnet_table_free(struct subnet_table *table)
{
    if (!table)
        return;
    g_hash_table_unref(table->entries);
    g_free(table);
}

void *subnet_table_get(struct subnet_table *table, struct address address)
{
    size_t kept = address.family == ADDRESS_IPV4 ? 3 : 8;
    struct address subnet = {.family = address.family};
    memcpy(subnet.octets, address.octets, kept);
    void *entry = g_hash_table_lookup(table->entries, &subnet);
    if (!entry) {
        entry = g_malloc0(table->entry_size);
        g_hash_table_insert(table->entries, g_memdup2(&subnet, sizeof subnet), entry);
    }
    return entry;
}
