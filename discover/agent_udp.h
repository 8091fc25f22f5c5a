/*
 * An agent at the other end of a connected UDP socket: sends requests, sends them again with exponential
 * backoff, matches what comes back, and counts the cost. What the octets mean is the business of a codec.
 *
 * The socket is connected, so that the kernel drops what comes from other addresses and reports a closed
 * port at once. Nothing here blocks.
 */
#ifndef DISCOVER_AGENT_UDP_H
#define DISCOVER_AGENT_UDP_H

#include "discover/agent.h"
#include "discover/pacer.h"

#include <uv.h>

/* A request as its codec keeps it, for as long as it may have to be sent again. */
struct codec_request;

struct codec_message {
    uint8_t *data; /* g_free */
    size_t size;
    int64_t message_id;
};

enum decoded_kind {
    DECODED_NOTHING,  /* not a message, or not one for us */
    DECODED_RESPONSE, /* the Response-PDU of request_id */
    DECODED_ENGINE,   /* message_id was answered with who the peer is: to be accepted */
    DECODED_RESEND,   /* message_id was refused for a reason that is gone now: send it again */
    DECODED_RESTART,  /* message_id was refused because the peer is not who it was: get to know it again */
    DECODED_FAILURE   /* message_id was refused: error tells why */
};

struct decoded {
    enum decoded_kind kind;
    int64_t request_id;
    int64_t message_id;
    uint32_t error_status, error_index;
    struct varbind *varbinds;
    size_t count;
    GError *error;
    void *memory; /* the codec's own */
};

struct codec;

struct codec_operations {
    /* Keeps a request; NULL: the one that asks the peer to introduce itself. NULL and error when the protocol
     * cannot express it. */
    struct codec_request *(*prepare)(struct codec *codec, const struct request *request, GError **error);
    void (*release)(struct codec_request *request);
    int64_t (*request_id)(const struct codec_request *request);

    /* The message of a request, with a new message id each time. */
    bool (*encode)(struct codec *codec, struct codec_request *request, struct codec_message *out,
                   GError **error);

    /* Reads a datagram, whose octets may be changed. What is in out lives until clear. */
    void (*decode)(struct codec *codec, uint8_t *data, size_t size, struct decoded *out);
    void (*clear)(struct decoded *decoded);

    /* Whether requests can be sent, or the peer must introduce itself first. */
    bool (*is_ready)(const struct codec *codec);
    /* Takes the peer for what a DECODED_ENGINE said. */
    bool (*accept)(struct codec *codec, const struct decoded *decoded, GError **error);
    /* Forgets the peer. */
    void (*restart)(struct codec *codec);
    void (*free)(struct codec *codec);
};

/* The head of every codec's own struct. */
struct codec {
    const struct codec_operations *operations;
};

struct agent_udp_options {
    struct address address;
    uint16_t port;
    /* For the first try, doubled at each retry. Once the round trip time is known a try waits as long as RFC
     * 6298 says, at most timeout_ms; the last one until all of them together would have taken so long. */
    uint32_t timeout_ms;
    uint32_t retries;
    struct pacer *pacer; /* may be NULL; must outlive the agent */
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
