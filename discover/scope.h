/*
 * Scope: which addresses may be contacted. Credentials go nowhere else.
 *
 * An IPv4-mapped IPv6 address (RFC 4291 2.5.5.2) is the IPv4 address in it everywhere here: it reaches the
 * same host.
 */
#ifndef DISCOVER_SCOPE_H
#define DISCOVER_SCOPE_H

#include "model/address.h"

struct scope;

/* Nothing is in it. */
struct scope *scope_new(void);
void scope_free(struct scope *scope);

/* "10.0.0.0/8", "2001:db8::/32", or one address. Error (G_IO_ERROR_INVALID_ARGUMENT) names the text; host
 * bits set beyond the prefix are an error too. */
bool scope_include(struct scope *scope, const char *cidr, GError **error);
bool scope_exclude(struct scope *scope, const char *cidr, GError **error);

/* One address, for seeds. An exclusion that covers it wins all the same. */
void scope_include_address(struct scope *scope, struct address address);

/* RFC 1918 and RFC 4193 address space. */
void scope_include_private(struct scope *scope);

/* Included and not excluded; loopback, link-local, multicast, broadcast and unspecified addresses only when
 * they are included one by one (a seed) or by a CIDR that lies within such space. */
bool scope_allows(const struct scope *scope, struct address address);

/* An exclusion covers it. */
bool scope_excludes(const struct scope *scope, struct address address);

/* An exclusion of this address alone covers it, not one of a range. */
bool scope_excludes_alone(const struct scope *scope, struct address address);

/* There is such an exclusion of any address. */
bool scope_excludes_any_alone(const struct scope *scope);

/* The IPv4 address in an IPv4-mapped one; any other address as it is. */
struct address scope_unmap(struct address address);

#endif
