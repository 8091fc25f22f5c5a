/*
 * Template sets as os.c uses them; what they are: discover/os/os.h.
 */
#ifndef DISCOVER_OS_TEMPLATE_SET_H
#define DISCOVER_OS_TEMPLATE_SET_H

#include "discover/os/os.h"

/* Where the template for a command is. */
enum template_source { TEMPLATE_NONE, TEMPLATE_EMBEDDED, TEMPLATE_FOLDER };
enum template_source template_set_source(const struct template_set *set, const char *platform,
                                         const char *command);

/* Parses with the template that the last folder has for the command. NOT_SUPPORTED when none has one. */
struct cli_table *template_set_parse(struct template_set *set, const char *platform, const char *command,
                                     const char *text, size_t size, GError **error);

#endif
