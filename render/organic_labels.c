/*
 * Port names at straight lines: each beside its line, near its end, at the first place where it touches no
 * box, no line and no other name.
 */
#include "render/organic.h"

#include <math.h>

#define CLEAR 2.5 /* around a label */
#define FIRST 4.0 /* from the end of the line */
#define STEP 4.0

struct place {
    double left, top, right, bottom;
};

static struct place place_around(struct point center, double width)
{
    return (struct place){center.x - width / 2 - CLEAR, center.y - LABEL_HEIGHT / 2 - CLEAR / 2,
                          center.x + width / 2 + CLEAR, center.y + LABEL_HEIGHT / 2 + CLEAR / 2};
}

static bool meets_box(const struct place *p, struct point center, double width, double height)
{
    return center.x - width / 2 < p->right && center.x + width / 2 > p->left &&
           center.y - height / 2 < p->bottom && center.y + height / 2 > p->top;
}

static bool meets_line(const struct place *p, struct point a, struct point b)
{
    double width = (p->right - p->left) / 2, height = (p->bottom - p->top) / 2;
    double x = (p->left + p->right) / 2, y = (p->top + p->bottom) / 2;
    if (fmax(a.x, b.x) < p->left || fmin(a.x, b.x) > p->right || fmax(a.y, b.y) < p->top ||
        fmin(a.y, b.y) > p->bottom)
        return false;
    double dx = b.x - a.x, dy = b.y - a.y;
    return fabs(dx * (y - a.y) - dy * (x - a.x)) <= fabs(dy) * width + fabs(dx) * height;
}

static bool is_free(const struct layout *layout, const struct place *place)
{
    for (size_t i = 0; i < layout->box_count; i++) {
        const struct layout_box *box = &layout->boxes[i];
        if (meets_box(place, box->center, box->width, box->height))
            return false;
    }
    for (size_t i = 0; i < layout->edge_count; i++) {
        const struct layout_edge *edge = &layout->edges[i];
        for (guint k = 0; k + 1 < edge->points->len; k++)
            if (meets_line(place, g_array_index(edge->points, struct point, k),
                           g_array_index(edge->points, struct point, k + 1)))
                return false;
        for (int k = 0; k < LABELS_OF_EDGE; k++)
            if (edge->labels[k].is_placed &&
                meets_box(place, edge->labels[k].center, edge->labels[k].width, LABEL_HEIGHT))
                return false;
    }
    return true;
}

/* The center of a label that stands beside the line at a point of it. */
static struct point beside(struct point on, double ux, double uy, double side, double width, double away)
{
    double nx = -uy * side, ny = ux * side;
    double reach = fabs(nx) * (width / 2 + CLEAR) + fabs(ny) * (LABEL_HEIGHT / 2 + CLEAR / 2) + 0.5 + away;
    return (struct point){on.x + nx * reach, on.y + ny * reach};
}

/* A line and how far along it a label may stand. */
struct stretch {
    struct point from, to;
    double first, last; /* from the beginning of the line */
};

/* The nearest place to the beginning of the line where the label is free. */
static bool find_place(const struct layout *layout, const struct stretch *stretch, double width, double away,
                       struct point *center)
{
    double dx = stretch->to.x - stretch->from.x, dy = stretch->to.y - stretch->from.y;
    double length = hypot(dx, dy);
    int steps = length > 0 ? (int)floor((stretch->last - stretch->first) / STEP) : -1;
    for (int i = 0; i < 2 * (steps + 1); i++) {
        int step = i / 2;
        double along = stretch->first + step * STEP;
        struct point on = {stretch->from.x + dx / length * along, stretch->from.y + dy / length * along};
        *center = beside(on, dx / length, dy / length, i % 2 ? 1 : -1, width, away);
        struct place place = place_around(*center, width);
        if (is_free(layout, &place))
            return true;
    }
    return false;
}

/* Beside the line, or where there is no room a little further away. */
static void place_label(const struct layout *layout, struct layout_label *label, struct stretch stretch)
{
    static const double away[] = {0, 4, 9};
    for (size_t i = 0; i < G_N_ELEMENTS(away) && label->width > 0 && !label->is_placed; i++)
        label->is_placed = find_place(layout, &stretch, label->width, away[i], &label->center);
}

/* A piece of a line, counted from its beginning, in the direction of the line. */
static struct stretch piece_of(const struct layout_edge *edge, guint piece)
{
    struct point from = g_array_index(edge->points, struct point, piece);
    struct point to = g_array_index(edge->points, struct point, piece + 1);
    return (struct stretch){from, to, 0, hypot(from.x - to.x, from.y - to.y)};
}

static struct stretch turned(struct stretch stretch)
{
    return (struct stretch){stretch.to, stretch.from, stretch.first, stretch.last};
}

/* At the ends: within the first and the last piece, and of a straight line within its half. */
static void place_port_names(struct layout *layout, struct layout_edge *edge)
{
    guint pieces = edge->points->len - 1;
    double share = pieces > 1 ? 1 : 0.49;
    struct stretch first = piece_of(edge, 0), last = turned(piece_of(edge, pieces - 1));
    first.first = last.first = FIRST;
    first.last *= share;
    last.last *= share;
    place_label(layout, &edge->labels[LABEL_A], first);
    place_label(layout, &edge->labels[LABEL_B], last);
}

static void place_count(struct layout *layout, struct layout_edge *edge)
{
    struct stretch middle = piece_of(edge, (edge->points->len - 1) / 2);
    middle.first = middle.last * 0.4;
    middle.last *= 0.7;
    place_label(layout, &edge->labels[LABEL_MIDDLE], middle);
}

void organic_place_labels(struct layout *layout)
{
    if (layout->box_count > ORGANIC_MANY)
        return;
    for (size_t i = 0; i < layout->edge_count; i++)
        place_port_names(layout, &layout->edges[i]);
    for (size_t i = 0; i < layout->edge_count; i++)
        place_count(layout, &layout->edges[i]);
}
