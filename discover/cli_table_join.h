/*
 * Tables of the same text, made by several templates, as one: what clitable.py of TextFSM does with the
 * templates that an index names together ("a.textfsm:b.textfsm").
 */
#ifndef DISCOVER_CLI_TABLE_JOIN_H
#define DISCOVER_CLI_TABLE_JOIN_H

#include "discover/cli_table.h"

/* The rows of the first table, with the columns that only the second has: of the first of its rows whose keys
 * are the same, empty where there is none; without keys (NULL-terminated, may be empty) of the row at the
 * same place. A key that either lacks matches nothing. A new table: the caller frees it. */
struct cli_table *cli_table_join(const struct cli_table *first, const struct cli_table *second,
                                 const char *const *keys);

#endif
