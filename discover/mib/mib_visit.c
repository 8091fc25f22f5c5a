#include "discover/mib/mib_visit.h"

#include "discover/mib/convert.h"
#include "discover/mib/rows.h"

#define MAX_ROW_WARNINGS 5
/* A preview is worth its time when there is so much more than at the one before, in percent: all previews of
 * a visit take no more than a few times what the last one does. */
#define NEWS 25
/* A device that names more neighbors is followed at the end of its visit. */
#define MAX_PREVIEWED 20000

/* A table in one VLAN context. */
struct read_table {
    const struct mib_table *table;
    struct walk_table walk_table;
    struct mib_rows *rows;
    GHashTable *asked_rows; /* indexes as text; NULL until one is asked for */
    bool is_asked;
    bool names_neighbors;
    unsigned warnings;
    size_t place; /* where the row behind the one that was found last is */
};

struct mib_visit {
    struct observation *observation;
    const struct mib *const *mibs;
    size_t mib_count;
    struct walk *walk;
    struct arena arena; /* tables, their rows and values */
    GPtrArray *tables;
    uint64_t values;
    uint64_t records_size;                    /* of the rows so far, octets */
    uint64_t naming_values, previewed_values; /* of MIBs that name neighbors; of those, in the last preview */
    unsigned phase;
    uint32_t vlan; /* of the rows that are being made records */
    bool has_asked_vendors;
};

static void read_table_free(void *data)
{
    struct read_table *read = data;
    mib_rows_clear(read->rows);
    if (read->asked_rows != NULL)
        g_hash_table_unref(read->asked_rows);
}

struct mib_visit *mib_visit_new(struct observation *observation, const struct mib *const *mibs, size_t count)
{
    struct mib_visit *visit = g_new0(struct mib_visit, 1);
    visit->observation = observation;
    visit->mibs = mibs;
    visit->mib_count = count;
    visit->tables = g_ptr_array_new_with_free_func(read_table_free);
    return visit;
}

void mib_visit_free(struct mib_visit *visit)
{
    if (visit == NULL)
        return;
    g_ptr_array_unref(visit->tables);
    arena_clear(&visit->arena);
    g_free(visit);
}

struct observation *mib_visit_observation(struct mib_visit *visit)
{
    return visit->observation;
}

unsigned mib_visit_phase(const struct mib_visit *visit)
{
    return visit->phase;
}

uint32_t mib_visit_vlan(const struct mib_visit *visit)
{
    return visit->vlan;
}

uint64_t mib_visit_values(const struct mib_visit *visit)
{
    return visit->values;
}

uint64_t mib_visit_memory(const struct mib_visit *visit)
{
    return visit->arena.size + visit->records_size;
}

static struct read_table *find_table(const struct mib_visit *visit, const struct mib_table *table,
                                     uint32_t vlan)
{
    for (guint i = 0; i < visit->tables->len; i++) {
        struct read_table *read = visit->tables->pdata[i];
        if (read->table == table && read->walk_table.vlan_context == vlan)
            return read;
    }
    return NULL;
}

static struct read_table *get_table(struct mib_visit *visit, const struct mib_table *table, uint32_t vlan)
{
    struct read_table *read = find_table(visit, table, vlan);
    if (read != NULL)
        return read;
    read = arena_take_zeroed(&visit->arena, sizeof *read);
    uint32_t *columns = arena_take(&visit->arena, table->column_count * sizeof *columns);
    const char **objects = arena_take(&visit->arena, table->column_count * sizeof *objects);
    uint16_t *sizes = arena_take(&visit->arena, table->column_count * sizeof *sizes);
    for (size_t i = 0; i < table->column_count; i++) {
        objects[i] = table->columns[i].object;
        columns[i] = table->columns[i].sub_id;
        sizes[i] = table->columns[i].size;
    }
    read->table = table;
    read->rows = mib_rows_new(table, &visit->arena);
    read->walk_table = (struct walk_table){.object = table->object,
                                           .entry = table->entry,
                                           .columns = columns,
                                           .column_count = table->column_count,
                                           .column_objects = objects,
                                           .sizes = sizes,
                                           .any_column = table->any_column,
                                           .rows = table->rows,
                                           .is_expected = table->is_expected,
                                           .vlan_context = vlan,
                                           .tag = read};
    g_ptr_array_add(visit->tables, read);
    return read;
}

