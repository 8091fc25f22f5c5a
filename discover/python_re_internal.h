/*
 * What the parts of the translation share: python_re.c reads the structure of a pattern, python_re_set.c its
 * escapes and sets.
 */
#ifndef DISCOVER_PYTHON_RE_INTERNAL_H
#define DISCOVER_PYTHON_RE_INTERNAL_H

#include "discover/python_re.h"

#include <stdbool.h>

enum {
    MAX_GROUPS = 1000,
    MAX_NESTING = 200, /* below PCRE2's own limit of 250 */
    MAX_REPEAT = 65535 /* of PCRE2 */
};
#define UNBOUNDED G_MAXUINT64

/* In the order of the letters "imsxau". */
enum {
    FLAG_IGNORE_CASE = 1,
    FLAG_MULTILINE = 2,
    FLAG_DOT_ALL = 4,
    FLAG_VERBOSE = 8,
    FLAG_ASCII = 16,
    FLAG_UNICODE = 32
};

enum scope_kind { SCOPE_PLAIN, SCOPE_CAPTURE, SCOPE_CONDITION };

/* A parenthesis that is open. */
struct scope {
    enum scope_kind kind;
    guint group;    /* of SCOPE_CAPTURE */
    guint branches; /* bars seen, of SCOPE_CONDITION */
    guint flags;    /* to be had again behind it */
};

/* What a quantifier would repeat. */
enum item { ITEM_NONE, ITEM_ONE, ITEM_POSITION, ITEM_REPEAT };

struct translation {
    const char *pattern;
    const char *at;
    GString *out;
    GPtrArray *names; /* of the groups so far */
    GArray *closed;   /* gboolean for each of them */
    GArray *scopes;   /* struct scope */
    guint flags;      /* here */
    guint global;     /* for the whole pattern */
    enum item last;
    GError **error;
};

/* Sets the error, "... at position N", and returns false. */
bool translation_fail(struct translation *t, const char *at, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* Writes a character that stands for itself. */
void translation_literal(struct translation *t, gunichar character);

/* Writes a reference to what a group matched; from: the place for the message. */
bool translation_refer(struct translation *t, guint group, const char *from);

/* Reads and writes one escape, at `\`; one set, at `[`. */
bool translation_escape(struct translation *t);
bool translation_set(struct translation *t);

#endif
