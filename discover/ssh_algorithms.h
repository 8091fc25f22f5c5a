/*
 * SSH algorithms: what is offered to a device. What ssh_config(5) says counts; else what is safe, in an order
 * that spares processors: a key exchange over 8192 bits (group18) takes old devices ten seconds and more, so
 * it comes last.
 */
#ifndef DISCOVER_SSH_ALGORITHMS_H
#define DISCOVER_SSH_ALGORITHMS_H

#include "discover/ssh_config.h"

enum ssh_algorithm_kind {
    SSH_ALGORITHM_KEX,
    SSH_ALGORITHM_HOST_KEY,
    SSH_ALGORITHM_PUBLIC_KEY,
    SSH_ALGORITHM_CIPHER,
    SSH_ALGORITHM_MAC,
    SSH_ALGORITHM_KINDS
};

/* The keyword of ssh_config(5), for messages. */
const char *ssh_algorithm_keyword(enum ssh_algorithm_kind kind);

/* The list, best first, parted by commas; with legacy also what only old devices have (RFC 9142, RFC 8332).
 * A list of ssh_config(5) stands for it, or changes it: + adds behind, ^ in front, - takes off (patterns).
 * May have names that the library does not know. The caller frees it. */
char *ssh_algorithms_offer(const struct ssh_host *host, enum ssh_algorithm_kind kind, bool allows_legacy);

#endif
