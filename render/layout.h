/*
 * Layout: where boxes, lines and the labels at the ends of lines go on the page. Pure geometry: it knows
 * nothing of devices. Lengths are points; x grows to the right, y downwards, from the upper left corner.
 *
 * layout_arrange tries the ways that fit the graph and keeps the one that layout_score says reads best.
 */
#ifndef RENDER_LAYOUT_H
#define RENDER_LAYOUT_H

#include <glib.h>
#include <stdbool.h>

#define LABEL_HEIGHT 11.0

/* Of title and legend above the drawing, about: a page is not narrower, and is higher by so much. */
#define LAYOUT_LEAST_WIDTH 300.0
#define LAYOUT_FRAME_HEIGHT 42.0

struct point {
    double x, y;
};

/* Who gives way when boxes have to part: the one that is held less. */
enum layout_hold { LAYOUT_FREE, LAYOUT_KEPT, LAYOUT_PINNED };

struct layout_box {
    double width, height; /* what it needs; a layout may make it wider */
    struct point center;
    enum layout_hold hold; /* kept, pinned: its center is given (organic_follow) */
};

enum { LABEL_A, LABEL_B, LABEL_MIDDLE, LABELS_OF_EDGE };

struct layout_label {
    double width; /* 0: there is none */
    bool is_placed;
    struct point center;
};

struct layout_edge {
    guint a, b;    /* boxes; never the same */
    double weight; /* how much it matters that it is short; 1 of a single link */
    struct layout_label labels[LABELS_OF_EDGE];
    GArray *points; /* of struct point, from a to b: the corners of the line */
    bool is_shared; /* some of it lies on other lines of the same box */
};

struct layout {
    struct layout_box *boxes;
    struct layout_edge *edges;
    size_t box_count, edge_count;
    double width, height; /* of all that is drawn */
    bool is_organic;      /* no part of it is in tiers */
    bool is_quick;        /* one of many drawings: it must not take long */
};

/* Boxes and edges of zeroes. */
struct layout *layout_new(size_t box_count, size_t edge_count);
struct layout *layout_copy(const struct layout *layout);
void layout_free(struct layout *layout);

void layout_add_point(struct layout_edge *edge, double x, double y);

/* Which edges a box has: those of box b are edges[first[b]] to edges[first[b + 1] - 1]. Both owned by the
 * caller (g_free). */
void layout_incidence(const struct layout *layout, guint **first, guint **edges);

/* The box at the other end. */
guint layout_other_end(const struct layout_edge *edge, guint box);

void layout_move(struct layout *layout, double dx, double dy);

/* Moves all to the origin, and measures width and height. */
void layout_normalize(struct layout *layout);

/* How well it reads, 0 to 1: size of the text when the page is fitted on A3, what overlaps what, lines over
 * boxes, crossings, shape and use of the page, length of lines. text_size: points. */
double layout_score(const struct layout *layout, double text_size);

/* Sets the center of each box of a mesh so that the linked are near; boxes may overlap. There may be several
 * ways to do it: attempt 0, 1 and so on. False: there is no such attempt, or it failed. */
typedef bool layout_spread(struct layout *layout, guint attempt, void *user);

/* Sets the center of each box as an engine of Graphviz does; boxes may overlap. False: it failed. */
typedef bool layout_place(struct layout *layout, const char *engine, void *user);

/* The ways that are tried. */
struct layout_ways {
    bool with_tiers, with_organic;
    layout_spread *spread; /* NULL: nothing organic */
    layout_place *place;   /* NULL: none of what engines of Graphviz draw */
    const char *engine;    /* NULL: whichever way reads best; else this engine of Graphviz if it can */
    void *user;
};

/* Arranges all; the graph need not be connected. */
void layout_arrange(struct layout *layout, double text_size, const struct layout_ways *ways);

#endif
