/*
 * The inventory's tables (docs/SCHEMA.md): all SQL but that which makes them.
 */
#include "inventory/database.h"
#include "inventory/record_codec.h"

#include "model/text.h"

#include <string.h>

#define DIGEST_SIZE 32

/* The system is stored as one more kind of record, of one row. */
#define KIND_SYSTEM RECORD_KINDS
#define KINDS (RECORD_KINDS + 1)

enum statement {
    BEGIN_RUN,
    END_RUN,
    COUNT_VISITS,
    LIST_RUNS,
    FIND_SUBJECT,
    ADD_SUBJECT,
    FIND_LAYOUT,
    ADD_LAYOUT,
    LIST_LAYOUTS,
    FIND_BLOCK,
    ADD_BLOCK,
    GET_BLOCK,
    FIND_BODY,
    ADD_BODY,
    ADD_BODY_BLOCK,
    LIST_BODY_BLOCKS,
    LIST_KEYS,
    ADD_KEY,
    LIST_COLUMNS,
    ADD_OBSERVATION, /* these two name the columns of struct cost that the file has */
    LIST_PRESENT,
    STATEMENTS
};

#define OBSERVATION_COLUMNS                                                                                  \
    "run, address, port, via, source_id, source_name, credential, started_at, depth, outcome, failure,"      \
    " sys_up_time, body, subject"

enum column {
    COLUMN_RUN,
    COLUMN_ADDRESS,
    COLUMN_PORT,
    COLUMN_VIA,
    COLUMN_SOURCE_ID,
    COLUMN_SOURCE_NAME,
    COLUMN_CREDENTIAL,
    COLUMN_STARTED_AT,
    COLUMN_DEPTH,
    COLUMN_OUTCOME,
    COLUMN_FAILURE,
    COLUMN_SYS_UP_TIME,
    COLUMN_BODY,
    COLUMN_SUBJECT,
    COLUMN_LEARNED_OR_ID, /* learned when adding, id when listing */
    COLUMN_COST
};

#define NEWEST_OF_SUBJECT(learned)                                                                           \
    "(SELECT id FROM observation WHERE subject = subject_id AND learned = " learned                          \
    " AND run <= ?1 ORDER BY run DESC, id DESC LIMIT 1)"

static const char *const statement_texts[STATEMENTS] = {
    [BEGIN_RUN] = "INSERT INTO run (started_at, kind, what, state) VALUES (?1, ?2, ?3, 'running')",
    [END_RUN] = "UPDATE run SET ended_at = ?2, state = ?3 WHERE id = ?1",
    [COUNT_VISITS] = "UPDATE run SET good = good + ?2, partial = partial + ?3, failed = failed + ?4"
                     " WHERE id = ?1",
    [LIST_RUNS] = "SELECT id, started_at, ended_at, kind, what, state, good, partial, failed FROM run"
                  " ORDER BY id",
    [FIND_SUBJECT] = "SELECT id FROM subject WHERE address = ?1 AND source_name = ?2 AND source_id = ?3",
    [ADD_SUBJECT] = "INSERT INTO subject (address, source_name, source_id) VALUES (?1, ?2, ?3)",
    [FIND_LAYOUT] = "SELECT id FROM layout WHERE kind = ?1 AND fields = ?2",
    [ADD_LAYOUT] = "INSERT INTO layout (kind, fields) VALUES (?1, ?2)",
    [LIST_LAYOUTS] = "SELECT id, kind, fields FROM layout",
    [FIND_BLOCK] = "SELECT id FROM block WHERE digest = ?1",
    [ADD_BLOCK] = "INSERT INTO block (digest, layout, count, rows) VALUES (?1, ?2, ?3, ?4)",
    [GET_BLOCK] = "SELECT rows FROM block WHERE id = ?1",
    [FIND_BODY] = "SELECT id FROM body WHERE digest = ?1",
    [ADD_BODY] = "INSERT INTO body (digest) VALUES (?1)",
    [ADD_BODY_BLOCK] = "INSERT INTO body_block (body, layout, block) VALUES (?1, ?2, ?3)",
    [LIST_BODY_BLOCKS] = "SELECT layout, block FROM body_block WHERE body = ?1",
    [LIST_KEYS] = "SELECT key, device FROM device_key",
    [ADD_KEY] = "INSERT OR IGNORE INTO device_key (key, device) VALUES (?1, ?2)",
    [LIST_COLUMNS] = "SELECT name FROM pragma_table_info('observation')",
    [ADD_OBSERVATION] = "INSERT INTO observation (" OBSERVATION_COLUMNS ", learned%s)"
                        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?%s)",
    [LIST_PRESENT] = "SELECT " OBSERVATION_COLUMNS ", id%s FROM (SELECT id AS subject_id FROM subject)"
                     " JOIN observation ON id ="
                     " coalesce(" NEWEST_OF_SUBJECT("1") ", " NEWEST_OF_SUBJECT("0") ")",
};

