/*
 * The lines of a configuration file. GKeyFile gives the values but neither the lines they stand on nor the
 * order of groups and keys together, and it takes doubles silently.
 */
#ifndef CLI_CONFIG_FILE_H
#define CLI_CONFIG_FILE_H

#include <glib.h>
#include <stdbool.h>

struct config_entry {
    const char *group;
    const char *key; /* NULL: the line opens the group */
    unsigned line;   /* from 1 */
};

struct config_file {
    char *path;
    GKeyFile *values;
    GArray *entries; /* of struct config_entry, in the order of the file */
    GStringChunk *memory;
    bool is_private; /* only its owner, who is the user, can read it */
};

/* Reads a file of at most 1 MiB. Error: "FILE:LINE: why"; of a line that cannot be read nothing is quoted, it
 * may have a secret. */
struct config_file *config_file_read(const char *path, GError **error);

void config_file_free(struct config_file *file);

/* The whole content of a file, and whether it is private. Caller frees with g_free. */
char *config_file_load(const char *path, gsize *size, bool *is_private, GError **error);

/* Sets "FILE:LINE: [GROUP] KEY: why"; returns false. */
bool config_file_fail(const struct config_file *file, const struct config_entry *entry, GError **error,
                      const char *format, ...) G_GNUC_PRINTF(4, 5);

#endif
