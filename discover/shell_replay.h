/*
 * A shell that answers from a recording (discover/cli_recording.h), without a network. Safe to have on any
 * thread.
 */
#ifndef DISCOVER_SHELL_REPLAY_H
#define DISCOVER_SHELL_REPLAY_H

#include "discover/shell.h"

/* folder: NAME.cli. Commands are found however they are blanked; texts are cleaned (discover/terminal.h), as
 * hand-made recordings have them raw. NULL and error when it cannot be read or has no command. */
struct shell *shell_replay_new(const char *folder, GError **error);

#endif
