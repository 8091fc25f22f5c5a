/*
 * ENTITY-MIB (RFC 6933): the chassis and the members of a stack, with model and serial number.
 *
 * A big chassis has thousands of rows (ports, sensors, fans) and each has texts; so the classes are read
 * first and the rest of chassis and stacks only. Agents without classes are asked for the serial numbers
 * instead.
 */
#include "discover/mib/convert.h"
#include "discover/mib/mib_list.h"

#define MEMBER(member) offsetof(struct component, member)
#define ENTRY OID_INIT(1, 3, 6, 1, 2, 1, 47, 1, 1, 1, 1)
/* Of a device without a chassis: its modules, or what has a serial number. */
#define MAX_MODULES 16

static const char *read_physical_index(struct cursor *cursor, void *record)
{
    struct component *component = record;
    return cursor_read_arc(cursor, &component->index) ? NULL : "index too short (RFC 6933)";
}

/* -1: the component has no position, as unknown as 0 (RFC 6933). */
static bool convert_position(struct observation *observation, const struct value *value, void *member)
{
    bool is_known = value->type != VALUE_INTEGER || value->integer >= 0;
    return !is_known || convert_u32(observation, value, member);
}

static const struct mib_table class_table;

static const struct mib_column serial_columns[] = {{"entPhysicalSerialNum", 11, 0, 0, NULL}};

static const struct mib_table serial_table = {
    .object = "entPhysicalTable",
    .entry = ENTRY,
    .columns = serial_columns,
    .column_count = G_N_ELEMENTS(serial_columns),
    .is_deferred = true,
};

static const struct mib_column columns[] = {
    {"entPhysicalDescr", 2, 32, MEMBER(descr), convert_text},
    {"entPhysicalContainedIn", 4, 0, MEMBER(contained_in), convert_u32},
    {"entPhysicalClass", 5, 0, MEMBER(class), convert_component_class},
    {"entPhysicalParentRelPos", 6, 0, MEMBER(position), convert_position},
    {"entPhysicalName", 7, 16, MEMBER(name), convert_text},
    {"entPhysicalHardwareRev", 8, 0, MEMBER(hardware), convert_text},
    {"entPhysicalSoftwareRev", 10, 16, MEMBER(software), convert_text},
    {"entPhysicalSerialNum", 11, 12, MEMBER(serial), convert_text},
    {"entPhysicalMfgName", 12, 8, MEMBER(manufacturer), convert_text},
    {"entPhysicalModelName", 13, 16, MEMBER(model), convert_text},
};

static const struct mib_table physical_table = {
    .object = "entPhysicalTable",
    .entry = ENTRY,
    .columns = columns,
    .column_count = G_N_ELEMENTS(columns),
    .has_records = true,
    .kind = RECORD_COMPONENT,
    .read_index = read_physical_index,
    .is_deferred = true,
};

static bool is_of_class(const struct mib_row *row, enum component_class class)
{
    uint64_t number;
    return value_number(row->cells[0], &number) && number == class;
}

static void ask_by_class(struct mib_visit *visit, uint32_t vlan)
{
    size_t count, modules = 0;
    const struct mib_row *const *rows = mib_visit_rows(visit, &class_table, vlan, &count);
    bool has_chassis = false;
    for (size_t i = 0; i < count; i++) {
        if (!is_of_class(rows[i], COMPONENT_CHASSIS) && !is_of_class(rows[i], COMPONENT_STACK))
            continue;
        has_chassis = true;
        mib_visit_ask_row(visit, &physical_table, vlan, rows[i]->index);
    }
    for (size_t i = 0; i < count && !has_chassis && modules < MAX_MODULES; i++) {
        if (!is_of_class(rows[i], COMPONENT_MODULE))
            continue;
        modules++;
        mib_visit_ask_row(visit, &physical_table, vlan, rows[i]->index);
    }
}

static const struct mib_column class_columns[] = {{"entPhysicalClass", 5, 0, 0, NULL}};

static const struct mib_table class_table = {
    .object = "entPhysicalTable",
    .entry = ENTRY,
    .columns = class_columns,
    .column_count = G_N_ELEMENTS(class_columns),
    .complete = ask_by_class,
};

static void ask_by_serial(struct mib_visit *visit)
{
    size_t count, asked = 0;
    const struct mib_row *const *rows = mib_visit_rows(visit, &serial_table, 0, &count);
    for (size_t i = 0; i < count && asked < MAX_MODULES; i++) {
        if (value_octets(rows[i]->cells[0]).size == 0)
            continue;
        asked++;
        mib_visit_ask_row(visit, &physical_table, 0, rows[i]->index);
    }
}

static void ask_more(struct mib_visit *visit)
{
    size_t count;
    (void)mib_visit_rows(visit, &class_table, 0, &count);
    if (count > 0)
        ask_by_class(visit, 0);
    else if (mib_visit_phase(visit) > 0)
        ask_by_serial(visit);
    else if (mib_visit_has_table(visit, &class_table, 0))
        mib_visit_ask_table(visit, &serial_table, 0);
}

static const struct mib_table *const tables[] = {&class_table, &serial_table, &physical_table};

const struct mib entity_mib = {
    .name = "ENTITY-MIB", .tables = tables, .table_count = G_N_ELEMENTS(tables), .ask_more = ask_more};
