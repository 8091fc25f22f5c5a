#include "cli/discover_report.h"

#include "cli/discover_causes.h"
#include "cli/discover_visit.h"
#include "cli/output.h"

/* Of one cause, on a terminal that is to show the summary too. */
#define FEW_FAILURES 10

static void free_failure(gpointer data)
{
    struct discover_failure *failure = data;
    g_free(failure->why);
    g_free(failure);
}

static void free_told(gpointer data)
{
    struct discover_told *told = data;
    json_decref(told->visit);
    g_free(told);
}

void discover_report_init(struct discover_report *report, bool keeps_visits)
{
    *report = (struct discover_report){.failures = g_ptr_array_new_with_free_func(free_failure)};
    if (keeps_visits)
        report->visits = g_ptr_array_new_with_free_func(free_told);
}

void discover_report_clear(struct discover_report *report)
{
    g_clear_pointer(&report->failures, g_ptr_array_unref);
    g_clear_pointer(&report->visits, g_ptr_array_unref);
}

static void keep_visit(struct discover_report *report, const struct observation *observation)
{
    struct discover_told *told = g_new(struct discover_told, 1);
    *told = (struct discover_told){observation->address, discover_visit_to_json(observation)};
    g_ptr_array_add(report->visits, told);
}

void discover_report_add(struct discover_report *report, const struct observation *observation)
{
    report->good += observation->outcome == OUTCOME_GOOD;
    report->partial += observation->outcome == OUTCOME_PARTIAL;
    if (report->visits != NULL)
        keep_visit(report, observation);
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

static int compare_told(const void *a, const void *b)
{
    const struct discover_told *const *first = a, *const *second = b;
    return address_compare((*first)->address, (*second)->address);
}

void discover_report_sort(struct discover_report *report)
{
    g_ptr_array_sort(report->failures, compare_failures);
    if (report->visits != NULL)
        g_ptr_array_sort(report->visits, compare_told);
}

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

static const struct discover_cause *cause_of(const struct discover_report *report, guint position)
{
    const struct discover_failure *failure = report->failures->pdata[position];
    return discover_cause_of(failure->why);
}

static unsigned count_of(const struct discover_report *report, const struct discover_cause *cause)
{
    unsigned count = 0;
    for (guint i = 0; i < report->failures->len; i++)
        count += cause_of(report, i) == cause;
    return count;
}

static void print_failures(const struct discover_report *report, const struct discover_cause *cause,
                           unsigned most, FILE *out)
{
    unsigned printed = 0;
    for (guint i = 0; i < report->failures->len; i++) {
        const struct discover_failure *failure = report->failures->pdata[i];
        char address[ADDRESS_TEXT_SIZE];
        if (cause_of(report, i) != cause || printed++ >= most)
            continue;
        g_autofree char *why = output_inert(failure->why);
        fprintf(out, "  %-15s  %s\n", address_format(failure->address, address), why);
    }
    if (printed > most)
        fprintf(out, "  and %u more (-v tells all)\n", printed - most);
}

/* So that a thousand failures of one kind are one line and a few examples. */
static void print_causes(const struct discover_report *report, bool all, FILE *out)
{
    for (size_t i = 0; i < discover_cause_count; i++) {
        const struct discover_cause *cause = &discover_causes[i];
        unsigned count = count_of(report, cause);
        if (count == 0)
            continue;
        fprintf(out, "%u failed by \"%s\": %s\n", count, cause->name, cause->advice);
        print_failures(report, cause, all ? count : FEW_FAILURES, out);
    }
}

static void print_cost(const struct crawl_progress *end, FILE *out)
{
    g_autofree char *sent = g_format_size(end->bytes_sent), *received = g_format_size(end->bytes_received);
    fprintf(out, "; %" G_GUINT64_FORMAT " requests in %.1f s\n", end->requests, end->seconds);
    if (end->requests == 0)
        return;
    fprintf(out, "%s sent, %s received, %" G_GUINT64_FORMAT " retr%s\n", sent, received, end->retries,
            end->retries == 1 ? "y" : "ies");
}

void discover_report_print(const struct discover_report *report, bool all, FILE *out)
{
    const struct crawl_progress *end = &report->end;
    uint64_t visited = report->good + report->partial;
    fprintf(out, "%" G_GUINT64_FORMAT " device%s visited", visited, plural(visited));
    if (report->partial > 0)
        fprintf(out, " (%" G_GUINT64_FORMAT " answered in part)", report->partial);
    if (end->known > 0)
        fprintf(out, ", %" G_GUINT64_FORMAT " before it was resumed", end->known);
    fprintf(out, ", %u failed", report->failures->len);
    if (end->out_of_scope > 0)
        fprintf(out, ", %" G_GUINT64_FORMAT " address%s out of scope", end->out_of_scope,
                end->out_of_scope == 1 ? "" : "es");
    if (end->silent > 0)
        fprintf(out, ", nobody at %" G_GUINT64_FORMAT " of the addresses tried", end->silent);
    print_cost(end, out);
    print_causes(report, all, out);
}

static json_t *causes_to_json(const struct discover_report *report)
{
    json_t *array = json_array();
    for (size_t i = 0; i < discover_cause_count; i++) {
        unsigned count = count_of(report, &discover_causes[i]);
        if (count == 0)
            continue;
        json_t *object = json_object();
        output_set_text(object, "cause", discover_causes[i].name);
        output_set_text(object, "advice", discover_causes[i].advice);
        output_set_integer(object, "failed", count);
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *failures_to_json(const struct discover_report *report)
{
    json_t *array = json_array();
    for (guint i = 0; i < report->failures->len; i++) {
        const struct discover_failure *failure = report->failures->pdata[i];
        char address[ADDRESS_TEXT_SIZE];
        json_t *object = json_object();
        output_set_text(object, "address", address_format(failure->address, address));
        output_set_text(object, "cause", cause_of(report, i)->name);
        output_set_text(object, "why", failure->why);
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *visits_to_json(const struct discover_report *report)
{
    json_t *array = json_array();
    for (guint i = 0; i < report->visits->len; i++)
        json_array_append(array, ((const struct discover_told *)report->visits->pdata[i])->visit);
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
    json_object_set_new(object, "causes", causes_to_json(report));
    json_object_set_new(object, "failures", failures_to_json(report));
    if (report->visits != NULL)
        json_object_set_new(object, "devices", visits_to_json(report));
    return object;
}
