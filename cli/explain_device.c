#include "cli/explain.h"
#include "render/json_objects.h"

#include <stdio.h>

static json_t *observation_row(const struct observation *observation)
{
    char text[ADDRESS_TEXT_SIZE];
    json_t *row = json_object();
    g_autofree char *started = show_time(observation->started_at);
    if (!address_is_absent(observation->address))
        output_set_text(row, "address", address_format(observation->address, text));
    output_set_integer(row, "run", observation->run);
    output_set_text(row, "started", started);
    output_set_text(row, "via", words_format(&via_words, (int)observation->via));
    output_set_text(row, "outcome", words_format(&outcome_words, (int)observation->outcome));
    output_set_text(row, "failure", observation->failure);
    output_set_text(row, "name", observation->system.sys_name);
    output_set_text(row, "source", observation->source_name);
    output_set_text(row, "source_id", observation->source_id);
    return row;
}

static json_t *list_observations(struct explain_request *request, const struct explain_device *explained)
{
    json_t *rows = json_array();
    for (guint i = 0; i < explained->observations->len; i++) {
        uint32_t position = g_array_index(explained->observations, uint32_t, i);
        json_array_append_new(rows, observation_row(request->model.observations.items[position]));
    }
    return rows;
}

/* {"device","device_id","port","protocol"} of a row; {"address"} of the device itself: where it was visited.
 */
static json_t *source_to_json(struct explain_request *request, const struct explain_source *source)
{
    char text[ADDRESS_TEXT_SIZE];
    const struct observation *said = request->model.observations.items[source->observation];
    json_t *object = show_row_of_device(network_device(&request->network, source->device));
    if (!address_is_absent(said->address))
        output_set_text(object, "address", address_format(said->address, text));
    if (source->neighbor != UINT32_MAX) {
        output_set_text(object, "port", source->port.name);
        output_set_text(object, "protocol", words_format(&protocol_words, (int)source->protocol));
    }
    return object;
}

static json_t *fact_to_json(struct explain_request *request, const struct explain_fact *fact)
{
    json_t *object = json_object(), *sources = json_array(), *shared = json_array();
    for (guint i = 0; i < fact->sources->len; i++)
        json_array_append_new(
            sources, source_to_json(request, &g_array_index(fact->sources, struct explain_source, i)));
    for (guint i = 0; i < fact->shared->len; i++) {
        uint32_t device = g_array_index(fact->shared, uint32_t, i);
        json_array_append_new(shared, show_row_of_device(network_device(&request->network, device)));
    }
    output_set_text(object, "kind", words_format(&statement_kind_words, (int)fact->kind));
    output_set_text(object, "value", fact->value);
    json_object_set_new(object, "joins", json_boolean(fact->joins));
    json_object_set_new(object, "said_by", sources);
    json_object_set_new(object, "shared_with", shared);
    return object;
}

static json_t *list_facts(struct explain_request *request, const struct explain_device *explained, bool all,
                          guint *left_out)
{
    json_t *rows = json_array();
    for (guint i = 0; i < explained->facts->len; i++) {
        const struct explain_fact *fact = &g_array_index(explained->facts, struct explain_fact, i);
        /* Routers have hundreds of addresses that say no more than that they are theirs. */
        if (!all && fact->is_interface && fact->shared->len == 0)
            ++*left_out;
        else
            json_array_append_new(rows, fact_to_json(request, fact));
    }
    return rows;
}

static json_t *list_claims(struct explain_request *request, const struct explain_device *explained)
{
    json_t *rows = json_array();
    for (guint i = 0; i < explained->rows->len; i++)
        json_array_append_new(
            rows, explain_row_to_json(request, &g_array_index(explained->rows, struct explain_row, i)));
    return rows;
}

/* The device itself, then as many of the neighbors as one line takes. */
#define MAX_SOURCES 3

/* Imported devices have no address at which they said it. */
static void append_itself(GString *out, const char *address, bool is_first)
{
    g_string_append(out, is_first ? "itself" : "");
    if (address != NULL)
        g_string_append_printf(out, "%s%s", is_first ? " at " : ", ", address);
}

