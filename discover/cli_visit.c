#include "discover/cli_visit.h"

#include "discover/prompt.h"
#include "model/text.h"

#include <string.h>

/* Who holds the mutex may write the observation, or take it. */
struct cli_share {
    GMutex mutex;
    struct observation *observation; /* NULL: not begun, taken, or given back */
    char *name;                      /* as the prompt shows it; NULL where it does not */
    bool has_learned, is_taken;
};

struct cli_visit {
    struct shell *shell;
    struct template_set *templates;
    struct cli_share *share;
    const struct os *os;
    char **probe_texts; /* what each probe printed; NULL where it was not asked */
    size_t probe_count;
    GString *output;
    GHashTable *groups; /* of commands, those that are answered */
    GError *failure;    /* why the visit could not go on; NULL while it can */
    bool has_gaps;
};

struct cli_share *cli_share_new(void)
{
    struct cli_share *share = g_new0(struct cli_share, 1);
    g_mutex_init(&share->mutex);
    return share;
}

void cli_share_free(struct cli_share *share)
{
    if (!share)
        return;
    observation_free(share->observation);
    g_mutex_clear(&share->mutex);
    g_free(share->name);
    g_free(share);
}

/* Some devices tell their name nowhere but in the prompt. */
static void take_name(const struct cli_share *share)
{
    struct observation *observation = share->observation;
    if (!observation->system.sys_name && share->name)
        observation->system.sys_name = observation_text_from_bytes(observation, bytes_from_text(share->name));
}

struct observation *cli_share_take(struct cli_share *share, const char *why)
{
    struct observation *taken = NULL;
    g_mutex_lock(&share->mutex);
    share->is_taken = true;
    if (share->observation && share->has_learned) {
        take_name(share);
        taken = g_steal_pointer(&share->observation);
        taken->outcome = OUTCOME_PARTIAL;
        observation_warn(taken, NULL, "%s", why);
    }
    g_mutex_unlock(&share->mutex);
    return taken;
}

/* True while the observation is the visit's; then it is locked. */
static bool hold(const struct cli_visit *visit)
{
    g_mutex_lock(&visit->share->mutex);
    if (!visit->share->is_taken)
        return true;
    g_mutex_unlock(&visit->share->mutex);
    return false;
}

static void let_go(const struct cli_visit *visit)
{
    g_mutex_unlock(&visit->share->mutex);
}

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

/* Channels of their own are cheaper than a shell; where they tell nothing, a shell with a prompt may, or
 * privileged mode. */
static bool probe_again(struct cli_visit *visit)
{
    g_autofree char *prompt = g_strdup(visit->shell->prompt);
    if (!prepare(visit, NULL))
        return false;
    if (strcmp(prompt, visit->shell->prompt) == 0)
        return true;
    free_texts(visit);
    return probe(visit);
}

static bool find_os(struct cli_visit *visit)
{
    if (!probe(visit) || (!visit->os && !probe_again(visit)))
        return false;
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
    if (!hold(visit))
        return;
    observation_warn(visit->share->observation, command, "%s", text);
    let_go(visit);
}

static void record(struct cli_visit *visit, const char *command, const struct cli_table *table)
{
    if (!hold(visit))
        return;
    os_record(visit->os, command, table, visit->share->observation);
    visit->share->has_learned = true;
    let_go(visit);
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
        record(visit, command, table);
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

static void finish(struct cli_visit *visit)
{
    struct observation *observation = visit->share->observation;
    const char *why = visit->failure ? visit->failure->message : NULL;
    take_name(visit->share);
    if (visit->share->has_learned) {
        observation->outcome = why || visit->has_gaps ? OUTCOME_PARTIAL : OUTCOME_GOOD;
        if (why)
            observation_warn(observation, NULL, "%s", why);
    } else {
        observation->outcome = OUTCOME_FAILED;
        observation->failure =
            observation_text(observation, why ? why : "answers, but to none of the commands asked");
    }
    observation->cost = visit->shell->cost;
}

static void begin(const struct cli_visit *visit)
{
    struct observation *observation = observation_new();
    observation->via = visit->shell->via;
    observation->started_at = g_get_real_time() / 1000;
    observation->credential = observation_text(observation, visit->shell->credential);
    g_mutex_lock(&visit->share->mutex);
    visit->share->observation = observation;
    g_mutex_unlock(&visit->share->mutex);
}

static void ask_all(struct cli_visit *visit)
{
    bool is_open = find_os(visit);
    const struct os *os = visit->os;
    if (!os)
        return;
    if (hold(visit)) {
        visit->share->name = prompt_name(visit->shell->prompt);
        let_go(visit);
    }
    for (size_t i = 0; is_open && i < os->command_count; i++)
        is_open = ask(visit, &os->commands[i]);
}

/* NULL when somebody has taken it. */
static struct observation *end(struct cli_visit *visit)
{
    struct observation *observation = NULL;
    if (!hold(visit))
        return NULL;
    finish(visit);
    observation = g_steal_pointer(&visit->share->observation);
    let_go(visit);
    return observation;
}

struct observation *cli_visit_run(struct shell *shell, struct template_set *templates,
                                  struct cli_share *share)
{
    struct cli_share *own = share ? NULL : cli_share_new();
    struct cli_visit visit = {.shell = shell,
                              .templates = templates,
                              .share = share ? share : own,
                              .output = g_string_new(NULL),
                              .groups = g_hash_table_new(NULL, NULL)};
    while (os_probes[visit.probe_count])
        visit.probe_count++;
    visit.probe_texts = g_new0(char *, visit.probe_count + 1);
    begin(&visit);
    ask_all(&visit);
    struct observation *observation = end(&visit);
    free_texts(&visit);
    g_free(visit.probe_texts);
    g_string_free(visit.output, TRUE);
    g_hash_table_unref(visit.groups);
    g_clear_error(&visit.failure);
    cli_share_free(own);
    return observation;
}