void mib_visit_ask_table(struct mib_visit *visit, const struct mib_table *table, uint32_t vlan)
{
    struct read_table *read = get_table(visit, table, vlan);
    if (!read->is_asked)
        walk_ask_table(visit->walk, &read->walk_table);
    read->is_asked = true;
}

/* The row before one that has been read of another table with the same rows; no arcs where it is the first.
 */
static bool find_before(const struct mib_visit *visit, const struct read_table *wanted, struct oid index,
                        struct oid *before)
{
    *before = (struct oid){NULL, 0};
    for (guint i = 0; i < visit->tables->len; i++) {
        const struct read_table *read = visit->tables->pdata[i];
        size_t count;
        if (read == wanted || read->walk_table.vlan_context != wanted->walk_table.vlan_context ||
            !oid_equal(read->table->entry, wanted->table->entry) || mib_rows_find(read->rows, index) == NULL)
            continue;
        struct mib_row *const *rows = mib_rows_sorted(read->rows, &count);
        for (size_t j = 1; j < count && oid_compare(rows[j - 1]->index, index) < 0; j++)
            *before = rows[j - 1]->index;
        return true;
    }
    return false;
}

void mib_visit_ask_row(struct mib_visit *visit, const struct mib_table *table, uint32_t vlan,
                       struct oid index)
{
    struct read_table *read = get_table(visit, table, vlan);
    char text[OID_TEXT_SIZE];
    struct oid before;
    if (read->asked_rows == NULL)
        read->asked_rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (read->is_asked || !g_hash_table_add(read->asked_rows, g_strdup(oid_format(index, text))))
        return;
    if (find_before(visit, read, index, &before))
        walk_ask_row_behind(visit->walk, &read->walk_table, before, index);
    else
        walk_ask_row(visit->walk, &read->walk_table, index);
}

static void ask_tables(struct mib_visit *visit, const struct mib *mib)
{
    for (size_t i = 0; i < mib->table_count; i++) {
        const struct mib_table *table = mib->tables[i];
        if (mib->names_neighbors)
            get_table(visit, table, 0)->names_neighbors = true;
        if (table->is_probed)
            walk_probe_table(visit->walk, &get_table(visit, table, 0)->walk_table);
        else if (!table->is_deferred)
            mib_visit_ask_table(visit, table, 0);
    }
}

/* The others are numbers and short ids. */
static bool may_be_long(const struct mib_scalar *scalar)
{
    return scalar->convert == convert_text || scalar->convert == convert_bytes ||
           scalar->convert == convert_oid_text;
}

static void ask_scalars(struct mib_visit *visit, const struct mib *mib, bool first, bool second)
{
    for (size_t i = 0; i < mib->scalar_count; i++) {
        const struct mib_scalar *scalar = &mib->scalars[i];
        bool is_first = may_be_long(scalar) || scalar->is_interface_count;
        if (is_first ? first : second)
            walk_ask_scalar(visit->walk, scalar->object, scalar->oid, scalar);
    }
}

/* In two requests. The first one has the scalars that may be long, and is filled with rows that nearly every
 * device has, of which some may be lost; it tells the vendor and the number of interfaces. The second one
 * finds out which tables there are. */
void mib_visit_ask(struct mib_visit *visit, struct walk *walk)
{
    visit->walk = walk;
    for (size_t i = 0; i < visit->mib_count; i++)
        if (visit->mibs[i]->enterprises == NULL)
            ask_scalars(visit, visit->mibs[i], true, false);
    walk_divide(walk);
    for (size_t i = 0; i < visit->mib_count; i++) {
        if (visit->mibs[i]->enterprises != NULL)
            continue;
        ask_scalars(visit, visit->mibs[i], false, true);
        ask_tables(visit, visit->mibs[i]);
    }
    walk_divide(walk);
}

