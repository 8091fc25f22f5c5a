/*
 * SSH transport: the octet stream beneath an SSH session. A TCP connection, or the standard input and output
 * of a program (ProxyJump, ProxyCommand of ssh_config(5)).
 *
 * Hops of a ProxyJump are OpenSSH's: `ssh -W` with BatchMode, so their keys, agent, known_hosts and
 * ControlMaster are those that the user's ssh has, and none of our secrets go there.
 */
#ifndef DISCOVER_SSH_TRANSPORT_H
#define DISCOVER_SSH_TRANSPORT_H

#include "discover/ssh_config.h"
#include "discover/stop.h"
#include "model/address.h"

struct ssh_transport {
    int descriptor;  /* the caller's to close */
    GPid program;    /* 0: none */
    int complaints;  /* what the program says on its standard error; -1: none */
    uint32_t rtt_us; /* of the TCP handshake; 0 unknown */
};

/* config_path: for `ssh -F`; NULL for its usual files. False and error: TIMED_OUT, CONNECTION_REFUSED,
 * HOST_UNREACHABLE, ...: nobody can be reached; CANCELLED. */
bool ssh_transport_open(struct ssh_transport *transport, struct address address, uint16_t port,
                        const struct ssh_host *host, const char *config_path, uint32_t timeout_ms,
                        struct stop *stop, GError **error);

/* What the program has complained of, one line; NULL for nothing. The caller frees it. */
char *ssh_transport_complaint(struct ssh_transport *transport);

/* Ends the program; the descriptor is closed before. */
void ssh_transport_close(struct ssh_transport *transport);

#endif
