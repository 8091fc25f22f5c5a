#include "render/organic_grid.h"

#include <math.h>

#define MOST_CELLS 256 /* in each direction */

void grid_list_add(struct grid_list *list, guint item)
{
    if (list->count == list->room) {
        list->room = list->room ? 2 * list->room : 4;
        list->items = g_renew(guint, list->items, list->room);
    }
    list->items[list->count++] = item;
}

static void list_remove(struct grid_list *list, guint item)
{
    for (guint i = 0; i < list->count; i++)
        if (list->items[i] == item) {
            list->items[i] = list->items[--list->count];
            return;
        }
}

void organic_grid_init(struct organic_grid *grid, const struct layout *layout, double cell, double width,
                       double height)
{
    grid->cell = fmax(cell, fmax(width, height) / MOST_CELLS);
    grid->left = -width / 2;
    grid->top = -height / 2;
    grid->columns = (gint)ceil(width / grid->cell) + 1;
    grid->rows = (gint)ceil(height / grid->cell) + 1;
    size_t count = (size_t)grid->columns * (size_t)grid->rows;
    grid->boxes = g_new0(struct grid_list, count);
    grid->lines = g_new0(struct grid_list, count);
    grid->cells_of_line = g_new0(struct grid_list, layout->edge_count + 1);
    for (guint i = 0; i < layout->box_count; i++)
        organic_grid_add_box(grid, layout, i);
    for (guint i = 0; i < layout->edge_count; i++)
        organic_grid_add_line(grid, layout, i);
}

void organic_grid_clear(struct organic_grid *grid, size_t line_count)
{
    size_t count = (size_t)grid->columns * (size_t)grid->rows;
    for (size_t i = 0; i < count; i++) {
        g_free(grid->boxes[i].items);
        g_free(grid->lines[i].items);
    }
    for (size_t i = 0; i < line_count; i++)
        g_free(grid->cells_of_line[i].items);
    g_free(grid->boxes);
    g_free(grid->lines);
    g_free(grid->cells_of_line);
}

static gint column_of(const struct organic_grid *grid, double x)
{
    gint column = (gint)floor((x - grid->left) / grid->cell);
    return CLAMP(column, 0, grid->columns - 1);
}

static gint row_of(const struct organic_grid *grid, double y)
{
    gint row = (gint)floor((y - grid->top) / grid->cell);
    return CLAMP(row, 0, grid->rows - 1);
}

struct grid_range organic_grid_range(const struct organic_grid *grid, double left, double top, double right,
                                     double bottom)
{
    return (struct grid_range){column_of(grid, left), column_of(grid, right), row_of(grid, top),
                               row_of(grid, bottom)};
}

/* Column by column: the rows that the line passes within it. */
void organic_grid_trace(const struct organic_grid *grid, struct point a, struct point b,
                        struct grid_list *cells)
{
    struct point from = a.x <= b.x ? a : b, to = a.x <= b.x ? b : a;
    gint first = column_of(grid, from.x), last = column_of(grid, to.x);
    double slope = to.x > from.x ? (to.y - from.y) / (to.x - from.x) : 0;
    for (gint column = first; column <= last; column++) {
        double left = grid->left + column * grid->cell, right = left + grid->cell;
        double y0 = column == first ? from.y : from.y + (left - from.x) * slope;
        double y1 = column == last ? to.y : from.y + (right - from.x) * slope;
        gint top = row_of(grid, fmin(y0, y1)), bottom = row_of(grid, fmax(y0, y1));
        for (gint row = top; row <= bottom; row++)
            grid_list_add(cells, (guint)(row * grid->columns + column));
    }
}

static struct grid_range range_of_box(const struct organic_grid *grid, const struct layout_box *box)
{
    return organic_grid_range(grid, box->center.x - box->width / 2, box->center.y - box->height / 2,
                              box->center.x + box->width / 2, box->center.y + box->height / 2);
}

void organic_grid_add_box(struct organic_grid *grid, const struct layout *layout, guint box)
{
    struct grid_range range = range_of_box(grid, &layout->boxes[box]);
    for (gint row = range.first_row; row <= range.last_row; row++)
        for (gint column = range.first_column; column <= range.last_column; column++)
            grid_list_add(&grid->boxes[row * grid->columns + column], box);
}

void organic_grid_remove_box(struct organic_grid *grid, const struct layout *layout, guint box)
{
    struct grid_range range = range_of_box(grid, &layout->boxes[box]);
    for (gint row = range.first_row; row <= range.last_row; row++)
        for (gint column = range.first_column; column <= range.last_column; column++)
            list_remove(&grid->boxes[row * grid->columns + column], box);
}

void organic_grid_add_line(struct organic_grid *grid, const struct layout *layout, guint line)
{
    const struct layout_edge *edge = &layout->edges[line];
    struct grid_list *cells = &grid->cells_of_line[line];
    cells->count = 0;
    organic_grid_trace(grid, layout->boxes[edge->a].center, layout->boxes[edge->b].center, cells);
    for (guint i = 0; i < cells->count; i++)
        grid_list_add(&grid->lines[cells->items[i]], line);
}

void organic_grid_remove_line(struct organic_grid *grid, guint line)
{
    const struct grid_list *cells = &grid->cells_of_line[line];
    for (guint i = 0; i < cells->count; i++)
        list_remove(&grid->lines[cells->items[i]], line);
}