static bool is_of_vendor(const char *sys_object_id, const struct mib *mib)
{
    static const char prefix[] = "1.3.6.1.4.1.";
    if (sys_object_id == NULL || !g_str_has_prefix(sys_object_id, prefix))
        return true;
    guint64 enterprise = g_ascii_strtoull(sys_object_id + sizeof prefix - 1, NULL, 10);
    for (const uint32_t *at = mib->enterprises; *at != 0; at++)
        if (*at == enterprise)
            return true;
    return false;
}

/* As soon as sysObjectID is known: these requests are under way while others are answered. */
static void ask_vendors(struct mib_visit *visit)
{
    const char *sys_object_id = visit->observation->system.sys_object_id;
    if (visit->has_asked_vendors)
        return;
    visit->has_asked_vendors = true;
    for (size_t i = 0; i < visit->mib_count; i++) {
        const struct mib *mib = visit->mibs[i];
        if (mib->enterprises == NULL || !is_of_vendor(sys_object_id, mib))
            continue;
        ask_scalars(visit, mib, true, true);
        ask_tables(visit, mib);
    }
}

void mib_visit_ask_more(struct mib_visit *visit)
{
    ask_vendors(visit);
    for (size_t i = 0; i < visit->mib_count; i++)
        if (visit->mibs[i]->ask_more != NULL)
            visit->mibs[i]->ask_more(visit);
    visit->phase++;
}

static const char *type_name(enum value_type type)
{
    switch (type) {
    case VALUE_INTEGER:
        return "INTEGER";
    case VALUE_OCTET_STRING:
        return "OCTET STRING";
    case VALUE_OID:
        return "OBJECT IDENTIFIER";
    case VALUE_IP_ADDRESS:
        return "IpAddress";
    case VALUE_COUNTER32:
    case VALUE_COUNTER64:
        return "Counter";
    case VALUE_GAUGE32:
        return "Gauge32";
    case VALUE_TIME_TICKS:
        return "TimeTicks";
    default:
        return "value of its type";
    }
}

void mib_visit_take_scalar(struct mib_visit *visit, const void *tag, const struct value *value)
{
    const struct mib_scalar *scalar = tag;
    char *base = (char *)visit->observation;
    uint32_t count;
    visit->values++;
    if (scalar->is_interface_count) {
        if (convert_u32(visit->observation, value, &count) && visit->walk != NULL)
            walk_set_interface_count(visit->walk, count);
    } else if (!scalar->convert(visit->observation, value, base + scalar->offset)) {
        observation_warn(visit->observation, scalar->object, "this %s says nothing", type_name(value->type));
    }
    if (visit->walk != NULL && visit->observation->system.sys_object_id != NULL)
        ask_vendors(visit);
}

bool mib_visit_take_cell(struct mib_visit *visit, void *table, uint32_t column, struct oid index,
                         const struct value *value, uint32_t *place)
{
    struct read_table *read = table;
    size_t rows = mib_rows_count(read->rows);
    visit->values++;
    visit->naming_values += read->names_neighbors;
    bool is_taken = mib_rows_take(read->rows, column, index, value, place);
    if (read->table->has_records && mib_rows_count(read->rows) > rows)
        visit->records_size += record_types[read->table->kind].size;
    return is_taken;
}

void mib_visit_take_table(struct mib_visit *visit, void *table)
{
    const struct read_table *read = table;
    if (read->table->complete != NULL)
        read->table->complete(visit, read->walk_table.vlan_context);
}

const struct mib_row *const *mib_visit_rows(struct mib_visit *visit, const struct mib_table *table,
                                            uint32_t vlan, size_t *count)
{
    struct read_table *read = find_table(visit, table, vlan);
    *count = 0;
    return read == NULL ? NULL : (const struct mib_row *const *)mib_rows_sorted(read->rows, count);
}

const struct mib_row *mib_visit_row(struct mib_visit *visit, const struct mib_table *table, uint32_t vlan,
                                    struct oid index)
{
    const struct read_table *read = find_table(visit, table, vlan);
    return read == NULL ? NULL : mib_rows_find(read->rows, index);
}

bool mib_visit_has_table(struct mib_visit *visit, const struct mib_table *table, uint32_t vlan)
{
    const struct read_table *read = find_table(visit, table, vlan);
    return read != NULL && visit->walk != NULL && walk_has_table(visit->walk, &read->walk_table);
}

