#include "discover/walk_candidate.h"

#define GUESSED_VALUE 4
#define GUESSED_INDEX 2
/* Of a table that is not known to its end, so many rows are asked for before. */
#define WORTH_A_PART 8

static size_t expected_size(const struct column *column)
{
    if (column->size > 0)
        return column->size / 16 + 1;
    const struct table *table = column->table;
    struct oid base = {column->last, column->base_count};
    size_t index = table->rows > 0 ? (size_t)(table->index_octets / table->rows) + 1 : GUESSED_INDEX;
    return walk_name_size(base) + index + (column->value_size > 0 ? column->value_size : GUESSED_VALUE);
}

/* Rows that are known by their indexes. */
static uint32_t count_left(struct column *column, const struct walk_indexes *indexes)
{
    uint32_t begin = walk_position(column, indexes), end = walk_indexes_count(indexes);
    if (column->stop != NULL)
        end = walk_indexes_up_to(indexes, (struct oid){column->stop, column->stop_count},
                                 column->stop_position);
    return end > begin ? end - begin : 0;
}

static bool has_interface_count(const struct walk *walk, const struct table *table)
{
    return walk->interface_count > 0 && table->what->rows != WALK_ROWS_UNKNOWN;
}

/* Repetitions until the column has ended. Where the number of rows is not known, one more sees the end. */
static uint32_t expected_need(const struct walk *walk, const struct column *column, bool *is_certain)
{
    const struct table *table = column->table;
    *is_certain = true;
    if (column->left > 0)
        return column->left;
    if (table->is_measured && table->measured_rows > column->rows)
        return table->measured_rows - column->rows;
    if (has_interface_count(walk, table) && walk->interface_count >= column->rows)
        return MIN(walk->interface_count, INT32_MAX) - column->rows + 1;
    *is_certain = false;
    uint32_t siblings = table->rows > column->rows ? table->rows - column->rows : 0;
    uint32_t guess = MIN(column->rows, INT32_MAX);
    /* Many tables have a row for each interface, and end there. */
    if (walk->interface_count > column->rows)
        guess = MIN(guess, walk->interface_count - column->rows);
    guess = MAX(WALK_GUESSED_ROWS, guess);
    return MAX(siblings, guess) + 1;
}

/* A table that takes several requests for its first column alone is long: its columns go on together. */
static bool is_long(const struct walk *walk, const struct column *first)
{
    bool is_certain;
    uint32_t need = expected_need(walk, first, &is_certain);
    if (first->is_in_flight)
        return !first->ends_in_flight;
    return first->rows > WALK_FIRST_ROWS && need * expected_size(first) > 2 * walk->budget;
}

static bool waits(const struct walk *walk, const struct column *column)
{
    const struct table *table = column->table;
    const struct column *first = table->first;
    const struct table *interfaces = walk->interfaces;
    if (!walk->uses_getbulk || column->stop != NULL)
        return false;
    bool is_of_interfaces = table->what->rows == WALK_ROWS_ALL_INTERFACES && table != interfaces;
    if (is_of_interfaces && interfaces != NULL && interfaces->first != NULL)
        first = interfaces->first;
    if (first == NULL || first == column || first->care != CARE_NONE)
        return false;
    return !first->table->is_explored || !is_long(walk, first);
}

/* Whether a column has gone beyond the rows that another table's indexes tell of. */
static bool has_passed(const struct column *column, const struct walk_indexes *indexes)
{
    uint32_t count = walk_indexes_count(indexes);
    struct oid index = oid_skip(walk_last_name(column), column->base_count);
    return count > 0 && oid_compare(index, walk_indexes_get(indexes, count - 1)) > 0;
}

/* What the indexes of the table tell of a column, where they do. */
static void use_indexes(const struct walk *walk, struct candidate *candidate)
{
    struct column *column = candidate->column;
    const struct table *table = column->table, *interfaces = walk->interfaces;
    const struct walk_indexes *indexes = walk_indexes_of(walk, table);
    if (indexes == NULL || column->left > 0 || has_passed(column, indexes)) {
        candidate->waits = waits(walk, column);
        return;
    }
    uint32_t known = count_left(column, indexes);
    bool is_complete = table->is_measured ||
                       (interfaces != NULL && interfaces->is_measured && interfaces->indexes == indexes);
    candidate->waits = known < WORTH_A_PART && waits(walk, column);
    if (candidate->waits || (known == 0 && !is_complete))
        return;
    /* Where the indexes are another table's, one more sees the end. */
    bool sees_end = column->stop == NULL && !table->is_measured && is_complete;
    candidate->need = MAX(known + sees_end, 1);
    candidate->splits = known > 0;
    candidate->is_end = column->stop != NULL || is_complete;
    candidate->is_certain = true;
}

struct candidate walk_candidate(const struct walk *walk, struct column *column)
{
    const struct table *table = column->table;
    struct candidate candidate = {.column = column, .is_end = true};
    candidate.size = (uint16_t)MIN(expected_size(column), UINT16_MAX);
    candidate.need = expected_need(walk, column, &candidate.is_certain);
    candidate.is_new = column->rows == 0 && column->last_count == column->base_count;
    candidate.explores = table->first == column && !table->is_explored && !has_interface_count(walk, table);
    use_indexes(walk, &candidate);
    return candidate;
}
