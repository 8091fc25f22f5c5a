/*
 * Text files on their way to become graphs: octets with the line they are on, and errors that tell it.
 */
#ifndef GRAPH_IMPORT_TEXT_H
#define GRAPH_IMPORT_TEXT_H

#include "graph/import_graph.h"

struct import_text {
    struct bytes file;
    size_t at;
    unsigned line; /* from 1: of what is next */
};

/* After a byte order mark, if there is one. */
struct import_text import_text_init(struct bytes file);

/* The next octet, or -1 at the end. A NUL is an octet like any other. */
int import_text_peek(const struct import_text *text);
int import_text_take(struct import_text *text);

/* The next line without its end (LF, CRLF or CR). False at the end. */
bool import_text_line(struct import_text *text, struct bytes *line);

/* Takes what is neither blank nor in stops, and skips blanks before it. Empty at the end of the bytes. */
struct bytes import_text_word(struct bytes *rest, const char *stops);

/* Sets "line N: ..."; returns false. */
bool import_text_fail(unsigned line, GError **error, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* import_graph_find_node for a node that the file declares, and for an edge between nodes by their ids, with
 * the line in the error. */
bool import_text_declare(struct import_graph *graph, struct bytes id, unsigned line, uint32_t *node,
                         GError **error);
bool import_text_add_edge(struct import_graph *graph, struct bytes source, struct bytes target, unsigned line,
                          GError **error);

#endif
