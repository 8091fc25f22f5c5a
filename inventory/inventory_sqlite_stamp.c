/*
 * By what the content of the file is known: the token of the last wiremap that wrote to it, and what SQLite
 * and the system count when others do.
 */
#include "inventory/inventory_sqlite.h"

#include <string.h>

#define TOKEN_SIZE 16

static bool read_token(struct inventory *inventory, uint8_t token[TOKEN_SIZE])
{
    struct query *query = query_new(inventory->database, "SELECT token FROM session", NULL);
    bool found = false, is_token = false;
    if (query == NULL)
        return false;
    if (query_next(query, &found, NULL) && found) {
        struct bytes bytes = query_bytes(query, 0);
        is_token = bytes.size == TOKEN_SIZE;
        if (is_token)
            memcpy(token, bytes.data, TOKEN_SIZE);
    }
    query_free(query);
    return is_token;
}

static bool is_same_state(const struct database_state *a, const struct database_state *b)
{
    return a->change_counter == b->change_counter && a->page_count == b->page_count &&
           a->modified_at == b->modified_at;
}

bool inventory_stamp(struct inventory *inventory, struct inventory_stamp *out)
{
    struct database_state before, after;
    G_STATIC_ASSERT(sizeof out->octets == TOKEN_SIZE + 2 * sizeof(uint32_t) + sizeof(int64_t));
    if (!database_read_state(inventory->database, &before) || !read_token(inventory, out->octets) ||
        !database_read_state(inventory->database, &after) || !is_same_state(&before, &after))
        return false;
    uint8_t *at = out->octets + TOKEN_SIZE;
    memcpy(at, &before.change_counter, sizeof before.change_counter);
    memcpy(at + 4, &before.page_count, sizeof before.page_count);
    memcpy(at + 8, &before.modified_at, sizeof before.modified_at);
    return true;
}

/* Whoever has the file open keeps it from settling, so that nobody writes between the two. */
bool inventory_settle(struct inventory *inventory, struct inventory_stamp *out)
{
    uint32_t version = 0;
    return database_read_version(inventory->database, &version, NULL) &&
           version == inventory->loaded_version && database_settle(inventory->database) &&
           inventory_stamp(inventory, out);
}
