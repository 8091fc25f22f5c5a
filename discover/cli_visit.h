/*
 * A visit by command line: finds out which OS answers, asks its commands (discover/os/os.h) and makes the
 * observation of what they print. Blocking: it runs on the thread that has the shell.
 *
 * A command that the device does not know is no failure; a text that cannot be read is a warning that names
 * the command. What was read before a device hung or went away is kept (OUTCOME_PARTIAL).
 */
#ifndef DISCOVER_CLI_VISIT_H
#define DISCOVER_CLI_VISIT_H

#include "discover/os/os.h"
#include "discover/shell.h"

/* What a visit has learned so far, for who cannot wait for its end. */
struct cli_share;
struct cli_share *cli_share_new(void);
void cli_share_free(struct cli_share *share); /* NULL is allowed; when the visit is over */

/* Takes it away from the visit, with that warning: from then on the visit learns nothing and ends soon. NULL
 * when it has learned nothing yet; else the caller's. From any thread, once. */
struct observation *cli_share_take(struct cli_share *share, const char *why);

/* The observation is the caller's; NULL only when it was taken from share, which may be NULL. Its address,
 * run, depth and duration are not set. What ends a visit that was stopped is the shell's reason, without
 * anything before it. */
struct observation *cli_visit_run(struct shell *shell, struct template_set *templates,
                                  struct cli_share *share);

#endif
