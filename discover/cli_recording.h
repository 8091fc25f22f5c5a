/*
 * The recorded command line of a device: a folder NAME.cli with a file for each command.
 *
 * The file's name is the command with `_` for a blank, `%` and two hexadecimal digits for octets other than
 * letters, digits, `-` and `.` (and for a `.` at the begin), and `.txt` behind it: `show_lldp_neighbors.txt`,
 * `show%20...` is read as well. Commands over 120 octets end with a digest of the rest. `+banner.txt` and
 * `+prompt.txt` have what the device said before the first command, and its prompt.
 */
#ifndef DISCOVER_CLI_RECORDING_H
#define DISCOVER_CLI_RECORDING_H

#include <glib.h>
#include <stdbool.h>

#define CLI_RECORDING_BANNER "+banner.txt"
#define CLI_RECORDING_PROMPT "+prompt.txt"

/* The file of a command; the caller frees it. */
char *cli_recording_file(const char *command);

/* The command of a file, blanks squeezed; NULL when the name is none of such a file, or its command was too
 * long. The caller frees it. */
char *cli_recording_command(const char *file);

/* The command with its blanks squeezed and trimmed; the caller frees it. */
char *cli_recording_squeeze(const char *command);

#endif
