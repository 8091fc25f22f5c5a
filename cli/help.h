/*
 * Help texts: options as GOption entries, laid out the same way for wiremap and for each command.
 */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "cli/command.h"

/* Appends a line for each visible entry, and one for --help. entries may be NULL. */
void help_append_options(GString *out, const GOptionEntry *entries);

/* The whole --help text of a command. Caller frees with g_free. */
char *help_of_command(const struct command *command, const GOptionEntry *entries);

/* "discover" for "dicsover": the names of a NULL-terminated list that a mistyped word may mean (the
 * first four), as "'discover' or 'show'"; NULL when none is near. Caller frees with g_free. */
char *help_suggest(const char *word, const char *const *names);

#endif
