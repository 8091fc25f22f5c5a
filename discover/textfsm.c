#include "discover/textfsm_internal.h"

#include <gio/gio.h>
#include <string.h>

enum { MAX_TEMPLATE = 1024 * 1024, MAX_VALUES = 1000 };

static const char *const option_names[OPTION_COUNT] = {"Filldown", "Fillup", "Key", "List", "Required"};

/* The template as it is read. */
struct reader {
    const char *at, *end;
    guint line; /* of what was read last; from 1 */
    struct textfsm *fsm;
    GError **error;
};

static bool fail(const struct reader *reader, const char *format, ...) G_GNUC_PRINTF(2, 3);

static bool fail(const struct reader *reader, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *reason = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(reader->error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: line %u: %s", reader->fsm->name,
                reader->line, reason);
    return false;
}

bool textfsm_is_space(gunichar character)
{
    static const gunichar others[] = {0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000};
    if (character < 0x80)
        return (character >= 9 && character <= 13) || (character >= 28 && character <= 32);
    for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
        if (character == others[i])
            return true;
    return character >= 0x2000 && character <= 0x200a;
}

bool textfsm_is_word(const char *text)
{
    for (const char *at = text; *at; at = g_utf8_next_char(at))
        if (*at != '_' && !g_unichar_isalnum(g_utf8_get_char(at)))
            return false;
    return *text != '\0';
}

char *textfsm_strip_end(const char *text, size_t size)
{
    const char *end = text + size;
    while (end > text) {
        const char *previous = g_utf8_prev_char(end);
        if (!textfsm_is_space(g_utf8_get_char(previous)))
            break;
        end = previous;
    }
    return g_strndup(text, (gsize)(end - text));
}

char *textfsm_strip(const char *text)
{
    while (*text && textfsm_is_space(g_utf8_get_char(text)))
        text = g_utf8_next_char(text);
    return textfsm_strip_end(text, strlen(text));
}

/* The next line without white space at its end; NULL when there is none. Lines end in LF, CRLF or CR. */
static char *read_line(struct reader *reader)
{
    if (reader->at == reader->end)
        return NULL;
    const char *start = reader->at;
    while (reader->at < reader->end && *reader->at != '\n' && *reader->at != '\r')
        reader->at++;
    const char *stop = reader->at;
    if (reader->at < reader->end && *reader->at++ == '\r' && reader->at < reader->end && *reader->at == '\n')
        reader->at++;
    reader->line++;
    return textfsm_strip_end(start, (size_t)(stop - start));
}

static bool is_comment(const char *line)
{
    while (*line && textfsm_is_space(g_utf8_get_char(line)))
        line = g_utf8_next_char(line);
    return *line == '#';
}

static void value_free(void *data)
{
    struct textfsm_value *value = data;
    g_free(value->name);
    g_free(value->named);
    regex_free(value->nested);
    g_free(value);
}

static void state_free(void *data)
{
    struct textfsm_state *state = data;
    g_free(state->name);
    g_ptr_array_unref(state->rules);
    g_free(state);
}

bool textfsm_value_has(const struct textfsm_value *value, enum value_option option)
{
    for (guint i = 0; i < value->option_count; i++)
        if (value->options[i] == option)
            return true;
    return false;
}

static bool add_option(const struct reader *reader, struct textfsm_value *value, const char *name)
{
    for (guint option = 0; option < OPTION_COUNT; option++) {
        if (strcmp(name, option_names[option]) != 0)
            continue;
        if (textfsm_value_has(value, option))
            return fail(reader, "duplicate option '%s'", name);
        value->options[value->option_count++] = option;
        return true;
    }
    return fail(reader, "unknown option '%s': Filldown, Fillup, Key, List and Required are known", name);
}

static bool read_options(const struct reader *reader, struct textfsm_value *value, const char *text)
{
    g_auto(GStrv) names = g_strsplit(text, ",", -1);
    if (!names[0])
        return add_option(reader, value, "");
    for (guint i = 0; names[i]; i++)
        if (!add_option(reader, value, names[i]))
            return false;
    return true;
}

static bool check_pattern(const struct reader *reader, struct textfsm_value *value, const char *pattern)
{
    size_t size = strlen(pattern);
    if (size < 2 || pattern[0] != '(' || pattern[size - 1] != ')' || pattern[size - 2] == '\\')
        return fail(reader, "the pattern of Value '%s' must be within (...): '%s'", value->name, pattern);
    GError *reason = NULL;
    struct regex *regex = regex_new(pattern, REGEX_AT_START, &reason);
    if (!regex) {
        fail(reader, "the pattern of Value '%s': %s: '%s'", value->name, reason->message, pattern);
        g_error_free(reason);
        return false;
    }
    for (size_t group = 1; group <= regex_group_count(regex); group++)
        value->has_names = value->has_names || regex_group_name(regex, group);
    if (textfsm_value_has(value, OPTION_LIST) && regex_group_count(regex) > 1)
        value->nested = regex;
    else
        regex_free(regex);
    value->named = g_strdup_printf("(?P<%s>%s", value->name, pattern + 1);
    return true;
}

