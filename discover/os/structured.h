/*
 * Structured output (JSON, XML) as records: a mapping says where the rows are and which column each value
 * becomes. The columns are named as those of TextFSM templates, so that what follows does not know the
 * difference.
 *
 * A path is steps joined by '/':
 *   name      the member of that name; of each element where the value is an array
 *   *         each member of an object; its name can be had by @1, @2, ... in the order of the stars
 *   name[key] only values with that member; name[key=text] only those whose member is that text (true, 12);
 *             name[=text] only values that are that text
 *   @N        (alone, in columns) the name met at the Nth star of the rows' path
 *   @         (last step, in columns) the name of the member instead of its value
 *   ..        (first steps, in columns) what the step before led through
 * Alternatives are joined by '|': the first that tells something counts. Paths of rows may be joined by '+':
 * the rows of all count. Arrays never need a step of their own, so one object and an array of one are the
 * same: many systems choose between them by the count. Duplicate names in a JSON object count as an array.
 * XML is read as JSON of the same shape: attributes and children are members, text is "$" (an element with
 * text only is that text).
 */
#ifndef DISCOVER_OS_STRUCTURED_H
#define DISCOVER_OS_STRUCTURED_H

#include "discover/cli_table.h"
#include <stdbool.h>
#include <stddef.h>

struct structured_column {
    const char *name; /* LOCAL_INTERFACE */
    const char *path;
};

struct structured {
    const char *command; /* a regular expression found anywhere in the command */
    const char *rows;    /* path of the rows */
    const struct structured_column *columns;
    size_t column_count;
};

/* The JSON or XML document in the text, which may have lines of a session around it; NULL when there is none.
 */
struct document;
struct document *document_read(const char *text, size_t size);
void document_free(struct document *document); /* NULL is allowed */

/* The rows of the first of the mappings for the command that finds any; no rows when none does. NULL when no
 * mapping is for that command. */
struct cli_table *structured_parse(const struct structured *mappings, size_t count, const char *command,
                                   const struct document *document);

#endif
