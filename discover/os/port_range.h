/*
 * Lists of ports as command lines print them: "e 1/3/1 to 1/3/4", "49-50", "1/1-1/4", "1/1-4".
 */
#ifndef DISCOVER_OS_PORT_RANGE_H
#define DISCOVER_OS_PORT_RANGE_H

#include <glib.h>

/* The ports that the words name, one by one; words for the kind of a port ("e", "ethernet") are left out, and
 * other words stay as they are. A range that goes backwards or is longer than any device is its two ends.
 * NULL-terminated; caller frees with g_strfreev. */
char **port_range_expand(char *const *words);

#endif
