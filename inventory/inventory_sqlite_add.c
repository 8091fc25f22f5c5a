/*
 * Storing observations: what a device says is cut into one block a kind of record, and a block that is there
 * already is referred to.
 */
#include "inventory/inventory_sqlite.h"

#include "model/text.h"

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
    gint64 layout = GINT64_TO_LE(inventory->layouts[block->kind]);
    digest_add(inventory->digest, (struct bytes){(const uint8_t *)&layout, sizeof layout});
    digest_add(inventory->digest, (struct bytes){inventory->buffer->data + block->offset, block->size});
    digest_end(inventory->digest, block->digest);
}

static void collect_block(struct inventory *inventory, size_t kind, const void *rows, size_t count,
                          struct blocks *blocks)
{
    struct block *block = &blocks->items[blocks->count++];
    *block = (struct block){.kind = kind, .count = count, .offset = inventory->buffer->len};
    record_codec_write(inventory_type_of(kind), rows, count, inventory->buffer);
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
    struct query *query = inventory->queries[statement];
    query_bind_bytes(query, 0, (struct bytes){digest, DIGEST_SIZE});
    return inventory_find_id(query, id, error);
}

static bool add_block(struct inventory *inventory, const struct block *block, int64_t *id, GError **error)
{
    if (!find_digest(inventory, STATEMENT_FIND_BLOCK, block->digest, id, error))
        return false;
    if (*id != 0)
        return true;
    struct query *query = inventory->queries[STATEMENT_ADD_BLOCK];
    query_bind_bytes(query, 0, (struct bytes){block->digest, DIGEST_SIZE});
    query_bind_integer(query, 1, inventory->layouts[block->kind]);
    query_bind_integer(query, 2, (int64_t)block->count);
    query_bind_bytes(query, 3, (struct bytes){inventory->buffer->data + block->offset, block->size});
    return inventory_add_row(inventory, query, id, error);
}

static bool add_body_block(struct inventory *inventory, int64_t body, const struct block *block,
                           GError **error)
{
    int64_t id;
    struct query *query = inventory->queries[STATEMENT_ADD_BODY_BLOCK];
    if (!add_block(inventory, block, &id, error))
        return false;
    query_bind_integer(query, 0, body);
    query_bind_integer(query, 1, inventory->layouts[block->kind]);
    query_bind_integer(query, 2, id);
    return query_run(query, error);
}

static void digest_blocks(const struct inventory *inventory, const struct blocks *blocks,
                          uint8_t out[DIGEST_SIZE])
{
    for (size_t i = 0; i < blocks->count; i++)
        digest_add(inventory->digest, (struct bytes){blocks->items[i].digest, DIGEST_SIZE});
    digest_end(inventory->digest, out);
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
    digest_blocks(inventory, &blocks, digest);
    if (!find_digest(inventory, STATEMENT_FIND_BODY, digest, id, error) || *id != 0)
        return *id != 0;
    struct query *query = inventory->queries[STATEMENT_ADD_BODY];
    query_bind_bytes(query, 0, (struct bytes){digest, DIGEST_SIZE});
    bool sound = inventory_add_row(inventory, query, id, error);
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
    struct query *find = inventory->queries[STATEMENT_FIND_SUBJECT];
    struct query *add = inventory->queries[STATEMENT_ADD_SUBJECT];
    bind_subject(find, observation, address);
    if (!inventory_find_id(find, id, error))
        return false;
    if (*id != 0)
        return true;
    bind_subject(add, observation, address);
    return inventory_add_row(inventory, add, id, error);
}

static int64_t get_number(const struct field *field, const void *row)
{
    const void *at = (const char *)row + field->offset;
    return field->type == FIELD_U64 ? (int64_t) * (const uint64_t *)at : *(const uint32_t *)at;
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
    struct query *query = inventory->queries[STATEMENT_ADD_OBSERVATION];
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
    return inventory_add_row(inventory, query, &observation->id, error);
}

static bool count_visits(struct inventory *inventory, int64_t run, struct observation *const *observations,
                         size_t count, GError **error)
{
    int64_t counts[OUTCOMES] = {0};
    struct cost cost = {0};
    for (size_t i = 0; i < count; i++) {
        counts[observations[i]->outcome]++;
        cost_add(&cost, &observations[i]->cost);
    }
    struct query *query = inventory->queries[STATEMENT_COUNT_VISITS];
    query_bind_integer(query, 0, run);
    query_bind_integer(query, 1, counts[OUTCOME_GOOD]);
    query_bind_integer(query, 2, counts[OUTCOME_PARTIAL]);
    query_bind_integer(query, 3, counts[OUTCOME_FAILED]);
    query_bind_integer(query, 4, cost.requests);
    query_bind_integer(query, 5, cost.retries);
    query_bind_integer(query, 6, (int64_t)cost.bytes_sent);
    query_bind_integer(query, 7, (int64_t)cost.bytes_received);
    return query_run(query, error);
}

bool inventory_begin_adding(struct inventory *inventory, GError **error)
{
    return database_begin(inventory->database, true, error);
}

bool inventory_add_some(struct inventory *inventory, int64_t run, struct observation *const *observations,
                        size_t count, GError **error)
{
    bool sound = true;
    for (size_t i = 0; sound && i < count; i++)
        sound = add_observation(inventory, run, observations[i], error);
    if (sound && count_visits(inventory, run, observations, count, error))
        return true;
    database_rollback(inventory->database);
    return false;
}

bool inventory_end_adding(struct inventory *inventory, GError **error)
{
    return database_commit(inventory->database, error);
}

bool inventory_add(struct inventory *inventory, int64_t run, struct observation *const *observations,
                   size_t count, GError **error)
{
    if (inventory_begin_adding(inventory, error) &&
        inventory_add_some(inventory, run, observations, count, error) &&
        inventory_end_adding(inventory, error))
        return true;
    for (size_t i = 0; i < count; i++)
        observations[i]->id = observations[i]->run = 0;
    return false;
}
