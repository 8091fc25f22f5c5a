/*
 * Organic: a mesh with straight lines. First positions come from a spring model; then single boxes move until
 * no line passes over a box and few cross, in a page that closes in on them.
 *
 *   organic_polish.c   moves the boxes
 *   organic_labels.c   finds room for the port names
 */
#ifndef RENDER_ORGANIC_H
#define RENDER_ORGANIC_H

#include "render/layout.h"

/* False: the first positions could not be had. */
bool organic_arrange(struct layout *layout, guint attempt, layout_spread *spread, void *user);

/* The page that the polished drawing fits in has this ratio of width to height. */
#define ORGANIC_ASPECT 1.5

/* More boxes are not polished. */
#define ORGANIC_MOST_POLISHED 400

void organic_polish(struct layout *layout);

/* Places the labels that fit: those for which there is no room stay unplaced. */
void organic_place_labels(struct layout *layout);

#endif
