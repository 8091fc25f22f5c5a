/*
 * What a command printed, as the rows of its fields: for tests of templates.
 */
#ifndef TESTS_SUPPORT_CLI_ROWS_H
#define TESTS_SUPPORT_CLI_ROWS_H

#include "discover/os/os.h"

/* Each row as "key=value; key=value", in the order of discover/os/fields.h, without the fields of which it
 * tells nothing; items of lists joined by blanks. NULL-terminated; the caller frees with g_strfreev. Fails
 * the test when the text cannot be parsed. */
char **cli_rows(const char *os, const char *command, const char *text);

struct cli_rows_case {
    const char *os;
    const char *command;
    const char *text;
    const char *rows; /* as above, a line each */
};

/* Fails the test with the first case whose rows differ. */
void assert_cli_rows(const struct cli_rows_case *cases, size_t count);

#endif
