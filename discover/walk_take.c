#include "discover/walk_internal.h"

#include <assert.h>

/* Longer tables are read in one part: what their rows take in memory is for the rows. */
#define MAX_INDEXES 4096

struct oid walk_last_name(const struct column *column)
{
    return (struct oid){column->last, column->last_count};
}

static struct oid last_index(const struct column *column)
{
    return oid_skip(walk_last_name(column), column->base_count);
}

static bool has_reached_end(const struct column *column)
{
    const struct table *table = column->table;
    if (column->stop != NULL)
        return oid_compare(last_index(column), (struct oid){column->stop, column->stop_count}) >= 0;
    if (!table->is_measured || table->is_unsorted || column->is_first ||
        column->last_count <= column->base_count)
        return false;
    return oid_compare(last_index(column), table->last_index) >= 0;
}

/* The first column tells how many rows there are; the others may have gaps, but nothing behind it. */
static void measure_table(struct walk *walk, const struct column *first)
{
    struct table *table = first->table;
    table->last_index = arena_copy_oid(&walk->arena, last_index(first));
    table->is_measured = true;
    table->measured_rows = first->rows;
    for (guint i = 0; i < walk->columns->len; i++) {
        struct column *column = walk->columns->pdata[i];
        if (column->table == table && !column->is_in_flight && has_reached_end(column))
            column->has_ended = true;
    }
}

/* Nothing is known of its end: it tells nothing about the length of the table. */
void walk_drop_column(struct column *column)
{
    struct table *table = column->table;
    column->has_ended = true;
    table->is_explored = table->is_explored || column->is_first;
    if (column->is_first)
        table->first = NULL;
}

void walk_end_column(struct walk *walk, struct column *column)
{
    walk_drop_column(column);
    if (column->is_first && column->rows > 0 && !column->table->is_measured)
        measure_table(walk, column);
}

/* Whether the walk goes on after this name. */
static bool may_take(struct walk *walk, struct column *column, const struct varbind *varbind)
{
    struct table *table = column->table;
    if (varbind->name.count > OID_MAX_ARCS) {
        walk_problem(walk, column->object, "a name of %zu arcs; stopped", varbind->name.count);
        return false;
    }
    if (column->rows >= walk->limits.max_rows) {
        if (!table->is_full)
            walk_problem(walk, table->what->object, "more than %u rows; the others are not read",
                         walk->limits.max_rows);
        table->is_full = true;
        return false;
    }
    return true;
}

static void note_index(struct walk *walk, struct column *first, struct oid index)
{
    struct table *table = first->table;
    if (table->indexes == NULL && first->rows == 0 && table->what->column_count > 1)
        table->indexes = walk_indexes_new(&walk->arena);
    if (table->indexes == NULL)
        return;
    if (table->is_unsorted || first->rows >= MAX_INDEXES)
        table->indexes = NULL;
    else
        walk_indexes_add(table->indexes, index);
}

static void note_row(struct walk *walk, struct column *column, struct oid index,
                     const struct varbind *varbind)
{
    struct table *table = column->table;
    if (column->is_first)
        note_index(walk, column, index);
    walk_set_last(walk, column, index);
    column->rows++;
    column->left -= column->left > 0;
    /* A moving average in sixteenths: rows grow as their indexes do. */
    size_t size = walk_varbind_size(varbind) * 16;
    column->size = column->size == 0 ? size : column->size + size / 16 - column->size / 16;
    table->lowest = table->lowest > 0 ? MIN(table->lowest, column->sub_id) : column->sub_id;
    table->is_explored = table->is_explored || column->is_first;
    if (column->rows <= table->rows)
        return;
    /* Those of a part of a column before may be on their way. */
    table->index_octets += (uint64_t)walk_arcs_size(index.arcs, index.count) * (column->rows - table->rows);
    table->rows = column->rows;
}

/* Whether it is one of those that the column is to read. */
static inline bool is_of_column(const struct column *column, const struct varbind *varbind)
{
    struct oid base = {column->last, column->base_count};
    if (!oid_has_prefix(varbind->name, base) || value_is_exception(&varbind->value))
        return false;
    if (column->stop == NULL)
        return true;
    int order = oid_compare(oid_skip(varbind->name, column->base_count),
                            (struct oid){column->stop, column->stop_count});
    return column->is_row ? order == 0 : order <= 0;
}

