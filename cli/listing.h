/*
 * Listing: rows as JSON objects, written as an array of them or as an aligned table. What a table shows of a
 * row is a list of columns.
 */
#ifndef CLI_LISTING_H
#define CLI_LISTING_H

#include "cli/output.h"

#include <stdint.h>

struct column {
    const char *heading;
    const char *key; /* of the row: a text, a number, a bool (yes, no), an array of texts (joined) */
    bool is_number;  /* aligned at the right */
    /* When not NULL it makes the cell instead of key; NULL is an empty cell. Freed with g_free. */
    char *(*format)(const json_t *row);
};

struct listing;

/* columns ends with one that has no heading; must outlive the listing. JSON rows are written as they come:
 * one line each, with sorted keys. */
struct listing *listing_new(const struct column *columns, bool as_json);

/* Takes the row. */
void listing_add(struct listing *listing, json_t *row);

/* Takes the array and adds each of its rows. */
void listing_add_all(struct listing *listing, json_t *rows);

/* Ends the array, or prints the table, and frees the listing. Errors as table_print. */
bool listing_finish(struct listing *listing, GError **error);

/* Cells that several listings have. */
char *listing_format_speed(const json_t *row); /* speed_mbps: "100M", "2.5G" */

/* Megabits per second as JSON has them: an integer where it is one. */
json_t *listing_speed(uint64_t speed_bps);

#endif