static bool may_warn(struct read_table *read)
{
    return read->warnings++ < MAX_ROW_WARNINGS;
}

void mib_visit_warn_row(struct mib_visit *visit, const struct mib_table *table, struct oid index,
                        const char *problem)
{
    struct read_table *read = get_table(visit, table, 0);
    char text[OID_TEXT_SIZE];
    if (may_warn(read))
        observation_warn(visit->observation, table->object, "row %s: %s", oid_format(index, text), problem);
}

static void *record_at(struct observation *observation, enum record_kind kind, size_t position)
{
    size_t count;
    char *records = observation_records_mutable(observation, kind, &count);
    return records + position * record_types[kind].size;
}

/* The tables whose rows have records that the rows of this one may go into. */
static struct read_table **list_merged(const struct mib_visit *visit, const struct read_table *into,
                                       size_t *count)
{
    struct read_table **list = g_new(struct read_table *, visit->tables->len);
    *count = 0;
    for (guint i = 0; i < visit->tables->len; i++) {
        struct read_table *read = visit->tables->pdata[i];
        if (read == into || !read->table->has_records || read->table->kind != into->table->kind ||
            read->table->merge == MIB_ROW_NEW || mib_rows_count(read->rows) == 0)
            continue;
        read->place = 0;
        list[(*count)++] = read;
    }
    return list;
}

/* The record of a row with the same index; SIZE_MAX: none. */
static size_t find_merged(struct read_table *const *list, size_t count, struct oid index)
{
    for (size_t i = 0; i < count; i++) {
        const struct mib_row *row = mib_rows_find_next(list[i]->rows, index, &list[i]->place);
        if (row != NULL && row->record != SIZE_MAX)
            return row->record;
    }
    return SIZE_MAX;
}

/* The record that the row goes into; *is_new when it was added for it. NULL when there is none. */
static void *find_record(struct mib_visit *visit, const struct mib_table *table, struct mib_row *row,
                         size_t merged, bool *is_new)
{
    size_t count;
    *is_new = merged == SIZE_MAX;
    row->record = merged;
    if (!*is_new)
        return record_at(visit->observation, table->kind, merged);
    if (table->merge == MIB_ROW_EXTEND)
        return NULL;
    void *record = observation_add(visit->observation, table->kind);
    observation_records(visit->observation, table->kind, &count);
    row->record = count - 1;
    return record;
}

static void drop_record(struct mib_visit *visit, const struct mib_table *table, struct mib_row *row)
{
    observation_drop_last(visit->observation, table->kind);
    row->record = SIZE_MAX;
}

static const char *read_index(const struct mib_table *table, const struct mib_row *row, void *record)
{
    struct cursor cursor = cursor_init(row->index);
    const char *problem = table->read_index(&cursor, record);
    if (problem == NULL && cursor_left(&cursor) > 0)
        problem = "index too long";
    /* Readers return literals. */
    /* cppcheck-suppress returnDanglingLifetime */
    return problem;
}

static void convert_cells(struct mib_visit *visit, struct read_table *read, const struct mib_row *row,
                          void *record)
{
    char text[OID_TEXT_SIZE];
    for (size_t i = 0; i < read->table->column_count; i++) {
        const struct mib_column *column = &read->table->columns[i];
        const struct value *value = row->cells[i];
        if (value == NULL || column->convert == NULL ||
            column->convert(visit->observation, value, (char *)record + column->offset))
            continue;
        if (may_warn(read))
            observation_warn(visit->observation, column->object, "row %s: this %s says nothing",
                             oid_format(row->index, text), type_name(value->type));
    }
}

/* merged: the record that its index has already; SIZE_MAX none. */
static void make_record(struct mib_visit *visit, struct read_table *read, struct mib_row *row, size_t merged)
{
    const struct mib_table *table = read->table;
    bool is_new;
    void *record = find_record(visit, table, row, merged, &is_new);
    if (record == NULL)
        return;
    const char *problem = is_new ? read_index(table, row, record) : NULL;
    if (problem != NULL) {
        drop_record(visit, table, row);
        mib_visit_warn_row(visit, table, row->index, problem);
        return;
    }
    convert_cells(visit, read, row, record);
    if (table->finish != NULL && !table->finish(visit, row, record) && is_new)
        drop_record(visit, table, row);
}

