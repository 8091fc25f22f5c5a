/*
 * Commands and the text around answers, before templates see them.
 */
#ifndef DISCOVER_OS_OS_TEXT_H
#define DISCOVER_OS_OS_TEXT_H

#include <glib.h>
#include <stddef.h>

/* The command with single blanks between its words; "vtysh -c '...'", "sudo" and a path before the program
 * taken off. Caller frees. */
char *os_command_normalize(const char *command);

/* The answer of a command as templates read it: no pager, no escape sequences, lines that end in LF, without
 * the lines of prompt and echo. Caller frees. */
GString *os_text_clean(const char *text, size_t size);

#endif
