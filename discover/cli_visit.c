#include "discover/cli_visit.h"

#include "discover/prompt.h"
#include "model/text.h"

#include <string.h>

struct cli_visit {
    struct shell *shell;
    struct template_set *templates;
    struct observation *observation;
    const struct os *os;
    char **probe_texts; /* what each probe printed; NULL where it was not asked */
    size_t probe_count;
    GString *output;
    GHashTable *groups; /* of commands, those that are answered */
    GError *failure;    /* why the visit could not go on; NULL while it can */
    bool has_gaps, has_learned;
};

static void free_texts(struct cli_visit *visit)
{
    for (size_t i = 0; i < visit->probe_count; i++)
        g_clear_pointer(&visit->probe_texts[i], g_free);
}

/* False when the visit cannot go on. A recording need not have every command. */
static bool run(struct cli_visit *visit, const char *command, bool *is_answered)
{
    GError *error = NULL;
    *is_answered = shell_run(visit->shell, command, visit->output, &error);
    if (*is_answered)
        return true;
    bool is_missing = g_error_matches(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
    if (!is_missing && !g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_prefix_error(&error, "%s: ", command);
    if (is_missing)
        g_error_free(error);
    else
        visit->failure = error;
    return is_missing;
}

static const struct os *detect(const struct cli_visit *visit)
{
    return os_detect(visit->shell->banner, visit->shell->prompt, (const char *const *)visit->probe_texts);
}

static bool probe(struct cli_visit *visit)
{
    visit->os = detect(visit);
    for (size_t i = 0; !visit->os && i < visit->probe_count; i++) {
        bool is_answered;
        if (!run(visit, os_probes[i], &is_answered))
            return false;
        if (!is_answered)
            continue;
        visit->probe_texts[i] = g_strndup(visit->output->str, visit->output->len);
        visit->os = detect(visit);
    }
    return true;
}

static bool prepare(struct cli_visit *visit, const struct os *os)
{
    if (shell_prepare(visit->shell, os, &visit->failure))
        return true;
    if (!g_error_matches(visit->failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_prefix_error(&visit->failure, "shell: ");
    return false;
}

/* Channels of their own are cheaper than a shell; where they tell nothing, a shell with a prompt may. */
static bool find_os(struct cli_visit *visit)
{
    if (!probe(visit))
        return false;
    if (!visit->os && !*visit->shell->prompt) {
        if (!prepare(visit, NULL))
            return false;
        if (*visit->shell->prompt) {
            free_texts(visit);
            if (!probe(visit))
                return false;
        }
    }
    if (visit->os)
        return prepare(visit, visit->os);
    g_autofree char *prompt = text_from_bytes(bytes_from_text(visit->shell->prompt));
    g_set_error(&visit->failure, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                "logged in, but its OS is none that is known%s%s%s", prompt ? " (prompt '" : "",
                prompt ? prompt : "", prompt ? "')" : "");
    return false;
}

/* What a probe has told is not asked again. */
static bool take_probe(struct cli_visit *visit, const char *command)
{
    for (size_t i = 0; i < visit->probe_count; i++) {
        if (!visit->probe_texts[i] || strcmp(os_probes[i], command) != 0)
            continue;
        g_string_assign(visit->output, visit->probe_texts[i]);
        return true;
    }
    return false;
}

static bool is_blank(const GString *text)
{
    return strspn(text->str, " \t\r\n") == text->len;
}

static void warn(struct cli_visit *visit, const char *command, const char *text)
{
    visit->has_gaps = true;
    observation_warn(visit->observation, command, "%s", text);
}

/* Whether the answer told something. */
static bool read_answer(struct cli_visit *visit, const char *command)
{
    g_autoptr(GError) error = NULL;
    const GString *text = visit->output;
    if (is_blank(text) || os_is_refusal(text->str, text->len))
        return false;
    struct cli_table *table = os_parse(visit->templates, visit->os, command, text->str, text->len, &error);
    if (!table) {
        warn(visit, command, error->message);
        return false;
    }
    bool has_rows = table->rows->len > 0;
    if (has_rows)
        os_record(visit->os, command, table, visit->observation);
    visit->has_learned |= has_rows;
    cli_table_free(table);
    return has_rows;
}

static bool ask(struct cli_visit *visit, const struct os_command *command)
{
    gpointer group = GINT_TO_POINTER(command->group);
    bool is_answered = true;
    if (command->group != 0 && g_hash_table_contains(visit->groups, group))
        return true;
    if (!take_probe(visit, command->text) && !run(visit, command->text, &is_answered))
        return false;
    if (is_answered && read_answer(visit, command->text) && command->group != 0)
        g_hash_table_add(visit->groups, group);
    return true;
}

/* Some devices tell their name nowhere but in the prompt. */
static void take_name(struct cli_visit *visit)
{
    struct system *system = &visit->observation->system;
    g_autofree char *name = prompt_name(visit->shell->prompt);
    if (!system->sys_name && name && visit->os)
        system->sys_name = observation_text_from_bytes(visit->observation, bytes_from_text(name));
}

static void finish(struct cli_visit *visit)
{
    struct observation *observation = visit->observation;
    const char *why = visit->failure ? visit->failure->message : NULL;
    take_name(visit);
    if (visit->has_learned) {
        observation->outcome = why || visit->has_gaps ? OUTCOME_PARTIAL : OUTCOME_GOOD;
        if (why)
            observation_warn(observation, NULL, "%s", why);
    } else {
        observation->outcome = OUTCOME_FAILED;
        observation->failure =
            observation_text(observation, why ? why : "answers, but to none of the commands asked");
    }
    observation->cost = visit->shell->cost;
    observation->credential = observation_text(observation, visit->shell->credential);
}

struct observation *cli_visit_run(struct shell *shell, struct template_set *templates)
{
    struct cli_visit visit = {.shell = shell,
                              .templates = templates,
                              .observation = observation_new(),
                              .output = g_string_new(NULL),
                              .groups = g_hash_table_new(NULL, NULL)};
    visit.observation->via = shell->via;
    visit.observation->started_at = g_get_real_time() / 1000;
    while (os_probes[visit.probe_count])
        visit.probe_count++;
    visit.probe_texts = g_new0(char *, visit.probe_count + 1);
    bool is_open = find_os(&visit);
    for (size_t i = 0; is_open && i < visit.os->command_count; i++)
        is_open = ask(&visit, &visit.os->commands[i]);
    finish(&visit);
    free_texts(&visit);
    g_free(visit.probe_texts);
    g_string_free(visit.output, TRUE);
    g_hash_table_unref(visit.groups);
    g_clear_error(&visit.failure);
    return visit.observation;
}
