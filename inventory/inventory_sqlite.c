/*
 * The inventory's tables (docs/SCHEMA.md): all SQL but that which makes them.
 */
#include "inventory/inventory_sqlite.h"

#include "model/text.h"

#include <string.h>

#define OBSERVATION_COLUMNS                                                                                  \
    "run, address, port, via, source_id, source_name, credential, started_at, depth, outcome, failure,"      \
    " sys_up_time, body, subject"

#define LIST_RUNS(costs)                                                                                     \
    "SELECT id, started_at, ended_at, kind, what, state, good, partial, failed, " costs                      \
    " FROM run ORDER BY id"

#define NEWEST_OF_SUBJECT(learned)                                                                           \
    "(SELECT id FROM observation WHERE subject = subject_id AND learned = " learned                          \
    " AND run <= ?1 ORDER BY run DESC, id DESC LIMIT 1)"

static const char *const statement_texts[STATEMENTS] = {
    [STATEMENT_BEGIN_RUN] = "INSERT INTO run (started_at, kind, what, state) VALUES (?1, ?2, ?3, 'running')",
    [STATEMENT_END_RUN] = "UPDATE run SET ended_at = ?2, state = ?3 WHERE id = ?1",
    [STATEMENT_COUNT_VISITS] =
        ("UPDATE run SET good = good + ?2, partial = partial + ?3, failed = failed + ?4,"
         " requests = requests + ?5, retries = retries + ?6, bytes_sent = bytes_sent + ?7,"
         " bytes_received = bytes_received + ?8 WHERE id = ?1"),
    [STATEMENT_RECOUNT_VISITS] =
        ("UPDATE run SET (good, partial, failed, requests, retries, bytes_sent, bytes_received) ="
         " (SELECT coalesce(sum(outcome = 'good'), 0), coalesce(sum(outcome = 'partial'), 0),"
         " coalesce(sum(outcome = 'failed'), 0), coalesce(sum(requests), 0), coalesce(sum(retries), 0),"
         " coalesce(sum(bytes_sent), 0), coalesce(sum(bytes_received), 0) FROM observation WHERE id IN"
         " (SELECT max(id) FROM observation WHERE run = ?1 GROUP BY subject)) WHERE id = ?1"),
    [STATEMENT_FIND_UNFINISHED] =
        "SELECT max(id) FROM run WHERE kind = ?1 AND state IN ('running', 'interrupted')",
    [STATEMENT_RESUME_RUN] = "UPDATE run SET state = 'running', ended_at = NULL WHERE id = ?1",
    [STATEMENT_LIST_CREDENTIALS] =
        ("SELECT address, credential, max(id) FROM observation"
         " WHERE learned = 1 AND address IS NOT NULL AND credential IS NOT NULL GROUP BY subject"),
    [STATEMENT_LIST_RUNS] = (LIST_RUNS("requests, retries, bytes_sent, bytes_received")),
    [STATEMENT_FIND_SUBJECT] =
        "SELECT id FROM subject WHERE address = ?1 AND source_name = ?2 AND source_id = ?3",
    [STATEMENT_ADD_SUBJECT] = "INSERT INTO subject (address, source_name, source_id) VALUES (?1, ?2, ?3)",
    [STATEMENT_FIND_LAYOUT] = "SELECT id FROM layout WHERE kind = ?1 AND fields = ?2",
    [STATEMENT_ADD_LAYOUT] = "INSERT INTO layout (kind, fields) VALUES (?1, ?2)",
    [STATEMENT_LIST_LAYOUTS] = "SELECT id, kind, fields FROM layout",
    [STATEMENT_FIND_BLOCK] = "SELECT id FROM block WHERE digest = ?1",
    [STATEMENT_ADD_BLOCK] = "INSERT INTO block (digest, layout, count, rows) VALUES (?1, ?2, ?3, ?4)",
    [STATEMENT_GET_BLOCK] = "SELECT rows FROM block WHERE id = ?1",
    [STATEMENT_FIND_BODY] = "SELECT id FROM body WHERE digest = ?1",
    [STATEMENT_ADD_BODY] = "INSERT INTO body (digest) VALUES (?1)",
    [STATEMENT_ADD_BODY_BLOCK] = "INSERT INTO body_block (body, layout, block) VALUES (?1, ?2, ?3)",
    [STATEMENT_LIST_BODY_BLOCKS] = "SELECT layout, block FROM body_block WHERE body = ?1",
    [STATEMENT_LIST_KEYS] = "SELECT key, device FROM device_key",
    [STATEMENT_ADD_KEY] = "INSERT OR IGNORE INTO device_key (key, device) VALUES (?1, ?2)",
    [STATEMENT_FIND_RUN_COSTS] = "SELECT 1 FROM pragma_table_info('run') WHERE name = 'requests'",
    [STATEMENT_LIST_COLUMNS] = "SELECT name FROM pragma_table_info('observation')",
    [STATEMENT_ADD_OBSERVATION] = ("INSERT INTO observation (" OBSERVATION_COLUMNS ", learned%s)"
                                   " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?%s)"),
    [STATEMENT_LIST_PRESENT] =
        ("SELECT " OBSERVATION_COLUMNS ", id%s FROM (SELECT id AS subject_id FROM subject)"
         " JOIN observation ON id ="
         " coalesce(" NEWEST_OF_SUBJECT("1") ", " NEWEST_OF_SUBJECT("0") ")"),
    [STATEMENT_LIST_OF_RUN] =
        ("SELECT " OBSERVATION_COLUMNS ", id%s FROM observation WHERE id IN"
         " (SELECT max(id) FROM observation WHERE run = ?1 GROUP BY subject) ORDER BY depth, id"),
};

