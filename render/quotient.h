/*
 * Quotient: the network with alike devices as one block. *Twins* have no leaves and the same neighbors; the
 * devices of a *full mesh* have no leaves and are all linked with each other and with the same others. A
 * device of its own, with its leaves, is a block of one; so is each part of a network of parts.
 */
#ifndef RENDER_QUOTIENT_H
#define RENDER_QUOTIENT_H

#include "render/structure.h"

enum quotient_kind { QUOTIENT_SINGLE, QUOTIENT_TWINS, QUOTIENT_MESH };

struct quotient_block {
    enum quotient_kind kind;
    GArray *members; /* of guint, in order */
};

struct quotient_edge {
    guint a, b;    /* blocks, a < b */
    GArray *pairs; /* of guint: what it stands for */
};

struct quotient {
    GArray *blocks;  /* of struct quotient_block, by their first members */
    GArray *edges;   /* of struct quotient_edge, by a, then b */
    guint *block_of; /* of each device; STRUCTURE_NONE for leaves */
};

#define QUOTIENT_BLOCK(quotient, i) (&g_array_index((quotient)->blocks, struct quotient_block, i))
#define QUOTIENT_EDGE(quotient, i) (&g_array_index((quotient)->edges, struct quotient_edge, i))

struct quotient *quotient_new(const struct structure *structure);
void quotient_free(struct quotient *quotient);

#endif
