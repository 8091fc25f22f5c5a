/*
 * The rows of one table as they arrive, column by column, found by index.
 */
#ifndef DISCOVER_MIB_ROWS_H
#define DISCOVER_MIB_ROWS_H

#include "discover/arena.h"
#include "discover/mib/mib.h"

struct mib_rows;

/* In the arena, as the rows and their values are, which must outlive it. */
struct mib_rows *mib_rows_new(const struct mib_table *table, struct arena *arena);

/* What is not in the arena. */
void mib_rows_clear(struct mib_rows *rows);

/* Keeps a copy of a value. False when the row has one in this column (the first one counts); a column that
 * the table does not list only makes the row. *place is where the row of the next value of this column is
 * looked for first, 0 to begin with. */
bool mib_rows_take(struct mib_rows *rows, uint32_t sub_id, struct oid index, const struct value *value,
                   uint32_t *place);

size_t mib_rows_count(const struct mib_rows *rows);

/* NULL when there is none. */
struct mib_row *mib_rows_find(const struct mib_rows *rows, struct oid index);

/* The same, for many in order: *place is where it is looked for first, 0 to begin with. */
struct mib_row *mib_rows_find_next(const struct mib_rows *rows, struct oid index, size_t *place);

/* In the order of the indexes. Good until the next value is taken. */
struct mib_row *const *mib_rows_sorted(struct mib_rows *rows, size_t *count);

#endif
