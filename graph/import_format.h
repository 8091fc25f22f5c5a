/*
 * The formats of graphs from elsewhere: each is one reader and one line of the list in import_format.c.
 *
 * Files are hostile: readers are bounded, and their errors (G_IO_ERROR_INVALID_DATA) tell the line where
 * there is one. Directed edges are read as undirected; what a file has that makes no graph is left out and
 * told.
 */
#ifndef GRAPH_IMPORT_FORMAT_H
#define GRAPH_IMPORT_FORMAT_H

#include "graph/import_graph.h"

#define IMPORT_MAX_SIZE ((size_t)256 * 1024 * 1024)

/* What was read, and what of the file was not: "3 hyperedges", for messages. */
struct import_result {
    GPtrArray *observations; /* owns its struct observation, one a node in the order of the file */
    size_t edge_count;
    GPtrArray *left_out; /* of char * */
};

struct import_format {
    const char *name;     /* as --format names it */
    const char *suffixes; /* blank separated, without dots */
    bool (*read)(struct bytes file, struct import_graph *graph, GPtrArray *left_out, GError **error);
};

/* NULL when there is none. */
const struct import_format *import_format_find(const char *name);
/* By the suffix of the file's name, in any case. */
const struct import_format *import_format_find_for_file(const char *path);
/* By how the content begins: for what has no telling name. */
const struct import_format *import_format_guess(struct bytes file);

/* "graphml, gml, ...": for messages. Caller frees with g_free. */
char *import_format_names(void);

/* source_name: what the observations have as theirs; now: Unix time, milliseconds. On false nothing is kept.
 */
bool import_format_read(const struct import_format *format, struct bytes file, const char *source_name,
                        int64_t now, struct import_result *out, GError **error);
void import_result_clear(struct import_result *result);

/* The readers. */
bool import_read_graphml(struct bytes file, struct import_graph *graph, GPtrArray *left_out, GError **error);
bool import_read_gml(struct bytes file, struct import_graph *graph, GPtrArray *left_out, GError **error);
bool import_read_pajek(struct bytes file, struct import_graph *graph, GPtrArray *left_out, GError **error);
bool import_read_table(struct bytes file, struct import_graph *graph, GPtrArray *left_out, GError **error);
bool import_read_json(struct bytes file, struct import_graph *graph, GPtrArray *left_out, GError **error);

#endif
