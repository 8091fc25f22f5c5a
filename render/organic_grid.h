/*
 * A grid of cells over the page, which knows the boxes and the lines that are in each. Boxes and lines beyond
 * the page are in the cells at its border.
 */
#ifndef RENDER_ORGANIC_GRID_H
#define RENDER_ORGANIC_GRID_H

#include "render/layout.h"

/* Numbers; removing one does not keep the order. */
struct grid_list {
    guint *items;
    guint count, room;
};

struct organic_grid {
    double cell;      /* its side */
    double left, top; /* of the first cell */
    gint columns, rows;
    struct grid_list *boxes, *lines; /* of each cell */
    struct grid_list *cells_of_line;
};

void organic_grid_init(struct organic_grid *grid, const struct layout *layout, double cell, double width,
                       double height);
void organic_grid_clear(struct organic_grid *grid, size_t line_count);

struct grid_range {
    gint first_column, last_column, first_row, last_row;
};

struct grid_range organic_grid_range(const struct organic_grid *grid, double left, double top, double right,
                                     double bottom);

/* The cells that a line runs through; appended to cells. */
void organic_grid_trace(const struct organic_grid *grid, struct point a, struct point b,
                        struct grid_list *cells);

void organic_grid_add_box(struct organic_grid *grid, const struct layout *layout, guint box);
void organic_grid_remove_box(struct organic_grid *grid, const struct layout *layout, guint box);
void organic_grid_add_line(struct organic_grid *grid, const struct layout *layout, guint line);
void organic_grid_remove_line(struct organic_grid *grid, guint line);

void grid_list_add(struct grid_list *list, guint item);

#endif
