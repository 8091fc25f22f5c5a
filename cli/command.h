/*
 * Subcommands: each is one file cli/command_NAME.c and one line of the table in cli/main.c.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <glib.h>
#include <stdbool.h>

/* Exit statuses of wiremap. */
enum exit_status {
    EXIT_DONE = 0,  /* also when some devices did not answer: the summary says which */
    EXIT_NO = 1,    /* the answer is no: no path, nothing found, no device answered */
    EXIT_USAGE = 2, /* the command line or the configuration is wrong */
    EXIT_FAILED = 3 /* it could not be done */
};

/* What the options before the command say. */
struct cli {
    const char *db;     /* inventory URI; never NULL */
    const char *from;   /* file of a graph that is read instead of the inventory; NULL none */
    const char *config; /* configuration file given with --config; NULL: the default places */
    bool quiet;
    bool verbose;
};

struct command {
    const char *name;
    const char *arguments; /* "A B", for the usage line */
    const char *summary;   /* one line, lower case, no full stop */
    const char *details;   /* paragraphs for --help, after the options; an example last */
    int (*run)(const struct cli *cli, const struct command *command, int argc, char **argv);
};

/* What cli/command_NAME.c defines. */
extern const struct command command_discover, command_show, command_path, command_centrality,
    command_connectivity, command_render, command_export, command_import, command_simulate, command_config,
    command_explain, command_find, command_doctor, command_parse_text, command_whatif, command_stats,
    command_tree, command_around;

/* Parses the options of a command (GOption; --help and --json are added by the command's own entries as it
 * needs them). argv[0] is the command's name; on return argc and argv hold what is no option. False: the
 * caller returns *status at once (a usage error was printed, or --help). */
bool command_parse(const struct command *command, const GOptionEntry *entries, int *argc, char ***argv,
                   int *status);

/* Prints "wiremap COMMAND: message" and a hint at --help to stderr; returns EXIT_USAGE. */
int command_usage(const struct command *command, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Prints "wiremap: message" to stderr, takes the error; returns EXIT_FAILED. */
int command_failed(GError *error);

#endif
