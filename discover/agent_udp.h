/*
 * An agent at the other end of a connected UDP socket: sends requests, sends them again with exponential
 * backoff, matches what comes back, and counts the cost. What the octets mean is the business of a codec
 * (discover/codec.h), when to send again that of discover/retry.h.
 *
 * The socket is connected, so that the kernel drops what comes from other addresses and reports a closed
 * port at once. Nothing here blocks.
 */
#ifndef DISCOVER_AGENT_UDP_H
#define DISCOVER_AGENT_UDP_H

#include "discover/codec.h"
#include "discover/pacer.h"
#include "discover/round_trips.h"

#include <uv.h>

struct agent_udp_options {
    struct address address;
    uint16_t port;
    /* As in struct retry: how long and how often a peer is asked that has not been heard from. */
    uint32_t timeout_ms;
    uint32_t retries;
    struct round_trips *round_trips; /* of the crawl; may be NULL; must outlive the agent */
    struct pacer *pacer;             /* may be NULL; must outlive the agent */
    /* It may be that nobody is there: one request is sent, once, until something has come back. */
    bool is_cautious;
    bool has_getbulk;
    const char *credential; /* copied */
};

/* Owns the codec from here on, also when it fails. NULL and error (G_IO_ERROR) when there is no socket to be
 * had. */
struct agent *agent_udp_new(uv_loop_t *loop, struct codec *codec, const struct agent_udp_options *options,
                            GError **error);

#endif
