#include "discover/agent_memories.h"

struct entry {
    struct address address;
    bool is_new; /* or another one than before */
    struct walk_memory memory;
};

struct agent_memories {
    GHashTable *entries; /* a set of struct entry *, by their address */
    struct walk_profiles *profiles;
};

static guint entry_hash(gconstpointer data)
{
    return address_hash(((const struct entry *)data)->address);
}

static gboolean entry_equal(gconstpointer a, gconstpointer b)
{
    return address_equal(((const struct entry *)a)->address, ((const struct entry *)b)->address);
}

struct agent_memories *agent_memories_new(void)
{
    struct agent_memories *memories = g_new(struct agent_memories, 1);
    memories->entries = g_hash_table_new_full(entry_hash, entry_equal, g_free, NULL);
    memories->profiles = walk_profiles_new();
    return memories;
}

void agent_memories_free(struct agent_memories *memories)
{
    if (memories == NULL)
        return;
    g_hash_table_unref(memories->entries);
    walk_profiles_free(memories->profiles);
    g_free(memories);
}

struct walk_profiles *agent_memories_profiles(struct agent_memories *memories)
{
    return memories->profiles;
}

static struct entry *find(const struct agent_memories *memories, struct address address)
{
    const struct entry wanted = {.address = address};
    return g_hash_table_lookup(memories->entries, &wanted);
}

struct walk_memory agent_memories_get(const struct agent_memories *memories, struct address address)
{
    const struct entry *entry = find(memories, address);
    return entry != NULL ? entry->memory : (struct walk_memory){0};
}

static struct entry *get(struct agent_memories *memories, struct address address)
{
    struct entry *entry = find(memories, address);
    if (entry != NULL)
        return entry;
    entry = g_new0(struct entry, 1);
    entry->address = address;
    g_hash_table_add(memories->entries, entry);
    return entry;
}

void agent_memories_add(struct agent_memories *memories, struct address address,
                        const struct walk_memory *memory)
{
    get(memories, address)->memory = *memory;
}

void agent_memories_put(struct agent_memories *memories, struct address address,
                        const struct walk_memory *memory)
{
    const struct walk_memory before = agent_memories_get(memories, address);
    if (walk_memory_equal(&before, memory))
        return;
    struct entry *entry = get(memories, address);
    entry->is_new = true;
    entry->memory = *memory;
}

void agent_memories_each_new(const struct agent_memories *memories, agent_memory_fn each, void *user)
{
    GHashTableIter iterator;
    gpointer key;
    g_hash_table_iter_init(&iterator, memories->entries);
    while (g_hash_table_iter_next(&iterator, &key, NULL)) {
        const struct entry *entry = key;
        if (entry->is_new)
            each(entry->address, &entry->memory, user);
    }
}
