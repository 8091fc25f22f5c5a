/*
 * The best path between two devices, on compact arrays: Dijkstra's algorithm with blocked devices and edges,
 * as Yen's needs it.
 *
 * Not igraph's, which answers with any of several equally good paths, so that the best path could be another
 * with each version of igraph and with each number of paths asked for.
 */
#ifndef GRAPH_PATH_SEARCH_H
#define GRAPH_PATH_SEARCH_H

#include "graph/path_network.h"

struct path_search;

/* The network must outlive it. */
struct path_search *path_search_new(const struct path_network *network);
/* NULL is allowed. */
void path_search_free(struct path_search *search);

/* A device that is blocked is on no path; an edge that is blocked is not the first of a path. */
void path_search_block_device(struct path_search *search, uint32_t device, bool is_blocked);
void path_search_block_edge(struct path_search *search, uint32_t edge, bool is_blocked);

/* Edges that are less wide than this are on no path; 0, as it is at first, lets all of them be. */
void path_search_set_floor(struct path_search *search, uint64_t floor);

/* Whether there is a path. from and to differ. */
bool path_search_finds(struct path_search *search, uint32_t from, uint32_t to);

/* Appends the edges of the path of least weight to edges (of uint32_t), and its devices behind from to
 * devices; among paths of equal weight that whose devices come first, compared one by one. Adds its weight to
 * *weight. False when there is none. from and to differ. */
bool path_search_run(struct path_search *search, uint32_t from, uint32_t to, GArray *edges, GArray *devices,
                     struct path_weight *weight);

#endif
