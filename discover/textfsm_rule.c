#include "discover/textfsm_internal.h"

#include <gio/gio.h>
#include <string.h>

enum { MAX_PATTERN = 64 * 1024 };

static bool fail(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

static bool fail(GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *reason = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s", reason);
    return false;
}

static const struct textfsm_value *find_value(const struct textfsm *fsm, const char *name, size_t size,
                                              guint *column)
{
    for (guint i = 0; i < fsm->values->len; i++) {
        const struct textfsm_value *value = fsm->values->pdata[i];
        if (strlen(value->name) == size && memcmp(value->name, name, size) == 0) {
            *column = i;
            return value;
        }
    }
    return NULL;
}

/* What follows a `$`, as Python's string.Template reads it: `$`, NAME or {NAME}. Returns where it ends. */
static const char *substitute_one(const struct textfsm *fsm, const char *at, GString *out, GError **error)
{
    if (*at == '$') {
        g_string_append_c(out, '$');
        return at + 1;
    }
    bool braced = *at == '{';
    const char *name = at + (braced ? 1 : 0);
    const char *end = name;
    while (g_ascii_isalpha(*end) || *end == '_' || (end > name && g_ascii_isdigit(*end)))
        end++;
    if (end == name || (braced && *end != '}')) {
        fail(error, "after $ comes a Value's name, {NAME}, or a second $ for the end of the line: '$%.20s'",
             at);
        return NULL;
    }
    guint column = 0;
    const struct textfsm_value *value = find_value(fsm, name, (size_t)(end - name), &column);
    if (!value) {
        fail(error, "no Value '%.*s'", (int)(end - name), name);
        return NULL;
    }
    g_string_append(out, value->named);
    return end + (braced ? 1 : 0);
}

/* The pattern with the Values' own in it. A template without Values has nothing to substitute, and there
 * `$` is what it is in an expression. */
static char *substitute(const struct textfsm *fsm, const char *pattern, GError **error)
{
    if (fsm->values->len == 0)
        return g_strdup(pattern);
    g_autoptr(GString) out = g_string_new(NULL);
    while (*pattern) {
        if (*pattern != '$') {
            g_string_append_c(out, *pattern++);
            continue;
        }
        pattern = substitute_one(fsm, pattern + 1, out, error);
        if (!pattern)
            return NULL;
        if (out->len > MAX_PATTERN) {
            fail(error, "with its Values the rule is longer than %d octets", MAX_PATTERN);
            return NULL;
        }
    }
    return g_strdup(out->str);
}

/* The last `->` with white space before it: there the action begins. NULL when there is none. */
static const char *find_action(const char *text)
{
    const char *found = NULL;
    gunichar previous = 'x';
    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        if (at[0] == '-' && at[1] == '>' && textfsm_is_space(previous))
            found = at;
        previous = g_utf8_get_char(at);
    }
    return found;
}

static bool read_line_action(struct textfsm_rule *rule, const char *word)
{
    static const char *const names[] = {"Next", "Continue", "Error"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(word, names[i]) == 0) {
            rule->line_action = i;
            return true;
        }
    return false;
}

static bool read_record_action(struct textfsm_rule *rule, const char *word)
{
    static const char *const names[] = {"NoRecord", "Record", "Clear", "Clearall"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(word, names[i]) == 0) {
            rule->record_action = i;
            return true;
        }
    return false;
}

/* `LINE`, `LINE.RECORD` or `RECORD`. */
static bool read_operators(struct textfsm_rule *rule, const char *word)
{
    g_auto(GStrv) parts = g_strsplit(word, ".", 2);
    if (!parts[0])
        return false;
    if (!parts[1])
        return read_line_action(rule, parts[0]) || read_record_action(rule, parts[0]);
    return read_line_action(rule, parts[0]) && read_record_action(rule, parts[1]);
}

static bool is_quoted(const char *text)
{
    size_t size = strlen(text);
    return size >= 2 && text[0] == '"' && text[size - 1] == '"';
}

/* The first word of the text; *rest is what follows it, without the blanks between. */
static char *split_word(const char *text, const char **rest)
{
    const char *end = text;
    while (*end && !textfsm_is_space(g_utf8_get_char(end)))
        end = g_utf8_next_char(end);
    *rest = end;
    while (**rest && textfsm_is_space(g_utf8_get_char(*rest)))
        *rest = g_utf8_next_char(*rest);
    return g_strndup(text, (gsize)(end - text));
}

static bool check_target(const struct textfsm_rule *rule, GError **error)
{
    if (!rule->target)
        return true;
    if (rule->line_action == LINE_CONTINUE)
        return fail(error, "Continue cannot go to another state, '%s'", rule->target);
    if (rule->line_action != LINE_ERROR && rule->target[0] == '"')
        return fail(error, "only Error has a text, and a state's name has no quotes: %s", rule->target);
    return true;
}

/* `[OPERATORS] [STATE|"TEXT"]`. */
static bool read_action(struct textfsm_rule *rule, const char *action, GError **error)
{
    if (!*action)
        return true;
    g_autofree char *text = textfsm_strip(action);
    const char *rest = NULL;
    g_autofree char *word = split_word(text, &rest);
    const char *target = read_operators(rule, word) ? rest : text;
    if (!textfsm_is_space(g_utf8_get_char(action)) ||
        (*target && !textfsm_is_word(target) && !is_quoted(target)))
        return fail(error,
                    "badly formed action '->%s': '-> [Next|Continue|Error][.Record|.Clear|.Clearall|"
                    ".NoRecord] [STATE]' is expected",
                    action);
    rule->target = *target ? g_strdup(target) : NULL;
    return check_target(rule, error);
}

static void find_captures(const struct textfsm *fsm, struct textfsm_rule *rule)
{
    for (guint group = 1; group <= regex_group_count(rule->regex); group++) {
        const char *name = regex_group_name(rule->regex, group);
        struct textfsm_capture capture = {.group = group};
        if (name && find_value(fsm, name, strlen(name), &capture.value))
            g_array_append_val(rule->captures, capture);
    }
}

static bool read_rule(const struct textfsm *fsm, struct textfsm_rule *rule, const char *text, GError **error)
{
    const char *action = find_action(text);
    const char *end = action ? g_utf8_prev_char(action) : text + strlen(text);
    g_autofree char *pattern = g_strndup(text, (gsize)(end - text));
    g_autofree char *whole = substitute(fsm, pattern, error);
    if (!whole)
        return false;
    rule->regex = regex_new(whole, REGEX_AT_START, error);
    if (!rule->regex) {
        g_prefix_error(error, "invalid regular expression: ");
        if (error && *error) {
            g_autofree char *reason = g_strdup((*error)->message);
            g_clear_error(error);
            fail(error, "%s: '%s'", reason, whole);
        }
        return false;
    }
    find_captures(fsm, rule);
    return !action || read_action(rule, action + strlen("->"), error);
}

struct textfsm_rule *textfsm_rule_new(const struct textfsm *fsm, const char *text, guint line, GError **error)
{
    struct textfsm_rule *rule = g_new0(struct textfsm_rule, 1);
    rule->line = line;
    rule->captures = g_array_new(FALSE, FALSE, sizeof(struct textfsm_capture));
    if (read_rule(fsm, rule, text, error))
        return rule;
    textfsm_rule_free(rule);
    return NULL;
}

void textfsm_rule_free(void *data)
{
    struct textfsm_rule *rule = data;
    regex_free(rule->regex);
    g_array_unref(rule->captures);
    g_free(rule->target);
    g_free(rule);
}