static char *format_said_by(const json_t *row)
{
    GString *out = g_string_new(NULL);
    const json_t *sources = json_object_get(row, "said_by"), *source;
    size_t i, named = 0, itself = 0, count = json_array_size(sources);
    json_array_foreach(sources, i, source)
    {
        const char *protocol = json_string_value(json_object_get(source, "protocol"));
        if (protocol == NULL) {
            append_itself(out, json_string_value(json_object_get(source, "address")), itself++ == 0);
        } else if (named++ < MAX_SOURCES) {
            g_autofree char *place = explain_format_place(source);
            g_string_append_printf(out, "%s%s %s", out->len > 0 ? ", " : "", place, protocol);
        }
    }
    if (count > itself + MAX_SOURCES)
        g_string_append_printf(out, ", %zu more", count - itself - MAX_SOURCES);
    return g_string_free(out, FALSE);
}

static char *format_use(const json_t *row)
{
    const json_t *shared = json_object_get(row, "shared_with");
    const json_t *first = json_object_get(json_array_get(shared, 0), "device");
    size_t count = json_array_size(shared);
    if (count > 1)
        return g_strdup_printf("shared with %s and %zu more", json_string_value(first), count - 1);
    if (count == 1)
        return g_strdup_printf("shared with %s", json_string_value(first));
    return json_is_true(json_object_get(row, "joins")) ? g_strdup("joins the visits") : NULL;
}

static const struct column observation_columns[] = {
    {.heading = "ADDRESS", .key = "address"},
    {.heading = "RUN", .key = "run", .is_number = true},
    {.heading = "STARTED", .key = "started"},
    {.heading = "VIA", .key = "via"},
    {.heading = "OUTCOME", .key = "outcome"},
    {.heading = "NAME", .key = "name"},
    {.heading = "SOURCE", .key = "source"},
    {.heading = "FAILURE", .key = "failure"},
    {.heading = NULL},
};

static const struct column fact_columns[] = {
    {.heading = "KIND", .key = "kind"},
    {.heading = "VALUE", .key = "value"},
    {.heading = "SAID BY", .format = format_said_by},
    {.heading = "", .format = format_use},
    {.heading = NULL},
};

static const struct column claim_columns[] = {
    {.heading = "WHO SAYS SO", .format = explain_format_place},
    {.heading = "BY", .key = "protocol"},
    {.heading = "SEES", .format = explain_format_remote},
    {.heading = "AT", .format = explain_format_port},
    {.heading = "TAKEN FOR IT BY", .key = "key"},
    {.heading = "NO LINK BECAUSE", .key = "reason"},
    {.heading = NULL},
};

static bool print_text(struct explain_request *request, const struct explain_device *explained,
                       const struct device *device, GError **error)
{
    guint left_out = 0;
    g_autofree char *name = output_inert(device->name);
    printf("%s%s\n", name, device->visited ? "" : " (not visited)");
    if (!explain_print_rows("Visits", observation_columns, list_observations(request, explained), error) ||
        !explain_print_rows("Known by", fact_columns, list_facts(request, explained, false, &left_out),
                            error))
        return false;
    if (left_out > 0)
        printf("and %u address%s of its interfaces\n", left_out, left_out == 1 ? "" : "es");
    if (!explain_print_rows("Neighbor rows taken for it", claim_columns, list_claims(request, explained),
                            error))
        return false;
    return output_flush(error);
}

static bool print_json(struct explain_request *request, const struct explain_device *explained,
                       const struct device *device, GError **error)
{
    guint left_out = 0;
    json_t *object = json_object();
    json_object_set_new(object, "device", device_to_json(device));
    json_object_set_new(object, "observations", list_observations(request, explained));
    json_object_set_new(object, "evidence", list_facts(request, explained, true, &left_out));
    json_object_set_new(object, "claims", list_claims(request, explained));
    return output_json(object, error);
}

int explain_print_device(struct explain_request *request, uint32_t position)
{
    GError *error = NULL;
    const struct device *device = network_device(&request->network, position);
    struct explain_device *explained = explain_device(&request->network, position);
    bool done = request->as_json ? print_json(request, explained, device, &error)
                                 : print_text(request, explained, device, &error);
    explain_device_free(explained);
    return done ? EXIT_DONE : command_failed(error);
}
