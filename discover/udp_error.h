/*
 * Why an agent over UDP was not heard, as the user reads it.
 */
#ifndef DISCOVER_UDP_ERROR_H
#define DISCOVER_UDP_ERROR_H

#include "discover/retry.h"

/* What the system said to a datagram, as a code of libuv. */
GError *udp_network_error(int uv_error);

/* Nothing came in time; so many datagrams came that were no answer. */
GError *udp_timeout_error(const struct retry *retry, uint64_t ignored);

#endif
