/*
 * Prompt: where a device's command line begins. Everything here looks at lines that a terminal
 * (discover/terminal.h) has made; any octets are safe.
 */
#ifndef DISCOVER_PROMPT_H
#define DISCOVER_PROMPT_H

#include <stdbool.h>
#include <stddef.h>

/* Longer lines are no prompts. */
#define PROMPT_MAX 160

/* Whether a line without an end may be a prompt: it ends as prompts do. */
bool prompt_is_likely(const char *line, size_t size);

/* Whether a line is that prompt, which may have moved on in what prompts count (`* Slot-1 sw.12 # `), or
 * got a mark that something is not saved. */
bool prompt_equals(const char *prompt, const char *line);

/* Whether both are prompts of one device, in whatever mode (`sw>`, `sw#`). */
bool prompt_is_kin(const char *prompt, const char *line);

/* The name of the device as its prompt shows it: `sw` of `RP/0/RP0/CPU0:sw#`, `<sw>`, `admin@sw:~$`,
 * `(sw) >`, `SSH@sw>`, `[admin@sw] >`, `*A:sw#`. NULL when the prompt shows none; else free it. */
char *prompt_name(const char *prompt);

/* Whether the device asks who is there, as those do that leave it to their command line. */
bool prompt_asks_user(const char *line);
bool prompt_asks_password(const char *line);

/* Whether it wants a new password. */
bool prompt_asks_change(const char *line);

/* What comes behind the echo of a command, which may be wrapped, with the prompt in front of it or not; NULL
 * where there is no echo in the first lines. */
const char *prompt_skip_echo(const char *text, size_t size, const char *command);

#endif
