/*
 * Patterns of names as users write them: * stands for any text, ? for one character, in any case.
 */
#ifndef GRAPH_PATTERN_H
#define GRAPH_PATTERN_H

#include <glib.h>
#include <stdbool.h>

/* text NULL: false. */
bool pattern_matches(const char *pattern, const char *text);

/* Of patterns (char *), at least one. */
bool pattern_matches_any(const GPtrArray *patterns, const char *text);

#endif
