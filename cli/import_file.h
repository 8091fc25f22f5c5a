/*
 * A graph in a file, read and put into an inventory: for `import`, and for --from.
 */
#ifndef CLI_IMPORT_FILE_H
#define CLI_IMPORT_FILE_H

#include "graph/import_format.h"
#include "inventory/inventory.h"

/* "graphml, gml, ..., dot": for messages. Caller frees with g_free. */
char *import_file_formats(void);

/* Whether there is a format of that name. */
bool import_file_has_format(const char *format);

/* path "-": standard input. format NULL: by the suffix of the name, else by how the content begins. Errors
 * begin with the path. */
bool import_file_read(const char *path, const char *format, struct import_result *out, GError **error);

/* Stores it as a run of its own, whose id is *run. */
bool import_file_store(struct inventory *inventory, const char *path, const struct import_result *import,
                       int64_t *run, GError **error);

/* Tells on standard error what of the file was left out. */
void import_file_print_left_out(const char *path, const struct import_result *import);

#endif
