/*
 * Failing in one line: return failure(error, G_IO_ERROR_INVALID_DATA, "...").
 */
#ifndef MODEL_FAILURE_H
#define MODEL_FAILURE_H

#include <glib.h>
#include <stdbool.h>

/* Sets error, of G_IO_ERROR, and returns false. */
bool failure(GError **error, int code, const char *format, ...) G_GNUC_PRINTF(3, 4);

#endif
