#include "cli/discover_memory.h"

#include <string.h>

static GHashTable *to_agents(GHashTable *known)
{
    GHashTable *engines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    GHashTableIter iterator;
    gpointer address, value;
    g_hash_table_iter_init(&iterator, known);
    while (g_hash_table_iter_next(&iterator, &address, &value)) {
        const struct known_engine *from = value;
        struct agent_engine *engine = g_new0(struct agent_engine, 1);
        engine->id_size = MIN(from->id_size, sizeof engine->id);
        memcpy(engine->id, from->id, engine->id_size);
        engine->boots = from->boots;
        engine->seconds = from->seconds;
        engine->taken_at = from->taken_at;
        g_hash_table_insert(engines, g_strdup(address), engine);
    }
    return engines;
}

bool discover_memory_load(struct discover_memory *memory, struct inventory *inventory, GError **error)
{
    memory->credentials = inventory_load_credentials(inventory, error);
    GHashTable *known = memory->credentials == NULL ? NULL : inventory_load_engines(inventory, error);
    if (known == NULL)
        return false;
    memory->engines = to_agents(known);
    memory->learned = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_hash_table_unref(known);
    return true;
}

void discover_memory_clear(struct discover_memory *memory)
{
    g_clear_pointer(&memory->credentials, g_hash_table_unref);
    g_clear_pointer(&memory->engines, g_hash_table_unref);
    g_clear_pointer(&memory->learned, g_hash_table_unref);
}

void discover_memory_learn(struct discover_memory *memory, struct address address,
                           const struct agent_engine *engine)
{
    char text[ADDRESS_TEXT_SIZE];
    struct known_engine *known = g_new0(struct known_engine, 1);
    known->id_size = MIN(engine->id_size, sizeof known->id);
    memcpy(known->id, engine->id, known->id_size);
    known->boots = engine->boots;
    known->seconds = engine->seconds;
    known->taken_at = engine->taken_at;
    g_hash_table_insert(memory->learned, g_strdup(address_format(address, text)), known);
}

bool discover_memory_save(const struct discover_memory *memory, struct inventory *inventory, GError **error)
{
    return g_hash_table_size(memory->learned) == 0 ||
           inventory_save_engines(inventory, memory->learned, error);
}