struct inventory {
    struct database *database;
    enum inventory_mode mode;
    struct query *queries[STATEMENTS];
    GPtrArray *cost_fields; /* of const struct field *: the members of struct cost that have a column */
    int64_t layouts[KINDS]; /* the present layouts' ids; only when open for writing */
    GByteArray *buffer;
};

static const struct record_type *type_of(size_t kind)
{
    return kind == KIND_SYSTEM ? &system_type : &record_types[kind];
}

/* Ready to be bound; NULL when it does not fit the file. */
static struct query *get_query(struct inventory *inventory, enum statement statement, GError **error)
{
    struct query **query = &inventory->queries[statement];
    if (*query == NULL)
        *query = query_new(inventory->database, statement_texts[statement], error);
    return *query;
}

/* The id that a query finds, 0 when it finds none. */
static bool find_id(struct query *query, int64_t *id, GError **error)
{
    bool found;
    bool sound = query_next(query, &found, error);
    *id = found ? query_integer(query, 0) : 0;
    query_reset(query);
    return sound;
}

static bool add_row(struct inventory *inventory, struct query *query, int64_t *id, GError **error)
{
    if (!query_run(query, error))
        return false;
    *id = database_last_id(inventory->database);
    return true;
}

static bool find_layout(struct inventory *inventory, const char *kind, const char *fields, int64_t *id,
                        GError **error)
{
    struct query *find = get_query(inventory, FIND_LAYOUT, error);
    struct query *add = get_query(inventory, ADD_LAYOUT, error);
    if (find == NULL || add == NULL)
        return false;
    query_bind_text(find, 0, kind);
    query_bind_text(find, 1, fields);
    if (!find_id(find, id, error))
        return false;
    if (*id != 0)
        return true;
    query_bind_text(add, 0, kind);
    query_bind_text(add, 1, fields);
    return add_row(inventory, add, id, error);
}

static bool find_layouts(struct inventory *inventory, GError **error)
{
    bool sound = true;
    for (size_t kind = 0; sound && kind < KINDS; kind++) {
        char *fields = record_layout_format(type_of(kind));
        sound = find_layout(inventory, type_of(kind)->name, fields, &inventory->layouts[kind], error);
        g_free(fields);
    }
    return sound;
}

static const struct field *find_cost_field(const char *name)
{
    for (size_t i = 0; i < cost_type.field_count; i++)
        if (strcmp(cost_type.fields[i].name, name) == 0)
            return &cost_type.fields[i];
    return NULL;
}