const struct record_type *inventory_type_of(size_t kind)
{
    return kind == KIND_SYSTEM ? &system_type : &record_types[kind];
}

bool inventory_find_id(struct query *query, int64_t *id, GError **error)
{
    bool found;
    bool sound = query_next(query, &found, error);
    *id = found ? query_integer(query, 0) : 0;
    query_reset(query);
    return sound;
}

bool inventory_add_row(struct inventory *inventory, struct query *query, int64_t *id, GError **error)
{
    if (!query_run(query, error))
        return false;
    *id = database_last_id(inventory->database);
    return true;
}

static bool find_layout(struct inventory *inventory, const char *kind, const char *fields, int64_t *id,
                        GError **error)
{
    struct query *find = inventory->queries[STATEMENT_FIND_LAYOUT];
    struct query *add = inventory->queries[STATEMENT_ADD_LAYOUT];
    query_bind_text(find, 0, kind);
    query_bind_text(find, 1, fields);
    if (!inventory_find_id(find, id, error))
        return false;
    if (*id != 0)
        return true;
    query_bind_text(add, 0, kind);
    query_bind_text(add, 1, fields);
    return inventory_add_row(inventory, add, id, error);
}

static bool find_layouts(struct inventory *inventory, GError **error)
{
    bool sound = true;
    for (size_t kind = 0; sound && kind < KINDS; kind++) {
        char *fields = record_layout_format(inventory_type_of(kind));
        sound =
            find_layout(inventory, inventory_type_of(kind)->name, fields, &inventory->layouts[kind], error);
        g_free(fields);
    }
    return sound;
}

static bool prepare_with_costs(struct inventory *inventory, enum statement statement, GError **error)
{
    GString *columns = g_string_new(NULL), *values = g_string_new(NULL);
    for (size_t i = 0; i < inventory->cost_fields->len; i++) {
        const struct field *field = inventory->cost_fields->pdata[i];
        g_string_append_printf(columns, ", %s", field->name);
        g_string_append(values, ", ?");
    }
    GString *text = g_string_new(statement_texts[statement]);
    g_string_replace(text, "%s", columns->str, 1);
    g_string_replace(text, "%s", values->str, 1);
    inventory->queries[statement] = query_new(inventory->database, text->str, error);
    g_string_free(text, TRUE);
    g_string_free(columns, TRUE);
    g_string_free(values, TRUE);
    return inventory->queries[statement] != NULL;
}

