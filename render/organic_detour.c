/*
 * The way of a line that nothing simpler leads through: the shortest one over a fine grid whose cells are
 * free of boxes, with its steps pulled straight.
 */
#include "render/organic.h"

#include <math.h>
#include <stdlib.h>

#define CELL 4.0
#define MARGIN 40.0 /* of the grid, beyond the boxes */
#define CLEAR 2.0   /* between the way and a box */
#define MOST_CELLS 4000000

struct detour {
    const struct layout *layout;
    const struct layout_edge *edge;
    double left, top;
    gint columns, rows;
    bool *is_taken;
    gint *from; /* the cell before on the way; -1: not reached */
};

static bool is_foreign(const struct detour *detour, guint box)
{
    return box != detour->edge->a && box != detour->edge->b;
}

static gint cell_at(double value, double first, gint count)
{
    return CLAMP((gint)floor((value - first) / CELL), 0, count - 1);
}

static gint cell_of(const struct detour *detour, struct point p)
{
    return cell_at(p.y, detour->top, detour->rows) * detour->columns +
           cell_at(p.x, detour->left, detour->columns);
}

static struct point middle_of(const struct detour *detour, gint cell)
{
    return (struct point){detour->left + (cell % detour->columns + 0.5) * CELL,
                          detour->top + (floor((double)cell / detour->columns) + 0.5) * CELL};
}

/* Cells whose middle is in a box, or too near to it. */
static void take_box(struct detour *detour, const struct layout_box *box)
{
    double x = box->width / 2 + CLEAR, y = box->height / 2 + CLEAR;
    gint first = cell_at(box->center.x - x, detour->left, detour->columns);
    gint last = cell_at(box->center.x + x, detour->left, detour->columns);
    gint top = cell_at(box->center.y - y, detour->top, detour->rows);
    gint bottom = cell_at(box->center.y + y, detour->top, detour->rows);
    for (gint row = top; row <= bottom; row++)
        for (gint column = first; column <= last; column++) {
            struct point p = middle_of(detour, row * detour->columns + column);
            if (fabs(p.x - box->center.x) <= x && fabs(p.y - box->center.y) <= y)
                detour->is_taken[row * detour->columns + column] = true;
        }
}

static bool detour_init(struct detour *detour, const struct layout *layout, const struct layout_edge *edge)
{
    *detour = (struct detour){.layout = layout, .edge = edge, .left = INFINITY, .top = INFINITY};
    double right = -INFINITY, bottom = -INFINITY;
    for (size_t i = 0; i < layout->box_count; i++) {
        const struct layout_box *box = &layout->boxes[i];
        detour->left = fmin(detour->left, box->center.x - box->width / 2 - MARGIN);
        detour->top = fmin(detour->top, box->center.y - box->height / 2 - MARGIN);
        right = fmax(right, box->center.x + box->width / 2 + MARGIN);
        bottom = fmax(bottom, box->center.y + box->height / 2 + MARGIN);
    }
    double columns = ceil((right - detour->left) / CELL), rows = ceil((bottom - detour->top) / CELL);
    if (!(columns * rows <= MOST_CELLS))
        return false;
    detour->columns = (gint)columns;
    detour->rows = (gint)rows;
    size_t cells = (size_t)detour->columns * (size_t)detour->rows;
    detour->is_taken = g_new0(bool, cells + 1);
    detour->from = g_new(gint, cells + 1);
    for (size_t i = 0; i < cells; i++)
        detour->from[i] = -1;
    for (guint i = 0; i < layout->box_count; i++)
        if (is_foreign(detour, i))
            take_box(detour, &layout->boxes[i]);
    return true;
}

static void detour_clear(struct detour *detour)
{
    g_free(detour->is_taken);
    g_free(detour->from);
}

