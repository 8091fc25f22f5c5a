/*
 * IP address, version 4 or 6. Family ADDRESS_NONE (all zero) is the absent value.
 */
#ifndef MODEL_ADDRESS_H
#define MODEL_ADDRESS_H

#include "model/bytes.h"

enum address_family { ADDRESS_NONE = 0, ADDRESS_IPV4 = 4, ADDRESS_IPV6 = 6 };

struct address {
    uint8_t family; /* enum address_family */
    uint8_t octets[16];
};

#define ADDRESS_TEXT_SIZE 46

/* A list of addresses; the items belong to the list's owner. */
struct address_list {
    const struct address *items;
    size_t count;
};

bool address_is_absent(struct address address);
bool address_equal(struct address a, struct address b);
/* Numeric order, IPv4 before IPv6. */
int address_compare(struct address a, struct address b);
guint address_hash(struct address address);

/* 4 or 16; 0 when absent. */
size_t address_size(struct address address);

/* 4 or 16 octets; false otherwise. */
bool address_from_bytes(struct bytes bytes, struct address *out);

/* Dotted decimal or RFC 4291 text, without zone or prefix; false for anything else. */
bool address_parse(const char *text, struct address *out);

/* RFC 5952 text; returns buffer; "" when absent. */
const char *address_format(struct address address, char buffer[ADDRESS_TEXT_SIZE]);

bool address_is_unspecified(struct address address);
bool address_is_loopback(struct address address);
bool address_is_link_local(struct address address);
bool address_is_multicast(struct address address);

/* Can belong to one station and be reached from elsewhere: none of the four above, not broadcast, not absent.
 */
bool address_is_usable(struct address address);

/* The leading prefix_length bits are equal, same family. */
bool address_same_prefix(struct address a, struct address b, unsigned prefix_length);

#endif
