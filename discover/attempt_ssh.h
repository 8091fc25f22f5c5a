/*
 * The attempt to visit an address by SSH, or in a replay by what was recorded of a command line: a job of the
 * SSH service, the deadline over all of it.
 */
#ifndef DISCOVER_ATTEMPT_SSH_H
#define DISCOVER_ATTEMPT_SSH_H

#include "discover/attempt.h"

/* Whether the address may be contacted is for the caller to know. port 0: what ssh_config(5) says, else 22.
 * is_cautious: it may well be that nobody is there. */
struct attempt *attempt_ssh_start(const struct attempt_context *context, struct address address,
                                  uint16_t port, bool is_cautious);

#endif
