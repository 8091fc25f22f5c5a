#include "render/organic_cost.h"

#include <math.h>

#define OVERLAP 3.0
#define OVERLAP_DEPTH 0.3
#define PASS_OVER 12.0
#define CROSSING 10.0
#define HARDLY_SEEN 2.0
#define LENGTH 0.3
#define SHARP 2.0
#define SHARP_COSINE 0.9
#define MARGIN 3.0 /* between a line and a box that it passes */
#define SEEN 16.0  /* of a line at least */
#define BOX_GAP 10.0
#define CELL 1.2 /* in mean boxes */

static double mean_label_width(const struct layout *layout)
{
    double sum = 0;
    for (size_t i = 0; i < layout->edge_count; i++)
        sum += layout->edges[i].labels[LABEL_A].width + layout->edges[i].labels[LABEL_B].width;
    return sum / (2.0 * (double)layout->edge_count + 1);
}

double organic_gap(const struct layout *layout)
{
    return BOX_GAP + (layout->box_count <= 60 ? 2 : 0) + (mean_label_width(layout) > 0 ? LABEL_HEIGHT : 0);
}

void organic_cost_init(struct organic_cost *cost, struct layout *layout, double page_width,
                       double page_height)
{
    *cost = (struct organic_cost){.layout = layout};
    layout_incidence(layout, &cost->first, &cost->edges);
    cost->wish = g_new(double, layout->edge_count + 1);
    for (size_t i = 0; i < layout->edge_count; i++)
        cost->wish[i] =
            SEEN + 0.8 * (layout->edges[i].labels[LABEL_A].width + layout->edges[i].labels[LABEL_B].width);
    cost->gap = organic_gap(layout);
    for (size_t i = 0; i < layout->box_count; i++)
        cost->mean += (layout->boxes[i].width + layout->boxes[i].height) / 2 / (double)layout->box_count;
    cost->box_stamp = g_new0(guint, layout->box_count + 1);
    cost->line_stamp = g_new0(guint, layout->edge_count + 1);
    cost->known = g_new(double, layout->box_count + 1);
    for (size_t i = 0; i < layout->box_count; i++)
        cost->known[i] = NAN;
    organic_grid_init(&cost->grid, layout, cost->mean * CELL, page_width, page_height);
}

void organic_cost_clear(struct organic_cost *cost)
{
    organic_grid_clear(&cost->grid, cost->layout->edge_count);
    g_free(cost->first);
    g_free(cost->edges);
    g_free(cost->wish);
    g_free(cost->box_stamp);
    g_free(cost->line_stamp);
    g_free(cost->cells.items);
    g_free(cost->known);
}

static const struct layout_box *box_at(const struct organic_cost *cost, guint box)
{
    return &cost->layout->boxes[box];
}

static double overlap(const struct organic_cost *cost, const struct layout_box *a, const struct layout_box *b)
{
    double x = (a->width + b->width) / 2 + cost->gap - fabs(a->center.x - b->center.x);
    if (x <= 0)
        return 0;
    double y = (a->height + b->height) / 2 + cost->gap - fabs(a->center.y - b->center.y);
    return y <= 0 ? 0 : OVERLAP + OVERLAP_DEPTH * MIN(x, y);
}

static bool passes_over(struct point a, struct point b, const struct layout_box *box)
{
    double width = box->width / 2 + MARGIN, height = box->height / 2 + MARGIN;
    double x = box->center.x, y = box->center.y;
    if (MAX(a.x, b.x) < x - width || MIN(a.x, b.x) > x + width || MAX(a.y, b.y) < y - height ||
        MIN(a.y, b.y) > y + height)
        return false;
    double dx = b.x - a.x, dy = b.y - a.y;
    return fabs(dx * (y - a.y) - dy * (x - a.x)) <= fabs(dy) * width + fabs(dx) * height;
}

