/*
 * PATTERNS of ssh_config(5): * and ?, and ! for what is not meant.
 */
#ifndef DISCOVER_SSH_PATTERNS_H
#define DISCOVER_SSH_PATTERNS_H

#include <stdbool.h>

/* Whether one of the patterns (NULL-terminated) matches the text or the other one (may be NULL), and none
 * with a ! in front does. Any octets are safe. */
bool ssh_patterns_match(char *const *patterns, const char *text, const char *other);

#endif
