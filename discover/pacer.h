/*
 * Pacer: how many requests go out a second, in total and to one subnet (IPv4 /24, IPv6 /64), so that neither
 * a slow link nor a small router in front of many devices is flooded. Nothing waits in it: it tells when a
 * request may be sent, and that moment is taken (GCRA, a token bucket kept as one number).
 */
#ifndef DISCOVER_PACER_H
#define DISCOVER_PACER_H

#include "model/address.h"

struct pacer;

/* Requests a second; 0: no limit. */
struct pacer *pacer_new(uint32_t rate, uint32_t rate_of_subnet);
void pacer_free(struct pacer *pacer);

/* When the next request to an address may be sent: microseconds, now or later. At most a twentieth of a
 * second's requests go at once. */
uint64_t pacer_reserve(struct pacer *pacer, struct address to, uint64_t now);

#endif
