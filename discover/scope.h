/*
 * Scope: which addresses may be contacted. Credentials go nowhere else.
 */
#ifndef DISCOVER_SCOPE_H
#define DISCOVER_SCOPE_H

#include "model/address.h"

struct scope;

/* Nothing is in it. */
struct scope *scope_new(void);
void scope_free(struct scope *scope);

/* "10.0.0.0/8", "2001:db8::/32", or one address. Error (G_IO_ERROR_INVALID_ARGUMENT) names the text; host bits
 * set beyond the prefix are an error too. */
bool scope_include(struct scope *scope, const char *cidr, GError **error);
bool scope_exclude(struct scope *scope, const char *cidr, GError **error);

/* One address, an exclusion notwithstanding absent: for seeds. */
void scope_include_address(struct scope *scope, struct address address);

/* RFC 1918 and RFC 4193 address space. */
void scope_include_private(struct scope *scope);

/* Included and not excluded; loopback, link-local, multicast and unspecified addresses only when they are
 * included one by one (a seed) or by a CIDR that lies within such space. */
bool scope_allows(const struct scope *scope, struct address address);

#endif
