/*
 * SSH hops: programs that lead through a jump host are begun a few at a time, in all of the process. An sshd
 * turns away what comes above its MaxStartups, of which ten are the usual.
 */
#ifndef DISCOVER_SSH_HOPS_H
#define DISCOVER_SSH_HOPS_H

#include "discover/stop.h"

/* Waits for a turn, which ends with ssh_hops_end, or by itself when the program has had time enough to log
 * in: what it leads to may be silent for much longer. Returns the turn; -1 and error: CANCELLED. */
int ssh_hops_begin(struct stop *stop, GError **error);
void ssh_hops_end(int turn); /* -1 is allowed */

#endif
