/*
 * A bounded cursor over the arcs of a table index (RFC 2578 7.7): every read checks what is left.
 */
#ifndef MODEL_CURSOR_H
#define MODEL_CURSOR_H

#include "model/address.h"
#include "model/mac.h"
#include "model/oid.h"

struct cursor {
    struct oid rest;
};

struct cursor cursor_init(struct oid index);
size_t cursor_left(const struct cursor *cursor);

/* One arc. False, with nothing consumed, at the end. */
bool cursor_read_arc(struct cursor *cursor, uint32_t *out);

/* count arcs as octets into buffer. False, with nothing consumed, when fewer are left or one is over 255. */
bool cursor_read_octets(struct cursor *cursor, uint8_t *buffer, size_t count);

/* Six arcs as a MAC address. */
bool cursor_read_mac(struct cursor *cursor, struct mac *out);

/* Four arcs as an IPv4 address. */
bool cursor_read_ipv4(struct cursor *cursor, struct address *out);

/* InetAddressType, length, octets (RFC 4001): ipv4(1), ipv6(2), ipv4z(3), ipv6z(4); agents that leave the
 * length out are understood when exactly the address is left. */
bool cursor_read_inet_address(struct cursor *cursor, struct address *out);

#endif
