/*
 * What files of older versions lack: columns and tables that were added since, none of which an older wiremap
 * would miss or mind.
 */
#include "inventory/inventory_sqlite.h"

static const struct field *find_cost_field(const char *name)
{
    for (size_t i = 0; i < cost_type.field_count; i++)
        if (g_strcmp0(cost_type.fields[i].name, name) == 0)
            return &cost_type.fields[i];
    return NULL;
}

bool inventory_list_cost_fields(struct inventory *inventory, GError **error)
{
    struct query *query = inventory->queries[STATEMENT_LIST_COLUMNS];
    bool found;
    while (query_next(query, &found, error)) {
        if (!found)
            return true;
        const struct field *field = find_cost_field(query_text(query, 0));
        if (field != NULL)
            g_ptr_array_add(inventory->cost_fields, (gpointer)field);
    }
    return false;
}

/* Columns for the members of struct cost that are newer than the file. */
static bool add_cost_columns(struct inventory *inventory, GError **error)
{
    if (!inventory_list_cost_fields(inventory, error))
        return false;
    bool sound = true;
    for (size_t i = 0; sound && i < cost_type.field_count; i++) {
        const struct field *field = &cost_type.fields[i];
        if (g_ptr_array_find(inventory->cost_fields, field, NULL))
            continue;
        char *sql = g_strdup_printf("ALTER TABLE observation ADD COLUMN %s INTEGER", field->name);
        sound = database_run(inventory->database, sql, error);
        g_free(sql);
        g_ptr_array_add(inventory->cost_fields, (gpointer)field);
    }
    return sound;
}

static bool add_seed_table(struct inventory *inventory, GError **error)
{
    return database_run(inventory->database,
                        "CREATE TABLE IF NOT EXISTS run_seed ("
                        "  run INTEGER NOT NULL REFERENCES run,"
                        "  position INTEGER NOT NULL,"
                        "  seed TEXT NOT NULL,"
                        "  PRIMARY KEY (run, position)) WITHOUT ROWID",
                        error);
}

bool inventory_has_run_costs(struct inventory *inventory, bool *has_costs, GError **error)
{
    int64_t found = 0;
    bool sound = inventory_find_id(inventory->queries[STATEMENT_FIND_RUN_COSTS], &found, error);
    *has_costs = found != 0;
    return sound;
}

static bool add_run_costs(struct inventory *inventory, GError **error)
{
    static const char sql[] =
        "ALTER TABLE run ADD COLUMN requests INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE run ADD COLUMN retries INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE run ADD COLUMN bytes_sent INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE run ADD COLUMN bytes_received INTEGER NOT NULL DEFAULT 0;"
        "UPDATE run SET requests = coalesce(cost.requests, 0), retries = coalesce(cost.retries, 0),"
        "  bytes_sent = coalesce(cost.bytes_sent, 0), bytes_received = coalesce(cost.bytes_received, 0)"
        "  FROM (SELECT run AS id, sum(requests) AS requests, sum(retries) AS retries,"
        "    sum(bytes_sent) AS bytes_sent, sum(bytes_received) AS bytes_received"
        "    FROM observation GROUP BY run) AS cost WHERE cost.id = run.id";
    bool has_costs;
    return inventory_has_run_costs(inventory, &has_costs, error) &&
           (has_costs || database_run(inventory->database, sql, error));
}

static bool add_engine_table(struct inventory *inventory, GError **error)
{
    return database_run(inventory->database,
                        "CREATE TABLE IF NOT EXISTS engine ("
                        "  address TEXT PRIMARY KEY,"
                        "  engine_id BLOB NOT NULL,"
                        "  boots INTEGER NOT NULL,"
                        "  seconds INTEGER NOT NULL,"
                        "  taken_at INTEGER NOT NULL) WITHOUT ROWID",
                        error);
}

static bool add_agent_tables(struct inventory *inventory, GError **error)
{
    return database_run(inventory->database,
                        "CREATE TABLE IF NOT EXISTS agent_profile ("
                        "  id INTEGER PRIMARY KEY,"
                        "  text TEXT NOT NULL UNIQUE);"
                        "CREATE TABLE IF NOT EXISTS agent ("
                        "  address TEXT PRIMARY KEY,"
                        "  identity INTEGER NOT NULL,"
                        "  budget INTEGER NOT NULL,"
                        "  full_budget INTEGER NOT NULL,"
                        "  max_items INTEGER NOT NULL,"
                        "  max_columns INTEGER NOT NULL,"
                        "  lacks_getbulk INTEGER NOT NULL,"
                        "  parts_kinds INTEGER NOT NULL,"
                        "  is_single INTEGER NOT NULL,"
                        "  calm_visits INTEGER NOT NULL,"
                        "  profile INTEGER REFERENCES agent_profile) WITHOUT ROWID",
                        error);
}

/* Whoever opens the file for writing makes the token another one: two files that have grown apart from one
 * are told apart by it, however alike they are. */
static bool renew_token(struct inventory *inventory, GError **error)
{
    return database_run(inventory->database,
                        "CREATE TABLE IF NOT EXISTS session (token BLOB NOT NULL);"
                        "DELETE FROM session;"
                        "INSERT INTO session (token) VALUES (randomblob(16))",
                        error);
}

bool inventory_update_tables(struct inventory *inventory, GError **error)
{
    return add_cost_columns(inventory, error) && add_seed_table(inventory, error) &&
           add_run_costs(inventory, error) && add_engine_table(inventory, error) &&
           add_agent_tables(inventory, error) && renew_token(inventory, error);
}
