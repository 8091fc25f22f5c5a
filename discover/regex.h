/*
 * A compiled regular expression as Python's re means it (discover/python_re.h). The only place of PCRE2.
 *
 * Patterns and subjects may be hostile: compiling is bounded by the length of the pattern and the size of
 * what comes of it, each match by its number of steps and its heap.
 */
#ifndef DISCOVER_REGEX_H
#define DISCOVER_REGEX_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct regex;

/* What a group matched, as offsets in octets; start is -1 where the group took no part. */
struct regex_span {
    ptrdiff_t start, end;
};

/* Where matches are put. One per thread and run; it grows as the expressions need it. */
struct regex_match;

/* Where a match must begin: at the start of the subject as for re.match, or anywhere as for re.search. */
enum regex_start { REGEX_AT_START, REGEX_ANYWHERE };

/* The pattern is valid UTF-8. Error: G_IO_ERROR_INVALID_DATA, with what is wrong. Does not change afterwards;
 * any thread may match with it. */
struct regex *regex_new(const char *pattern, enum regex_start start, GError **error);
void regex_free(struct regex *regex); /* NULL is allowed */

/* Groups are counted from 1; the name is NULL where there is none. */
size_t regex_group_count(const struct regex *regex);
const char *regex_group_name(const struct regex *regex, size_t group);

struct regex_match *regex_match_new(void);
void regex_match_free(struct regex_match *match); /* NULL is allowed */

/* Whether the subject, valid UTF-8, matches. False and error when a limit was reached (G_IO_ERROR_NO_SPACE).
 */
bool regex_matches(const struct regex *regex, const char *subject, size_t size, struct regex_match *match,
                   GError **error);

/* A group of the last match; 0 is the whole. */
struct regex_span regex_match_span(const struct regex_match *match, size_t group);

#endif
