/*
 * A run of octets as a device sent it: no encoding is known, nothing terminates it.
 *
 * The octets belong to somebody else (an observation, a reply, a file in memory); a struct bytes only
 * points at them. {NULL, 0} is the absent value, and so is any run of size 0.
 */
#ifndef MODEL_BYTES_H
#define MODEL_BYTES_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bytes {
    const uint8_t *data;
    size_t size;
};

/* The octets of a C string without its terminator; absent for NULL. */
struct bytes bytes_from_text(const char *text);

bool bytes_equal(struct bytes a, struct bytes b);

/* Lexicographic order, shorter first among equal prefixes. */
int bytes_compare(struct bytes a, struct bytes b);

/* The first n octets dropped; absent when there are not more than n. */
struct bytes bytes_skip(struct bytes bytes, size_t n);

bool bytes_is_zero(struct bytes bytes);

/* Lower-case hexadecimal digits, two an octet, with separator between octets unless it is '\0'.
 * Caller frees with g_free. */
char *bytes_format_hex(struct bytes bytes, char separator);

/* Reads hexadecimal digits (white space between octets allowed) into a new array.
 * False and error (G_IO_ERROR_INVALID_DATA) when text has anything else or half an octet. */
bool bytes_parse_hex(const char *text, GByteArray **out, GError **error);

#endif
