/*
 * SSH configuration: what ssh_config(5) files say about reaching a host, as far as a crawl can honour it.
 *
 * Known are Host, Match (all, host, originalhost, user, localuser, and their negations), Include, and the
 * keywords whose values struct ssh_host has; others do not matter here. Of each, the first value that applies
 * counts. A Match with another criterion (exec, canonical, final, ...) does not match: nothing is run, and no
 * name is looked up.
 *
 * A crawl knows addresses, a file mostly names: an address is also known by the name of a Host line whose
 * HostName it is, and by that of a seed (ssh_config_add_name). HostName sends nobody elsewhere: an address
 * was chosen, and checked against the scope.
 */
#ifndef DISCOVER_SSH_CONFIG_H
#define DISCOVER_SSH_CONFIG_H

#include "model/address.h"

#include <gio/gio.h>
#include <stdbool.h>
#include <stdint.h>

/* NULL and 0 where nothing is said. */
struct ssh_host {
    char *host_name;
    uint16_t port;
    char *user;
    char *host_key_alias;
    char *proxy_jump;          /* "none" is NULL, as it is for the next one */
    char *proxy_command;       /* tokens are expanded; for sh -c */
    char *known_hosts;         /* the first of UserKnownHostsFile */
    char *identity_agent;      /* a socket, or "none" */
    GPtrArray *identity_files; /* of char *, NULL-terminated; never NULL */
    bool identities_only;
    /* Lists as ssh_config(5) has them, with +, - or ^ in front or not. */
    char *ciphers, *macs, *kex_algorithms, *host_key_algorithms, *pubkey_algorithms;
};

void ssh_host_clear(struct ssh_host *host);

struct ssh_config;

/* Reads a file and those that it includes. NULL and error when it cannot be read, or a line of it cannot. */
struct ssh_config *ssh_config_read(const char *path, GError **error);

/* ~/.ssh/config, then /etc/ssh/ssh_config; files that are not there say nothing. */
struct ssh_config *ssh_config_read_usual(GError **error);

/* The same from memory; Include is not followed. Any octets are safe. */
struct ssh_config *ssh_config_parse(const char *text, size_t size, const char *name, GError **error);

void ssh_config_free(struct ssh_config *config); /* NULL is allowed */

/* The file that was read, for programs that read it themselves; NULL: the usual ones. */
const char *ssh_config_path(const struct ssh_config *config);

/* A host that the user calls so is at that address, behind that port (0: nothing is said of it): what the
 * file says of the name applies there. Safe while others find. */
void ssh_config_add_name(struct ssh_config *config, const char *name, struct address address, uint16_t port);

/* What applies to a host, given as an address or a name. user: the one that is to log in, NULL where only the
 * configuration tells; port: 0 the same. The caller clears out. Safe from several threads at once. */
void ssh_config_find(const struct ssh_config *config, const char *host, const char *user, uint16_t port,
                     struct ssh_host *out);

#endif
