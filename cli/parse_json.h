/*
 * Records of command lines as JSON: what "wiremap parse" prints.
 */
#ifndef CLI_PARSE_JSON_H
#define CLI_PARSE_JSON_H

#include "discover/os/os.h"

#include <jansson.h>

/* {"neighbors":[...]} of the answer to a neighbor command; else an array of objects with the keys of the kind
 * of answer (wiremap-parse(1)), or, where nothing is known of what the command tells, with the names of the
 * template's values in lower case. The caller owns it. */
json_t *parse_to_json(const struct os *os, const char *command, const struct cli_table *table);

/* Array of objects: the values of a template by their names; lists are arrays, None is null. */
json_t *parse_table_to_json(const struct cli_table *table);

#endif