static bool prepare_one(struct inventory *inventory, enum statement statement, const char *text,
                        GError **error)
{
    inventory->queries[statement] = query_new(inventory->database, text, error);
    return inventory->queries[statement] != NULL;
}

static bool prepare_some(struct inventory *inventory, enum statement from, enum statement to, GError **error)
{
    bool sound = true;
    for (enum statement i = from; sound && i < to; i++)
        sound = prepare_one(inventory, i, statement_texts[i], error);
    return sound;
}

static bool update_and_prepare(struct inventory *inventory, GError **error)
{
    if (!database_begin(inventory->database, true, error))
        return false;
    if (inventory_update_tables(inventory, error) && find_layouts(inventory, error) &&
        database_commit(inventory->database, error))
        return prepare_some(inventory, STATEMENT_COUNT_VISITS, STATEMENT_ADD_OBSERVATION, error);
    database_rollback(inventory->database);
    return false;
}

/* A file that is only read stays as it is. */
static bool prepare_to_read(struct inventory *inventory, GError **error)
{
    bool has_costs;
    if (!inventory_has_run_costs(inventory, &has_costs, error) ||
        !inventory_list_cost_fields(inventory, error))
        return false;
    return prepare_one(inventory, STATEMENT_LIST_RUNS,
                       has_costs ? statement_texts[STATEMENT_LIST_RUNS] : LIST_RUNS("0, 0, 0, 0"), error);
}

static bool prepare(struct inventory *inventory, GError **error)
{
    if (!prepare_some(inventory, 0, STATEMENT_COUNT_VISITS, error))
        return false;
    bool writes = inventory->mode == INVENTORY_WRITE;
    bool sound = writes ? update_and_prepare(inventory, error) : prepare_to_read(inventory, error);
    for (enum statement i = STATEMENT_ADD_OBSERVATION; sound && i < STATEMENTS; i++)
        sound = prepare_with_costs(inventory, i, error);
    return sound;
}

/* As SQLite calls it: also ":memory:". */
static const char *without_scheme(const char *uri)
{
    static const char scheme[] = "sqlite:";
    return g_str_has_prefix(uri, scheme) ? uri + strlen(scheme) : uri;
}

const char *inventory_file(const char *uri)
{
    const char *file = without_scheme(uri);
    return *file == ':' || *file == '\0' ? NULL : file;
}

static const char *file_of_uri(const char *uri, GError **error)
{
    const char *file = without_scheme(uri);
    if (file != uri || strstr(uri, "://") == NULL)
        return file;
    g_set_error(error, INVENTORY_ERROR, INVENTORY_ERROR_STORAGE,
                "%s: no such storage (a file name is expected)", uri);
    return NULL;
}

struct inventory *inventory_open(const char *uri, enum inventory_mode mode, GError **error)
{
    const char *file = file_of_uri(uri, error);
    struct database *database = file == NULL ? NULL : database_open(file, mode, error);
    if (database == NULL)
        return NULL;
    struct inventory *inventory = g_new0(struct inventory, 1);
    inventory->database = database;
    inventory->mode = mode;
    inventory->cost_fields = g_ptr_array_new();
    inventory->buffer = g_byte_array_new();
    inventory->digest = digest_new();
    if (prepare(inventory, error))
        return inventory;
    inventory_close(inventory);
    return NULL;
}

void inventory_close(struct inventory *inventory)
{
    if (inventory == NULL)
        return;
    for (size_t i = 0; i < STATEMENTS; i++)
        query_free(inventory->queries[i]);
    database_close(inventory->database);
    g_ptr_array_unref(inventory->cost_fields);
    g_byte_array_unref(inventory->buffer);
    digest_free(inventory->digest);
    g_free(inventory);
}

