/*
 * Folding pendant trees: vertices of degree one are removed again and again until none is left. What remains
 * is the core (the 2-core, and of a component that is a tree one vertex, its root); what was removed hangs as
 * trees on vertices of the core. No shortest path between vertices of the core enters a tree, and a path from
 * a tree into the rest passes its root, so the kernels work on the core and answer for the trees in closed
 * form (Puzis, Elovici, Zilberman, Dolev, Brandes, "Topology manipulations for speeding betweenness
 * centrality computation", 2015; Baglioni, Geraci, Pellegrini, Lastres, "Fast exact computation of
 * betweenness centrality in social networks", 2012). Nine of ten devices of a campus are in pendant trees.
 *
 * Vertices get positions: the core first, then the trees, breadth first from all of the core at once. So the
 * children of a position are contiguous, and so are its descendants of each generation: those of the
 * positions [i, j) are [children[i], children[j]), theirs [children[children[i]], children[children[j]]), and
 * so on.
 */
#ifndef GRAPH_FOLD_H
#define GRAPH_FOLD_H

#include "graph/csr.h"

struct fold {
    size_t vertex_count;
    size_t core_count;          /* positions beneath this are the core */
    uint32_t *vertices;         /* by position: the vertex of the graph */
    uint32_t *children;         /* vertex_count + 1 */
    uint32_t *parents;          /* by position: of the parent; itself in the core */
    uint32_t *parent_edges;     /* by position: the edge of the graph to the parent; nothing in the core */
    uint32_t *sizes;            /* by position: vertices of the tree beneath it, itself included */
    struct csr *core;           /* its vertices are positions */
    struct csr_edge *core_ends; /* by edge of the core: its ends */
    uint32_t *core_edges;       /* by edge of the core: the edge of the graph */
};

struct fold *fold_new(const struct csr *graph);
/* The same with vertices that stay in the core, whatever they are; by vertex. */
struct fold *fold_new_around(const struct csr *graph, const bool *is_kept);
/* NULL is allowed. */
void fold_free(struct fold *fold);

/* A generation of descendants of a position: positions [begin, end). */
struct generation {
    uint32_t begin, end;
};

static inline struct generation fold_self(uint32_t position)
{
    return (struct generation){position, position + 1};
}

static inline struct generation fold_next(const struct fold *fold, struct generation generation)
{
    return (struct generation){fold->children[generation.begin], fold->children[generation.end]};
}

#endif
