#include "cli/discover_visit.h"

#include "cli/output.h"

static size_t count_warnings(const struct observation *observation)
{
    size_t count;
    observation_records(observation, RECORD_WARNING, &count);
    return count;
}

/* Milliseconds, to the microsecond. */
static json_t *milliseconds(uint64_t microseconds)
{
    return json_real((double)microseconds / 1000);
}

static void set_cost(json_t *object, const struct cost *cost)
{
    const struct {
        const char *key;
        uint64_t count;
    } counts[] = {
        {"requests", cost->requests},
        {"retries", cost->retries},
        {"bytes_sent", cost->bytes_sent},
        {"bytes_received", cost->bytes_received},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
        json_object_set_new(object, counts[i].key, json_integer((json_int_t)counts[i].count));
    if (cost->rtt_us > 0)
        json_object_set_new(object, "rtt_ms", milliseconds(cost->rtt_us));
    json_object_set_new(object, "duration_ms", milliseconds(cost->duration_us));
}

json_t *discover_visit_to_json(const struct observation *observation)
{
    char address[ADDRESS_TEXT_SIZE];
    json_t *object = json_object();
    output_set_text(object, "address", address_format(observation->address, address));
    output_set_integer(object, "port", observation->port);
    output_set_text(object, "name", observation->system.sys_name);
    output_set_text(object, "outcome", words_format(&outcome_words, (int)observation->outcome));
    output_set_text(object, "why", observation->failure);
    output_set_text(object, "via", words_format(&via_words, (int)observation->via));
    output_set_text(object, "credential", observation->credential);
    json_object_set_new(object, "depth", json_integer(observation->depth));
    json_object_set_new(object, "warnings", json_integer((json_int_t)count_warnings(observation)));
    set_cost(object, &observation->cost);
    return object;
}

char *discover_visit_format(const struct observation *observation)
{
    char address[ADDRESS_TEXT_SIZE];
    const struct cost *cost = &observation->cost;
    const char *why = observation->failure, *name = observation->system.sys_name;
    size_t warnings = count_warnings(observation);
    g_autofree char *about = output_inert(why ? why : name);
    g_autofree char *received = g_format_size(cost->bytes_received);
    GString *line = g_string_new(address_format(observation->address, address));
    g_string_append_printf(line, ": %s: %s; %u requests",
                           words_format(&outcome_words, (int)observation->outcome), about, cost->requests);
    if (cost->retries > 0)
        g_string_append_printf(line, " (%u retries)", cost->retries);
    g_string_append_printf(line, ", %s, %.0f ms", received, (double)cost->duration_us / 1000);
    if (warnings > 0)
        g_string_append_printf(line, ", %zu warning%s", warnings, warnings == 1 ? "" : "s");
    return g_string_free(line, FALSE);
}
