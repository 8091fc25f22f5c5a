#include "cli/help.h"

#include <string.h>

#define MAX_SUGGESTIONS 4

static char *format_option(const GOptionEntry *entry)
{
    g_autofree char *short_name =
        entry->short_name != '\0' ? g_strdup_printf("-%c,", entry->short_name) : NULL;
    return g_strdup_printf("  %3s --%s%s%s", short_name != NULL ? short_name : "", entry->long_name,
                           entry->arg_description != NULL ? " " : "",
                           entry->arg_description != NULL ? entry->arg_description : "");
}

void help_append_options(GString *out, const GOptionEntry *entries)
{
    const GOptionEntry help = {"help", 'h', 0, G_OPTION_ARG_NONE, NULL, "show this help", NULL};
    size_t width = 0, count = 0;
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    while (entries != NULL && entries[count].long_name != NULL)
        count++;
    for (size_t i = 0; i <= count; i++) {
        g_ptr_array_add(names, format_option(i < count ? &entries[i] : &help));
        width = MAX(width, strlen(names->pdata[i]));
    }
    for (size_t i = 0; i <= count; i++) {
        const GOptionEntry *entry = i < count ? &entries[i] : &help;
        if ((entry->flags & G_OPTION_FLAG_HIDDEN) == 0)
            g_string_append_printf(out, "%-*s  %s\n", (int)width, (const char *)names->pdata[i],
                                   entry->description);
    }
}

char *help_of_command(const struct command *command, const GOptionEntry *entries)
{
    GString *out = g_string_new(NULL);
    bool has_arguments = command->arguments != NULL && *command->arguments != '\0';
    g_string_append_printf(out, "Usage: wiremap %s [OPTION]...%s%s\n\n%c%s.\n\nOptions:\n", command->name,
                           has_arguments ? " " : "", has_arguments ? command->arguments : "",
                           g_ascii_toupper(command->summary[0]), command->summary + 1);
    help_append_options(out, entries);
    if (command->details != NULL)
        g_string_append_printf(out, "\n%s%s", command->details,
                               g_str_has_suffix(command->details, "\n") ? "" : "\n");
    return g_string_free(out, FALSE);
}

/* Words longer than this are no mistyped commands. */
#define MAX_WORD 32

typedef size_t distances[MAX_WORD + 1][MAX_WORD + 1];

/* Optimal string alignment: insertions, deletions, substitutions and swapped letters count one each. */
static size_t edit_step(distances distance, const char *a, const char *b, size_t i, size_t j)
{
    if (i == 0 || j == 0)
        return i + j;
    size_t best = distance[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
    best = MIN(best, MIN(distance[i - 1][j], distance[i][j - 1]) + 1);
    if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        best = MIN(best, distance[i - 2][j - 2] + 1);
    return best;
}

static size_t edit_distance(const char *a, const char *b)
{
    size_t rows = strlen(a), columns = strlen(b);
    distances distance;
    if (rows > MAX_WORD || columns > MAX_WORD)
        return MAX_WORD;
    for (size_t i = 0; i <= rows; i++)
        for (size_t j = 0; j <= columns; j++)
            distance[i][j] = edit_step(distance, a, b, i, j);
    return distance[rows][columns];
}

static bool is_near(const char *word, const char *name)
{
    size_t length = strlen(word);
    if (length >= 2 && g_str_has_prefix(name, word))
        return true;
    return edit_distance(word, name) <= (length < 5 ? 1 : 2);
}

char *help_suggest(const char *word, const char *const *names)
{
    GString *out = g_string_new(NULL);
    unsigned count = 0;
    for (size_t i = 0; names[i] != NULL && count < MAX_SUGGESTIONS; i++) {
        if (!is_near(word, names[i]))
            continue;
        g_string_append_printf(out, "%s'%s'", count > 0 ? " or " : "", names[i]);
        count++;
    }
    return g_string_free(out, out->len == 0);
}
