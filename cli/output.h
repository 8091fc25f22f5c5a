/*
 * Output: aligned tables and JSON on stdout. Text from devices is made inert for a terminal here.
 */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

struct table;

/* headings: NULL-terminated. Columns are as wide as their widest cell (display columns, not octets). */
struct table *table_new(const char *const *headings);

/* The same without headings, each row behind some blanks: for lists below a title. */
struct table *table_new_bare(unsigned columns, unsigned indent);

/* One row; cells: as many as headings, NULL is an empty cell. Copied. */
void table_add(struct table *table, const char *const *cells);

/* Numbers in this column are aligned at their right. */
void table_align_right(struct table *table, unsigned column);

/* Prints and frees. False and error when stdout cannot take it (a full disk, a closed pipe). */
bool table_print(struct table *table, GError **error);

/* Prints value with sorted keys and two blanks of indent, and releases it. The same errors. */
bool output_json(json_t *value, GError **error);

/* Flushes stdout; the same errors. For commands that print lines of their own. */
bool output_flush(GError **error);

/* Whether escape sequences may be written to a descriptor: a terminal, and NO_COLOR is not set. */
bool output_is_coloured(int descriptor);

/* Text that cannot steer a terminal: valid UTF-8, blanks for what is not printable; "" for NULL. Caller frees
 * with g_free. */
char *output_inert(const char *text);

/* "100M", "2.5G"; NULL for 0, which is unknown. Caller frees with g_free. */
char *output_format_speed(uint64_t bps);

/* Sets key when text is not NULL: absent is unknown. */
void output_set_text(json_t *object, const char *key, const char *text);
void output_set_integer(json_t *object, const char *key, json_int_t number); /* unless 0 */

/* Sets the key that an option is called by, snake_case as all keys are: max_depth for max-depth. Takes value.
 */
void output_set_value(json_t *object, const char *option, json_t *value);

/* Array of the texts of a GPtrArray of char *; an empty array for NULL. */
json_t *output_texts(const GPtrArray *texts);

#endif
