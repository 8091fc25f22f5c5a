#include "discover/python_re_internal.h"

#include <gio/gio.h>
#include <string.h>

static void push(struct translation *t, enum scope_kind kind, guint group)
{
    struct scope scope = {.kind = kind, .group = group, .flags = t->flags};
    g_array_append_val(t->scopes, scope);
    t->last = ITEM_NONE;
}

/* `(`: a numbered group, with or without a name. */
static void open_capture(struct translation *t, char *name)
{
    gboolean closed = FALSE;
    g_ptr_array_add(t->names, name);
    g_array_append_val(t->closed, closed);
    g_string_append_c(t->out, '(');
    push(t, SCOPE_CAPTURE, t->names->len);
}

static void open_plain(struct translation *t, const char *opening)
{
    g_string_append(t->out, opening);
    push(t, SCOPE_PLAIN, 0);
}

/* Reads a name up to the terminator; NULL and error when it is no identifier. */
static char *read_name(struct translation *t, char terminator)
{
    const char *end = strchr(t->at, terminator);
    if (!end) {
        translation_fail(t, t->at, "missing %c, unterminated name", terminator);
        return NULL;
    }
    g_autofree char *name = g_strndup(t->at, (gsize)(end - t->at));
    if (!name[0]) {
        translation_fail(t, t->at, "missing group name");
        return NULL;
    }
    gunichar first = g_utf8_get_char(name);
    bool sound = g_unichar_isalpha(first) || first == '_';
    for (const char *at = name; *at; at = g_utf8_next_char(at))
        sound = sound && (g_unichar_isalnum(g_utf8_get_char(at)) || *at == '_');
    if (!sound) {
        translation_fail(t, t->at, "bad character in group name '%s'", name);
        return NULL;
    }
    t->at = end + 1;
    return g_steal_pointer(&name);
}

static guint find_name(const struct translation *t, const char *name)
{
    for (guint i = 0; i < t->names->len; i++)
        if (t->names->pdata[i] && strcmp(t->names->pdata[i], name) == 0)
            return i + 1;
    return 0;
}

bool translation_refer(struct translation *t, guint group, const char *from)
{
    if (group == 0 || group > t->names->len)
        return translation_fail(t, from, "invalid group reference %u", group);
    if (!g_array_index(t->closed, gboolean, group - 1))
        return translation_fail(t, from, "cannot refer to an open group");
    g_string_append_printf(t->out, "\\g{%u}", group);
    t->last = ITEM_ONE;
    return true;
}

/* After `(?P`. */
static bool read_named(struct translation *t)
{
    const char *from = t->at + 1;
    if (*t->at == '<') {
        t->at++;
        g_autofree char *name = read_name(t, '>');
        if (!name)
            return false;
        if (find_name(t, name) != 0)
            return translation_fail(t, from, "redefinition of group name '%s'", name);
        open_capture(t, g_steal_pointer(&name));
        return true;
    }
    if (*t->at != '=')
        return translation_fail(t, from, "unknown extension ?P%.1s", t->at);
    t->at++;
    g_autofree char *name = read_name(t, ')');
    if (!name)
        return false;
    guint group = find_name(t, name);
    return group != 0 ? translation_refer(t, group, from)
                      : translation_fail(t, from, "unknown group name '%s'", name);
}

/* After `(?(`: a group's number, which may come later, or the name of an earlier one. */
static bool read_condition(struct translation *t)
{
    const char *from = t->at;
    guint64 group = 0;
    const char *end = t->at;
    if (g_ascii_isdigit(*end)) {
        group = g_ascii_strtoull(t->at, (char **)&end, 10);
        if (*end != ')' || group == 0 || group > MAX_GROUPS)
            return translation_fail(t, from, "bad group number");
        t->at = end + 1;
    } else {
        g_autofree char *name = read_name(t, ')');
        if (!name)
            return false;
        group = find_name(t, name);
        if (group == 0)
            return translation_fail(t, from, "unknown group name '%s'", name);
    }
    g_string_append_printf(t->out, "(?(%u)", (guint)group);
    push(t, SCOPE_CONDITION, 0);
    return true;
}

static guint flag_of(char letter)
{
    static const char letters[] = "imsxau";
    const char *found = letter ? strchr(letters, letter) : NULL;
    return found ? 1U << (found - letters) : 0;
}

