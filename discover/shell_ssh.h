/*
 * A shell over SSH, on a link (discover/ssh_link.h).
 *
 * Servers whose identification is that of OpenSSH, Dropbear or RouterOS are asked by exec channels until
 * shell_prepare says otherwise; all others, and those that refuse exec channels, on an interactive shell.
 *
 * The host key has to be in known_hosts, else nothing is sent that would tell a stranger a secret.
 */
#ifndef DISCOVER_SHELL_SSH_H
#define DISCOVER_SHELL_SSH_H

#include "discover/credential.h"
#include "discover/shell.h"
#include "discover/ssh_config.h"
#include "discover/stop.h"

/* Everything that it points to must outlive the shell. */
struct shell_ssh_options {
    const struct credential *credential;
    const struct ssh_config *config;
    const char *known_hosts;    /* NULL: what the configuration says, else ~/.ssh/known_hosts */
    bool accepts_new_host_keys; /* and adds them there; changed ones are refused all the same */
    uint32_t reach_ms;          /* until somebody answers there */
    uint32_t connect_ms;        /* then for each step until a command can be run */
    uint32_t silence_ms;        /* of a device that has not finished its answer: then it hangs */
    uint64_t max_bytes;         /* of the whole visit */
    struct stop *stop;
    int *is_reached;   /* set with g_atomic_int_set when somebody answers there; may be NULL */
    struct cost *cost; /* what it has cost when it failed is added; may be NULL */
};

/* Connects, verifies, logs in. port 0: what the configuration says, else 22. NULL and error:
 * PERMISSION_DENIED or NOT_SUPPORTED (a key file that cannot be read): another credential may do better;
 * BUSY: the connection was closed before the server said anything, which may be over in a moment; CANCELLED;
 * others: none will. */
struct shell *shell_ssh_open(struct address address, uint16_t port, const struct shell_ssh_options *options,
                             GError **error);

#endif
