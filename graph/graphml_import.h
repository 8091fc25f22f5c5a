/*
 * Reads GraphML (http://graphml.graphdrawing.org/specification.html) as the Topology Zoo, yEd, NetworkX,
 * igraph and Gephi write it, into observations: via import, one for each node.
 *
 * It is a SAX reader of our own on libxml2 and not igraph's, because igraph's (0.10.2) makes nodes of edges
 * to nodes that are not there and says nothing, drops what yEd draws as label, nested graphs and for="all"
 * (which the specification has as the default), loses the node ids where an attribute is called id, and leaks
 * or aborts on malformed files (igraph issues 1907, 1909, 2506). A file that igraph reads gives the same
 * graph here.
 *
 * Directed edges are read as undirected. The nodes of nested graphs are nodes like any other; the node around
 * them is one only if an edge ends at it. Of several graphs in a file the first is read. Hyperedges are left
 * out and counted. source and target ports are ports unless the file says, by keys of yFiles, that it is a
 * drawing.
 *
 * Files are hostile: no document type, no entities, nothing fetched, everything bounded.
 */
#ifndef GRAPH_GRAPHML_IMPORT_H
#define GRAPH_GRAPHML_IMPORT_H

#include "model/observation.h"

#define GRAPHML_MAX_SIZE ((size_t)256 * 1024 * 1024)
#define GRAPHML_MAX_DEPTH 64
#define GRAPHML_MAX_KEYS 4096
#define GRAPHML_MAX_TEXT 65536 /* octets of one attribute's value */

struct graphml_import {
    GPtrArray *observations; /* owns its struct observation, one a node in the order of the file */
    size_t edge_count;
    size_t hyperedge_count; /* left out */
    size_t graph_count;     /* in the file; the first was read */
};

/* source_name: what the observations have as theirs: the file's base name. now: Unix time, milliseconds.
 * False and error (G_IO_ERROR_INVALID_DATA, with the line where there is one) when the file is refused or is
 * no GraphML; nothing is kept of it then. */
bool graphml_import(struct bytes file, const char *source_name, int64_t now, struct graphml_import *out,
                    GError **error);
void graphml_import_clear(struct graphml_import *import);

#endif