static bool list_cost_fields(struct inventory *inventory, GError **error)
{
    struct query *query = get_query(inventory, LIST_COLUMNS, error);
    if (query == NULL)
        return false;
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
    if (!list_cost_fields(inventory, error))
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

static bool update_tables(struct inventory *inventory, GError **error)
{
    if (!database_begin(inventory->database, true, error))
        return false;
    if (add_cost_columns(inventory, error) && find_layouts(inventory, error))
        return database_commit(inventory->database, error);
    database_rollback(inventory->database);
    return false;
}

static bool prepare(struct inventory *inventory, GError **error)
{
    bool writes = inventory->mode == INVENTORY_WRITE;
    bool sound = writes ? update_tables(inventory, error) : list_cost_fields(inventory, error);
    return sound && prepare_with_costs(inventory, LIST_PRESENT, error) &&
           (!writes || prepare_with_costs(inventory, ADD_OBSERVATION, error));
}

static const char *file_of_uri(const char *uri, GError **error)
{
    static const char scheme[] = "sqlite:";
    if (g_str_has_prefix(uri, scheme))
        return uri + strlen(scheme);
    if (strstr(uri, "://") == NULL)
        return uri;
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
    g_free(inventory);
}

bool inventory_begin_run(struct inventory *inventory, const char *kind, const char *what, int64_t *id,
                         GError **error)
{
    struct query *query = get_query(inventory, BEGIN_RUN, error);
    if (query == NULL)
        return false;
    query_bind_integer(query, 0, g_get_real_time() / 1000);
    query_bind_text(query, 1, kind);
    query_bind_text(query, 2, what);
    return add_row(inventory, query, id, error);
}

bool inventory_end_run(struct inventory *inventory, int64_t id, const char *state, GError **error)
{
    struct query *query = get_query(inventory, END_RUN, error);
    if (query == NULL)
        return false;
    query_bind_integer(query, 0, id);
    query_bind_integer(query, 1, g_get_real_time() / 1000);
    query_bind_text(query, 2, state);
    return query_run(query, error);
}

static const char *run_text(struct run_list *runs, struct query *query, int column)
{
    const char *text = query_text(query, column);
    return g_string_chunk_insert_const(runs->memory, text == NULL ? "" : text);
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
    };
}

