#include "cli/command.h"

#include "cli/help.h"
#include "cli/output.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* GOption keeps a "--" that separates options from arguments in some cases; it is no argument of ours. */
static void drop_separator(int *argc, char **argv)
{
    for (int i = 1; i < *argc; i++) {
        if (strcmp(argv[i], "--") != 0)
            continue;
        memmove(argv + i, argv + i + 1, (size_t)(*argc - i) * sizeof *argv);
        --*argc;
        return;
    }
}

bool command_parse(const struct command *command, const GOptionEntry *entries, int *argc, char ***argv,
                   int *status)
{
    gboolean help = FALSE;
    const GOptionEntry help_entry[] = {{"help", 'h', 0, G_OPTION_ARG_NONE, &help, NULL, NULL},
                                       G_OPTION_ENTRY_NULL};
    g_autoptr(GError) error = NULL;
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_set_help_enabled(context, FALSE);
    if (entries != NULL)
        g_option_context_add_main_entries(context, entries, NULL);
    g_option_context_add_main_entries(context, help_entry, NULL);
    if (!g_option_context_parse(context, argc, argv, &error)) {
        *status = command_usage(command, "%s", error->message);
        return false;
    }
    if (help) {
        g_autofree char *text = help_of_command(command, entries);
        fputs(text, stdout);
        *status = EXIT_DONE;
        return false;
    }
    drop_separator(argc, *argv);
    return true;
}

int command_usage(const struct command *command, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autofree char *inert = output_inert(message);
    fprintf(stderr, "wiremap %s: %s\nTry 'wiremap %s --help'.\n", command->name, inert, command->name);
    return EXIT_USAGE;
}

int command_failed(GError *error)
{
    g_autofree char *inert = output_inert(error->message);
    fprintf(stderr, "wiremap: %s\n", inert);
    g_error_free(error);
    return EXIT_FAILED;
}
