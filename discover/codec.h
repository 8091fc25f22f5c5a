/*
 * Codec: what the octets of an agent over UDP mean. It makes messages of requests and reads what comes back;
 * sockets, timers and retransmission are those of discover/agent_udp.h.
 */
#ifndef DISCOVER_CODEC_H
#define DISCOVER_CODEC_H

#include "discover/agent.h"

/* A request as its codec keeps it, for as long as it may have to be sent again. */
struct codec_request;

struct codec_message {
    struct bytes octets; /* valid as long as the request, and until it is encoded again */
    int64_t message_id;  /* the try's own */
};

enum decoded_kind {
    DECODED_NOTHING,  /* not a message, or not one for us */
    DECODED_RESPONSE, /* the Response-PDU of request_id */
    DECODED_ENGINE,   /* message_id was answered with who the peer is: to be accepted */
    DECODED_RESEND,   /* message_id was refused for a reason that is gone now: send it again */
    DECODED_RESTART,  /* message_id was refused because the peer is not who it was: get to know it again */
    DECODED_FAILURE   /* message_id was refused: error tells why */
};

/* What a datagram says. Its octets and arcs live until decoded_clear, and as long as the datagram. */
struct decoded {
    enum decoded_kind kind;
    int64_t request_id;
    int64_t message_id; /* of the try that it answers */
    uint32_t error_status, error_index;
    GByteArray *memory;       /* of that block, where the caller has some to use again; NULL: its own */
    struct varbind *varbinds; /* one block with all that they point to */
    size_t count;
    bool is_malformed; /* behind those varbinds is something that cannot be read */
    GError *error;
};

void decoded_clear(struct decoded *decoded);

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

    /* Reads a datagram, whose octets may be changed. */
    void (*decode)(struct codec *codec, uint8_t *data, size_t size, struct decoded *out);

    /* Whether requests can be sent, or the peer must introduce itself first. */
    bool (*is_ready)(const struct codec *codec);
    /* Takes the peer for what the DECODED_ENGINE said that was decoded last. */
    bool (*accept)(struct codec *codec, GError **error);
    /* Forgets the peer. */
    void (*restart)(struct codec *codec);
    void (*free)(struct codec *codec);
};

/* The head of every codec's own struct. */
struct codec {
    const struct codec_operations *operations;
    /* The peer is only believed to be who it was in an earlier run: nothing it said has shown it yet. */
    bool is_guess;
    struct agent_engine
        engine;         /* as an authentic message has shown it; id_size 0: none has, or there is none */
    bool has_restarted; /* discover/agent.h */
};

#endif
