/*
 * Agents of tests as they ask, and peers of the test's own that are asked and misbehave.
 */
#ifndef TESTS_SUPPORT_ASKING_H
#define TESTS_SUPPORT_ASKING_H

#include "discover/agent_snmp.h"

struct address loopback(void);

/* Credentials; the caller frees. The pass phrases are "authentication" and "privacy pass". */
struct credential *community(enum snmp_version version, const char *text);
struct credential *user(const char *name, enum auth_protocol auth, enum priv_protocol priv);

/* What came of one request, kept after its callback. */
struct result {
    unsigned calls;
    enum reply_status status;
    uint32_t error_status;
    size_t count;
    char *names[64], *values[64];
    enum value_type types[64];
    GError *error;
    struct agent *to_free; /* by the callback */
};

/* A reply_fn, whose user is a struct result. */
void keep_reply(const struct reply *reply, void *result);
void clear_result(struct result *result);

void run_until(uv_loop_t *loop, const unsigned *calls, unsigned wanted);

/* One agent, on a loop of its own. */
struct peer {
    uv_loop_t loop;
    struct credential *credential;
    struct agent *agent;
};

/* Owns the credential from here on. */
void open_peer(struct peer *peer, struct credential *credential, uint16_t port, uint32_t timeout_ms,
               uint32_t retries);
void open_peer_with(struct peer *peer, struct credential *credential, uint16_t port,
                    const struct agent_snmp_options *options);
void close_peer(struct peer *peer);

/* One request, until its reply. */
void ask(struct peer *peer, const struct request *request, struct result *result);
void ask_for(struct peer *peer, struct oid name, struct result *result);

/* A peer of the test's own, on the agent's loop. */
struct fake {
    uv_udp_t socket, other_socket;
    uint16_t port;
    unsigned received;
    uint64_t received_at[16];
    void (*answer)(struct fake *fake, uint8_t *message, size_t size, const struct sockaddr *to);
};

void open_fake(struct fake *fake, uv_loop_t *loop);
void fake_send(uv_udp_t *from, const uint8_t *data, size_t size, const struct sockaddr *to);

/* A community request made into its response: the PDU's tag is changed, the values stay NULL. */
void make_response(uint8_t *message);

/* Asks a fake peer for sysName; it, the agent and the credential are gone afterwards. cost may be NULL. */
void ask_fake(struct fake *fake, struct credential *credential, const struct agent_snmp_options *options,
              struct result *result, struct cost *cost);

#endif
