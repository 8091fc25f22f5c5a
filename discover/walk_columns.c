#include "discover/walk_internal.h"

#include <string.h>

/* Of an index, as most are no longer. */
#define FEW_ARCS 6

static struct column *take_column(struct walk *walk)
{
    if (walk->spare->len > 0)
        return g_ptr_array_steal_index_fast(walk->spare, walk->spare->len - 1);
    return arena_take_zeroed(&walk->arena, sizeof(struct column));
}

/* The name of the column itself is kept. */
static void make_room(struct walk *walk, struct column *column, size_t count)
{
    if (count <= column->last_room)
        return;
    size_t kept = MIN(column->base_count, column->last_room);
    uint32_t *last = arena_take(&walk->arena, (count + FEW_ARCS) * sizeof *last);
    if (kept > 0)
        memcpy(last, column->last, kept * sizeof *last);
    column->last = last;
    column->last_room = count + FEW_ARCS;
}

void walk_set_last(struct walk *walk, struct column *column, struct oid index)
{
    column->last_count = column->base_count + index.count;
    make_room(walk, column, column->last_count);
    if (index.count > 0)
        memcpy(column->last + column->base_count, index.arcs, index.count * sizeof *column->last);
}

static void set_stop(struct walk *walk, struct column *column, struct oid index)
{
    if (column->stop_memory == NULL || index.count > column->stop_room) {
        column->stop_room = index.count + FEW_ARCS;
        column->stop_memory = arena_take(&walk->arena, column->stop_room * sizeof *column->stop_memory);
    }
    if (index.count > 0)
        memcpy(column->stop_memory, index.arcs, index.count * sizeof *index.arcs);
    column->stop = column->stop_memory;
    column->stop_count = index.count;
}

static struct column *copy_column(struct walk *walk, const struct column *column)
{
    struct column *copy = take_column(walk);
    struct column own = *copy;
    *copy = *column;
    copy->last = own.last;
    copy->last_room = own.last_room;
    copy->stop_memory = own.stop_memory;
    copy->stop_room = own.stop_room;
    make_room(walk, copy, column->base_count);
    memcpy(copy->last, column->last, column->base_count * sizeof *column->last);
    if (column->stop != NULL)
        set_stop(walk, copy, (struct oid){column->stop, column->stop_count});
    return copy;
}

struct column *walk_new_column(struct walk *walk, struct table *table, uint32_t sub_id)
{
    struct column *column = take_column(walk);
    struct oid entry = table->what->entry;
    *column = (struct column){.last = column->last,
                              .last_room = column->last_room,
                              .stop_memory = column->stop_memory,
                              .stop_room = column->stop_room};
    column->table = table;
    column->object = table->what->object;
    column->sub_id = sub_id;
    make_room(walk, column, entry.count + 1);
    memcpy(column->last, entry.arcs, entry.count * sizeof *column->last);
    column->last[entry.count] = sub_id;
    column->base_count = column->last_count = entry.count + 1;
    return column;
}

static void open_column(struct walk *walk, struct column *column)
{
    column->table->open++;
    g_ptr_array_add(walk->columns, column);
}

static void describe(struct column *column, size_t position)
{
    const struct walk_table *what = column->table->what;
    if (position >= what->column_count)
        return;
    if (what->column_objects != NULL)
        column->object = what->column_objects[position];
    if (what->sizes != NULL)
        column->value_size = what->sizes[position];
}

static void add_column(struct walk *walk, struct table *table, uint32_t sub_id, size_t position)
{
    struct column *column = walk_new_column(walk, table, sub_id);
    describe(column, position);
    if (!table->has_first)
        table->first = column;
    column->is_first = !table->has_first;
    table->has_first = true;
    open_column(walk, column);
}

/* Columns before the one that is present are not there; those before one that is only assumed to be may be
 * there by now, but do not tell of the others. */
