/*
 * A recorder: passes commands on to another shell and keeps what they printed, then writes it as a folder of
 * a recording (discover/cli_recording.h). Users, passwords and keys are no part of it: a user in
 * the prompt is replaced.
 */
#ifndef DISCOVER_SHELL_RECORD_H
#define DISCOVER_SHELL_RECORD_H

#include "discover/record_folder.h"
#include "discover/shell.h"

/* Wraps inner, which is owned from here on. */
struct shell *shell_record_new(struct shell *inner);

/* Lets go of the device; what it has said is kept. No command can be run any more. */
void shell_record_disconnect(struct shell *shell);

/* Writes what the device has said so far, in a folder named after its address; the manifest gets the lines
 * that record_folder_claim says. */
bool shell_record_save(struct shell *shell, struct record_folder *folder,
                       const struct observation *observation, GError **error);

#endif
