#include "discover/barred.h"

struct barred {
    GHashTable *ids;       /* set of uint64_t, digests: chassis and router ids, names of who has neither */
    GHashTable *names;     /* the same: names of devices that have a chassis id */
    GHashTable *addresses; /* set of struct address */
};

static guint hash_address(gconstpointer address)
{
    return address_hash(*(const struct address *)address);
}

static gboolean equal_address(gconstpointer a, gconstpointer b)
{
    return address_equal(*(const struct address *)a, *(const struct address *)b);
}

struct barred *barred_new(void)
{
    struct barred *barred = g_new(struct barred, 1);
    barred->ids = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    barred->names = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    barred->addresses = g_hash_table_new_full(hash_address, equal_address, g_free, NULL);
    return barred;
}

void barred_free(struct barred *barred)
{
    if (!barred)
        return;
    g_hash_table_unref(barred->ids);
    g_hash_table_unref(barred->names);
    g_hash_table_unref(barred->addresses);
    g_free(barred);
}

static void add(GHashTable *set, uint64_t digest)
{
    if (digest != 0)
        g_hash_table_add(set, g_memdup2(&digest, sizeof digest));
}

void barred_add(struct barred *barred, const struct identity_digest *identity)
{
    add(barred->ids, identity->chassis);
    if (acquaintance_is_router(identity))
        add(barred->ids, identity->router);
    for (size_t i = 0; i < G_N_ELEMENTS(identity->names); i++)
        add(identity->chassis != 0 ? barred->names : barred->ids, identity->names[i]);
}

static void add_address(struct barred *barred, struct address address)
{
    if (!address_is_absent(address))
        g_hash_table_add(barred->addresses, g_memdup2(&address, sizeof address));
}

void barred_add_visited(struct barred *barred, const struct observation *observation)
{
    size_t count;
    const struct ip_address *own = observation_records(observation, RECORD_IP_ADDRESS, &count);
    struct identity_digest identity = acquaintance_of_visited(observation);
    barred_add(barred, &identity);
    add_address(barred, observation->address);
    for (size_t i = 0; i < count; i++)
        add_address(barred, own[i].address);
}

bool barred_covers(const struct barred *barred, struct address address,
                   const struct identity_digest *identity)
{
    if (g_hash_table_contains(barred->addresses, &address) ||
        g_hash_table_contains(barred->ids, &identity->chassis) ||
        g_hash_table_contains(barred->ids, &identity->router))
        return true;
    for (size_t i = 0; i < G_N_ELEMENTS(identity->names); i++)
        if (g_hash_table_contains(barred->ids, &identity->names[i]) ||
            (identity->chassis == 0 && g_hash_table_contains(barred->names, &identity->names[i])))
            return true;
    return false;
}
