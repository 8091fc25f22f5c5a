/*
 * SSH names: what hosts are called in ssh_config(5), where blocks are named as the user names hosts, for a
 * crawl, which knows addresses. Safe from several threads at once.
 */
#ifndef DISCOVER_SSH_NAMES_H
#define DISCOVER_SSH_NAMES_H

#include "model/address.h"

struct ssh_names;

struct ssh_names *ssh_names_new(void);
void ssh_names_free(struct ssh_names *names); /* NULL is allowed */

/* A host of that name is at the address; port: of its SSH server, 0 where nothing is said of it. */
void ssh_names_add(struct ssh_names *names, const char *name, struct address address, uint16_t port);

/* What the host at that address and port (0: whichever) is called: the first name that was added for both,
 * else for the address without a port. NULL for none; the caller frees it. */
char *ssh_names_find(struct ssh_names *names, struct address address, uint16_t port);

#endif
