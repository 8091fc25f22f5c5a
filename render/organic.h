/*
 * Organic: a mesh with straight lines. First positions come from spring models; the best of them is turned
 * and stretched to the page and spread evenly over it; then single boxes move until no line passes over a box
 * and few cross, in a page that closes in on them.
 *
 *   organic_spread.c   fills the page
 *   organic_polish.c   moves the boxes
 *   organic_cost.c     what a place costs
 *   organic_grid.c     what is near a place
 *   organic_lines.c    draws the lines, round what is still in their way
 *   organic_detour.c   finds the way of a line that nothing simpler leads through
 *   organic_labels.c   finds room for the port names
 *   organic_follow.c   keeps the places of the last map
 */
#ifndef RENDER_ORGANIC_H
#define RENDER_ORGANIC_H

#include "render/layout.h"

/* False: the first positions could not be had. */
bool organic_arrange(struct layout *layout, layout_spread *spread, void *user);

/* Where an engine of Graphviz puts the boxes. False: it cannot. */
bool organic_arrange_plain(struct layout *layout, const char *engine, layout_place *place, void *user);

/* The ratio of width to height of the page that the polished drawing fits in: a small one is as wide as the
 * title and the legend above it. */
double organic_aspect(const struct layout *layout);

/* More boxes are polished with fewer moves each, and have no labels. */
#define ORGANIC_MANY 400

/* Evens out the density over the page, and keeps what is beside what. */
void organic_spread(struct layout *layout);

/* Moves boxes that overlap apart. */
void organic_part_boxes(struct layout *layout);

/* seed: of the random numbers, which are the same in every run. */
void organic_polish(struct layout *layout, guint seed);

/* Instead of organic_arrange: boxes that are held stay, the others are placed among them. */
void organic_follow(struct layout *layout);

/* How many lines cross, and how many pass over boxes: what is counted twice. */
double organic_faults(const struct layout *layout);

/* Lines from box to box: straight, unless that leads over another box. */
void organic_draw_lines(struct layout *layout);

/* Whether a line comes nearer to a box than clear. */
bool organic_passes_over(struct point a, struct point b, const struct layout_box *box, double clear);

/* Where a line that starts in a box, offset from its center, leaves it. */
struct point organic_leave_box(const struct layout_box *box, struct point offset, double dx, double dy);

/* Leads a line past all other boxes. False: there is no way. */
bool organic_detour(const struct layout *layout, struct layout_edge *edge);

/* Places the labels that fit: those for which there is no room stay unplaced. */
void organic_place_labels(struct layout *layout);

#endif
