#include "cli/help.h"
#include "cli/listing.h"
#include "cli/model.h"
#include "graph/doctor.h"
#include "render/json_objects.h"

#include <stdio.h>

struct doctor_request {
    const struct cli *cli;
    const struct doctor_check **checks; /* NULL-terminated */
    bool as_json;
    bool all; /* findings, not only the first few of a check */
};

/* So many findings of a check are shown when everything is asked for. */
#define FEW 12

/* So many devices of a finding are named on its line. */
#define MAX_NAMED 4

static json_t *finding_to_json(const struct network *network, const struct finding *finding)
{
    json_t *object = json_object(), *ends = json_array();
    for (size_t i = 0; i < finding->end_count; i++)
        json_array_append_new(ends, link_end_to_json(network->topology, &finding->ends[i]));
    output_set_text(object, "check", finding->check->name);
    output_set_text(object, "severity", words_format(&severity_words, (int)finding->check->severity));
    output_set_text(object, "text", finding->text);
    json_object_set_new(object, "devices", ends);
    return object;
}

static void count_findings(const struct doctor *doctor, const struct doctor_check *check, size_t *count)
{
    *count = 0;
    for (size_t i = 0; i < doctor_finding_count(doctor); i++)
        *count += doctor_finding(doctor, i)->check == check;
}

static json_t *check_to_json(const struct doctor_check *check)
{
    json_t *object = json_object();
    output_set_text(object, "name", check->name);
    output_set_text(object, "severity", words_format(&severity_words, (int)check->severity));
    output_set_text(object, "title", check->title);
    output_set_text(object, "advice", check->advice);
    return object;
}

static json_t *count_severities(const struct doctor *doctor)
{
    size_t counts[SEVERITIES] = {0};
    json_t *object = json_object();
    for (size_t i = 0; i < doctor_finding_count(doctor); i++)
        counts[doctor_finding(doctor, i)->check->severity]++;
    for (int i = SEVERITY_NOTE; i < SEVERITIES; i++)
        json_object_set_new(object, words_format(&severity_words, i), json_integer((json_int_t)counts[i]));
    return object;
}

static bool print_json(const struct doctor_request *request, const struct network *network,
                       const struct doctor *doctor, GError **error)
{
    json_t *object = json_object(), *findings = json_array(), *checks = json_array();
    for (size_t i = 0; request->checks[i] != NULL; i++) {
        size_t count;
        json_t *check = check_to_json(request->checks[i]);
        count_findings(doctor, request->checks[i], &count);
        json_object_set_new(check, "findings", json_integer((json_int_t)count));
        json_array_append_new(checks, check);
    }
    for (size_t i = 0; i < doctor_finding_count(doctor); i++)
        json_array_append_new(findings, finding_to_json(network, doctor_finding(doctor, i)));
    json_object_set_new(object, "checks", checks);
    json_object_set_new(object, "counts", count_severities(doctor));
    json_object_set_new(object, "findings", findings);
    return output_json(object, error);
}

static void append_end(GString *out, const struct network *network, const struct link_end *end,
                       bool is_arrival)
{
    const char *name = network_device(network, end->device)->name;
    if (end->port == NULL)
        g_string_append(out, name);
    else if (is_arrival)
        g_string_append_printf(out, "[%s] %s", end->port, name);
    else
        g_string_append_printf(out, "%s [%s]", name, end->port);
}

/* "core1 [eth3] -- [eth1] dist1", "core1 [Vlan1], dist4 [Vlan1]" */
static char *format_ends(const struct network *network, const struct finding *finding)
{
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < MIN(finding->end_count, MAX_NAMED); i++) {
        if (i > 0)
            g_string_append(out, finding->is_link ? " -- " : ", ");
        append_end(out, network, &finding->ends[i], finding->is_link && i > 0);
    }
    if (finding->end_count > MAX_NAMED)
        g_string_append_printf(out, " and %zu more", finding->end_count - MAX_NAMED);
    return g_string_free(out, FALSE);
}

static bool print_check(const struct doctor_request *request, const struct network *network,
                        const struct doctor *doctor, size_t first, size_t count, GError **error)
{
    const struct doctor_check *check = doctor_finding(doctor, first)->check;
    size_t shown = request->all ? count : MIN(count, FEW);
    printf("\n%s: %s (%s)\n", words_format(&severity_words, (int)check->severity), check->title, check->name);
    struct table *table = table_new_bare(2, 2);
    for (size_t i = first; i < first + shown; i++) {
        const struct finding *finding = doctor_finding(doctor, i);
        g_autofree char *ends = format_ends(network, finding);
        /* Of what several have the thing comes first, else the place. */
        bool has_place = finding->is_link || finding->end_count == 1;
        table_add(table,
                  (const char *const[]){has_place ? ends : finding->text, has_place ? finding->text : ends});
    }
    if (!table_print(table, error))
        return false;
    if (shown < count)
        printf("  and %zu more: wiremap doctor --check %s\n", count - shown, check->name);
    printf("  > %s\n", check->advice);
    return true;
}

static void print_summary(const struct doctor *doctor)
{
    size_t counts[SEVERITIES] = {0};
    const char *separator = "";
    for (size_t i = 0; i < doctor_finding_count(doctor); i++)
        counts[doctor_finding(doctor, i)->check->severity]++;
    for (int i = SEVERITIES - 1; i >= SEVERITY_NOTE; i--) {
        if (counts[i] == 0)
            continue;
        printf("%s%zu %s%s", separator, counts[i], words_format(&severity_words, i),
               counts[i] == 1 ? "" : "s");
        separator = ", ";
    }
    puts(*separator == '\0' ? "Nothing looks wrong." : "");
}

