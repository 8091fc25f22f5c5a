/*
 * Duplicate names in JSON objects: some systems print a list as one member of the same name for each item
 * ("capability": "router", "capability": "switch"). RFC 8259 leaves open what that means, and parsers keep
 * the last; here each gets a name of its own, so that none is lost.
 */
#ifndef DISCOVER_OS_JSON_KEYS_H
#define DISCOVER_OS_JSON_KEYS_H

#include <stdbool.h>
#include <stddef.h>

/* What stands behind a name that was met before, and before the number of times it was: 1, 2, ... */
#define JSON_KEY_AGAIN "\\u0001"

/* The text with names made unique, as UTF-8 without control characters; cut where the first value ends. NULL
 * when the brackets do not fit. Caller frees with g_free. */
char *json_keys_make_unique(const char *text, size_t size);

#endif
