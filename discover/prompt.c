#include "discover/prompt.h"

#include <glib.h>
#include <string.h>

/* An echo is at the begin, behind a prompt and what was left of the command before. */
#define ECHO_WITHIN 1024

static size_t trimmed(const char *line, size_t size)
{
    while (size > 0 && (line[size - 1] == ' ' || line[size - 1] == '\t'))
        size--;
    return size;
}

static bool is_end_of_prompt(char c)
{
    return c != '\0' && strchr("#>$%]", c) != NULL;
}

bool prompt_is_likely(const char *line, size_t size)
{
    size_t length = trimmed(line, size);
    if (length == 0 || size > PROMPT_MAX || !is_end_of_prompt(line[length - 1]))
        return false;
    /* A rule, a list, a table: `#####`, `100 %`. */
    size_t letters = 0;
    for (size_t i = 0; i < length; i++)
        letters += g_ascii_isalpha(line[i]) || (unsigned char)line[i] >= 0x80;
    return letters > 0 || length == 1;
}

/* What stays the same from one prompt to the next. */
static size_t next_stable(const char *line, size_t at)
{
    while (g_ascii_isdigit(line[at]) || line[at] == '*' || line[at] == '!' || line[at] == ' ')
        at++;
    return at;
}

bool prompt_equals(const char *prompt, const char *line)
{
    size_t left = 0, right = 0;
    if (strlen(line) > PROMPT_MAX)
        return false;
    do {
        left = next_stable(prompt, left);
        right = next_stable(line, right);
        if (prompt[left] != line[right])
            return false;
    } while (prompt[left++] && line[right++]);
    return true;
}

bool prompt_is_kin(const char *prompt, const char *line)
{
    if (!prompt_is_likely(line, strlen(line)))
        return false;
    g_autofree char *left = prompt_name(prompt);
    g_autofree char *right = prompt_name(line);
    return left && right && strcmp(left, right) == 0;
}

/* Names are letters, digits and a few more; all else ends them. */
static bool is_of_name(char c)
{
    return g_ascii_isalnum(c) || c == '-' || c == '_' || c == '.' || (unsigned char)c >= 0x80;
}

/* EXOS counts commands behind the name: `name.12 #`. */
static void cut_counter(char *name, const char *behind)
{
    char *dot = strrchr(name, '.');
    if (dot && dot > name && dot[1] && strspn(dot + 1, "0123456789") == strlen(dot + 1) &&
        g_str_has_prefix(behind, " #"))
        *dot = '\0';
}

/* Where the name begins: behind what comes before it. */
static const char *find_name(const char *prompt)
{
    const char *at = prompt + strspn(prompt, " *!<[(");
    if (g_str_has_prefix(at, "RP/") || g_str_has_prefix(at, "HRP_M<") || g_str_has_prefix(at, "HRP_S<")) {
        const char *end = strpbrk(at, ":<");
        at = end ? end + 1 : at;
    }
    const char *sign = strchr(at, '@');
    if (sign)
        at = sign + 1;
    else if (g_ascii_isupper(at[0]) && at[1] == ':' && at[2]) /* SR OS: the active control processor */
        at += 2;
    if (g_str_has_prefix(at, "Slot-") && strchr(at, ' '))
        at = strchr(at, ' ') + 1;
    return at;
}

char *prompt_name(const char *prompt)
{
    if (!prompt_is_likely(prompt, strlen(prompt)))
        return NULL;
    const char *begin = find_name(prompt), *end = begin;
    while (is_of_name(*end))
        end++;
    /* `name>`, `name #`, `name:~$`, `name(config)#`, `name/pri/act#`, `name] >`, `name] `, `name) >` */
    if (end == begin || !strchr(">#$%]):(/ ", *end) || !*end)
        return NULL;
    char *name = g_strndup(begin, (gsize)(end - begin));
    cut_counter(name, end);
    return name;
}

static bool ends_with_word(const char *line, const char *word)
{
    size_t size = trimmed(line, strlen(line)), length = strlen(word);
    return size <= PROMPT_MAX && size >= length &&
           g_ascii_strncasecmp(line + size - length, word, length) == 0;
}

bool prompt_asks_user(const char *line)
{
    return ends_with_word(line, "username:") || ends_with_word(line, "user:") ||
           ends_with_word(line, "login:") || ends_with_word(line, "user name:");
}

bool prompt_asks_password(const char *line)
{
    return ends_with_word(line, "password:") || ends_with_word(line, "passcode:");
}

bool prompt_asks_change(const char *line)
{
    g_autofree char *lower = g_ascii_strdown(line, -1);
    size_t size = trimmed(lower, strlen(lower));
    return size > 0 && strchr(":?]", lower[size - 1]) && strstr(lower, "password") &&
           (strstr(lower, "new") || strstr(lower, "change") || strstr(lower, "confirm") ||
            strstr(lower, "retype"));
}

/* Blanks do not count: an echo may be broken anywhere, and what breaks it are blanks and line ends. */
static const char *match_echo(const char *at, const char *end, const char *command)
{
    for (; *command; command++) {
        if (g_ascii_isspace(*command))
            continue;
        while (at < end && (*at == ' ' || *at == '\n'))
            at++;
        if (at == end || *at != *command)
            return NULL;
        at++;
    }
    return at;
}

/* The echo ends with its line, and is no longer than what is looked at. */
const char *prompt_skip_echo(const char *text, size_t size, const char *command)
{
    const char *last = text + MIN(size, ECHO_WITHIN);
    const char *end = text + MIN(size, (size_t)2 * ECHO_WITHIN);
    for (const char *at = text; at < last; at++) {
        const char *behind = *at == *command ? match_echo(at, end, command) : NULL;
        if (!behind)
            continue;
        while (behind < end && *behind == ' ')
            behind++;
        if (behind == end)
            return end;
        if (*behind == '\n')
            return behind + 1;
    }
    return NULL;
}