/* `Value [OPTION[,OPTION...]] NAME (PATTERN)`, one blank between the parts: more belong to the pattern. */
static bool parse_value(const struct reader *reader, struct textfsm_value *value, const char *line)
{
    g_auto(GStrv) parts = g_strsplit(line, " ", 4);
    if (g_strv_length(parts) < 3)
        return fail(reader, "expected 'Value [OPTIONS] NAME (PATTERN)': '%s'", line);
    const char *pattern = parts[3] ? parts[3] : "";
    if (parts[2][0] == '(') {
        value->name = g_strdup(parts[1]);
        pattern = strchr(line + strlen("Value "), ' ') + 1;
    } else {
        if (!read_options(reader, value, parts[1]))
            return false;
        value->name = g_strdup(parts[2]);
    }
    if (g_utf8_strlen(value->name, -1) > TEXTFSM_MAX_NAME)
        return fail(reader, "the name of Value '%s' is longer than %d characters", value->name,
                    TEXTFSM_MAX_NAME);
    return check_pattern(reader, value, pattern);
}

static bool read_value(const struct reader *reader, const char *line)
{
    GPtrArray *values = reader->fsm->values;
    struct textfsm_value *value = g_new0(struct textfsm_value, 1);
    if (!parse_value(reader, value, line)) {
        value_free(value);
        return false;
    }
    g_ptr_array_add(values, value);
    for (guint i = 0; i + 1 < values->len; i++)
        if (strcmp(((struct textfsm_value *)values->pdata[i])->name, value->name) == 0)
            return fail(reader, "Value '%s' is declared twice", value->name);
    if (values->len > MAX_VALUES)
        return fail(reader, "more than %d Values", MAX_VALUES);
    return true;
}

/* The Values, up to the first blank line. */
static bool read_values(struct reader *reader)
{
    for (;;) {
        g_autofree char *line = read_line(reader);
        if (!line || !*line)
            return true;
        if (is_comment(line))
            continue;
        if (g_str_has_prefix(line, "Value ")) {
            if (!read_value(reader, line))
                return false;
        } else if (reader->fsm->values->len == 0) {
            return fail(reader, "a template begins with its Values: '%s'", line);
        } else {
            return fail(reader, "expected a blank line after the last Value: '%s'", line);
        }
    }
}

static struct textfsm_state *find_state(const struct textfsm *fsm, const char *name)
{
    for (guint i = 0; i < fsm->states->len; i++) {
        struct textfsm_state *state = fsm->states->pdata[i];
        if (strcmp(state->name, name) == 0)
            return state;
    }
    return NULL;
}

static struct textfsm_state *add_state(struct textfsm *fsm, const char *name, guint line)
{
    struct textfsm_state *state = g_new0(struct textfsm_state, 1);
    state->name = g_strdup(name);
    state->line = line;
    state->rules = g_ptr_array_new_with_free_func(textfsm_rule_free);
    g_ptr_array_add(fsm->states, state);
    return state;
}

static bool is_reserved(const char *name)
{
    static const char *const reserved[] = {"Continue", "Next",   "Error",    "Clear",
                                           "Clearall", "Record", "NoRecord", NULL};
    return g_strv_contains(reserved, name);
}

/* The name of the next state; NULL, with or without error, when there is none. */
static struct textfsm_state *read_state_name(struct reader *reader)
{
    for (;;) {
        g_autofree char *line = read_line(reader);
        if (!line)
            return NULL;
        if (!*line || is_comment(line))
            continue;
        if (!textfsm_is_word(line) || g_utf8_strlen(line, -1) > TEXTFSM_MAX_NAME || is_reserved(line))
            fail(reader, "invalid state name: '%s'", line);
        else if (find_state(reader->fsm, line))
            fail(reader, "state '%s' is declared twice", line);
        else
            return add_state(reader->fsm, line, reader->line);
        return NULL;
    }
}

static bool read_rule(const struct reader *reader, struct textfsm_state *state, const char *line)
{
    if (!g_str_has_prefix(line, " ^") && !g_str_has_prefix(line, "  ^") && !g_str_has_prefix(line, "\t^"))
        return fail(reader, "a rule begins with one or two blanks or a tab, and ^ (state '%s'): '%s'",
                    state->name, line);
    g_autofree char *text = textfsm_strip(line);
    GError *reason = NULL;
    struct textfsm_rule *rule = textfsm_rule_new(reader->fsm, text, reader->line, &reason);
    if (!rule) {
        fail(reader, "%s", reason->message);
        g_error_free(reason);
        return false;
    }
    g_ptr_array_add(state->rules, rule);
    return true;
}