/* Reads `ims-x`, up to `)` or `:`, which is left. */
static bool read_flags(struct translation *t, guint *on, guint *off)
{
    const char *from = t->at;
    guint *into = on;
    for (; *t->at && *t->at != ')' && *t->at != ':'; t->at++) {
        if (*t->at == '-' && into == on && t->at[1] != ')' && t->at[1] != ':') {
            into = off;
            continue;
        }
        guint flag = flag_of(*t->at);
        if (flag == 0)
            return translation_fail(t, t->at, t->at == from ? "unknown extension ?%.1s" : "unknown flag",
                                    t->at);
        if (into == off && flag >= FLAG_ASCII)
            return translation_fail(t, t->at, "bad inline flags: cannot turn off flags 'a', 'u' and 'L'");
        *into |= flag;
    }
    if (!*t->at)
        return translation_fail(t, t->at, "missing -, : or )");
    if (*on & *off)
        return translation_fail(t, from, "bad inline flags: flag turned on and off");
    return true;
}

static void write_flags(GString *out, guint flags)
{
    for (guint i = 0; i < 3; i++)
        if (flags & (1U << i))
            g_string_append_c(out, "ims"[i]);
}

/* After `(?`: `i)` for the whole pattern, or `i-s:` for one group. */
static bool read_flag_group(struct translation *t)
{
    guint on = 0;
    guint off = 0;
    if (!read_flags(t, &on, &off))
        return false;
    if (*t->at++ == ')') {
        if (off)
            return translation_fail(t, t->at - 1, "missing :");
        t->global |= on;
        return true;
    }
    g_string_append(t->out, "(?");
    write_flags(t->out, on);
    if (off & (FLAG_IGNORE_CASE | FLAG_MULTILINE | FLAG_DOT_ALL))
        g_string_append_c(t->out, '-');
    write_flags(t->out, off);
    g_string_append_c(t->out, ':');
    push(t, SCOPE_PLAIN, 0);
    t->flags = (t->flags | on) & ~off;
    if (on & FLAG_UNICODE)
        t->flags &= ~(guint)FLAG_ASCII;
    return true;
}

static bool skip_comment(struct translation *t)
{
    const char *end = strchr(t->at, ')');
    if (!end)
        return translation_fail(t, t->at, "missing ), unterminated comment");
    t->at = end + 1;
    return true;
}

/* Extensions that both languages write the same. */
static const char *const same[] = {"(?:", "(?=", "(?!", "(?<=", "(?<!", "(?>"};

/* At `(`. */
static bool read_open(struct translation *t)
{
    if (t->scopes->len >= MAX_NESTING)
        return translation_fail(t, t->at, "more than %d groups in each other", MAX_NESTING);
    if (t->names->len >= MAX_GROUPS)
        return translation_fail(t, t->at, "more than %d groups", MAX_GROUPS);
    for (gsize i = 0; i < G_N_ELEMENTS(same); i++)
        if (g_str_has_prefix(t->at, same[i])) {
            t->at += strlen(same[i]);
            open_plain(t, same[i]);
            return true;
        }
    if (t->at[1] != '?') {
        t->at++;
        open_capture(t, NULL);
        return true;
    }
    t->at += 3;
    switch (t->at[-1]) {
    case 'P':
        return read_named(t);
    case '#':
        return skip_comment(t);
    case '(':
        return read_condition(t);
    case '\0':
        t->at--;
        return translation_fail(t, t->at, "unexpected end of pattern");
    default:
        t->at--;
        return read_flag_group(t);
    }
}

static bool read_close(struct translation *t)
{
    if (t->scopes->len == 0)
        return translation_fail(t, t->at, "unbalanced parenthesis");
    const struct scope *scope = &g_array_index(t->scopes, struct scope, t->scopes->len - 1);
    if (scope->kind == SCOPE_CAPTURE)
        g_array_index(t->closed, gboolean, scope->group - 1) = TRUE;
    t->flags = scope->flags;
    g_array_set_size(t->scopes, t->scopes->len - 1);
    g_string_append_c(t->out, ')');
    t->at++;
    t->last = ITEM_ONE;
    return true;
}

static bool read_bar(struct translation *t)
{
    struct scope *scope = t->scopes->len ? &g_array_index(t->scopes, struct scope, t->scopes->len - 1) : NULL;
    if (scope && scope->kind == SCOPE_CONDITION && scope->branches++ > 0)
        return translation_fail(t, t->at, "conditional backref with more than two branches");
    g_string_append_c(t->out, '|');
    t->at++;
    t->last = ITEM_NONE;
    return true;
}

