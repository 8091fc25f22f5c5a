/*
 * The file of --cost-file: what links cost, as CSV. Its rows are a,b,cost or a,b,a_port,b_port,cost: devices
 * as the command line names them, ports by name (empty: any). A row is about all links between its devices
 * that have its ports, in both directions; one with ports goes before one without. A first row that ends in
 * "cost" is a heading.
 */
#ifndef CLI_COST_FILE_H
#define CLI_COST_FILE_H

#include "cli/question.h"

/* The costs by link of the graph, 0 where the file has none; the caller frees them. NULL and error ("FILE:
 * line 7:
 * ...") for a file that cannot be read, a device or a link that is not there, a cost that is none, two rows
 * that are about the same link. */
uint64_t *cost_file_read(const char *path, const struct question *question, GError **error);

#endif
