/*
 * Regular expressions of Python's re (str patterns, Python 3.11), said in PCRE2's language.
 *
 * Both grew from Perl's, and differ where it hurts: \Z, {,n}, what \s and \B match, names of groups longer
 * than 32 characters, \Q \K \R and verbs that Python does not know. So a pattern is read whole, as Python
 * would, and written anew out of the constructs on which both agree; what Python rejects is rejected.
 *
 * Kinder than Python 3.11: global flags, (?i), may stand anywhere, as they might until 3.10; a lookbehind may
 * have alternatives of different widths. Not known: \N{NAME}.
 */
#ifndef DISCOVER_PYTHON_RE_H
#define DISCOVER_PYTHON_RE_H

#include <glib.h>

/* The pattern for PCRE2, to be compiled with UTF, UCP and LF as newline. The pattern is valid UTF-8. names
 * gets one entry per capturing group, in order: its name (the array is made with g_free), or NULL. NULL and
 * error (G_IO_ERROR_INVALID_DATA, "nothing to repeat at position 3") where Python raises one. */
char *python_re_translate(const char *pattern, GPtrArray *names, GError **error);

#endif
