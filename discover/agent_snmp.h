/*
 * SNMP over UDP: the way in to real devices. v1, v2c and v3 (USM: RFC 3414, 3826, 7860).
 *
 * One agent is one socket and one credential. For use from one thread at a time in a process: the keys of
 * users are kept for all agents.
 *
 * Errors of replies are G_IO_ERROR: TIMED_OUT (no answer, retries included), PERMISSION_DENIED (user, digest,
 * key or security level refused), NOT_FOUND (no such context), CONNECTION_REFUSED (no agent at that port),
 * HOST_UNREACHABLE and the like from the network, CLOSED (the agent was freed).
 */
#ifndef DISCOVER_AGENT_SNMP_H
#define DISCOVER_AGENT_SNMP_H

#include "discover/agent.h"
#include "discover/agent_udp.h"
#include "discover/credential.h"

struct agent_snmp_options {
    uint32_t timeout_ms; /* these five as in struct agent_udp_options */
    uint32_t retries;
    struct round_trips *round_trips;
    struct pacer *pacer;
    bool is_cautious;
    const struct agent_engine *engine; /* known from an earlier run; NULL: it is discovered */
};

/* The credential is used while the agent lives and must outlive it; it must be sound (credential_check). NULL
 * and error when there is no socket, or when the library lacks an algorithm. */
struct agent *agent_snmp_new(uv_loop_t *loop, struct address address, uint16_t port,
                             const struct credential *credential, const struct agent_snmp_options *options,
                             GError **error);

/* Only the codec, which reads what devices send; for tests of that. The same holds of the credential. */
struct codec *agent_snmp_codec(const struct credential *credential);

/* Overwrites the keys that were made of pass phrases (they are kept, because each costs the hash of a
 * megabyte). No agent of SNMPv3 may be there. */
void agent_snmp_forget_keys(void);

#endif
