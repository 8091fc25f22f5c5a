/*
 * What a user looks for: text that may be an address, a MAC address or a part of one, and a name, all at once
 * ("cafe" is a name, and the end of a MAC address).
 */
#ifndef GRAPH_FIND_QUERY_H
#define GRAPH_FIND_QUERY_H

#include "model/address.h"
#include "model/mac.h"

/* Fewer hexadecimal digits than these match too much. */
#define FIND_MIN_DIGITS 4
#define FIND_MAC_DIGITS 12

struct find_query {
    struct address address;          /* absent: the text is none */
    unsigned prefix_length;          /* bits of it that count */
    uint8_t digits[FIND_MAC_DIGITS]; /* of a MAC address, as numbers */
    unsigned digit_count;            /* 0: the text is none; all: the whole address */
    bool is_at_start;                /* the digits may be the first ones (a manufacturer) */
    bool is_at_end;                  /* they may be the last ones */
    char *name;                      /* lower case; never NULL */
};

/* 10.1.2.3, 10.1.2.0/24, 10.1.2. (the whole 10.1.2.0/24), any notation of an IPv6 address; a MAC address in
 * any notation, or at least four digits of its beginning or its end: 3fa2, 3f:a2, :3f:a2, 001b.21; a name. */
void find_query_parse(const char *text, struct find_query *out);
void find_query_clear(struct find_query *query);

bool find_query_matches_address(const struct find_query *query, struct address address);
bool find_query_matches_mac(const struct find_query *query, struct mac mac);

/* The name is the whole text, or the first label of it, without regard to case. */
bool find_query_is_name(const struct find_query *query, const char *text);

/* The name, three characters or more, is somewhere in the text. */
bool find_query_is_in(const struct find_query *query, const char *text);

#endif
