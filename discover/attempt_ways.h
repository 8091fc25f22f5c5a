/*
 * The attempt to visit an address in whichever ways there are: SNMP and SSH, in the order in which their
 * credentials are listed. The second way is for a device that the first did not open, or, where
 * crawl_options.asks_all_ways says so (and in a replay of both), for what the first did not tell.
 */
#ifndef DISCOVER_ATTEMPT_WAYS_H
#define DISCOVER_ATTEMPT_WAYS_H

#include "discover/attempt.h"

/* port: the one that a seed names; 0: those of the options. */
struct attempt *attempt_ways_start(const struct attempt_context *context, struct address address,
                                   uint16_t port, bool is_cautious);

#endif
