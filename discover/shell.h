/*
 * Shell: one device as it can be asked on its command line. Blocking: a shell belongs to one worker thread.
 * The ways in (libssh, a recording, a recorder around either) implement the operations; a visit only sees
 * this.
 *
 * What run gives is clean: no echo of the command, no prompt, no pager, no escape sequences, lines that end
 * in LF.
 */
#ifndef DISCOVER_SHELL_H
#define DISCOVER_SHELL_H

#include "model/observation.h"
#include <gio/gio.h>

struct os;
struct shell;

struct shell_operations {
    bool (*run)(struct shell *shell, const char *command, GString *output, GError **error);
    bool (*prepare)(struct shell *shell, const struct os *os, GError **error); /* may be NULL */
    void (*free)(struct shell *shell);
};

/* The head of every implementation's own struct. */
struct shell {
    const struct shell_operations *operations;
    enum via via;
    const char *credential; /* the name of what opened it; owned by the implementation; may be NULL */
    /* What the device said before and at login, first the identification of its SSH server
     * ("SSH-2.0-Cisco-1.25"); owned by the implementation; never NULL. */
    const char *banner;
    const char *prompt; /* as seen last, "" where there is none (exec channel); never NULL */
    struct cost cost;   /* requests: commands; counted by the implementation, duration apart */
};

/* Lets the shell go over to what serves the OS best: exec channels, or an interactive shell with paging off
 * (os->setup) and, where the credential has the secret, privileged mode. os NULL: the OS could not be told
 * without a prompt, or in the mode that there is. False and error as of shell_run. */
bool shell_prepare(struct shell *shell, const struct os *os, GError **error);

/* Runs one command and puts what it printed into output, which is emptied before. False and error when the
 * device hung (G_IO_ERROR_TIMED_OUT), went away (CLOSED), printed more than is allowed (NO_SPACE; output has
 * what came before), or the crawl was interrupted (CANCELLED). NOT_FOUND: a recording that does not have the
 * command. That a device refuses a command is no failure of the shell: the text tells (os_is_refusal). */
bool shell_run(struct shell *shell, const char *command, GString *output, GError **error);

void shell_free(struct shell *shell); /* NULL is allowed */

#endif