/* One that is_of_column. */
static void take_cell(struct walk *walk, struct column *column, const struct varbind *varbind)
{
    struct table *table = column->table;
    struct oid index = oid_skip(varbind->name, column->base_count);
    if (!may_take(walk, column, varbind)) {
        walk_end_column(walk, column);
        return;
    }
    bool went_back = oid_compare(index, last_index(column)) <= 0;
    bool is_new = index.count > 0 && walk->events.cell(walk->user, table->what, column->sub_id, index,
                                                       &varbind->value, &column->place);
    if (went_back && !is_new) {
        char text[OID_TEXT_SIZE];
        walk_problem(walk, column->object, "goes round in circles at row %s; stopped",
                     oid_format(index, text));
        table->is_unsorted = true;
        walk_end_column(walk, column);
        return;
    }
    table->is_unsorted = table->is_unsorted || went_back;
    note_row(walk, column, index, varbind);
    if (has_reached_end(column))
        column->has_ended = true;
}

/* What one repeater brings: names one after the other, of its column and of what lies behind that. */
struct thread {
    struct column *column; /* NULL: between two that are asked for */
    struct oid previous;
    guint position; /* of the name that was asked for */
    bool is_torn;
};

/* Whether a column has a varbind of its own still to come: a non-repeater that has had it is as good as idle.
 */
static bool is_to_come(const struct exchange *exchange, const struct column *column,
                       const struct thread *thread)
{
    guint position;
    return g_ptr_array_find(exchange->columns, column, &position) &&
           (position >= exchange->non_repeaters || position > thread->position);
}

/* An idle column whose next row a thread has run into: no name lies between, where rows are in order. */
static struct column *find_overrun(struct walk *walk, const struct exchange *exchange,
                                   const struct thread *thread, const struct varbind *varbind)
{
    for (guint i = 0; i < walk->columns->len; i++) {
        struct column *column = walk->columns->pdata[i];
        if (column->has_ended || column->is_in_flight || column->care != CARE_NONE ||
            column->table->is_unsorted || !is_of_column(column, varbind))
            continue;
        struct oid last = walk_last_name(column);
        if (column->table->what->vlan_context != exchange->vlan_context ||
            oid_compare(last, varbind->name) >= 0 || oid_compare(thread->previous, last) > 0 ||
            is_to_come(exchange, column, thread))
            continue;
        return column;
    }
    return NULL;
}

/* Before the row that was asked for is one that others do not tell of: it has to be asked for by its name. */
static void insist(struct walk *walk, const struct column *column, const struct varbind *varbind)
{
    struct oid base = {column->last, column->base_count}, stop = {column->stop, column->stop_count};
    if (!value_is_exception(&varbind->value) && oid_has_prefix(varbind->name, base) &&
        oid_compare(oid_skip(varbind->name, column->base_count), stop) < 0)
        walk_add_cell(walk, column->table, column->sub_id, stop);
}

static void follow(struct walk *walk, const struct exchange *exchange, struct thread *thread,
                   const struct varbind *varbind)
{
    bool is_exception = value_is_exception(&varbind->value);
    struct column *column = thread->column;
    if (column != NULL && is_of_column(column, varbind)) {
        if (!column->has_ended)
            take_cell(walk, column, varbind);
        return;
    }
    if (column != NULL && !column->has_ended) {
        if (column->is_row)
            insist(walk, column, varbind);
        walk_end_column(walk, column);
    }
    thread->column = NULL;
    if (is_exception || oid_compare(thread->previous, varbind->name) >= 0) {
        thread->is_torn = true;
        return;
    }
    thread->column = find_overrun(walk, exchange, thread, varbind);
    if (thread->column != NULL)
        take_cell(walk, thread->column, varbind);
}

void walk_take_columns(struct walk *walk, struct exchange *exchange, const struct varbind *varbinds,
                       size_t count)
{
    struct thread threads[WALK_MAX_COLUMNS] = {{0}};
    assert(exchange->columns->len <= WALK_MAX_COLUMNS);
    /* Which name of the request a varbind of the answer belongs to: RFC 3416 4.2.3. */
    for (size_t i = 0, position = 0; i < count; i++, position++) {
        if (position == exchange->columns->len)
            position = exchange->non_repeaters;
        struct thread *thread = &threads[position];
        if (i == position) {
            thread->column = exchange->columns->pdata[position];
            thread->previous = walk_last_name(thread->column);
            thread->position = (guint)position;
        }
        if (!thread->is_torn)
            follow(walk, exchange, thread, &varbinds[i]);
        thread->previous = varbinds[i].name;
    }
}
