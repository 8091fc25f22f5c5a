/*
 * The tree of blocks and articulation points, for graph/suggest.h: nodes are blocks, then the devices that
 * are in several. Branches without a candidate are cut off.
 */
#ifndef GRAPH_BLOCK_TREE_H
#define GRAPH_BLOCK_TREE_H

#include "graph/bridge.h"

struct block_node {
    uint32_t best;           /* the candidate to take; nothing where there is none */
    uint32_t second;         /* that of another leaf that this one stands for; nothing where there is none */
    uint32_t choices;        /* candidates; of a block those that are in no other */
    uint64_t choices_within; /* pairs of candidates of different leaves that this one stands for */
    uint32_t removed;        /* 1: a single point of failure that is none when a new link passes it */
    uint64_t pairs;          /* that it endangers */
    bool is_device;          /* an articulation point, not a block */
    bool is_cut_off;         /* no candidate is at it or beyond, or another stands for it */
};

struct block_tree {
    struct block_node *nodes;
    struct csr *csr; /* its vertices are nodes; without those that are cut off */
};

struct block_tree *block_tree_new(const struct graph *graph, const bool *is_candidate);
/* NULL is allowed. */
void block_tree_free(struct block_tree *tree);

#endif
