/*
 * The attempt to visit an address by SNMP, or in a replay by what was recorded: an agent for each credential
 * that applies, a visit, the deadline over all of it.
 *
 * A visit that begins keeps some ten kilobytes of requests. Where it may well be that nobody is there, the
 * attempt only knocks: one request for one object, whose answer, whatever it says, lets the visit begin.
 */
#ifndef DISCOVER_ATTEMPT_SNMP_H
#define DISCOVER_ATTEMPT_SNMP_H

#include "discover/attempt.h"

/* Whether the address may be contacted is for the caller to know. is_cautious: it may well be that nobody is
 * there, so it is small from the beginning, and one packet a credential has to do until something has come
 * back. */
struct attempt *attempt_snmp_start(const struct attempt_context *context, struct address address,
                                   uint16_t port, bool is_cautious);

#endif
