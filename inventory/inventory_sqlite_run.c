/*
 * What a later crawl wants to know of earlier ones: what to resume, which credential opened what, and the
 * SNMPv3 engines.
 */
#include "inventory/inventory_sqlite.h"

#include <string.h>

bool inventory_find_unfinished(struct inventory *inventory, const char *kind, int64_t *id, GError **error)
{
    struct query *query = inventory->queries[STATEMENT_FIND_UNFINISHED];
    query_bind_text(query, 0, kind);
    return inventory_find_id(query, id, error);
}

static bool run_on(struct inventory *inventory, enum statement statement, int64_t run, GError **error)
{
    struct query *query = inventory->queries[statement];
    query_bind_integer(query, 0, run);
    return query_run(query, error);
}

bool inventory_resume_run(struct inventory *inventory, int64_t id, GError **error)
{
    return run_on(inventory, STATEMENT_RESUME_RUN, id, error);
}

bool inventory_recount_run(struct inventory *inventory, int64_t id, GError **error)
{
    return run_on(inventory, STATEMENT_RECOUNT_VISITS, id, error);
}

static bool add_seeds(struct query *query, int64_t run, const char *const *seeds, size_t count,
                      GError **error)
{
    bool sound = true;
    for (size_t i = 0; sound && i < count; i++) {
        query_bind_integer(query, 0, run);
        query_bind_integer(query, 1, (int64_t)i);
        query_bind_text(query, 2, seeds[i]);
        sound = query_run(query, error);
    }
    return sound;
}

bool inventory_save_seeds(struct inventory *inventory, int64_t run, const char *const *seeds, size_t count,
                          GError **error)
{
    struct query *query = query_new(inventory->database,
                                    "INSERT INTO run_seed (run, position, seed) VALUES (?1, ?2, ?3)", error);
    bool sound = query != NULL && database_begin(inventory->database, true, error);
    if (sound) {
        sound = add_seeds(query, run, seeds, count, error) && database_commit(inventory->database, error);
        if (!sound)
            database_rollback(inventory->database);
    }
    query_free(query);
    return sound;
}

GPtrArray *inventory_load_seeds(struct inventory *inventory, int64_t run, GError **error)
{
    struct query *query =
        query_new(inventory->database, "SELECT seed FROM run_seed WHERE run = ?1 ORDER BY position", error);
    if (query == NULL)
        return NULL;
    GPtrArray *seeds = g_ptr_array_new_with_free_func(g_free);
    bool found = false, sound;
    query_bind_integer(query, 0, run);
    while ((sound = query_next(query, &found, error)) && found)
        g_ptr_array_add(seeds, g_strdup(query_text(query, 0)));
    query_free(query);
    if (sound)
        return seeds;
    g_ptr_array_unref(seeds);
    return NULL;
}

GHashTable *inventory_load_credentials(struct inventory *inventory, GError **error)
{
    struct query *query = inventory->queries[STATEMENT_LIST_CREDENTIALS];
    GHashTable *credentials = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    bool found = false, sound;
    while ((sound = query_next(query, &found, error)) && found)
        g_hash_table_insert(credentials, g_strdup(query_text(query, 0)), g_strdup(query_text(query, 1)));
    query_reset(query);
    if (sound)
        return credentials;
    g_hash_table_unref(credentials);
    return NULL;
}

/* The file may be anybody's. */
static bool read_engine(struct query *query, struct known_engine *engine)
{
    struct bytes id = query_bytes(query, 1);
    int64_t boots = query_integer(query, 2), seconds = query_integer(query, 3);
    if (id.size == 0 || id.size > sizeof engine->id || boots < 0 || boots > INT32_MAX || seconds < 0 ||
        seconds > INT32_MAX)
        return false;
    *engine = (struct known_engine){.id_size = id.size,
                                    .boots = (uint32_t)boots,
                                    .seconds = (uint32_t)seconds,
                                    .taken_at = query_integer(query, 4)};
    memcpy(engine->id, id.data, id.size);
    return true;
}

GHashTable *inventory_load_engines(struct inventory *inventory, GError **error)
{
    struct query *query = query_new(inventory->database,
                                    "SELECT address, engine_id, boots, seconds, taken_at FROM engine", error);
    if (query == NULL)
        return NULL;
    GHashTable *engines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    bool found = false, sound;
    while ((sound = query_next(query, &found, error)) && found) {
        struct known_engine engine;
        if (read_engine(query, &engine))
            g_hash_table_insert(engines, g_strdup(query_text(query, 0)), g_memdup2(&engine, sizeof engine));
    }
    query_free(query);
    if (sound)
        return engines;
    g_hash_table_unref(engines);
    return NULL;
}

static bool add_engines(struct query *query, GHashTable *engines, GError **error)
{
    GHashTableIter iterator;
    gpointer address, value;
    bool sound = true;
    g_hash_table_iter_init(&iterator, engines);
    while (sound && g_hash_table_iter_next(&iterator, &address, &value)) {
        const struct known_engine *engine = value;
        query_bind_text(query, 0, address);
        query_bind_bytes(query, 1, (struct bytes){engine->id, engine->id_size});
        query_bind_integer(query, 2, engine->boots);
        query_bind_integer(query, 3, engine->seconds);
        query_bind_integer(query, 4, engine->taken_at);
        sound = query_run(query, error);
    }
    return sound;
}

bool inventory_save_engines(struct inventory *inventory, GHashTable *engines, GError **error)
{
    struct query *query = query_new(inventory->database,
                                    "INSERT OR REPLACE INTO engine (address, engine_id, boots, seconds,"
                                    " taken_at) VALUES (?1, ?2, ?3, ?4, ?5)",
                                    error);
    bool sound = query != NULL && database_begin(inventory->database, true, error);
    if (sound) {
        sound = add_engines(query, engines, error) && database_commit(inventory->database, error);
        if (!sound)
            database_rollback(inventory->database);
    }
    query_free(query);
    return sound;
}