void walk_add_columns(struct walk *walk, struct table *table, uint32_t present)
{
    const struct walk_table *what = table->what;
    bool is_listed = false;
    if (table->is_known)
        return;
    table->is_known = true;
    for (size_t i = 0; i < what->column_count; i++) {
        is_listed = is_listed || what->columns[i] == present;
        if (what->columns[i] >= present)
            add_column(walk, table, what->columns[i], i);
    }
    for (size_t i = 0; i < what->column_count && table->is_assumed; i++)
        if (what->columns[i] < present)
            add_column(walk, table, what->columns[i], i);
    if (what->any_column && !is_listed && !table->is_assumed)
        add_column(walk, table, present, what->column_count);
}

void walk_add_row(struct walk *walk, struct table *table, struct oid before, struct oid index)
{
    const struct walk_table *what = table->what;
    for (size_t i = 0; i < what->column_count; i++) {
        struct column *column = walk_new_column(walk, table, what->columns[i]);
        describe(column, i);
        walk_set_last(walk, column, before);
        set_stop(walk, column, index);
        column->left = 1;
        column->is_row = true;
        open_column(walk, column);
    }
}

static bool has_indexes(const struct table *table)
{
    return table != NULL && table->indexes != NULL && !table->is_unsorted;
}

/* Those of ifTable are good for ifXTable, too. */
const struct walk_indexes *walk_indexes_of(const struct walk *walk, const struct table *table)
{
    bool is_of_interfaces = table->what->rows == WALK_ROWS_ALL_INTERFACES && !table->is_unsorted;
    if (is_of_interfaces && has_indexes(walk->interfaces))
        return walk->interfaces->indexes;
    return has_indexes(table) ? table->indexes : NULL;
}

uint32_t walk_position(struct column *column, const struct walk_indexes *indexes)
{
    if (column->last_count == column->base_count)
        return 0;
    uint32_t guess = column->position + column->rows - column->position_rows;
    column->position =
        walk_indexes_up_to(indexes, oid_skip(walk_last_name(column), column->base_count), guess);
    column->position_rows = column->rows;
    return column->position;
}

void walk_split_column(struct walk *walk, struct column *column, uint32_t rows)
{
    const struct walk_indexes *indexes = walk_indexes_of(walk, column->table);
    uint32_t position = walk_position(column, indexes) + rows;
    struct oid stop = walk_indexes_get(indexes, position - 1);
    struct column *rest = copy_column(walk, column);
    rest->rows += rows; /* towards the limit */
    walk_set_last(walk, rest, stop);
    set_stop(walk, column, stop);
    rest->position = column->stop_position = position;
    rest->position_rows = rest->rows;
    /* By others' indexes nothing is measured. */
    if (column->is_first)
        column->table->first = NULL;
    column->is_first = rest->is_first = false;
    open_column(walk, rest);
}

/* A table that was assumed to be there, and brought no row: it is probed as one of which nothing is known. */
static bool is_missed(struct walk *walk, struct table *table)
{
    if (!table->is_assumed || table->rows > 0)
        return false;
    table->is_assumed = table->is_known = table->has_first = table->is_explored = false;
    table->first = NULL;
    walk_add_probe(walk, table);
    return true;
}

void walk_remove_ended_columns(struct walk *walk)
{
    g_autoptr(GPtrArray) complete = NULL;
    for (guint i = walk->columns->len; i > 0; i--) {
        struct column *column = walk->columns->pdata[i - 1];
        struct table *table = column->table;
        if (!column->has_ended || column->is_in_flight)
            continue;
        g_ptr_array_remove_index(walk->columns, i - 1);
        g_ptr_array_add(walk->spare, column);
        if (--table->open > 0 || is_missed(walk, table))
            continue;
        complete = complete != NULL ? complete : g_ptr_array_new();
        g_ptr_array_add(complete, (gpointer)table->what);
    }
    for (guint i = 0; complete != NULL && walk->events.complete != NULL && i < complete->len; i++)
        walk->events.complete(walk->user, complete->pdata[i]);
}
