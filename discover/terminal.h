/*
 * Terminal: what a device writes on an interactive shell, made into lines of text.
 *
 * The octets are run through as much of a terminal (ECMA-48) as devices use: carriage returns, backspaces and
 * cursor movements overwrite what is on the line, escape sequences vanish, lines end in LF. Pagers
 * (` --More-- `, `---- More ----`, `Press any key to continue`, ...) are taken out of the stream together
 * with what devices send to erase them, so that the line after a pager continues where it belongs.
 *
 * Any octets are safe; output is never longer than input, but for columns that were skipped (at most
 * TERMINAL_COLUMNS a line).
 */
#ifndef DISCOVER_TERMINAL_H
#define DISCOVER_TERMINAL_H

#include <glib.h>
#include <stdbool.h>

/* How far the cursor can be moved beyond what is written. */
#define TERMINAL_COLUMNS 1024

struct terminal;

struct terminal *terminal_new(void);
void terminal_free(struct terminal *terminal); /* NULL is allowed */

/* May be cut anywhere: in the middle of a sequence, or of a pager. */
void terminal_feed(struct terminal *terminal, const char *octets, size_t size);

/* The lines that are finished, each with its LF; the terminal's. */
const GString *terminal_text(const struct terminal *terminal);

/* The line that the cursor is on, as it would be if it were finished now; the terminal's, until it is fed. */
const GString *terminal_line(struct terminal *terminal);

/* How long that line is at most, for who would not have it copied. */
size_t terminal_line_size(const struct terminal *terminal);

/* Where that line is a pager that waits: what it is to be answered; else NULL. */
const char *terminal_pager(struct terminal *terminal);

/* The pager was answered: what stands on the line is no text. */
void terminal_forget_line(struct terminal *terminal);

/* Lets go of the finished lines, keeps the line that the cursor is on. */
void terminal_forget_text(struct terminal *terminal);

/* All of it at once, with the last line, which gets no LF. For saved sessions. The caller owns it. */
GString *terminal_clean(const char *octets, size_t size);

#endif