static double turn(struct point a, struct point b, struct point c)
{
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

static bool cross(struct point a, struct point b, struct point c, struct point d)
{
    if (MAX(a.x, b.x) < MIN(c.x, d.x) || MAX(c.x, d.x) < MIN(a.x, b.x) || MAX(a.y, b.y) < MIN(c.y, d.y) ||
        MAX(c.y, d.y) < MIN(a.y, b.y))
        return false;
    return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

static double cost_of_walls(const struct organic_cost *cost, const struct layout_box *box)
{
    double x = (fabs(box->center.x) + box->width / 2) / cost->half_width;
    double y = (fabs(box->center.y) + box->height / 2) / cost->half_height;
    double reach = MAX(x, y);
    double wall = reach > 1 ? 0.3 + 40 * (reach - 1) : 0;
    return 6 * (0.1 * reach * reach + wall);
}

/* Length, and how much of the line is seen. */
static double cost_of_length(const struct organic_cost *cost, guint line)
{
    const struct layout_edge *edge = &cost->layout->edges[line];
    const struct layout_box *a = box_at(cost, edge->a), *b = box_at(cost, edge->b);
    double dx = fabs(a->center.x - b->center.x), dy = fabs(a->center.y - b->center.y);
    double length = sqrt(dx * dx + dy * dy);
    double beyond = length - (a->width + b->width) / 4 - (a->height + b->height) / 4 - SEEN * 1.5;
    double share = fmax(0, beyond) / cost->mean;
    double sum = LENGTH * edge->weight * (share + 0.05 * share * share);
    double x = dx + 1e-9, y = dy + 1e-9;
    double seen =
        length * (1 - fmin(a->width / 2 / x, a->height / 2 / y) - fmin(b->width / 2 / x, b->height / 2 / y));
    double wish = cost->wish[line];
    if (seen < wish)
        sum += HARDLY_SEEN * fmin(1.5, (wish - seen) / SEEN);
    return sum;
}

/* Between a line and the other lines at one of its ends. */
static double cost_of_angles(const struct organic_cost *cost, guint line, guint at, bool is_once)
{
    const struct layout *layout = cost->layout;
    struct point from = layout->boxes[at].center;
    struct point to = layout->boxes[layout_other_end(&layout->edges[line], at)].center;
    double ax = to.x - from.x, ay = to.y - from.y, sum = 0;
    double square = ax * ax + ay * ay;
    for (guint k = cost->first[at]; k < cost->first[at + 1]; k++) {
        guint other = cost->edges[k];
        if (other == line || (is_once && other < line))
            continue;
        struct point end = layout->boxes[layout_other_end(&layout->edges[other], at)].center;
        double bx = end.x - from.x, by = end.y - from.y;
        double product = ax * bx + ay * by, squares = square * (bx * bx + by * by);
        if (product <= 0 || product * product <= SHARP_COSINE * SHARP_COSINE * squares || squares < 1e-9)
            continue;
        sum += SHARP * (product / sqrt(squares) - SHARP_COSINE);
    }
    return sum;
}

/* What a line meets. */
struct meetings {
    guint crossings, boxes;
};

static void meet_in_cell(struct organic_cost *cost, guint cell, guint box, guint other,
                         struct meetings *meetings)
{
    const struct layout *layout = cost->layout;
    struct point a = layout->boxes[box].center, b = layout->boxes[other].center;
    const struct grid_list *boxes = &cost->grid.boxes[cell], *lines = &cost->grid.lines[cell];
    for (guint i = 0; i < boxes->count; i++) {
        guint k = boxes->items[i];
        if (cost->box_stamp[k] == cost->stamp || k == box || k == other)
            continue;
        cost->box_stamp[k] = cost->stamp;
        meetings->boxes += passes_over(a, b, &layout->boxes[k]);
    }
    for (guint i = 0; i < lines->count; i++) {
        guint k = lines->items[i];
        if (cost->line_stamp[k] == cost->stamp)
            continue;
        cost->line_stamp[k] = cost->stamp;
        const struct layout_edge *edge = &layout->edges[k];
        if (edge->a == box || edge->b == box || edge->a == other || edge->b == other)
            continue;
        meetings->crossings += cross(a, b, layout->boxes[edge->a].center, layout->boxes[edge->b].center);
    }
}

static struct meetings meet(struct organic_cost *cost, guint box, guint line)
{
    guint other = layout_other_end(&cost->layout->edges[line], box);
    struct meetings meetings = {0, 0};
    cost->stamp++;
    cost->cells.count = 0;
    organic_grid_trace(&cost->grid, box_at(cost, box)->center, box_at(cost, other)->center, &cost->cells);
    for (guint i = 0; i < cost->cells.count; i++)
        meet_in_cell(cost, cost->cells.items[i], box, other, &meetings);
    return meetings;
}

static double cost_of_surroundings(struct organic_cost *cost, guint index)
{
    const struct layout_box *box = box_at(cost, index);
    double x = box->width / 2 + cost->gap, y = box->height / 2 + cost->gap, sum = 0;
    struct grid_range range = organic_grid_range(&cost->grid, box->center.x - x, box->center.y - y,
                                                 box->center.x + x, box->center.y + y);
    cost->stamp++;
    for (gint row = range.first_row; row <= range.last_row; row++)
        for (gint column = range.first_column; column <= range.last_column; column++) {
            guint cell = (guint)(row * cost->grid.columns + column);
            const struct grid_list *boxes = &cost->grid.boxes[cell], *lines = &cost->grid.lines[cell];
            for (guint i = 0; i < boxes->count; i++) {
                guint k = boxes->items[i];
                if (cost->box_stamp[k] == cost->stamp || k == index)
                    continue;
                cost->box_stamp[k] = cost->stamp;
                sum += overlap(cost, box, box_at(cost, k));
            }
            for (guint i = 0; i < lines->count; i++) {
                guint k = lines->items[i];
                const struct layout_edge *edge = &cost->layout->edges[k];
                if (cost->line_stamp[k] == cost->stamp || edge->a == index || edge->b == index)
                    continue;
                cost->line_stamp[k] = cost->stamp;
                sum += passes_over(box_at(cost, edge->a)->center, box_at(cost, edge->b)->center, box)
                           ? PASS_OVER
                           : 0;
            }
        }
    return sum;
}

double organic_cost_of(struct organic_cost *cost, guint box, double limit)
{
    double sum = cost_of_walls(cost, box_at(cost, box));
    for (guint k = cost->first[box]; k < cost->first[box + 1]; k++)
        sum += cost_of_length(cost, cost->edges[k]);
    if (sum > limit)
        return sum;
    sum += cost_of_surroundings(cost, box);
    for (guint k = cost->first[box]; k < cost->first[box + 1] && sum <= limit; k++) {
        guint line = cost->edges[k];
        struct meetings meetings = meet(cost, box, line);
        sum += meetings.crossings * CROSSING + meetings.boxes * PASS_OVER;
        sum += cost_of_angles(cost, line, box, true);
        sum += cost_of_angles(cost, line, layout_other_end(&cost->layout->edges[line], box), false);
    }
    return sum;
}

static void forget(struct organic_cost *cost, guint box)
{
    cost->known[box] = NAN;
}

static void forget_cell(struct organic_cost *cost, guint cell)
{
    const struct grid_list *boxes = &cost->grid.boxes[cell], *lines = &cost->grid.lines[cell];
    for (guint i = 0; i < boxes->count; i++)
        forget(cost, boxes->items[i]);
    for (guint i = 0; i < lines->count; i++) {
        forget(cost, cost->layout->edges[lines->items[i]].a);
        forget(cost, cost->layout->edges[lines->items[i]].b);
    }
}

/* Whatever is in the cells of the box, with the room around it, and of its lines. */
static void forget_around(struct organic_cost *cost, guint index)
{
    const struct layout_box *box = box_at(cost, index);
    double x = box->width / 2 + cost->gap, y = box->height / 2 + cost->gap;
    struct grid_range range = organic_grid_range(&cost->grid, box->center.x - x, box->center.y - y,
                                                 box->center.x + x, box->center.y + y);
    for (gint row = range.first_row; row <= range.last_row; row++)
        for (gint column = range.first_column; column <= range.last_column; column++)
            forget_cell(cost, (guint)(row * cost->grid.columns + column));
    for (guint k = cost->first[index]; k < cost->first[index + 1]; k++) {
        const struct grid_list *cells = &cost->grid.cells_of_line[cost->edges[k]];
        for (guint i = 0; i < cells->count; i++)
            forget_cell(cost, cells->items[i]);
    }
}

void organic_cost_move(struct organic_cost *cost, guint box, struct point to)
{
    forget_around(cost, box);
    for (guint k = cost->first[box]; k < cost->first[box + 1]; k++)
        organic_grid_remove_line(&cost->grid, cost->edges[k]);
    organic_grid_remove_box(&cost->grid, cost->layout, box);
    cost->layout->boxes[box].center = to;
    organic_grid_add_box(&cost->grid, cost->layout, box);
    for (guint k = cost->first[box]; k < cost->first[box + 1]; k++)
        organic_grid_add_line(&cost->grid, cost->layout, cost->edges[k]);
    forget_around(cost, box);
}

double organic_cost_faults(struct organic_cost *cost)
{
    double crossings = 0, boxes = 0;
    for (guint line = 0; line < cost->layout->edge_count; line++) {
        struct meetings meetings = meet(cost, cost->layout->edges[line].a, line);
        crossings += meetings.crossings;
        boxes += meetings.boxes;
    }
    /* Both lines see their crossing. */
    return crossings / 2 + 2 * boxes;
}
