/*
 * What the place of a box costs: overlaps, lines that pass over boxes, crossings, lines that are long or
 * hardly seen or run close together, and the walls of the page. Local to the box, so that a move is cheap to
 * judge; exact, so that nothing drifts.
 */
#ifndef RENDER_ORGANIC_COST_H
#define RENDER_ORGANIC_COST_H

#include "render/organic_grid.h"

struct organic_cost {
    struct layout *layout;
    struct organic_grid grid;
    guint *first, *edges;           /* incidence */
    double *wish;                   /* of each line: how much of it should be seen */
    double gap;                     /* between boxes */
    double mean;                    /* side of a box */
    double half_width, half_height; /* of the page */
    guint stamp, *box_stamp, *line_stamp;
    struct grid_list cells; /* to work with */
    double *known;          /* of each box, where nothing near has moved since; NAN elsewhere */
};

void organic_cost_init(struct organic_cost *cost, struct layout *layout, double page_width,
                       double page_height);
/* Between boxes. */
double organic_gap(const struct layout *layout);

void organic_cost_clear(struct organic_cost *cost);

/* Not computed to its end once it is above limit. */
double organic_cost_of(struct organic_cost *cost, guint box, double limit);

/* Moves a box, and forgets what is known of what it leaves and of what it comes to. */
void organic_cost_move(struct organic_cost *cost, guint box, struct point to);

/* Crossings and lines over boxes, those counted twice, of the whole drawing. */
double organic_cost_faults(struct organic_cost *cost);

#endif
