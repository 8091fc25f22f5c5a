#include "cli/show.h"

#include "render/json_objects.h"

#include <stdio.h>

static const struct column component_columns[] = {
    {.heading = "CLASS", .key = "class"},
    {.heading = "NAME", .key = "name"},
    {.heading = "DESCR", .key = "descr"},
    {.heading = "MODEL", .key = "model"},
    {.heading = "SERIAL", .key = "serial"},
    {.heading = "SOFTWARE", .key = "software"},
    {.heading = NULL},
};

static const struct column visit_columns[] = {
    {.heading = "STARTED", .key = "started"},
    {.heading = "RUN", .key = "run", .is_number = true},
    {.heading = "ADDRESS", .key = "address"},
    {.heading = "VIA", .key = "via"},
    {.heading = "OUTCOME", .key = "outcome"},
    {.heading = "CREDENTIAL", .key = "credential"},
    {.heading = "REQUESTS", .key = "requests", .is_number = true},
    {.heading = "MS", .key = "duration_ms", .is_number = true},
    {.heading = "SOURCE", .key = "source"},
    {.heading = NULL},
};

static const struct column warning_columns[] = {
    {.heading = "ADDRESS", .key = "address"},
    {.heading = "OBJECT", .key = "object"},
    {.heading = "WARNING", .key = "text"},
    {.heading = NULL},
};

/* Keys of the object that hold rows, in the order in which they are printed. The first column of rows of
 * devices is the device itself. */
static const struct section {
    const char *title;
    const char *key;
    const struct column *columns;
} sections[] = {
    {"Links", "links", show_link_columns},
    {"Neighbors", "neighbors", show_neighbor_columns + 1},
    {"Interfaces", "interfaces", show_interface_columns + 1},
    {"Components", "components", component_columns},
    {"Visits", "visits", visit_columns},
    {"Warnings", "warnings", warning_columns},
};

static const struct fact {
    const char *title;
    const char *key;
} facts[] = {
    {"id", "id"},
    {"role", "role"},
    {"vendor", "vendor"},
    {"model", "model"},
    {"os", "os"},
    {"version", "version"},
    {"serial", "serial"},
    {"location", "location"},
    {"description", "description"},
    {"contact", "contact"},
    {"uptime (s)", "uptime_seconds"},
};

static json_t *component_rows(const struct observation *observation)
{
    static const char *const keys[] = {"index", NULL};
    json_t *rows = json_array();
    size_t count;
    const struct component *components = observation_records(observation, RECORD_COMPONENT, &count);
    for (size_t i = 0; i < count; i++) {
        const struct component *component = &components[i];
        json_t *row = json_object();
        output_set_integer(row, "index", component->index);
        output_set_text(row, "class", words_format(&component_class_words, (int)component->class));
        output_set_integer(row, "contained_in", component->contained_in);
        output_set_integer(row, "position", component->position);
        output_set_text(row, "name", component->name);
        output_set_text(row, "descr", component->descr);
        output_set_text(row, "model", component->model);
        output_set_text(row, "serial", component->serial);
        output_set_text(row, "software", component->software);
        output_set_text(row, "hardware", component->hardware);
        output_set_text(row, "manufacturer", component->manufacturer);
        json_array_append_new(rows, row);
    }
    return show_sort_rows(rows, keys);
}

static void set_address(json_t *row, struct address address)
{
    char text[ADDRESS_TEXT_SIZE];
    output_set_text(row, "address", address_is_absent(address) ? NULL : address_format(address, text));
}

static json_t *visit_row(const struct observation *observation)
{
    json_t *row = json_object();
    g_autofree char *started = show_time(observation->started_at);
    output_set_text(row, "started", started);
    output_set_integer(row, "run", observation->run);
    set_address(row, observation->address);
    output_set_integer(row, "port", observation->port);
    output_set_text(row, "via", words_format(&via_words, (int)observation->via));
    output_set_text(row, "outcome", words_format(&outcome_words, (int)observation->outcome));
    output_set_text(row, "failure", observation->failure);
    output_set_text(row, "credential", observation->credential);
    output_set_text(row, "source", observation->source_name);
    output_set_integer(row, "requests", observation->cost.requests);
    output_set_integer(row, "retries", observation->cost.retries);
    output_set_integer(row, "bytes_sent", (json_int_t)observation->cost.bytes_sent);
    output_set_integer(row, "bytes_received", (json_int_t)observation->cost.bytes_received);
    output_set_integer(row, "rtt_us", observation->cost.rtt_us);
    output_set_integer(row, "duration_ms", (json_int_t)(observation->cost.duration_us / 1000));
    return row;
}

