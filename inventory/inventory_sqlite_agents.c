/*
 * How agents wanted to be asked, for later crawls. Devices of a kind have one profile: its text is stored
 * once.
 */
#include "inventory/inventory_sqlite.h"

enum agent_column {
    AGENT_ADDRESS,
    AGENT_IDENTITY,
    AGENT_BUDGET,
    AGENT_FULL_BUDGET,
    AGENT_MAX_ITEMS,
    AGENT_MAX_COLUMNS,
    AGENT_LACKS_GETBULK,
    AGENT_PARTS_KINDS,
    AGENT_IS_SINGLE,
    AGENT_CALM_VISITS,
    AGENT_PROFILE
};

#define AGENT_COLUMNS                                                                                        \
    "address, identity, budget, full_budget, max_items, max_columns, lacks_getbulk, parts_kinds, is_single," \
    " calm_visits"

static bool read_number(struct query *query, enum agent_column column, int64_t most, uint32_t *out)
{
    int64_t number = query_integer(query, (int)column);
    *out = (uint32_t)CLAMP(number, 0, most);
    return number >= 0 && number <= most;
}

static bool read_bool(struct query *query, enum agent_column column)
{
    return query_integer(query, (int)column) != 0;
}

/* The file may be anybody's. */
static bool read_agent(struct query *query, struct known_agent *agent)
{
    const char *address = query_text(query, AGENT_ADDRESS);
    *agent = (struct known_agent){.identity = query_integer(query, AGENT_IDENTITY),
                                  .profile = query_text(query, AGENT_PROFILE),
                                  .lacks_getbulk = read_bool(query, AGENT_LACKS_GETBULK),
                                  .parts_kinds = read_bool(query, AGENT_PARTS_KINDS),
                                  .is_single = read_bool(query, AGENT_IS_SINGLE)};
    return address != NULL && address_parse(address, &agent->address) &&
           read_number(query, AGENT_BUDGET, UINT16_MAX, &agent->budget) &&
           read_number(query, AGENT_FULL_BUDGET, UINT16_MAX, &agent->full_budget) &&
           read_number(query, AGENT_MAX_ITEMS, UINT8_MAX, &agent->max_items) &&
           read_number(query, AGENT_MAX_COLUMNS, UINT8_MAX, &agent->max_columns) &&
           read_number(query, AGENT_CALM_VISITS, UINT8_MAX, &agent->calm_visits);
}

bool inventory_each_agent(struct inventory *inventory, known_agent_fn each, void *user, GError **error)
{
    struct query *query =
        query_new(inventory->database,
                  "SELECT " AGENT_COLUMNS ", text FROM agent LEFT JOIN agent_profile ON id = profile"
                  " ORDER BY profile",
                  error);
    if (query == NULL)
        return false;
    bool found = false, sound;
    while ((sound = query_next(query, &found, error)) && found) {
        struct known_agent agent;
        if (read_agent(query, &agent))
            each(&agent, user);
    }
    query_free(query);
    return sound;
}

/* The statements of saving. */
struct saving {
    struct inventory *inventory;
    struct query *find, *add, *put;
    GHashTable *ids; /* text, by where it is -> id */
};

static bool get_profile(const struct saving *saving, const char *text, int64_t *id, GError **error)
{
    *id = (int64_t)GPOINTER_TO_SIZE(g_hash_table_lookup(saving->ids, text));
    if (*id != 0)
        return true;
    query_bind_text(saving->find, 0, text);
    if (!inventory_find_id(saving->find, id, error))
        return false;
    query_bind_text(saving->add, 0, text);
    if (*id == 0 && !inventory_add_row(saving->inventory, saving->add, id, error))
        return false;
    query_reset(saving->add);
    g_hash_table_insert(saving->ids, (gpointer)text, GSIZE_TO_POINTER((gsize)*id));
    return true;
}

static bool put_agent(const struct saving *saving, const struct known_agent *agent, GError **error)
{
    char address[ADDRESS_TEXT_SIZE];
    struct query *put = saving->put;
    int64_t profile = 0;
    if (agent->profile != NULL && !get_profile(saving, agent->profile, &profile, error))
        return false;
    query_bind_text(put, AGENT_ADDRESS, address_format(agent->address, address));
    query_bind_integer(put, AGENT_IDENTITY, agent->identity);
    query_bind_integer(put, AGENT_BUDGET, agent->budget);
    query_bind_integer(put, AGENT_FULL_BUDGET, agent->full_budget);
    query_bind_integer(put, AGENT_MAX_ITEMS, agent->max_items);
    query_bind_integer(put, AGENT_MAX_COLUMNS, agent->max_columns);
    query_bind_integer(put, AGENT_LACKS_GETBULK, agent->lacks_getbulk);
    query_bind_integer(put, AGENT_PARTS_KINDS, agent->parts_kinds);
    query_bind_integer(put, AGENT_IS_SINGLE, agent->is_single);
    query_bind_integer(put, AGENT_CALM_VISITS, agent->calm_visits);
    if (profile != 0)
        query_bind_integer(put, AGENT_PROFILE, profile);
    return query_run(put, error);
}

static bool put_agents(const struct saving *saving, const struct known_agent *agents, size_t count,
                       GError **error)
{
    struct database *database = saving->inventory->database;
    if (!database_begin(database, true, error))
        return false;
    bool sound = true;
    for (size_t i = 0; sound && i < count; i++)
        sound = put_agent(saving, &agents[i], error);
    if (sound &&
        database_run(database,
                     "DELETE FROM agent_profile WHERE id NOT IN"
                     " (SELECT profile FROM agent WHERE profile IS NOT NULL)",
                     error) &&
        database_commit(database, error))
        return true;
    database_rollback(database);
    return false;
}

bool inventory_save_agents(struct inventory *inventory, const struct known_agent *agents, size_t count,
                           GError **error)
{
    struct database *database = inventory->database;
    struct saving saving = {.inventory = inventory, .ids = g_hash_table_new(NULL, NULL)};
    saving.find = query_new(database, "SELECT id FROM agent_profile WHERE text = ?1", error);
    if (saving.find != NULL)
        saving.add = query_new(database, "INSERT INTO agent_profile (text) VALUES (?1)", error);
    if (saving.add != NULL)
        saving.put = query_new(database,
                               "INSERT OR REPLACE INTO agent (" AGENT_COLUMNS ", profile)"
                               " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                               error);
    bool sound = saving.put != NULL && put_agents(&saving, agents, count, error);
    query_free(saving.find);
    query_free(saving.add);
    query_free(saving.put);
    g_hash_table_unref(saving.ids);
    return sound;
}