bool inventory_runs(struct inventory *inventory, struct run_list *out, GError **error)
{
    struct query *query = get_query(inventory, LIST_RUNS, error);
    if (query == NULL)
        return false;
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

/* One kind of an observation's records, about to be stored. */
struct block {
    size_t kind, count;
    size_t offset, size; /* in the buffer */
    uint8_t digest[DIGEST_SIZE];
};

struct blocks {
    struct block items[KINDS];
    size_t count;
};

static void digest_block(const struct inventory *inventory, struct block *block)
{
    GChecksum *checksum = g_checksum_new(G_CHECKSUM_SHA256);
    gsize size = DIGEST_SIZE;
    int64_t layout = inventory->layouts[block->kind];
    g_checksum_update(checksum, (const guchar *)&layout, sizeof layout);
    g_checksum_update(checksum, inventory->buffer->data + block->offset, (gssize)block->size);
    g_checksum_get_digest(checksum, block->digest, &size);
    g_checksum_free(checksum);
}

static void collect_block(struct inventory *inventory, size_t kind, const void *rows, size_t count,
                          struct blocks *blocks)
{
    struct block *block = &blocks->items[blocks->count++];
    *block = (struct block){.kind = kind, .count = count, .offset = inventory->buffer->len};
    record_codec_write(type_of(kind), rows, count, inventory->buffer);
    block->size = inventory->buffer->len - block->offset;
    digest_block(inventory, block);
}

static void collect_blocks(struct inventory *inventory, const struct observation *observation,
                           struct blocks *blocks)
{
    blocks->count = 0;
    g_byte_array_set_size(inventory->buffer, 0);
    for (size_t kind = 0; kind < RECORD_KINDS; kind++) {
        size_t count;
        const void *rows = observation_records(observation, (enum record_kind)kind, &count);
        if (count > 0)
            collect_block(inventory, kind, rows, count, blocks);
    }
    if (!record_codec_is_empty(&system_type, &observation->system))
        collect_block(inventory, KIND_SYSTEM, &observation->system, 1, blocks);
}

static bool find_digest(struct inventory *inventory, enum statement statement, const uint8_t *digest,
                        int64_t *id, GError **error)
{
    struct query *query = get_query(inventory, statement, error);
    if (query == NULL)
        return false;
    query_bind_bytes(query, 0, (struct bytes){digest, DIGEST_SIZE});
    return find_id(query, id, error);
}

static bool add_block(struct inventory *inventory, const struct block *block, int64_t *id, GError **error)
{
    if (!find_digest(inventory, FIND_BLOCK, block->digest, id, error))
        return false;
    if (*id != 0)
        return true;
    struct query *query = get_query(inventory, ADD_BLOCK, error);
    if (query == NULL)
        return false;
    query_bind_bytes(query, 0, (struct bytes){block->digest, DIGEST_SIZE});
    query_bind_integer(query, 1, inventory->layouts[block->kind]);
    query_bind_integer(query, 2, (int64_t)block->count);
    query_bind_bytes(query, 3, (struct bytes){inventory->buffer->data + block->offset, block->size});
    return add_row(inventory, query, id, error);
}

static bool add_body_block(struct inventory *inventory, int64_t body, const struct block *block,
                           GError **error)
{
    int64_t id;
    struct query *query = get_query(inventory, ADD_BODY_BLOCK, error);
    if (query == NULL || !add_block(inventory, block, &id, error))
        return false;
    query_bind_integer(query, 0, body);
    query_bind_integer(query, 1, inventory->layouts[block->kind]);
    query_bind_integer(query, 2, id);
    return query_run(query, error);
}

static void digest_blocks(const struct blocks *blocks, uint8_t digest[DIGEST_SIZE])
{
    GChecksum *checksum = g_checksum_new(G_CHECKSUM_SHA256);
    gsize size = DIGEST_SIZE;
    for (size_t i = 0; i < blocks->count; i++)
        g_checksum_update(checksum, blocks->items[i].digest, DIGEST_SIZE);
    g_checksum_get_digest(checksum, digest, &size);
    g_checksum_free(checksum);
}

static bool add_body(struct inventory *inventory, const struct observation *observation, int64_t *id,
                     GError **error)
{
    struct blocks blocks;
    uint8_t digest[DIGEST_SIZE];
    collect_blocks(inventory, observation, &blocks);
    *id = 0;
    if (blocks.count == 0)
        return true;
    digest_blocks(&blocks, digest);
    if (!find_digest(inventory, FIND_BODY, digest, id, error) || *id != 0)
        return *id != 0;
    struct query *query = get_query(inventory, ADD_BODY, error);
    if (query == NULL)
        return false;
    query_bind_bytes(query, 0, (struct bytes){digest, DIGEST_SIZE});
    bool sound = add_row(inventory, query, id, error);
    for (size_t i = 0; sound && i < blocks.count; i++)
        sound = add_body_block(inventory, *id, &blocks.items[i], error);
    return sound;
}

/* What was visited: an address, or where there is none, a node of an imported file. */
static void bind_subject(struct query *query, const struct observation *observation, const char *address)
{
    bool named = *address == '\0';
    const char *name = named ? observation->source_name : NULL, *id = named ? observation->source_id : NULL;
    query_bind_text(query, 0, address);
    query_bind_text(query, 1, name == NULL ? "" : name);
    query_bind_text(query, 2, id == NULL ? "" : id);
}

static bool add_subject(struct inventory *inventory, const struct observation *observation, int64_t *id,
                        GError **error)
{
    char address[ADDRESS_TEXT_SIZE];
    address_format(observation->address, address);
    struct query *find = get_query(inventory, FIND_SUBJECT, error);
    struct query *add = get_query(inventory, ADD_SUBJECT, error);
    if (find == NULL || add == NULL)
        return false;
    bind_subject(find, observation, address);
    if (!find_id(find, id, error))
        return false;
    if (*id != 0)
        return true;
    bind_subject(add, observation, address);
    return add_row(inventory, add, id, error);
}

static int64_t get_number(const struct field *field, const void *row)
{
    const void *at = (const char *)row + field->offset;
    return field->type == FIELD_U64 ? (int64_t) * (const uint64_t *)at : *(const uint32_t *)at;
}

static void set_number(const struct field *field, void *row, int64_t number)
{
    void *at = (char *)row + field->offset;
    if (field->type == FIELD_U64)
        *(uint64_t *)at = (uint64_t)number;
    else
        *(uint32_t *)at = (uint32_t)number;
}

static bool is_learned(const struct observation *observation)
{
    return observation->outcome == OUTCOME_GOOD || observation->outcome == OUTCOME_PARTIAL;
}

/* The address, as text, must outlive the query. */
static void bind_visit(struct query *query, const struct observation *observation, const char *address)
{
    query_bind_text(query, COLUMN_ADDRESS, text_or_null(address));
    query_bind_integer(query, COLUMN_PORT, observation->port);
    query_bind_text(query, COLUMN_VIA, words_format(&via_words, (int)observation->via));
    query_bind_text(query, COLUMN_SOURCE_ID, observation->source_id);
    query_bind_text(query, COLUMN_SOURCE_NAME, observation->source_name);
    query_bind_text(query, COLUMN_CREDENTIAL, observation->credential);
    query_bind_integer(query, COLUMN_STARTED_AT, observation->started_at);
    query_bind_integer(query, COLUMN_DEPTH, observation->depth);
    query_bind_text(query, COLUMN_OUTCOME, words_format(&outcome_words, (int)observation->outcome));
    query_bind_text(query, COLUMN_FAILURE, observation->failure);
    query_bind_integer(query, COLUMN_SYS_UP_TIME, (int64_t)observation->sys_up_time);
    query_bind_integer(query, COLUMN_LEARNED_OR_ID, is_learned(observation));
}

static bool add_observation(struct inventory *inventory, int64_t run, struct observation *observation,
                            GError **error)
{
    int64_t subject, body;
    if (!add_subject(inventory, observation, &subject, error) ||
        !add_body(inventory, observation, &body, error))
        return false;
    struct query *query = inventory->queries[ADD_OBSERVATION];
    char address[ADDRESS_TEXT_SIZE];
    bind_visit(query, observation, address_format(observation->address, address));
    query_bind_integer(query, COLUMN_RUN, run);
    query_bind_integer(query, COLUMN_SUBJECT, subject);
    if (body != 0)
        query_bind_integer(query, COLUMN_BODY, body);
    for (size_t i = 0; i < inventory->cost_fields->len; i++)
        query_bind_integer(query, COLUMN_COST + (int)i,
                           get_number(inventory->cost_fields->pdata[i], &observation->cost));
    observation->run = run;
    return add_row(inventory, query, &observation->id, error);
}

static bool count_visits(struct inventory *inventory, int64_t run, struct observation *const *observations,
                         size_t count, GError **error)
{
    int64_t counts[OUTCOMES] = {0};
    for (size_t i = 0; i < count; i++)
        counts[observations[i]->outcome]++;
    struct query *query = get_query(inventory, COUNT_VISITS, error);
    if (query == NULL)
        return false;
    query_bind_integer(query, 0, run);
    query_bind_integer(query, 1, counts[OUTCOME_GOOD]);
    query_bind_integer(query, 2, counts[OUTCOME_PARTIAL]);
    query_bind_integer(query, 3, counts[OUTCOME_FAILED]);
    return query_run(query, error);
}

bool inventory_add(struct inventory *inventory, int64_t run, struct observation *const *observations,
                   size_t count, GError **error)
{
    if (!database_begin(inventory->database, true, error))
        return false;
    bool sound = true;
    for (size_t i = 0; sound && i < count; i++)
        sound = add_observation(inventory, run, observations[i], error);
    if (sound && count_visits(inventory, run, observations, count, error) &&
        database_commit(inventory->database, error))
        return true;
    database_rollback(inventory->database);
    for (size_t i = 0; i < count; i++)
        observations[i]->id = observations[i]->run = 0;
    return false;
}

/* A stored layout and the kind that it is of. */
struct stored_layout {
    int64_t id;
    size_t kind;
    struct record_layout *layout;
};

static void stored_layout_free(gpointer data)
{
    struct stored_layout *stored = data;
    record_layout_free(stored->layout);
    g_free(stored);
}

/* The position of a kind by its name; KINDS for one that there is no more. */
static size_t find_kind(const char *name)
{
    size_t kind = 0;
    while (kind < KINDS && g_strcmp0(type_of(kind)->name, name) != 0)
        kind++;
    return kind;
}

static bool load_layout(struct query *query, uint32_t kinds, GHashTable *layouts, GError **error)
{
    size_t kind = find_kind(query_text(query, 1));
    bool wanted = kind == KIND_SYSTEM || (kind < RECORD_KINDS && (kinds & RECORD_BIT(kind)) != 0);
    if (!wanted)
        return true;
    const char *fields = query_text(query, 2);
    struct record_layout *layout = record_layout_parse(fields == NULL ? "" : fields, type_of(kind), error);
    if (layout == NULL)
        return false;
    struct stored_layout *stored = g_new(struct stored_layout, 1);
    *stored = (struct stored_layout){query_integer(query, 0), kind, layout};
    g_hash_table_insert(layouts, &stored->id, stored);
    return true;
}

/* The layouts of the wanted kinds, by id. */
static GHashTable *load_layouts(struct inventory *inventory, uint32_t kinds, GError **error)
{
    struct query *query = get_query(inventory, LIST_LAYOUTS, error);
    if (query == NULL)
        return NULL;
    GHashTable *layouts = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, stored_layout_free);
    bool found = false;
    bool sound = true;
    while (sound && (sound = query_next(query, &found, error)) && found) {
        GError *cause = NULL;
        sound = load_layout(query, kinds, layouts, &cause);
        if (!sound)
            database_set_damaged(inventory->database, error, "%s", cause->message);
        g_clear_error(&cause);
    }
    query_reset(query);
    if (sound)
        return layouts;
    g_hash_table_destroy(layouts);
    return NULL;
}