/* One `{m,n}` in all its forms; false where the brace is meant as a brace. */
static bool read_braces(const char *at, guint64 *least, guint64 *most, const char **end)
{
    const char *from = ++at;
    *least = 0;
    *most = UNBOUNDED;
    if (*at == '}')
        return false;
    if (g_ascii_isdigit(*at))
        *least = *most = g_ascii_strtoull(at, (char **)&at, 10);
    if (*at == ',') {
        at++;
        *most = g_ascii_isdigit(*at) ? g_ascii_strtoull(at, (char **)&at, 10) : UNBOUNDED;
    } else if (at == from) {
        return false;
    }
    *end = at + 1;
    return *at == '}';
}

/* PCRE2 counts to 65535 only; no line that is so long is told from a longer one. */
static bool write_braces(struct translation *t, const char *from, guint64 least, guint64 most)
{
    if (least > MAX_REPEAT)
        return translation_fail(t, from, "the repetition number is too large");
    if (most < least)
        return translation_fail(t, from, "min repeat greater than max repeat");
    if (most > MAX_REPEAT)
        g_string_append_printf(t->out, "{%u,}", (guint)least);
    else
        g_string_append_printf(t->out, "{%u,%u}", (guint)least, (guint)most);
    return true;
}

/* At `*`, `+`, `?` or `{`. */
static bool read_repeat(struct translation *t)
{
    const char *from = t->at;
    const char *end = t->at + 1;
    guint64 least = 0;
    guint64 most = 0;
    if (*from == '{' && !read_braces(from, &least, &most, &end)) {
        translation_literal(t, '{');
        t->at = from + 1;
        return true;
    }
    if (t->last == ITEM_NONE || t->last == ITEM_POSITION)
        return translation_fail(t, from, "nothing to repeat");
    if (t->last == ITEM_REPEAT)
        return translation_fail(t, from, "multiple repeat");
    if (*from != '{')
        g_string_append_c(t->out, *from);
    else if (!write_braces(t, from, least, most))
        return false;
    t->at = end;
    if (*t->at == '?' || *t->at == '+')
        g_string_append_c(t->out, *t->at++);
    t->last = ITEM_REPEAT;
    return true;
}

static void skip_verbose(struct translation *t)
{
    if (*t->at == '#')
        t->at += strcspn(t->at, "\n");
    else
        t->at++;
}

static bool read_one(struct translation *t)
{
    if ((t->flags & FLAG_VERBOSE) && strchr(" \t\n\r\v\f#", *t->at)) {
        skip_verbose(t);
        return true;
    }
    switch (*t->at) {
    case '(':
        return read_open(t);
    case ')':
        return read_close(t);
    case '|':
        return read_bar(t);
    case '[':
        return translation_set(t);
    case '\\':
        return translation_escape(t);
    case '*':
    case '+':
    case '?':
    case '{':
        return read_repeat(t);
    case '^':
    case '$':
        g_string_append_c(t->out, *t->at++);
        t->last = ITEM_POSITION;
        return true;
    case '.':
        g_string_append_c(t->out, *t->at++);
        t->last = ITEM_ONE;
        return true;
    default:
        translation_literal(t, g_utf8_get_char(t->at));
        t->at = g_utf8_next_char(t->at);
        return true;
    }
}

static bool read_all(struct translation *t)
{
    g_string_truncate(t->out, 0);
    g_ptr_array_set_size(t->names, 0);
    g_array_set_size(t->closed, 0);
    g_array_set_size(t->scopes, 0);
    t->at = t->pattern;
    t->flags = t->global;
    t->last = ITEM_NONE;
    while (*t->at)
        if (!read_one(t))
            return false;
    return t->scopes->len == 0 || translation_fail(t, t->at, "missing ), unterminated subpattern");
}

static char *finish(struct translation *t)
{
    if (t->global & (FLAG_IGNORE_CASE | FLAG_MULTILINE | FLAG_DOT_ALL)) {
        g_autoptr(GString) head = g_string_new("(?");
        write_flags(head, t->global);
        g_string_append_c(head, ')');
        g_string_prepend(t->out, head->str);
    }
    return g_strdup(t->out->str);
}

char *python_re_translate(const char *pattern, GPtrArray *names, GError **error)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GArray) scopes = g_array_new(FALSE, FALSE, sizeof(struct scope));
    g_autoptr(GArray) closed = g_array_new(FALSE, FALSE, sizeof(gboolean));
    struct translation t = {
        .pattern = pattern, .out = out, .names = names, .scopes = scopes, .closed = closed, .error = error};
    bool sound = read_all(&t);
    /* Flags for the whole pattern may be met late: what stands before them is read again in their light. */
    if (sound && (t.global & (FLAG_VERBOSE | FLAG_ASCII)))
        sound = read_all(&t);
    return sound ? finish(&t) : NULL;
}