bool inventory_begin_run(struct inventory *inventory, const char *kind, const char *what, int64_t *id,
                         GError **error)
{
    struct query *query = inventory->queries[STATEMENT_BEGIN_RUN];
    query_bind_integer(query, 0, g_get_real_time() / 1000);
    query_bind_text(query, 1, kind);
    query_bind_text(query, 2, what == NULL ? "" : what);
    return inventory_add_row(inventory, query, id, error);
}

bool inventory_end_run(struct inventory *inventory, int64_t id, const char *state, GError **error)
{
    struct query *query = inventory->queries[STATEMENT_END_RUN];
    query_bind_integer(query, 0, id);
    query_bind_integer(query, 1, g_get_real_time() / 1000);
    query_bind_text(query, 2, state);
    return query_run(query, error);
}

static const char *run_text(struct run_list *runs, struct query *query, int column)
{
    char *text = text_from_bytes(bytes_from_text(query_text(query, column)));
    const char *kept = g_string_chunk_insert_const(runs->memory, text == NULL ? "" : text);
    g_free(text);
    return kept;
}

static struct run read_run(struct run_list *runs, struct query *query)
{
    return (struct run){
        .id = query_integer(query, 0),
        .started_at = query_integer(query, 1),
        .ended_at = query_integer(query, 2),
        .kind = run_text(runs, query, 3),
        .what = run_text(runs, query, 4),
        .state = run_text(runs, query, 5),
        .good = (uint64_t)query_integer(query, 6),
        .partial = (uint64_t)query_integer(query, 7),
        .failed = (uint64_t)query_integer(query, 8),
        .requests = (uint64_t)query_integer(query, 9),
        .retries = (uint64_t)query_integer(query, 10),
        .bytes_sent = (uint64_t)query_integer(query, 11),
        .bytes_received = (uint64_t)query_integer(query, 12),
    };
}

bool inventory_runs(struct inventory *inventory, struct run_list *out, GError **error)
{
    struct query *query = inventory->queries[STATEMENT_LIST_RUNS];
    *out = (struct run_list){.memory = g_string_chunk_new(256)};
    GArray *runs = g_array_new(FALSE, FALSE, sizeof(struct run));
    bool found, sound;
    while ((sound = query_next(query, &found, error)) && found) {
        struct run run = read_run(out, query);
        g_array_append_val(runs, run);
    }
    out->count = runs->len;
    out->items = (struct run *)(void *)g_array_free(runs, FALSE);
    if (!sound)
        run_list_clear(out);
    return sound;
}

GHashTable *inventory_load_device_keys(struct inventory *inventory, GError **error)
{
    struct query *query = inventory->queries[STATEMENT_LIST_KEYS];
    GHashTable *keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    bool found, sound;
    while ((sound = query_next(query, &found, error)) && found) {
        int64_t device = query_integer(query, 1);
        if (device > 0 && device <= G_MAXINT)
            g_hash_table_insert(keys, g_strdup(query_text(query, 0)), GINT_TO_POINTER((gint)device));
    }
    if (sound)
        return keys;
    g_hash_table_destroy(keys);
    return NULL;
}

static bool save_keys(struct inventory *inventory, GHashTable *keys, GError **error)
{
    struct query *query = inventory->queries[STATEMENT_ADD_KEY];
    bool sound = query != NULL;
    GHashTableIter iterator;
    gpointer key, device;
    g_hash_table_iter_init(&iterator, keys);
    while (sound && g_hash_table_iter_next(&iterator, &key, &device)) {
        query_bind_text(query, 0, key);
        query_bind_integer(query, 1, GPOINTER_TO_INT(device));
        sound = query_run(query, error);
    }
    return sound;
}

bool inventory_save_device_keys(struct inventory *inventory, GHashTable *keys, GError **error)
{
    if (inventory->mode == INVENTORY_READ)
        return true;
    if (!database_begin(inventory->database, true, error))
        return false;
    if (save_keys(inventory, keys, error))
        return database_commit(inventory->database, error);
    database_rollback(inventory->database);
    return false;
}