static bool decode_block(const struct stored_layout *stored, struct bytes octets,
                         struct observation *observation, GError **error)
{
    if (stored->kind == KIND_SYSTEM)
        return record_codec_read_one(stored->layout, octets, observation, &observation->system, error);
    GArray **rows = &observation->records[stored->kind];
    if (*rows == NULL)
        return record_codec_read(stored->layout, octets, observation, rows, error);
    g_set_error(error, INVENTORY_ERROR, INVENTORY_ERROR_FOREIGN, "a second one of the same kind");
    return false;
}

static bool load_block(struct inventory *inventory, const struct stored_layout *stored, int64_t id,
                       struct observation *observation, GError **error)
{
    struct query *query = get_query(inventory, GET_BLOCK, error);
    if (query == NULL)
        return false;
    bool found;
    query_bind_integer(query, 0, id);
    if (!query_next(query, &found, error))
        return false;
    GError *cause = NULL;
    if (!found)
        g_set_error(&cause, INVENTORY_ERROR, INVENTORY_ERROR_FOREIGN, "it is missing");
    bool sound = found && decode_block(stored, query_bytes(query, 0), observation, &cause);
    if (!sound)
        database_set_damaged(inventory->database, error, "block %" G_GINT64_FORMAT " (%s): %s", id,
                             stored->layout->type->name, cause->message);
    g_clear_error(&cause);
    query_reset(query);
    return sound;
}

