/*
 * A compiled template, shared by the parts of the engine: textfsm.c reads a template's Values and states,
 * textfsm_rule.c one rule, textfsm_run.c runs the machine over a text.
 */
#ifndef DISCOVER_TEXTFSM_INTERNAL_H
#define DISCOVER_TEXTFSM_INTERNAL_H

#include "discover/regex.h"
#include "discover/textfsm.h"

enum { TEXTFSM_MAX_NAME = 48 }; /* characters of a Value's or state's name */

enum value_option { OPTION_FILLDOWN, OPTION_FILLUP, OPTION_KEY, OPTION_LIST, OPTION_REQUIRED, OPTION_COUNT };

struct textfsm_value {
    char *name;
    char *named; /* its pattern, as a named group */
    /* As written: where two have a say on the same event, the first has it first. */
    enum value_option options[OPTION_COUNT];
    guint option_count;
    struct regex *nested; /* of a List whose pattern has groups of its own, else NULL */
    bool has_names;       /* some of them have names */
};

enum line_action { LINE_NEXT, LINE_CONTINUE, LINE_ERROR };
enum record_action { RECORD_NONE, RECORD_RECORD, RECORD_CLEAR, RECORD_CLEARALL };

/* A group of a rule that assigns a Value. */
struct textfsm_capture {
    guint group, value;
};

struct textfsm_rule {
    guint line;
    struct regex *regex;
    GArray *captures; /* struct textfsm_capture, by group */
    enum line_action line_action;
    enum record_action record_action;
    char *target;                     /* a state's name or, of Error, the text; NULL when there is none */
    const struct textfsm_state *next; /* NULL: stay */
};

struct textfsm_state {
    char *name;
    guint line;
    GPtrArray *rules; /* struct textfsm_rule */
};

struct textfsm {
    char *name;
    GPtrArray *values; /* struct textfsm_value */
    GPtrArray *states; /* struct textfsm_state; End and EOF are always among them */
    const struct textfsm_state *start, *end, *eof;
    bool has_eof; /* the template says EOF itself: no implicit record at the end of the text */
};

/* Reads one rule, without white space at its ends; the Values are known. The error has neither name nor line.
 */
struct textfsm_rule *textfsm_rule_new(const struct textfsm *fsm, const char *text, guint line,
                                      GError **error);
void textfsm_rule_free(void *rule);

bool textfsm_value_has(const struct textfsm_value *value, enum value_option option);

/* What Python's \s and strip() take for white space. */
bool textfsm_is_space(gunichar character);

/* Whether the text is one or more of what \w matches. */
bool textfsm_is_word(const char *text);

/* A copy without white space at the end, and at the beginning too. */
char *textfsm_strip_end(const char *text, size_t size);
char *textfsm_strip(const char *text);

#endif
