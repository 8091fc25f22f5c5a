#include "cli/help.h"

#include <string.h>

#define OPTION_COLUMN 28
#define MAX_SUGGESTIONS 4

static void append_option(GString *out, char short_name, const char *long_name, const char *argument,
                          const char *description)
{
    gsize start = out->len;
    if (short_name != '\0')
        g_string_append_printf(out, "  -%c", short_name);
    else
        g_string_append(out, "    ");
    g_string_append_printf(out, "%c --%s", short_name != '\0' ? ',' : ' ', long_name);
    if (argument != NULL)
        g_string_append_printf(out, " %s", argument);
    gsize width = out->len - start;
    if (width + 2 > OPTION_COLUMN) {
        g_string_append_c(out, '\n');
        width = 0;
    }
    g_string_append_printf(out, "%*s%s\n", (int)(OPTION_COLUMN - width), "", description);
}

void help_append_options(GString *out, const GOptionEntry *entries)
{
    for (const GOptionEntry *entry = entries; entry != NULL && entry->long_name != NULL; entry++)
        if ((entry->flags & G_OPTION_FLAG_HIDDEN) == 0)
            append_option(out, entry->short_name, entry->long_name, entry->arg_description,
                          entry->description);
    append_option(out, 'h', "help", NULL, "show this help");
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

/* Optimal string alignment distance: insertions, deletions, substitutions, and swapped neighbors count one
 * each. Words longer than this are no mistyped commands. */
#define MAX_WORD 32

static size_t edit_distance(const char *a, const char *b)
{
    size_t rows = strlen(a), columns = strlen(b);
    if (rows > MAX_WORD || columns > MAX_WORD)
        return MAX_WORD;
    size_t distance[MAX_WORD + 1][MAX_WORD + 1];
    for (size_t i = 0; i <= rows; i++) {
        for (size_t j = 0; j <= columns; j++) {
            if (i == 0 || j == 0) {
                distance[i][j] = i + j;
                continue;
            }
            size_t best = distance[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            best = MIN(best, MIN(distance[i - 1][j], distance[i][j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                best = MIN(best, distance[i - 2][j - 2] + 1);
            distance[i][j] = best;
        }
    }
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
