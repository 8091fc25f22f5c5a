/*
 * Reads GraphML (http://graphml.graphdrawing.org/specification.html) as the Topology Zoo, yEd, NetworkX,
 * igraph and Gephi write it: import_read_graphml (graph/import_format.h).
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
#ifndef GRAPH_IMPORT_GRAPHML_H
#define GRAPH_IMPORT_GRAPHML_H

#include "graph/import_format.h"

#define GRAPHML_MAX_DEPTH 64
#define GRAPHML_MAX_KEYS 4096
#define GRAPHML_MAX_TEXT 65536 /* octets of one attribute's value */

#endif