static void add_warnings(json_t *rows, const struct observation *observation)
{
    size_t count;
    const struct warning *warnings = observation_records(observation, RECORD_WARNING, &count);
    for (size_t i = 0; i < count; i++) {
        json_t *row = json_object();
        set_address(row, observation->address);
        output_set_text(row, "object", warnings[i].object);
        output_set_text(row, "text", warnings[i].text);
        json_array_append_new(rows, row);
    }
}

static void set_visits(json_t *object, const struct device *device)
{
    static const char *const keys[] = {"started", "address", NULL};
    json_t *visits = json_array(), *warnings = json_array();
    for (guint i = 0; device->observations != NULL && i < device->observations->len; i++) {
        json_array_append_new(visits, visit_row(device->observations->pdata[i]));
        add_warnings(warnings, device->observations->pdata[i]);
    }
    json_object_set_new(object, "visits", show_sort_rows(visits, keys));
    json_object_set_new(object, "warnings", warnings);
}

static void set_observed(json_t *object, const struct observation *observation)
{
    output_set_text(object, "description", observation->system.sys_descr);
    output_set_text(object, "contact", observation->system.sys_contact);
    output_set_integer(object, "uptime_seconds", (json_int_t)(observation->sys_up_time / 100));
}

static json_t *describe(const struct model *model, size_t position)
{
    const struct device *device = topology_device(model->topology, position);
    g_autoptr(GHashTable) positions = show_observation_positions(model);
    json_t *object = device_to_json(device);
    json_object_set_new(object, "names", output_texts(device->names));
    if (device->observation != NULL)
        set_observed(object, device->observation);
    json_object_set_new(object, "links", show_link_rows(model, position, 0));
    json_object_set_new(object, "neighbors", show_neighbor_rows(model, positions, position, true));
    json_object_set_new(object, "interfaces", show_interface_rows(device));
    json_object_set_new(object, "components",
                        device->observation == NULL ? json_array() : component_rows(device->observation));
    set_visits(object, device);
    return object;
}

static void print_fact(const char *title, const char *text)
{
    g_autofree char *inert = output_inert(text);
    printf("  %-12s %s\n", title, inert);
}

static void print_fact_value(const char *title, const json_t *value)
{
    if (json_is_string(value))
        print_fact(title, json_string_value(value));
    if (json_is_integer(value)) {
        g_autofree char *text = g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
        print_fact(title, text);
    }
    size_t i;
    const json_t *item;
    json_array_foreach(value, i, item) print_fact(i == 0 ? title : "", json_string_value(item));
}

static bool print_section(const struct section *section, json_t *rows, GError **error)
{
    if (json_array_size(rows) == 0)
        return true;
    printf("\n%s\n", section->title);
    struct listing *listing = listing_new(section->columns, false);
    listing_add_all(listing, json_incref(rows));
    return listing_finish(listing, error);
}

static bool print_object(const json_t *object, GError **error)
{
    g_autofree char *name = output_inert(json_string_value(json_object_get(object, "name")));
    printf("%s%s\n", name, json_is_true(json_object_get(object, "visited")) ? "" : " (not visited)");
    for (size_t i = 0; i < G_N_ELEMENTS(facts); i++)
        print_fact_value(facts[i].title, json_object_get(object, facts[i].key));
    print_fact_value("names", json_object_get(object, "names"));
    print_fact_value("addresses", json_object_get(object, "addresses"));
    print_fact_value("chassis ids", json_object_get(object, "chassis_ids"));
    for (size_t i = 0; i < G_N_ELEMENTS(sections); i++)
        if (!print_section(&sections[i], json_object_get(object, sections[i].key), error))
            return false;
    return output_flush(error);
}

static int run(const struct show_request *request)
{
    const uint32_t kinds = model_topology_kinds | RECORD_BIT(RECORD_WARNING);
    struct model model;
    size_t position, end;
    int status;
    GError *error = NULL;
    if (!show_open(request, kinds, &model, &position, &end, &status))
        return status;
    json_t *object = describe(&model, position);
    model_close(&model);
    bool is_written;
    if (request->as_json) {
        is_written = output_json(object, &error);
    } else {
        is_written = print_object(object, &error);
        json_decref(object);
    }
    return is_written ? EXIT_DONE : command_failed(error);
}

const struct show_what show_device = {.name = "device", .argument = "DEVICE", .run = run};
