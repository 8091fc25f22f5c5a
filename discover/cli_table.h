/*
 * Records read from the text that a command printed: rows of named values. TextFSM templates and the mappings
 * of structured output (JSON) both make such a table; what the values mean is the business of discover/os/.
 *
 * A table owns all that it holds. Names are as the template writes them (LOCAL_INTERFACE).
 */
#ifndef DISCOVER_CLI_TABLE_H
#define DISCOVER_CLI_TABLE_H

#include <glib.h>

/* One item of a list: text, or, where the value's pattern has named groups, what each group matched. Neither:
 * the value took no part in the match that made the item (None in Python). */
struct cli_item {
    char *text;        /* NULL where there are groups */
    GPtrArray *groups; /* struct cli_group; NULL where there is text */
};

struct cli_group {
    char *name;
    char *text; /* NULL: the group took no part in the match (None in Python) */
};

struct cli_value {
    char *text;       /* "" when nothing was matched; NULL where it is a list */
    GPtrArray *items; /* struct cli_item; NULL where it is text */
};

struct cli_table {
    GPtrArray *names; /* char * */
    GPtrArray *rows;  /* struct cli_value[names->len] */
};

struct cli_table *cli_table_new(void);
void cli_table_free(struct cli_table *table); /* NULL is allowed */

/* Adds a column before any row is there. */
void cli_table_add_name(struct cli_table *table, const char *name);

/* Adds a row of empty texts and returns its first value. */
struct cli_value *cli_table_add_row(struct cli_table *table);

/* Replaces the value by a copy of the text. */
void cli_value_set(struct cli_value *value, const char *text);

/* Makes a list of the value where it is none yet, and appends a copy of the text. */
void cli_value_append(struct cli_value *value, const char *text);

/* Replaces the value by a copy of another. */
void cli_value_copy(struct cli_value *value, const struct cli_value *from);

/* Makes an empty list of the value where it is none yet. */
void cli_value_make_list(struct cli_value *value);

/* As cli_value_append, and returns the item; the text may be NULL. It belongs to the value. */
struct cli_item *cli_value_add_item(struct cli_value *value, const char *text);

/* Appends a group to an item, which has no text from then on; the text may be NULL. */
void cli_item_add_group(struct cli_item *item, const char *name, const char *text);

/* The column of that name, or -1. */
int cli_table_find(const struct cli_table *table, const char *name);

#endif