static bool load_body(struct inventory *inventory, GHashTable *layouts, int64_t body,
                      struct observation *observation, GError **error)
{
    struct query *query = get_query(inventory, LIST_BODY_BLOCKS, error);
    if (query == NULL)
        return false;
    query_bind_integer(query, 0, body);
    bool found = false;
    bool sound = true;
    while (sound && (sound = query_next(query, &found, error)) && found) {
        gint64 layout = query_integer(query, 0);
        const struct stored_layout *stored = g_hash_table_lookup(layouts, &layout);
        if (stored != NULL)
            sound = load_block(inventory, stored, query_integer(query, 1), observation, error);
    }
    query_reset(query);
    return sound;
}

static int parse_word(const struct words *words, const char *word)
{
    int value = 0;
    return word != NULL && words_parse(words, word, &value) ? value : 0;
}

static const char *load_text(struct observation *observation, struct query *query, int column)
{
    return observation_text_from_bytes(observation, bytes_from_text(query_text(query, column)));
}

static struct observation *load_visit(struct inventory *inventory, struct query *query)
{
    struct observation *observation = observation_new();
    const char *address = query_text(query, COLUMN_ADDRESS);
    if (address != NULL)
        address_parse(address, &observation->address);
    observation->id = query_integer(query, COLUMN_LEARNED_OR_ID);
    observation->run = query_integer(query, COLUMN_RUN);
    observation->port = (uint16_t)query_integer(query, COLUMN_PORT);
    observation->via = (enum via)parse_word(&via_words, query_text(query, COLUMN_VIA));
    observation->source_id = load_text(observation, query, COLUMN_SOURCE_ID);
    observation->source_name = load_text(observation, query, COLUMN_SOURCE_NAME);
    observation->credential = load_text(observation, query, COLUMN_CREDENTIAL);
    observation->started_at = query_integer(query, COLUMN_STARTED_AT);
    observation->depth = (uint32_t)query_integer(query, COLUMN_DEPTH);
    observation->outcome = (enum outcome)parse_word(&outcome_words, query_text(query, COLUMN_OUTCOME));
    observation->failure = load_text(observation, query, COLUMN_FAILURE);
    observation->sys_up_time = (uint64_t)query_integer(query, COLUMN_SYS_UP_TIME);
    for (size_t i = 0; i < inventory->cost_fields->len; i++)
        set_number(inventory->cost_fields->pdata[i], &observation->cost,
                   query_integer(query, COLUMN_COST + (int)i));
    return observation;
}

