/*
 * What the files of the SQLite inventory share: inventory_sqlite.c (all SQL, opening, runs, keys),
 * inventory_sqlite_update.c, inventory_sqlite_add.c, inventory_sqlite_load.c, inventory_sqlite_run.c and
 * inventory_sqlite_agents.c.
 */
#ifndef INVENTORY_INVENTORY_SQLITE_H
#define INVENTORY_INVENTORY_SQLITE_H

#include "inventory/database.h"
#include "inventory/record_codec.h"
#include "model/digest.h"

/* The system is stored as one more kind of record, of one row. */
#define KIND_SYSTEM RECORD_KINDS
#define KINDS (RECORD_KINDS + 1)

enum statement {
    STATEMENT_BEGIN_RUN,
    STATEMENT_END_RUN,
    STATEMENT_FIND_UNFINISHED,
    STATEMENT_RESUME_RUN,
    STATEMENT_LIST_CREDENTIALS,
    STATEMENT_FIND_SUBJECT,
    STATEMENT_ADD_SUBJECT,
    STATEMENT_FIND_LAYOUT,
    STATEMENT_ADD_LAYOUT,
    STATEMENT_LIST_LAYOUTS,
    STATEMENT_FIND_BLOCK,
    STATEMENT_ADD_BLOCK,
    STATEMENT_GET_BLOCK,
    STATEMENT_FIND_BODY,
    STATEMENT_ADD_BODY,
    STATEMENT_ADD_BODY_BLOCK,
    STATEMENT_LIST_BODY_BLOCKS,
    STATEMENT_LIST_KEYS,
    STATEMENT_ADD_KEY,
    STATEMENT_LIST_COLUMNS,
    STATEMENT_FIND_RUN_COSTS,
    STATEMENT_COUNT_VISITS, /* from here on of tables that may have to be brought up to date first */
    STATEMENT_RECOUNT_VISITS,
    STATEMENT_LIST_RUNS,
    STATEMENT_ADD_OBSERVATION, /* from here on they name the columns of struct cost that the file has */
    STATEMENT_LIST_PRESENT,
    STATEMENT_LIST_OF_RUN,
    STATEMENTS
};

/* The columns of an observation, as parameters and in answers. */
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

struct inventory {
    struct database *database;
    enum inventory_mode mode;
    struct query *queries[STATEMENTS];
    GPtrArray *cost_fields; /* of const struct field *: the members of struct cost that have a column */
    int64_t layouts[KINDS]; /* the present layouts' ids; only when open for writing */
    GByteArray *buffer;
    struct digest *digest;
    uint32_t loaded_version; /* of the file when the present state was loaded last; 0 never */
};

/* The type of a kind of record or of the system. */
const struct record_type *inventory_type_of(size_t kind);

/* Adds the columns and tables that the file is too old to have, and lists the cost columns; in a transaction.
 */
bool inventory_update_tables(struct inventory *inventory, GError **error);
bool inventory_list_cost_fields(struct inventory *inventory, GError **error);
/* Whether the runs tell what they cost. */
bool inventory_has_run_costs(struct inventory *inventory, bool *has_costs, GError **error);

/* Runs a query for one number: an id, 0 when nothing is found. */
bool inventory_find_id(struct query *query, int64_t *id, GError **error);

/* Runs a query that adds a row, and tells its id. */
bool inventory_add_row(struct inventory *inventory, struct query *query, int64_t *id, GError **error);

#endif
