/*
 * Rows of comma-separated text (RFC 4180): fields with commas, quotes or line ends stand in quotes, in which
 * a quote is doubled. Empty lines, and those that begin with "# ", are no rows.
 */
#ifndef GRAPH_CSV_ROWS_H
#define GRAPH_CSV_ROWS_H

#include "model/bytes.h"

#include <glib.h>

#define CSV_MAX_FIELDS 64

#define CSV_ERROR (csv_error_quark())
GQuark csv_error_quark(void);

enum csv_error { CSV_ERROR_SYNTAX };

struct csv_rows {
    struct bytes text;
    size_t at;
    unsigned line; /* where the last row that was read began, from 1 */
    unsigned next_line;
    GPtrArray *fields; /* of char *: of the last row, blanks at their ends taken off unless quoted */
};

void csv_rows_init(struct csv_rows *rows, struct bytes text);
void csv_rows_clear(struct csv_rows *rows);

/* Reads the next row. False at the end, and with an error ("line 7: ...") where the text is no CSV: a quote
 * that is not closed, text behind one, a NUL, what is not UTF-8, more than CSV_MAX_FIELDS fields. */
bool csv_rows_next(struct csv_rows *rows, GError **error);

#endif
