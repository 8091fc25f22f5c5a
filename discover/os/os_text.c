#include "discover/os/os_text.h"

#include "discover/terminal.h"

#include <stdbool.h>
#include <string.h>

static char *collapse(const char *text)
{
    GString *out = g_string_new(NULL);
    for (; *text != '\0'; text++) {
        bool is_blank = g_ascii_isspace(*text);
        if (!is_blank)
            g_string_append_c(out, *text);
        else if (out->len > 0 && out->str[out->len - 1] != ' ')
            g_string_append_c(out, ' ');
    }
    while (out->len > 0 && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
    return g_string_free(out, FALSE);
}

static void drop_prefix(char *text, const char *prefix)
{
    if (g_str_has_prefix(text, prefix))
        memmove(text, text + strlen(prefix), strlen(text) - strlen(prefix) + 1);
}

/* vtysh -c 'show ip ospf neighbor' */
static void unwrap_vtysh(char *text)
{
    if (!g_str_has_prefix(text, "vtysh -c "))
        return;
    drop_prefix(text, "vtysh -c ");
    char quote = *text;
    size_t length = strlen(text);
    if ((quote == '\'' || quote == '"') && length > 1) {
        char *end = strrchr(text + 1, quote);
        if (end != NULL)
            *end = '\0';
        memmove(text, text + 1, strlen(text));
    }
}

char *os_command_normalize(const char *command)
{
    char *text = collapse(command);
    drop_prefix(text, "sudo ");
    drop_prefix(text, "/usr/sbin/");
    drop_prefix(text, "/usr/bin/");
    drop_prefix(text, "/sbin/");
    drop_prefix(text, "/bin/");
    unwrap_vtysh(text);
    /* RouterOS writes "/ip neighbor print". */
    if (text[0] == '/')
        memmove(text, text + 1, strlen(text));
    return text;
}

#define MAX_PROMPT 120

/* The length of the prompt at the beginning of a line that has a command behind it: up to '>', '#', '$', '%'
 * or a closing bracket, then a word of those that commands begin with. 0: none. */
static size_t prompt_length(const char *line, size_t size)
{
    static GRegex *regex;
    if (g_once_init_enter(&regex)) {
        GRegex *made =
            g_regex_new("^[ \\r]?[\\[<(*]?[^\\s|{}\"][^|{}\"]{0,100}?[>#$%\\])] "
                        "?(?=/?(?:sh(?:ow?)?|disp(?:l|la|lay)?|get|"
                        "diag(?:nose)?|lldp\\w*|sudo|vtysh|net|nv|ip|cat|run|admin|do|print)\\b(?! *[:=]))",
                        G_REGEX_OPTIMIZE | G_REGEX_RAW, 0, NULL);
        g_once_init_leave(&regex, made);
    }
    GMatchInfo *match = NULL;
    gint start = 0, end = 0;
    if (g_regex_match_full(regex, line, (gssize)MIN(size, 400), 0, 0, &match, NULL))
        g_match_info_fetch_pos(match, 0, &start, &end);
    g_match_info_free(match);
    return end > MAX_PROMPT ? 0 : (size_t)end;
}

/* The prompt without what may follow the name in another mode, and its trailing blank. */
static char *find_prompt(const GString *text)
{
    size_t at = 0;
    for (int line = 0; line < 12 && at < text->len; line++) {
        const char *start = text->str + at;
        const char *end = memchr(start, '\n', text->len - at);
        size_t size = end == NULL ? text->len - at : (size_t)(end - start);
        size_t length = prompt_length(start, size);
        if (length > 0)
            return g_strchomp(g_strndup(start, length));
        at += size + 1;
    }
    return NULL;
}

static void drop_prompt_lines(GString *text, const char *prompt)
{
    GString *out = g_string_sized_new(text->len);
    size_t length = strlen(prompt);
    for (size_t at = 0; at < text->len;) {
        const char *start = text->str + at;
        const char *end = memchr(start, '\n', text->len - at);
        size_t size = end == NULL ? text->len - at : (size_t)(end - start) + 1;
        bool is_prompt = size >= length && memcmp(start, prompt, length) == 0;
        if (!is_prompt)
            g_string_append_len(out, start, (gssize)size);
        at += size;
    }
    g_string_truncate(text, 0);
    g_string_append_len(text, out->str, (gssize)out->len);
    g_string_free(out, TRUE);
}

GString *os_text_clean(const char *text, size_t size)
{
    GString *clean = terminal_clean(text, size);
    g_autofree char *prompt = find_prompt(clean);
    if (prompt != NULL && *prompt != '\0')
        drop_prompt_lines(clean, prompt);
    return clean;
}