static int compare_observations(gconstpointer a, gconstpointer b)
{
    const struct observation *one = *(struct observation *const *)a, *two = *(struct observation *const *)b;
    int order = (one->run > two->run) - (one->run < two->run);
    if (order == 0)
        order = address_compare(one->address, two->address);
    if (order == 0)
        order = g_strcmp0(one->source_id, two->source_id);
    if (order == 0)
        order = g_strcmp0(one->source_name, two->source_name);
    return order != 0 ? order : (one->id > two->id) - (one->id < two->id);
}

static bool load_observations(struct inventory *inventory, int64_t up_to_run, GHashTable *layouts,
                              GPtrArray *observations, GError **error)
{
    struct query *query = inventory->queries[LIST_PRESENT];
    query_bind_integer(query, 0, up_to_run == 0 ? G_MAXINT64 : up_to_run);
    bool found = false;
    bool sound = true;
    while (sound && (sound = query_next(query, &found, error)) && found) {
        struct observation *observation = load_visit(inventory, query);
        g_ptr_array_add(observations, observation);
        int64_t body = query_integer(query, COLUMN_BODY);
        sound = body == 0 || load_body(inventory, layouts, body, observation, error);
    }
    query_reset(query);
    return sound;
}

bool inventory_load_present(struct inventory *inventory, int64_t up_to_run, uint32_t kinds,
                            struct observation_list *out, GError **error)
{
    *out = (struct observation_list){0};
    if (!database_begin(inventory->database, false, error))
        return false;
    GPtrArray *observations = g_ptr_array_new();
    GHashTable *layouts = load_layouts(inventory, kinds, error);
    bool sound = layouts != NULL && load_observations(inventory, up_to_run, layouts, observations, error);
    database_rollback(inventory->database);
    if (layouts != NULL)
        g_hash_table_destroy(layouts);
    g_ptr_array_sort(observations, compare_observations);
    out->count = observations->len;
    out->items = (struct observation **)(void *)g_ptr_array_free(observations, FALSE);
    if (!sound)
        observation_list_clear(out);
    return sound;
}

GHashTable *inventory_load_device_keys(struct inventory *inventory, GError **error)
{
    struct query *query = get_query(inventory, LIST_KEYS, error);
    if (query == NULL)
        return NULL;
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
    struct query *query = get_query(inventory, ADD_KEY, error);
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
