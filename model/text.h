/*
 * The one place where octets from outside become text.
 *
 * Text inside wiremap is valid UTF-8 without control characters, without bidirectional overrides, and
 * without leading or trailing white space. What a file format or a terminal must escape beyond that is the
 * business of that format's writer.
 */
#ifndef MODEL_TEXT_H
#define MODEL_TEXT_H

#include "model/bytes.h"

/* Text made of what a device sent: cut at the first NUL (agents pad with them), invalid UTF-8 replaced by
 * U+FFFD, control and bidirectional formatting characters turned to blanks, ends trimmed.
 * NULL when nothing is left. Caller frees with g_free. */
char *text_from_bytes(struct bytes bytes);

/* Whether every octet is printable ASCII (0x20..0x7e); false when empty. */
bool text_is_printable_ascii(struct bytes bytes);

/* Whether text_from_bytes would make a copy of just these octets; some that it would are not recognised. */
bool text_is_clean(struct bytes bytes);

/* Order of text as people expect it: runs of digits by their value, eth2 before eth10; equal only when the
 * texts are the same. NULL comes first. */
int text_compare_natural(const char *a, const char *b);

/* Writes the decimal digits of a number, at most 10, without a terminator; returns what is behind them. For
 * names and addresses, that are made many times: printf takes ten times as long. */
char *text_put_number(char *at, uint32_t number);

/* NULL for NULL and for the empty string, else text itself. */
const char *text_or_null(const char *text);

#endif
