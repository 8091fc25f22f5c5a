/*
 * TextFSM: a template is a state machine of regular expressions that makes records of semi-structured text.
 *
 * The whole language of google/textfsm 1.1.3 (its wiki, "TextFSM", and textfsm/parser.py decide what is
 * right): Value options Filldown, Required, List, Key, Fillup; states, Start, End and EOF, the implicit EOF;
 * line actions Next and Continue, record actions NoRecord, Record, Clear, Clearall, Error with or without a
 * text; comments;
 * ${name} and $name, $$; Python's re where it differs from PCRE2 (\Z, {,n}, (?P<name>...), what $ matches).
 *
 * Templates come from users and text comes from devices: both are hostile. Matching is bounded (PCRE2 match
 * and depth limits), so are the rows and the octets of a result.
 */
#ifndef DISCOVER_TEXTFSM_H
#define DISCOVER_TEXTFSM_H

#include "discover/cli_table.h"
#include <stdbool.h>
#include <stddef.h>

struct textfsm;

/* Compiles a template. The error names the place as an author needs it: "NAME: line 7: ...". Never NULL
 * without error. May be used by several threads at once, as it does not change. */
struct textfsm *textfsm_new(const char *name, const char *text, size_t size, GError **error);
void textfsm_free(struct textfsm *template); /* NULL is allowed */

/* The names of its Values with the option Key, NULL-terminated. They belong to the template; the caller frees
 * the array with g_free. */
const char **textfsm_keys(const struct textfsm *template);

/* Runs the template over the text (any octets; what is not UTF-8 counts as U+FFFD; lines end as Python's
 * splitlines() says) and returns the records, all its Values as columns in the order of the template. NULL
 * and error where a rule's Error action was met ("NAME: line 12: state error: TEXT; input line 3: ...") or a
 * limit was reached (G_IO_ERROR_NO_SPACE). */
struct cli_table *textfsm_parse(const struct textfsm *template, const char *text, size_t size,
                                GError **error);

#endif
