#include "cli/discover_report.h"

#include "cli/output.h"

#include <string.h>

static void free_failure(gpointer data)
{
    struct discover_failure *failure = data;
    g_free(failure->why);
    g_free(failure);
}

void discover_report_init(struct discover_report *report)
{
    *report = (struct discover_report){.failures = g_ptr_array_new_with_free_func(free_failure)};
}

void discover_report_clear(struct discover_report *report)
{
    g_clear_pointer(&report->failures, g_ptr_array_unref);
}

void discover_report_add(struct discover_report *report, const struct observation *observation)
{
    report->good += observation->outcome == OUTCOME_GOOD;
    report->partial += observation->outcome == OUTCOME_PARTIAL;
    if (observation->outcome != OUTCOME_FAILED)
        return;
    struct discover_failure *failure = g_new0(struct discover_failure, 1);
    failure->address = observation->address;
    failure->why = g_strdup(observation->failure != NULL ? observation->failure : "failed");
    g_ptr_array_add(report->failures, failure);
}

static int compare_failures(const void *a, const void *b)
{
    const struct discover_failure *const *first = a, *const *second = b;
    int order = address_compare((*first)->address, (*second)->address);
    return order != 0 ? order : g_strcmp0((*first)->why, (*second)->why);
}

void discover_report_sort(struct discover_report *report)
{
    g_ptr_array_sort(report->failures, compare_failures);
}

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

/* What can be done about a failure whose reason has these words. */
static const struct hint {
    const char *words, *advice;
} hints[] = {
    {"port unreachable", "the device is up, but has no SNMP agent at that port: --port"},
    {"no answer", "is SNMP on there, may this machine ask, is the community right? slow ones need --timeout"},
    {"unreachable", "this machine has no way there: look at routes and packet filters"},
    {"unknown user", "the device does not know that user of SNMPv3"},
    {"access view", "the credential opens the device, but its view shows nothing of use"},
    {"deadline of", "the device is slow: --deadline"},
    {"no credential applies", "no credential is for that address: networks in wiremap.conf(5)"},
};

static const struct hint *find_hint(const char *why)
{
    for (size_t i = 0; i < G_N_ELEMENTS(hints); i++)
        if (strstr(why, hints[i].words) != NULL)
            return &hints[i];
    return NULL;
}

/* By cause, so that a thousand failures of one kind are one line. */
static void print_hints(const struct discover_report *report, FILE *out)
{
    for (size_t i = 0; i < G_N_ELEMENTS(hints); i++) {
        uint64_t count = 0;
        for (guint j = 0; j < report->failures->len; j++)
            count +=
                find_hint(((const struct discover_failure *)report->failures->pdata[j])->why) == &hints[i];
        if (count > 0)
            fprintf(out, "%" G_GUINT64_FORMAT " of them \"%s\": %s\n", count, hints[i].words,
                    hints[i].advice);
    }
}

void discover_report_print(const struct discover_report *report, FILE *out)
{
    uint64_t visited = report->good + report->partial;
    fprintf(out, "%" G_GUINT64_FORMAT " device%s visited", visited, plural(visited));
    if (report->partial > 0)
        fprintf(out, " (%" G_GUINT64_FORMAT " answered in part)", report->partial);
    if (report->end.known > 0)
        fprintf(out, ", %" G_GUINT64_FORMAT " before it was resumed", report->end.known);
    fprintf(out, ", %u failed", report->failures->len);
    if (report->end.out_of_scope > 0)
        fprintf(out, ", %" G_GUINT64_FORMAT " address%s out of scope", report->end.out_of_scope,
                report->end.out_of_scope == 1 ? "" : "es");
    if (report->end.silent > 0)
        fprintf(out, ", nobody at %" G_GUINT64_FORMAT " of the addresses tried", report->end.silent);
    fprintf(out, "; %" G_GUINT64_FORMAT " requests in %.1f s\n", report->end.requests, report->end.seconds);
    if (report->failures->len > 0)
        fputs("Failed:\n", out);
    for (guint i = 0; i < report->failures->len; i++) {
        const struct discover_failure *failure = report->failures->pdata[i];
        char address[ADDRESS_TEXT_SIZE];
        g_autofree char *why = output_inert(failure->why);
        fprintf(out, "  %-15s  %s\n", address_format(failure->address, address), why);
    }
    print_hints(report, out);
}

static json_t *failures_to_json(const struct discover_report *report)
{
    json_t *array = json_array();
    for (guint i = 0; i < report->failures->len; i++) {
        const struct discover_failure *failure = report->failures->pdata[i];
        char address[ADDRESS_TEXT_SIZE];
        json_t *object = json_object();
        output_set_text(object, "address", address_format(failure->address, address));
        output_set_text(object, "why", failure->why);
        json_array_append_new(array, object);
    }
    return array;
}

json_t *discover_report_to_json(const struct discover_report *report)
{
    const struct {
        const char *key;
        uint64_t count;
    } counts[] = {
        {"visited", report->good + report->partial}, {"partial", report->partial},
        {"failed", report->failures->len},           {"resumed", report->end.known},
        {"out_of_scope", report->end.out_of_scope},  {"silent", report->end.silent},
        {"requests", report->end.requests},          {"retries", report->end.retries},
        {"bytes_sent", report->end.bytes_sent},      {"bytes_received", report->end.bytes_received},
    };
    json_t *object = json_object();
    output_set_integer(object, "run", report->run);
    output_set_text(object, "state", report->is_interrupted ? "interrupted" : "done");
    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
        json_object_set_new(object, counts[i].key, json_integer((json_int_t)counts[i].count));
    /* Milliseconds are what the clock is good for. */
    json_object_set_new(object, "seconds", json_real((double)(uint64_t)(report->end.seconds * 1000) / 1000));
    json_object_set_new(object, "failures", failures_to_json(report));
    return object;
}
