/*
 * The SQLite file of an inventory and queries on it; the one place that knows SQLite's interface.
 *
 * The file may be anybody's: what it is, is checked before it is opened, triggers and views in it are not
 * run, and a value is converted to the type that is asked for. Errors are INVENTORY_ERROR or G_IO_ERROR and
 * begin with the file's name.
 */
#ifndef INVENTORY_DATABASE_H
#define INVENTORY_DATABASE_H

#include "inventory/inventory.h"

struct database;

/* INVENTORY_READ neither makes nor changes a file, also not beside it. INVENTORY_WRITE makes the file and its
 * tables when it is missing or empty. ":memory:" is no file, and gone when it is closed. */
struct database *database_open(const char *name, enum inventory_mode mode, GError **error);

/* NULL is allowed. */
void database_close(struct database *database);

/* Statements without parameters or answer. */
bool database_run(struct database *database, const char *sql, GError **error);

/* A transaction that writes waits a few seconds for another writer, then fails with INVENTORY_ERROR_BUSY. */
bool database_begin(struct database *database, bool write, GError **error);
/* Commits; when that fails nothing is kept. */
bool database_commit(struct database *database, GError **error);
/* Also after the storage has rolled back by itself. */
void database_rollback(struct database *database);

/* The id of the row that was added last. */
int64_t database_last_id(struct database *database);

/* INVENTORY_ERROR_FOREIGN: "FILE: damaged: what". */
void database_set_damaged(const struct database *database, GError **error, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

/* What tells two states of the file apart while nobody writes to it. */
struct database_state {
    uint32_t change_counter, page_count; /* https://www.sqlite.org/fileformat.html 1.3.4, 1.3.6 */
    int64_t modified_at;                 /* nanoseconds since 1970 */
};

/* False while somebody writes, after a writer was killed, and for what is no file. To be called outside of
 * transactions. */
bool database_read_state(const struct database *database, struct database_state *out);

/* A number that is another one once somebody else has changed the file. */
bool database_read_version(struct database *database, uint32_t *out, GError **error);

/* What was written goes to the file itself, and the file is at rest. False while others have it open. To be
 * the last thing but closing, which does it too. */
bool database_settle(struct database *database);

/* A prepared statement, to be run many times. Parameters and columns are counted from 0. */
struct query;

struct query *query_new(struct database *database, const char *sql, GError **error);
/* NULL is allowed. */
void query_free(struct query *query);

/* Text and octets must live until the query is reset; absent ones are NULL in SQL. */
void query_bind_integer(struct query *query, int parameter, int64_t value);
void query_bind_text(struct query *query, int parameter, const char *text);
void query_bind_bytes(struct query *query, int parameter, struct bytes bytes);

/* Goes to the next row: *found is false when there is none, and then the query has been reset. On failure it
 * has been reset too. */
bool query_next(struct query *query, bool *found, GError **error);

/* Runs a statement that has no answer, and resets it. */
bool query_run(struct query *query, GError **error);

/* Forgets parameters and position. */
void query_reset(struct query *query);

/* Columns of the present row. Text and octets are good until the next row or reset; NULL, 0 and absent for a
 * NULL in SQL. */
int64_t query_integer(struct query *query, int column);
const char *query_text(struct query *query, int column);
struct bytes query_bytes(struct query *query, int column);

#endif
