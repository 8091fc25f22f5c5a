/*
 * Tiers: a layered drawing with bars. Boxes stand in rows; a box that has many links becomes a bar as wide
 * as they need, so that links run straight down from bar to bar, each with room for its port names. Endpoints
 * hang below their box (render/comb.h). Where two devices back each other up, one stands above and one below
 * what they serve, so that a campus has no crossings.
 *
 * By construction nothing overlaps: lines run between rows, or through gaps kept free for them in a row.
 *
 *   tiers_levels.c   which row a box is in
 *   tiers_order.c    the order in the rows: fewest crossings
 *   tiers_guide.c    the order of few rows, for more
 *   tiers_lines.c    the same for lines that pass several rows
 *   tiers_settle.c   the order that people expect, where there is a choice
 *   tiers_place.c    x: as straight and as narrow as the order allows
 *   tiers.c          y, corners, labels
 */
#ifndef RENDER_TIERS_H
#define RENDER_TIERS_H

#include "render/comb.h"

/* Where the rows are counted from. */
enum tiers_root {
    TIERS_FROM_ACCESS, /* upwards from the boxes with two links to better linked ones */
    TIERS_FROM_CENTER  /* downwards from the boxes nearest to all others */
};

struct tiers_options {
    enum tiers_root root;
    bool is_folded;  /* boxes that back each other up stand above and below */
    guint rows;      /* the row that has most boxes is split in so many */
    guint comb_rows; /* the longest column of endpoints */
};

/* False: it cannot be drawn in this way, or would become too large; the layout is as it was. */
bool tiers_arrange(struct layout *layout, const struct tiers_options *options);

/* What follows is between the parts. */

#define TIERS_DUMMY G_MAXUINT

/* A box in a row, or the place where a line passes through a row. */
struct tiers_item {
    guint box; /* TIERS_DUMMY: a line passes */
    guint layer, position;
    guint up_first, up_count;     /* of its segments to the row above, in tiers.up, in order */
    guint down_first, down_count; /* the same below */
};

/* The part of a line between two rows. */
struct tiers_segment {
    guint upper, lower; /* items */
    guint edge;
    bool is_straight;
    double x[2]; /* at the upper and the lower end */
};

struct tiers {
    struct layout *layout;
    const struct tiers_options *options;
    struct comb_set combs;
    const struct tiers_guide *guide; /* NULL none */
    guint *layer_of;                 /* of each box; of those that hang in combs meaningless */
    guint layer_count;
    guint *base_of_layer; /* rows that were one before they were split have the same number */
    GArray *items;        /* of struct tiers_item */
    GArray *segments;     /* of struct tiers_segment, by rows from the top */
    GArray **layers;      /* of each row: its items as guint, from the left */
    guint *up, *down;     /* segments of the items */
    double *left, *right; /* of each item */
};

#define TIERS_ITEM(tiers, i) (&g_array_index((tiers)->items, struct tiers_item, i))
#define TIERS_SEGMENT(tiers, i) (&g_array_index((tiers)->segments, struct tiers_segment, i))

static inline bool tiers_is_drawn(const struct tiers *tiers, guint box)
{
    return tiers->combs.host[box] == COMB_NO_HOST;
}

/* The order of a drawing, for another of the same boxes whose rows are split further. */
struct tiers_guide;
struct tiers_guide *tiers_guide_new(const struct tiers *tiers);
void tiers_guide_free(struct tiers_guide *guide);
void tiers_guide_rank(const struct tiers_guide *guide, const struct tiers *tiers, double *rank);

/* Sets layer_of, layer_count and base_of_layer: boxes that are linked are in different rows, no row is empty.
 */
void tiers_set_levels(struct tiers *tiers);

/* Orders the items in the rows and the segments of each item. */
void tiers_order(struct tiers *tiers);

/* Sorts the segments of each item by where they lead. */
void tiers_sort_segments(struct tiers *tiers);

/* The number of crossings between a row and the one below it. */
guint64 tiers_crossings(const struct tiers *tiers, guint layer);

guint64 tiers_all_crossings(const struct tiers *tiers);

/* Moves whole lines where that saves crossings. */
void tiers_move_lines(struct tiers *tiers);

/* Orders the rows by the rank of each item, unless that makes more crossings: then false, and all is as it
 * was. */
bool tiers_reorder(struct tiers *tiers, const double *rank);

/* Turns the rows round when more boxes then stand in their order from left to right. */
void tiers_mirror(struct tiers *tiers);

/* After tiers_place: puts boxes with the same neighbors in their order. True: it has to be placed again. */
bool tiers_settle(struct tiers *tiers);

/* Sets left and right of the items, and x of the segments. False when the order contradicts itself. */
bool tiers_place(struct tiers *tiers);

/* Room for the labels beside the line at one end of a segment. */
double tiers_label_width(const struct tiers *tiers, const struct tiers_segment *segment, bool is_upper_end);

#endif
