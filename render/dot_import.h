/*
 * Graphs in Graphviz' DOT, read by Graphviz' own parser, which knows the whole language. It prints, and it
 * was not made for hostile files, so it works in a child process; what it read comes back as JSON in the
 * node-link form.
 */
#ifndef RENDER_DOT_IMPORT_H
#define RENDER_DOT_IMPORT_H

#include <glib.h>

/* The first graph of the file, for import_read_json (graph/import_format.h): nodes with their attributes,
 * edges with theirs and "source_port" and "target_port". Error: G_IO_ERROR_INVALID_DATA with the line, or
 * what ended the child. */
GBytes *dot_to_json(GBytes *file, GError **error);

#endif