/* The cells beside a cell that are free and not reached yet. */
static void reach_around(struct detour *detour, gint cell, GArray *queue)
{
    gint row = cell / detour->columns, column = cell % detour->columns;
    for (gint k = 0; k < 9; k++) {
        gint y = row + k / 3 - 1, x = column + k % 3 - 1;
        if (y < 0 || x < 0 || y >= detour->rows || x >= detour->columns)
            continue;
        gint next = y * detour->columns + x;
        if (detour->is_taken[next] || detour->from[next] >= 0)
            continue;
        detour->from[next] = cell;
        g_array_append_val(queue, next);
    }
}

/* The points of the way, from the center of a to that of b; NULL: there is none. */
static GArray *find_way(struct detour *detour)
{
    struct point start = detour->layout->boxes[detour->edge->a].center;
    struct point end = detour->layout->boxes[detour->edge->b].center;
    gint first = cell_of(detour, start), last = cell_of(detour, end);
    g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(gint));
    detour->from[last] = last;
    g_array_append_val(queue, last);
    for (guint i = 0; i < queue->len && detour->from[first] < 0; i++)
        reach_around(detour, g_array_index(queue, gint, i), queue);
    if (detour->from[first] < 0)
        return NULL;
    GArray *way = g_array_new(FALSE, FALSE, sizeof(struct point));
    g_array_append_val(way, start);
    for (gint cell = detour->from[first]; cell != last; cell = detour->from[cell]) {
        struct point p = middle_of(detour, cell);
        g_array_append_val(way, p);
    }
    g_array_append_val(way, end);
    return way;
}

static bool is_clear(const struct detour *detour, struct point a, struct point b)
{
    for (guint i = 0; i < detour->layout->box_count; i++)
        if (is_foreign(detour, i) && organic_passes_over(a, b, &detour->layout->boxes[i], CLEAR / 2))
            return false;
    return true;
}

/* From each point straight to the last one that can be seen from it. */
static void pull_straight(const struct detour *detour, GArray *way)
{
    guint kept = 1;
    for (guint i = 0; i + 1 < way->len;) {
        guint next = way->len - 1;
        while (next > i + 1 &&
               !is_clear(detour, g_array_index(way, struct point, i), g_array_index(way, struct point, next)))
            next--;
        g_array_index(way, struct point, kept++) = g_array_index(way, struct point, next);
        i = next;
    }
    g_array_set_size(way, kept);
}

static bool is_inside(const struct layout_box *box, struct point p)
{
    return fabs(p.x - box->center.x) <= box->width / 2 && fabs(p.y - box->center.y) <= box->height / 2;
}

/* Lets the way begin at the border of its first box. */
static void clip_start(const struct layout_box *box, GArray *way)
{
    guint inside = 0;
    while (inside + 2 < way->len && is_inside(box, g_array_index(way, struct point, inside + 1)))
        inside++;
    if (inside > 0)
        g_array_remove_range(way, 0, inside);
    struct point *first = &g_array_index(way, struct point, 0), next = g_array_index(way, struct point, 1);
    struct point offset = {first->x - box->center.x, first->y - box->center.y};
    *first = organic_leave_box(box, offset, next.x - first->x, next.y - first->y);
}

static void turn_round(GArray *way)
{
    for (guint i = 0; i < way->len / 2; i++) {
        struct point p = g_array_index(way, struct point, i);
        g_array_index(way, struct point, i) = g_array_index(way, struct point, way->len - 1 - i);
        g_array_index(way, struct point, way->len - 1 - i) = p;
    }
}

bool organic_detour(const struct layout *layout, struct layout_edge *edge)
{
    struct detour detour;
    if (!detour_init(&detour, layout, edge))
        return false;
    GArray *way = find_way(&detour);
    if (way != NULL) {
        pull_straight(&detour, way);
        clip_start(&layout->boxes[edge->a], way);
        turn_round(way);
        clip_start(&layout->boxes[edge->b], way);
        turn_round(way);
        g_array_unref(edge->points);
        edge->points = way;
    }
    detour_clear(&detour);
    return way != NULL;
}
