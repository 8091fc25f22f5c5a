#include "cli/command.h"
#include "cli/help.h"
#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define WIREMAP_VERSION "0.1.0"
#define DEFAULT_INVENTORY "wiremap.db"

/* In the order of --help. */
static const struct command *const commands[] = {
    &command_discover,
    &command_show,
    &command_path,
    &command_centrality,
    &command_connectivity,
    &command_whatif,
    &command_stats,
    &command_tree,
    &command_around,
    &command_explain,
    &command_find,
    &command_doctor,
    &command_render,
    &command_export,
    &command_import,
    &command_parse_text,
    &command_simulate,
    &command_config,
    NULL,
};

/* Those that answer nothing of an inventory. */
static const struct command *const without_answers[] = {
    &command_discover, &command_import, &command_parse_text, &command_simulate, &command_config, NULL};

struct global_options {
    char *db;
    char *from;
    char *config;
    gboolean quiet, verbose, help, version;
};

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; commands[i] != NULL; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

#define USAGE "Usage: wiremap [OPTION]... COMMAND [ARGUMENT]..."

static void print_help(const GOptionEntry *entries)
{
    g_autoptr(GString) out = g_string_new(
        USAGE
        "\nFinds out how a network is wired, remembers it, and answers questions about it.\n\nCommands:\n");
    for (size_t i = 0; commands[i] != NULL; i++)
        g_string_append_printf(out, "  %-14s %s\n", commands[i]->name, commands[i]->summary);
    g_string_append_printf(out, "  %-14s %s\n\nOptions:\n", "help [COMMAND]", "show the help of a command");
    help_append_options(out, entries);
    g_string_append(out, "\n'wiremap COMMAND --help' tells the options of a command, with an example.\n"
                         "Exit status: 0 done, 1 the answer is no, 2 wrong usage, 3 failed.\n");
    fputs(out->str, stdout);
}

static int usage(const char *message, const char *hint)
{
    g_autofree char *inert = output_inert(message);
    fprintf(stderr, "wiremap: %s%s\nTry 'wiremap --help'.\n", inert, hint);
    return EXIT_USAGE;
}

static int unknown_command(const char *name)
{
    const char *names[G_N_ELEMENTS(commands)] = {NULL};
    for (size_t i = 0; commands[i] != NULL; i++)
        names[i] = commands[i]->name;
    g_autofree char *near = help_suggest(name, names);
    g_autofree char *message = g_strdup_printf("there is no command '%s'", name);
    g_autofree char *hint = near == NULL ? g_strdup("") : g_strdup_printf("; did you mean %s?", near);
    return usage(message, hint);
}

/* A file that the user names has to be there, also where the command does not read it. */
static bool has_config(const struct cli *cli)
{
    if (cli->config == NULL || access(cli->config, R_OK) == 0)
        return true;
    fprintf(stderr, "wiremap: --config: %s: %s\n", cli->config, g_strerror(errno));
    return false;
}

static int run_command(const struct cli *cli, int argc, char **argv)
{
    const struct command *command = find_command(argv[0]);
    if (command == NULL)
        return unknown_command(argv[0]);
    if (!has_config(cli))
        return EXIT_USAGE;
    for (size_t i = 0; cli->from != NULL && without_answers[i] != NULL; i++)
        if (command == without_answers[i])
            return command_usage(command, "--from is for commands that answer");
    return command->run(cli, command, argc, argv);
}

static void remove_arguments(int *argc, char **argv, int at, int count)
{
    for (int i = at; i + count <= *argc; i++)
        argv[i] = argv[i + count];
    *argc -= count;
}

/* --from FILE behind the command, where it is read more easily: `wiremap path a b --from net.graphml`. */
static bool take_from(int *argc, char **argv, char **from, GError **error)
{
    for (int i = 2; i < *argc && strcmp(argv[i], "--") != 0; i++) {
        const char *value = NULL;
        if (g_str_has_prefix(argv[i], "--from="))
            value = argv[i] + strlen("--from=");
        else if (strcmp(argv[i], "--from") != 0)
            continue;
        else if (i + 1 == *argc) {
            g_set_error_literal(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                                "Missing argument for --from");
            return false;
        }
        bool is_apart = value == NULL;
        g_free(*from);
        *from = g_strdup(is_apart ? argv[i + 1] : value);
        remove_arguments(argc, argv, i, is_apart ? 2 : 1);
        i--;
    }
    return true;
}

