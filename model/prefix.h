/*
 * Address prefix: ADDRESS/LENGTH, as scopes and via maps are written.
 */
#ifndef MODEL_PREFIX_H
#define MODEL_PREFIX_H

#include "model/address.h"

struct prefix {
    struct address address;
    unsigned length; /* bits */
};

/* "10.0.0.0/8", "2001:db8::/32", or an address, which is a prefix of its whole length. Error
 * (G_IO_ERROR_INVALID_ARGUMENT) names the text; host bits set beyond the length are an error too. */
bool prefix_parse(const char *text, struct prefix *out, GError **error);

bool prefix_covers(const struct prefix *prefix, struct address address);

/* The address with that number in a prefix of at least all but 32 bits. */
struct address prefix_host(const struct prefix *prefix, uint32_t number);

#endif