static bool print_text(const struct doctor_request *request, const struct network *network,
                       const struct doctor *doctor, GError **error)
{
    size_t count = doctor_finding_count(doctor), next;
    print_summary(doctor);
    for (size_t i = 0; i < count; i = next) {
        for (next = i + 1; next < count; next++)
            if (doctor_finding(doctor, next)->check != doctor_finding(doctor, i)->check)
                break;
        if (!print_check(request, network, doctor, i, next - i, error))
            return false;
    }
    return output_flush(error);
}

static int examine(const struct doctor_request *request)
{
    struct model model;
    struct network network;
    GError *error = NULL;
    int status;
    if (!model_open(request->cli, model_evidence_kinds, &model, &status))
        return status;
    network_init(&network, &model.observations, model.identity, model.topology);
    struct doctor *doctor = doctor_run(&network, request->checks);
    bool is_well = doctor_finding_count(doctor) == 0;
    bool done = request->as_json ? print_json(request, &network, doctor, &error)
                                 : print_text(request, &network, doctor, &error);
    doctor_free(doctor);
    network_clear(&network);
    model_close(&model);
    if (!done)
        return command_failed(error);
    return is_well ? EXIT_DONE : EXIT_NO;
}

static int print_list(bool as_json)
{
    static const struct column columns[] = {
        {.heading = "CHECK", .key = "name"},
        {.heading = "SEVERITY", .key = "severity"},
        {.heading = "FINDS THAT", .key = "title"},
        {.heading = NULL},
    };
    GError *error = NULL;
    size_t count;
    const struct doctor_check *checks = doctor_checks(&count);
    struct listing *listing = listing_new(columns, as_json);
    for (size_t i = 0; i < count; i++)
        listing_add(listing, check_to_json(&checks[i]));
    return listing_finish(listing, &error) ? EXIT_DONE : command_failed(error);
}

static int unknown_check(const struct command *command, const char *name)
{
    size_t count;
    const struct doctor_check *checks = doctor_checks(&count);
    g_autofree const char **names = g_new0(const char *, count + 1);
    for (size_t i = 0; i < count; i++)
        names[i] = checks[i].name;
    g_autofree char *near = help_suggest(name, names);
    return command_usage(command, "--check: there is no '%s'%s%s%s; --list tells all", name,
                         near != NULL ? ", did you mean " : "", near != NULL ? near : "",
                         near != NULL ? "?" : "");
}

/* The checks asked for, all when there are no names, of a severity at least: in the order of the list. False:
 * the caller returns *status. */
static bool choose_checks(const struct command *command, char **names, int severity,
                          const struct doctor_check ***out, int *status)
{
    size_t count, used = 0;
    const struct doctor_check *checks = doctor_checks(&count);
    for (char **name = names; name != NULL && *name != NULL; name++)
        if (doctor_find_check(*name) == NULL) {
            *status = unknown_check(command, *name);
            return false;
        }
    *out = g_new0(const struct doctor_check *, count + 1);
    for (size_t i = 0; i < count; i++)
        if ((names == NULL || g_strv_contains((const char *const *)names, checks[i].name)) &&
            (int)checks[i].severity >= severity)
            (*out)[used++] = &checks[i];
    return true;
}

static int run(const struct cli *cli, const struct command *command, int argc, char **argv)
{
    gboolean as_json = FALSE, all = FALSE, list = FALSE;
    g_auto(GStrv) names = NULL;
    g_autofree char *level = NULL;
    const GOptionEntry entries[] = {
        {"check", 0, 0, G_OPTION_ARG_STRING_ARRAY, &names, "only this check (repeatable)", "NAME"},
        {"severity", 0, 0, G_OPTION_ARG_STRING, &level, "only checks as grave as that", "note|warning|error"},
        {"all", 'a', 0, G_OPTION_ARG_NONE, &all, "every finding, not only the first few of each check", NULL},
        {"list", 0, 0, G_OPTION_ARG_NONE, &list, "list the checks", NULL},
        {"json", 0, 0, G_OPTION_ARG_NONE, &as_json, "print JSON", NULL},
        G_OPTION_ENTRY_NULL};
    int status, severity = SEVERITY_NOTE;
    if (!command_parse(command, entries, &argc, &argv, &status))
        return status;
    if (argc > 1)
        return command_usage(command, "'%s' is too much", argv[1]);
    if (level != NULL && !words_parse(&severity_words, level, &severity))
        return command_usage(command, "--severity: '%s' is none of note, warning, error", level);
    if (list)
        return print_list(as_json);
    struct doctor_request request = {.cli = cli, .as_json = as_json, .all = all || names != NULL};
    if (!choose_checks(command, names, severity, &request.checks, &status))
        return status;
    status = examine(&request);
    g_free(request.checks);
    return status;
}

const struct command command_doctor = {
    .name = "doctor",
    .arguments = "",
    .summary = "show what looks wrong in the network or in the crawl",
    .details = "Looks for ends of a cable that disagree (duplex, speed, MTU, native VLAN), links that only\n"
               "one end sees, addresses, names and chassis ids that several devices have, aggregates with a\n"
               "member that is down, and what the crawl could not learn. --list tells the checks.\n"
               "\n"
               "Exit status: 0 nothing was found, 1 something was (as linters do).\n"
               "\n"
               "Example:\n"
               "  wiremap doctor\n"
               "  wiremap doctor --severity warning --json\n"
               "  wiremap doctor --check duplex-mismatch --check duplicate-address\n",
    .run = run,
};
