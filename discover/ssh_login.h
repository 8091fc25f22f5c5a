/*
 * SSH login: proves to a device who asks, with what a credential and ssh_config(5) say: keys, the agent, the
 * password (by itself or as the answer to a prompt). The password is sent once only.
 */
#ifndef DISCOVER_SSH_LOGIN_H
#define DISCOVER_SSH_LOGIN_H

#include "discover/credential.h"
#include "discover/ssh_link.h"

/* user: whom the link logs in. False and error: PERMISSION_DENIED, or NOT_SUPPORTED (the credential's key
 * file cannot be read): another credential may do better; those of the link. */
bool ssh_login(struct ssh_link *link, const struct credential *credential, const struct ssh_host *host,
               const char *user, GError **error);

#endif