/* The rules of a state, up to the first blank line. */
static bool read_rules(struct reader *reader, struct textfsm_state *state)
{
    for (;;) {
        g_autofree char *line = read_line(reader);
        if (!line || !*line)
            return true;
        if (!is_comment(line) && !read_rule(reader, state, line))
            return false;
    }
}

static bool read_states(struct reader *reader)
{
    GError *reason = NULL;
    GError **error = reader->error;
    /* cppcheck-suppress autoVariables ; put back below */
    reader->error = &reason;
    struct textfsm_state *state;
    while ((state = read_state_name(reader)) != NULL)
        if (!read_rules(reader, state))
            break;
    reader->error = error;
    if (!reason)
        return true;
    g_propagate_error(error, reason);
    return false;
}

static bool find_target(struct reader *reader, const struct textfsm_state *state, struct textfsm_rule *rule)
{
    if (rule->line_action == LINE_ERROR || !rule->target)
        return true;
    rule->next = find_state(reader->fsm, rule->target);
    reader->line = rule->line;
    return rule->next || fail(reader, "state '%s', to which state '%s' goes, is not in the template",
                              rule->target, state->name);
}

static const struct textfsm_state *find_last_state(struct reader *reader, const char *name)
{
    struct textfsm_state *state = find_state(reader->fsm, name);
    if (!state)
        return add_state(reader->fsm, name, 0);
    reader->line = state->line;
    if (state->rules->len == 0)
        return state;
    fail(reader, "state '%s' cannot have rules", name);
    return NULL;
}

static bool connect_states(struct reader *reader)
{
    struct textfsm *fsm = reader->fsm;
    fsm->start = find_state(fsm, "Start");
    if (!fsm->start) {
        g_set_error(reader->error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: state 'Start' is missing",
                    fsm->name);
        return false;
    }
    fsm->has_eof = find_state(fsm, "EOF") != NULL;
    fsm->end = find_last_state(reader, "End");
    fsm->eof = fsm->end ? find_last_state(reader, "EOF") : NULL;
    if (!fsm->eof)
        return false;
    for (guint i = 0; i < fsm->states->len; i++) {
        const struct textfsm_state *state = fsm->states->pdata[i];
        for (guint k = 0; k < state->rules->len; k++)
            if (!find_target(reader, state, state->rules->pdata[k]))
                return false;
    }
    return true;
}

/* Whether the octets are text at all: the line of the first that is not is named. */
static bool check_text(struct reader *reader)
{
    const char *bad = NULL;
    if (reader->end - reader->at > MAX_TEMPLATE) {
        reader->line = 1;
        return fail(reader, "the template is larger than %d octets", MAX_TEMPLATE);
    }
    if (g_utf8_validate(reader->at, reader->end - reader->at, &bad))
        return true;
    struct reader before = {.at = reader->at, .end = bad};
    for (char *line; (line = read_line(&before)) != NULL;)
        g_free(line);
    reader->line = MAX(before.line, 1);
    return fail(reader, "not UTF-8");
}

struct textfsm *textfsm_new(const char *name, const char *text, size_t size, GError **error)
{
    struct textfsm *fsm = g_new0(struct textfsm, 1);
    fsm->name = g_strdup(name);
    fsm->values = g_ptr_array_new_with_free_func(value_free);
    fsm->states = g_ptr_array_new_with_free_func(state_free);
    struct reader reader = {.at = text, .end = text + size, .fsm = fsm, .error = error};
    if (size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        reader.at += 3;
    if (check_text(&reader) && read_values(&reader) && read_states(&reader) && connect_states(&reader))
        return fsm;
    textfsm_free(fsm);
    return NULL;
}

void textfsm_free(struct textfsm *fsm)
{
    if (!fsm)
        return;
    g_ptr_array_unref(fsm->states);
    g_ptr_array_unref(fsm->values);
    g_free(fsm->name);
    g_free(fsm);
}

const char **textfsm_keys(const struct textfsm *fsm)
{
    GPtrArray *keys = g_ptr_array_new();
    for (guint i = 0; i < fsm->values->len; i++) {
        struct textfsm_value *value = g_ptr_array_index(fsm->values, i);
        if (textfsm_value_has(value, OPTION_KEY))
            g_ptr_array_add(keys, value->name);
    }
    g_ptr_array_add(keys, NULL);
    return (const char **)g_ptr_array_free(keys, FALSE);
}
