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

/* Those with the same profile come one after the other. */
struct loading {
    struct agent_memories *agents;
    const struct walk_profile *profile; /* the last one */
};

static void add_agent(const struct known_agent *known, void *user)
{
    struct loading *loading = user;
    const struct walk_profile *profile = known->profile == NULL ? NULL : loading->profile;
    if (known->profile != NULL &&
        (profile == NULL || strcmp(walk_profile_text(profile), known->profile) != 0))
        profile = walk_profiles_get(agent_memories_profiles(loading->agents), known->profile);
    const struct walk_memory memory = {.identity = (uint64_t)known->identity,
                                       .profile = profile,
                                       .traits = {.budget = (uint16_t)known->budget,
                                                  .full_budget = (uint16_t)known->full_budget,
                                                  .max_items = (uint8_t)known->max_items,
                                                  .max_columns = (uint8_t)known->max_columns,
                                                  .calm_visits = (uint8_t)known->calm_visits,
                                                  .lacks_getbulk = known->lacks_getbulk,
                                                  .parts_kinds = known->parts_kinds,
                                                  .is_single = known->is_single}};
    loading->profile = profile;
    agent_memories_add(loading->agents, known->address, &memory);
}

static bool load_agents(struct discover_memory *memory, struct inventory *inventory, GError **error)
{
    memory->agents = agent_memories_new();
    struct loading loading = {memory->agents, NULL};
    return inventory_each_agent(inventory, add_agent, &loading, error);
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
    return load_agents(memory, inventory, error);
}

void discover_memory_clear(struct discover_memory *memory)
{
    g_clear_pointer(&memory->credentials, g_hash_table_unref);
    g_clear_pointer(&memory->engines, g_hash_table_unref);
    g_clear_pointer(&memory->learned, g_hash_table_unref);
    g_clear_pointer(&memory->agents, agent_memories_free);
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

static void list_agent(struct address address, const struct walk_memory *memory, void *user)
{
    const struct walk_traits *traits = &memory->traits;
    const struct known_agent known = {.address = address,
                                      .identity = (int64_t)memory->identity,
                                      .profile =
                                          memory->profile != NULL ? walk_profile_text(memory->profile) : NULL,
                                      .budget = traits->budget,
                                      .full_budget = traits->full_budget,
                                      .max_items = traits->max_items,
                                      .max_columns = traits->max_columns,
                                      .calm_visits = traits->calm_visits,
                                      .lacks_getbulk = traits->lacks_getbulk,
                                      .parts_kinds = traits->parts_kinds,
                                      .is_single = traits->is_single};
    g_array_append_val((GArray *)user, known);
}

static bool save_agents(const struct discover_memory *memory, struct inventory *inventory, GError **error)
{
    g_autoptr(GArray) agents = g_array_new(FALSE, FALSE, sizeof(struct known_agent));
    agent_memories_each_new(memory->agents, list_agent, agents);
    return agents->len == 0 ||
           inventory_save_agents(inventory, (const struct known_agent *)(const void *)agents->data,
                                 agents->len, error);
}

bool discover_memory_save(const struct discover_memory *memory, struct inventory *inventory, GError **error)
{
    return (g_hash_table_size(memory->learned) == 0 ||
            inventory_save_engines(inventory, memory->learned, error)) &&
           save_agents(memory, inventory, error);
}
