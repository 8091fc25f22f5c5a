/*
 * Loading observations. The file may be damaged or hostile: whatever does not fit is an error that names the
 * place.
 */
#include "inventory/inventory_sqlite.h"

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
    while (kind < KINDS && g_strcmp0(inventory_type_of(kind)->name, name) != 0)
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
    struct record_layout *layout =
        record_layout_parse(fields == NULL ? "" : fields, inventory_type_of(kind), error);
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
    struct query *query = inventory->queries[STATEMENT_LIST_LAYOUTS];
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
    struct query *query = inventory->queries[STATEMENT_GET_BLOCK];
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
    struct query *query = inventory->queries[STATEMENT_LIST_BODY_BLOCKS];
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

static void set_number(const struct field *field, void *row, int64_t number)
{
    void *at = (char *)row + field->offset;
    if (field->type == FIELD_U64)
        *(uint64_t *)at = (uint64_t)number;
    else
        *(uint32_t *)at = (uint32_t)number;
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

static bool load_observations(struct inventory *inventory, struct query *query, GHashTable *layouts,
                              observation_fn each, void *user, GError **error)
{
    bool found = false;
    bool sound = true;
    while (sound && (sound = query_next(query, &found, error)) && found) {
        struct observation *observation = load_visit(inventory, query);
        int64_t body = query_integer(query, COLUMN_BODY);
        sound = body == 0 || load_body(inventory, layouts, body, observation, error);
        each(observation, user);
    }
    query_reset(query);
    return sound;
}

/* What the query lists, with these kinds of records, as of one moment. */
static bool load_listed(struct inventory *inventory, struct query *query, uint32_t kinds, observation_fn each,
                        void *user, GError **error)
{
    if (!database_begin(inventory->database, false, error)) {
        query_reset(query);
        return false;
    }
    GHashTable *layouts = load_layouts(inventory, kinds, error);
    bool sound = layouts != NULL && load_observations(inventory, query, layouts, each, user, error);
    query_reset(query);
    database_rollback(inventory->database);
    if (layouts != NULL)
        g_hash_table_destroy(layouts);
    return sound;
}

static void keep(struct observation *observation, void *user)
{
    g_ptr_array_add(user, observation);
}

bool inventory_load_present(struct inventory *inventory, int64_t up_to_run, uint32_t kinds,
                            struct observation_list *out, GError **error)
{
    struct query *query = inventory->queries[STATEMENT_LIST_PRESENT];
    GPtrArray *observations = g_ptr_array_new();
    if (!database_read_version(inventory->database, &inventory->loaded_version, error)) {
        g_ptr_array_unref(observations);
        return false;
    }
    query_bind_integer(query, 0, up_to_run == 0 ? G_MAXINT64 : up_to_run);
    bool sound = load_listed(inventory, query, kinds, keep, observations, error);
    g_ptr_array_sort(observations, compare_observations);
    out->count = observations->len;
    out->items = (struct observation **)(void *)g_ptr_array_free(observations, FALSE);
    if (!sound)
        observation_list_clear(out);
    return sound;
}

bool inventory_each_of_run(struct inventory *inventory, int64_t run, uint32_t kinds, observation_fn each,
                           void *user, GError **error)
{
    struct query *query = inventory->queries[STATEMENT_LIST_OF_RUN];
    query_bind_integer(query, 0, run);
    return load_listed(inventory, query, kinds, each, user, error);
}
