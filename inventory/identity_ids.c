/*
 * Device ids that stay the same from run to run: a device has the id that its keys had before, the strongest
 * key first, so a device that was renamed or renumbered keeps its id.
 */
#include "inventory/identity_internal.h"

#include <string.h>

/* The kinds of keys that ids are remembered by, strongest first. */
static const char *const kinds[] = {"import ", "serial ", "chassis ", "router ",
                                    "isis ",   "name ",   "address "};

struct numbering {
    struct identity *identity;
    GPtrArray **keys;  /* of each device: const char *, every kind */
    GHashTable *users; /* key -> position + 1, or IDENTITY_SHARED */
    GHashTable *known; /* key -> id */
    GHashTable *taken; /* set of ids */
    gint last;
};

static void add_key(struct numbering *numbering, size_t position, const char *key)
{
    g_ptr_array_add(numbering->keys[position], (gpointer)key);
    identity_put_key(numbering->users, key, (guint)position);
}

static bool is_remembered(const char *key)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (g_str_has_prefix(key, kinds[i]))
            return true;
    return false;
}

static void list_keys(struct numbering *numbering, size_t position)
{
    struct identity *identity = numbering->identity;
    const struct device *device = &identity->devices[position];
    numbering->keys[position] = g_ptr_array_new();
    for (guint i = 0; i < device->evidence->len; i++) {
        const struct identity_evidence *evidence = device->evidence->pdata[i];
        if (is_remembered(evidence->key))
            add_key(numbering, position, evidence->key);
    }
    for (guint i = 0; i < device->addresses->len; i++) {
        g_autofree char *key = g_strconcat("address ", device->addresses->pdata[i], NULL);
        add_key(numbering, position, g_string_chunk_insert_const(identity->memory, key));
    }
}

static bool is_of_one_device(const struct numbering *numbering, const char *key)
{
    return g_hash_table_lookup(numbering->users, key) != IDENTITY_SHARED;
}

static void find_id(struct numbering *numbering, size_t position, const char *kind)
{
    struct device *device = &numbering->identity->devices[position];
    const GPtrArray *keys = numbering->keys[position];
    for (guint i = 0; i < keys->len && device->id == 0; i++) {
        const char *key = keys->pdata[i];
        gpointer id = g_hash_table_lookup(numbering->known, key);
        bool is_usable = g_str_has_prefix(key, kind) && is_of_one_device(numbering, key);
        if (id != NULL && is_usable && g_hash_table_add(numbering->taken, id))
            device->id = GPOINTER_TO_INT(id);
    }
}

static void find_last(struct numbering *numbering)
{
    GHashTableIter iterator;
    gpointer id;
    g_hash_table_iter_init(&iterator, numbering->known);
    while (g_hash_table_iter_next(&iterator, NULL, &id))
        numbering->last = MAX(numbering->last, GPOINTER_TO_INT(id));
}

static GHashTable *list_new_keys(const struct numbering *numbering)
{
    GHashTable *fresh = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < numbering->identity->count; i++) {
        const GPtrArray *keys = numbering->keys[i];
        gpointer id = GINT_TO_POINTER((gint)numbering->identity->devices[i].id);
        for (guint j = 0; j < keys->len; j++)
            if (is_of_one_device(numbering, keys->pdata[j]) &&
                !g_hash_table_contains(numbering->known, keys->pdata[j]))
                g_hash_table_insert(fresh, keys->pdata[j], id);
    }
    return fresh;
}

static void number_devices(struct numbering *numbering)
{
    size_t count = numbering->identity->count;
    for (size_t i = 0; i < count; i++)
        list_keys(numbering, i);
    for (size_t kind = 0; kind < G_N_ELEMENTS(kinds); kind++)
        for (size_t i = 0; i < count; i++)
            find_id(numbering, i, kinds[kind]);
    find_last(numbering);
    for (size_t i = 0; i < count; i++)
        if (numbering->identity->devices[i].id == 0)
            numbering->identity->devices[i].id = ++numbering->last;
}

bool identity_assign_ids(struct identity *identity, struct inventory *inventory, GError **error)
{
    g_autoptr(GHashTable) known = inventory_load_device_keys(inventory, error);
    if (known == NULL)
        return false;
    struct numbering numbering = {
        .identity = identity,
        .keys = g_new0(GPtrArray *, identity->count + 1),
        .users = g_hash_table_new(g_str_hash, g_str_equal),
        .known = known,
        .taken = g_hash_table_new(NULL, NULL),
    };
    number_devices(&numbering);
    g_autoptr(GHashTable) fresh = list_new_keys(&numbering);
    bool saved = g_hash_table_size(fresh) == 0 || inventory_save_device_keys(inventory, fresh, error);
    for (size_t i = 0; i < identity->count; i++)
        g_ptr_array_unref(numbering.keys[i]);
    g_free(numbering.keys);
    g_hash_table_unref(numbering.users);
    g_hash_table_unref(numbering.taken);
    return saved;
}