static int run_help(const struct cli *cli, const GOptionEntry *entries, int argc, char **argv)
{
    if (argc < 2 || strcmp(argv[1], "help") == 0) {
        print_help(entries);
        return EXIT_DONE;
    }
    char option[] = "--help";
    char *help_argv[] = {argv[1], option, NULL};
    return run_command(cli, 2, help_argv);
}

static const char *default_inventory(void)
{
    const char *db = g_getenv("WIREMAP_DB");
    return db != NULL && *db != '\0' ? db : DEFAULT_INVENTORY;
}

static int run(int argc, char **argv)
{
    struct global_options options = {0};
    const GOptionEntry entries[] = {
        {"db", 0, 0, G_OPTION_ARG_FILENAME, &options.db, "inventory; else $WIREMAP_DB, else wiremap.db",
         "FILE"},
        {"from", 0, 0, G_OPTION_ARG_FILENAME, &options.from,
         "read this graph instead of the inventory (see import); also after the command", "FILE"},
        {"config", 0, 0, G_OPTION_ARG_FILENAME, &options.config, "configuration file, see wiremap.conf(5)",
         "FILE"},
        {"quiet", 'q', 0, G_OPTION_ARG_NONE, &options.quiet, "no progress and no summary", NULL},
        {"verbose", 'v', 0, G_OPTION_ARG_NONE, &options.verbose, "say more about what is done", NULL},
        {"version", 'V', 0, G_OPTION_ARG_NONE, &options.version, "show the version", NULL},
        {"help", 'h', G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &options.help, NULL, NULL},
        G_OPTION_ENTRY_NULL};
    g_autoptr(GError) error = NULL;
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_set_strict_posix(context, TRUE);
    g_option_context_add_main_entries(context, entries, NULL);
    int status = EXIT_DONE;
    if (!g_option_context_parse(context, &argc, &argv, &error) ||
        !take_from(&argc, argv, &options.from, &error))
        status = usage(error->message, "");
    else if (options.version)
        puts("wiremap " WIREMAP_VERSION);
    else if (options.help)
        print_help(entries);
    else if (argc < 2)
        status = usage("which command?", "\n" USAGE);
    else {
        const struct cli cli = {.db = options.db != NULL ? options.db : default_inventory(),
                                .from = options.from,
                                .config = options.config,
                                .quiet = options.quiet,
                                .verbose = options.verbose};
        bool is_help = strcmp(argv[1], "help") == 0;
        status =
            is_help ? run_help(&cli, entries, argc - 1, argv + 1) : run_command(&cli, argc - 1, argv + 1);
    }
    g_free(options.db);
    g_free(options.from);
    g_free(options.config);
    return status;
}

/* A standard descriptor that was closed would be given to the next file that is opened, and the answer would
 * be written into the inventory. /dev/null the wrong way round makes writing to it the error that it is. */
static void hold_standard_descriptors(void)
{
    static const int flags[] = {O_WRONLY, O_RDONLY, O_RDONLY};
    for (int descriptor = 0; descriptor < 3; descriptor++)
        if (fcntl(descriptor, F_GETFD) == -1 && errno == EBADF &&
            open("/dev/null", flags[descriptor]) != descriptor)
            _exit(EXIT_FAILED);
}

int main(int argc, char **argv)
{
    hold_standard_descriptors();
    /* A reader that goes away is an error of writing, told like a full disk. */
    signal(SIGPIPE, SIG_IGN);
    /* Numbers are written the same way everywhere: only the character set is the user's. */
    setlocale(LC_CTYPE, "");
    g_set_prgname("wiremap");
    int status = run(argc, argv);
    GError *error = NULL;
    if (status != EXIT_FAILED && !output_flush(&error))
        status = command_failed(error);
    return status;
}
