/*
 * Pins: where the user wants boxes to stand. A line for each: a device as the user calls it, then x and y of
 * the middle of its box in points, y downwards. Blank lines and what follows a # are left out.
 */
#ifndef CLI_PINS_H
#define CLI_PINS_H

#include <glib.h>
#include <stdbool.h>

struct pin {
    char *device;
    double x, y;
    unsigned line;
};

/* struct pin in a new array, which owns the names. NULL and error (G_IO_ERROR_INVALID_DATA), which names the
 * line. */
GArray *pins_parse(const char *text, size_t size, GError **error);

#endif
