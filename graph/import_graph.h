/*
 * A graph from elsewhere, on its way to become observations: readers of file formats (graph/import_graphml.h)
 * fill it with what the file says.
 */
#ifndef GRAPH_IMPORT_GRAPH_H
#define GRAPH_IMPORT_GRAPH_H

#include "model/observation.h"

#define IMPORT_MAX_NODES 1000000
#define IMPORT_MAX_EDGES 4000000

/* Attributes that mean something here; import_attribute_find tells them by their names. */
enum import_attribute {
    IMPORT_NAME,
    IMPORT_LABEL,
    IMPORT_CAPTION, /* the text drawn on a node; has no name of its own */
    IMPORT_ROLE,    /* as role_words has it; other words tell nothing */
    IMPORT_VENDOR,
    IMPORT_MODEL,
    IMPORT_OS,
    IMPORT_LOCATION,
    IMPORT_ADDRESS, /* one or several, separated by blanks, commas or semicolons */
    IMPORT_VISITED, /* false: it was only heard of */
    IMPORT_NODE_ATTRIBUTES,
    IMPORT_A_PORT = IMPORT_NODE_ATTRIBUTES, /* at the source */
    IMPORT_B_PORT,                          /* at the target */
    IMPORT_SOURCE_PORT,                     /* where the format itself has ports, not an attribute; the */
    IMPORT_TARGET_PORT,                     /* attributes go before them */
    IMPORT_LAYER,
    IMPORT_PROTOCOLS, /* as protocol_words has them, separated likewise; other words tell nothing */
    IMPORT_SPEED_MBPS,
    IMPORT_SPEED_BPS, /* LinkSpeedRaw of the Internet Topology Zoo */
    IMPORT_ATTRIBUTES
};

/* False when there is no such attribute of nodes, or of edges. */
bool import_attribute_find(const char *name, bool of_edge, enum import_attribute *out);

struct import_graph;

struct import_graph *import_graph_new(void);
/* NULL is allowed. */
void import_graph_free(struct import_graph *graph);

/* The node of an id: the same one for the same id, a new one for a new id, which stays undeclared until
 * import_graph_declare. False and error (G_IO_ERROR_INVALID_DATA) when the id has nothing printable or when
 * there are over IMPORT_MAX_NODES. */
bool import_graph_find_node(struct import_graph *graph, struct bytes id, uint32_t *node, GError **error);

void import_graph_declare(struct import_graph *graph, uint32_t node);

/* The node stands for the nodes inside of it: it is no device unless an edge ends at it. */
void import_graph_set_group(struct import_graph *graph, uint32_t node);

/* Attributes may be set for the edge until the next one is added. The same errors. */
bool import_graph_add_edge(struct import_graph *graph, uint32_t source, uint32_t target, GError **error);

/* Keeps the first text that is not blank. */
void import_graph_set_node(struct import_graph *graph, uint32_t node, enum import_attribute attribute,
                           struct bytes text);
void import_graph_set_edge(struct import_graph *graph, enum import_attribute attribute, struct bytes text);

/* The text for every declared node, or edge, that has none of its own. */
void import_graph_set_default(struct import_graph *graph, enum import_attribute attribute, struct bytes text);

size_t import_graph_edge_count(const struct import_graph *graph);

/* One observation for each node (a group without edges aside), in the order of the file: the name is the
 * attribute name, else label, else the caption, else the id. Each edge is a neighbor row at its source, read
 * as undirected. source_name: the file; now: Unix time, milliseconds. A GPtrArray that frees its
 * observations. */
GPtrArray *import_graph_to_observations(const struct import_graph *graph, const char *source_name,
                                        int64_t now);

#endif