static void make_records(struct mib_visit *visit, struct read_table *read)
{
    size_t count, merged_count = 0;
    struct mib_row *const *rows = mib_rows_sorted(read->rows, &count);
    if (count == 0)
        return;
    g_autofree struct read_table **merged =
        read->table->merge != MIB_ROW_NEW ? list_merged(visit, read, &merged_count) : NULL;
    visit->vlan = read->walk_table.vlan_context;
    if (read->table->merge != MIB_ROW_EXTEND)
        observation_reserve(visit->observation, read->table->kind, count);
    for (size_t i = 0; i < count; i++)
        make_record(visit, read, rows[i], find_merged(merged, merged_count, rows[i]->index));
}

/* The tables whose rows become records: few of those that are asked for are there. */
static GPtrArray *list_with_rows(const struct mib_visit *visit)
{
    GPtrArray *list = g_ptr_array_sized_new(visit->tables->len);
    for (guint i = 0; i < visit->tables->len; i++) {
        struct read_table *read = visit->tables->pdata[i];
        if (read->table->has_records && mib_rows_count(read->rows) > 0)
            g_ptr_array_add(list, read);
    }
    return list;
}

/* In the order of the MIBs, not of asking: a table that extends records comes behind the one that makes them.
 */
static void make_records_of(struct mib_visit *visit, const struct mib_table *table,
                            const GPtrArray *with_rows)
{
    for (guint i = 0; i < with_rows->len; i++) {
        struct read_table *read = with_rows->pdata[i];
        if (read->table == table)
            make_records(visit, read);
    }
}

static void count_warnings(struct mib_visit *visit)
{
    for (guint i = 0; i < visit->tables->len; i++) {
        const struct read_table *read = visit->tables->pdata[i];
        if (read->warnings > MAX_ROW_WARNINGS)
            observation_warn(visit->observation, read->table->object,
                             "%u more rows that are not as they should be",
                             read->warnings - MAX_ROW_WARNINGS);
    }
}

bool mib_visit_has_news(const struct mib_visit *visit)
{
    return visit->naming_values > visit->previewed_values + visit->previewed_values * NEWS / 100 &&
           visit->naming_values <= MAX_PREVIEWED;
}

static void forget_records(struct mib_visit *visit)
{
    for (guint i = 0; i < visit->tables->len; i++) {
        struct read_table *read = visit->tables->pdata[i];
        size_t count;
        if (!read->names_neighbors)
            continue;
        struct mib_row *const *rows = mib_rows_sorted(read->rows, &count);
        for (size_t j = 0; j < count; j++)
            rows[j]->record = SIZE_MAX;
        read->warnings = 0;
    }
}

struct observation *mib_visit_preview(struct mib_visit *visit)
{
    struct observation *whole = visit->observation, *preview = observation_new();
    preview->address = whole->address;
    preview->system = whole->system;
    g_autoptr(GPtrArray) with_rows = list_with_rows(visit);
    visit->previewed_values = visit->naming_values;
    visit->observation = preview;
    for (size_t i = 0; i < visit->mib_count; i++)
        for (size_t j = 0; visit->mibs[i]->names_neighbors && j < visit->mibs[i]->table_count; j++)
            make_records_of(visit, visit->mibs[i]->tables[j], with_rows);
    for (size_t i = 0; i < visit->mib_count; i++)
        if (visit->mibs[i]->names_neighbors && visit->mibs[i]->collect != NULL)
            visit->mibs[i]->collect(visit);
    visit->observation = whole;
    forget_records(visit);
    return preview;
}

void mib_visit_collect(struct mib_visit *visit)
{
    g_autoptr(GPtrArray) with_rows = list_with_rows(visit);
    for (size_t i = 0; i < visit->mib_count; i++)
        for (size_t j = 0; j < visit->mibs[i]->table_count; j++)
            make_records_of(visit, visit->mibs[i]->tables[j], with_rows);
    for (size_t i = 0; i < visit->mib_count; i++)
        if (visit->mibs[i]->collect != NULL)
            visit->mibs[i]->collect(visit);
    count_warnings(visit);
}
