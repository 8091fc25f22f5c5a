#include "inventory/arp_lookup.h"

struct arp_lookup {
    const struct observation *observation;
    GHashTable *by_address; /* address of a record -> record, NULL when several tell different ones; NULL
                               until somebody asks */
};

struct arp_lookup *arp_lookup_new(const struct observation *observation)
{
    struct arp_lookup *lookup = g_new0(struct arp_lookup, 1);
    lookup->observation = observation;
    return lookup;
}

void arp_lookup_free(struct arp_lookup *lookup)
{
    if (lookup == NULL)
        return;
    if (lookup->by_address != NULL)
        g_hash_table_unref(lookup->by_address);
    g_free(lookup);
}

static guint hash_address(gconstpointer address)
{
    return address_hash(*(const struct address *)address);
}

static gboolean equal_addresses(gconstpointer a, gconstpointer b)
{
    return address_equal(*(const struct address *)a, *(const struct address *)b);
}

static void load(struct arp_lookup *lookup)
{
    size_t count;
    const struct arp_entry *entries = observation_records(lookup->observation, RECORD_ARP_ENTRY, &count);
    lookup->by_address = g_hash_table_new(hash_address, equal_addresses);
    for (size_t i = 0; i < count; i++) {
        gpointer key, had = NULL;
        bool is_known =
            g_hash_table_lookup_extended(lookup->by_address, &entries[i].address, &key, &had) != FALSE;
        const struct arp_entry *other = had;
        bool differs = is_known && (other == NULL || !mac_equal(other->mac, entries[i].mac));
        g_hash_table_insert(lookup->by_address, (gpointer)&entries[i].address,
                            differs ? NULL : (gpointer)&entries[i]);
    }
}

bool arp_lookup_mac(struct arp_lookup *lookup, struct address address, struct mac *out)
{
    if (lookup->by_address == NULL)
        load(lookup);
    const struct arp_entry *entry = g_hash_table_lookup(lookup->by_address, &address);
    if (entry != NULL)
        *out = entry->mac;
    return entry != NULL;
}
