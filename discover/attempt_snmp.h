/*
 * The attempt to visit an address by SNMP, or in a replay by what was recorded: an agent for each credential
 * that applies, a visit, the deadline over all of it.
 */
#ifndef DISCOVER_ATTEMPT_SNMP_H
#define DISCOVER_ATTEMPT_SNMP_H

#include "discover/attempt.h"

/* Whether the address may be contacted is for the caller to know. is_cautious: it may well be that nobody is
 * there, so one packet a credential has to do until something has come back. */
struct attempt *attempt_snmp_start(const struct attempt_context *context, struct address address,
                                   uint16_t port, bool is_cautious);

#endif
