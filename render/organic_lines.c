/*
 * The lines of a mesh: straight from box to box, parallel ones beside each other. One that passes over
 * another box goes between other points of its two boxes, or round what is in its way: whichever meets least.
 */
#include "render/organic.h"

#include <math.h>

#define PARALLEL_GAP 7.0
#define CLEAR 3.0 /* between a line and a box that it passes */
#define TOUCH 1.0
#define LITTLE_AROUND 3.5
#define AROUND 7.0 /* between a box and a corner of a line that goes round it */
#define PASS_OVER 1000.0
#define NEAR 60.0 /* hardly beside a box */
#define CROSSING 20.0
#define BEND 8.0
#define SHIFT 4.0 /* a line that does not point at the middle of its boxes */
#define LENGTH 0.05
#define MOST_CORNERS 2
#define PLACES_ALONG 5
#define PLACES_AWAY 24 /* on both sides together */
#define MOST_AROUND 12 /* boxes in the way whose corners are tried */

/* How far a line that starts at offset from the middle of a side may go before it leaves it. */
static double room(double half, double offset, double direction)
{
    if (direction == 0)
        return INFINITY;
    return (direction > 0 ? half - offset : half + offset) / fabs(direction);
}

struct point organic_leave_box(const struct layout_box *box, struct point offset, double dx, double dy)
{
    double share = fmin(room(box->width / 2, offset.x, dx), room(box->height / 2, offset.y, dy));
    share = fmax(0, fmin(1, share));
    return (struct point){box->center.x + offset.x + dx * share, box->center.y + offset.y + dy * share};
}

/* Straight, beside the middle line: place is 0 on it, 1 and -1 outermost. */
static void draw_line(struct layout *layout, struct layout_edge *edge, double place, double reach)
{
    const struct layout_box *a = &layout->boxes[edge->a], *b = &layout->boxes[edge->b];
    double dx = b->center.x - a->center.x, dy = b->center.y - a->center.y;
    double length = fmax(hypot(dx, dy), 1e-9);
    double sign = edge->a < edge->b ? 1 : -1;
    /* All of them must meet both boxes. */
    double height = fmin(a->height, b->height) / 2 - 2, width = fmin(a->width, b->width) / 2 - 2;
    reach = fmin(reach, fmin(height * length / fmax(fabs(dx), 1e-9), width * length / fmax(fabs(dy), 1e-9)));
    struct point offset = {-dy / length * reach * place * sign, dx / length * reach * place * sign};
    struct point from = organic_leave_box(a, offset, dx, dy), to = organic_leave_box(b, offset, -dx, -dy);
    g_array_set_size(edge->points, 0);
    layout_add_point(edge, from.x, from.y);
    layout_add_point(edge, to.x, to.y);
}

static int compare_edges(gconstpointer a, gconstpointer b, gpointer user)
{
    const struct layout *layout = user;
    guint i = *(const guint *)a, j = *(const guint *)b;
    const struct layout_edge *e = &layout->edges[i], *f = &layout->edges[j];
    guint e_low = MIN(e->a, e->b), f_low = MIN(f->a, f->b), e_high = MAX(e->a, e->b),
          f_high = MAX(f->a, f->b);
    if (e_low != f_low)
        return e_low < f_low ? -1 : 1;
    if (e_high != f_high)
        return e_high < f_high ? -1 : 1;
    return (i > j) - (i < j);
}

static bool are_parallel(const struct layout_edge *e, const struct layout_edge *f)
{
    return (e->a == f->a && e->b == f->b) || (e->a == f->b && e->b == f->a);
}

static void draw_straight(struct layout *layout)
{
    g_autofree guint *order = g_new(guint, layout->edge_count + 1);
    for (guint i = 0; i < layout->edge_count; i++)
        order[i] = i;
    g_qsort_with_data(order, (gint)layout->edge_count, sizeof(guint), compare_edges, layout);
    for (size_t first = 0, end; first < layout->edge_count; first = end) {
        end = first + 1;
        while (end < layout->edge_count &&
               are_parallel(&layout->edges[order[first]], &layout->edges[order[end]]))
            end++;
        for (size_t i = first; i < end; i++) {
            double half = (double)(end - first - 1) / 2;
            double place = half > 0 ? ((double)(i - first) - half) / half : 0;
            draw_line(layout, &layout->edges[order[i]], place, half * PARALLEL_GAP);
        }
    }
}

/* A line that may take the place of another: from a to b by way of corners. */
struct route {
    struct point points[MOST_CORNERS + 2];
    guint count;
    double cost;
};

static double turn(struct point a, struct point b, struct point c)
{
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

static bool do_cross(struct point a, struct point b, struct point c, struct point d)
{
    return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

bool organic_passes_over(struct point a, struct point b, const struct layout_box *box, double clear)
{
    double x = box->center.x, y = box->center.y, width = box->width / 2 + clear,
           height = box->height / 2 + clear;
    if (fmax(a.x, b.x) < x - width || fmin(a.x, b.x) > x + width || fmax(a.y, b.y) < y - height ||
        fmin(a.y, b.y) > y + height)
        return false;
    double dx = b.x - a.x, dy = b.y - a.y;
    return fabs(dx * (y - a.y) - dy * (x - a.x)) <= fabs(dy) * width + fabs(dx) * height;
}

/* Of the boxes that a piece of a line passes over, or hardly beside. */
static double cost_of_boxes(const struct layout *layout, const struct layout_edge *edge, struct point a,
                            struct point b)
{
    double cost = 0;
    for (guint i = 0; i < layout->box_count; i++) {
        const struct layout_box *box = &layout->boxes[i];
        if (i == edge->a || i == edge->b || !organic_passes_over(a, b, box, CLEAR))
            continue;
        cost += organic_passes_over(a, b, box, TOUCH) ? PASS_OVER : NEAR;
    }
    return cost;
}

static guint count_crossings(const struct layout *layout, const struct layout_edge *edge, struct point a,
                             struct point b)
{
    guint count = 0;
    for (size_t i = 0; i < layout->edge_count; i++) {
        const GArray *points = layout->edges[i].points;
        for (guint k = 0; &layout->edges[i] != edge && k + 1 < points->len; k++)
            count += do_cross(a, b, g_array_index(points, struct point, k),
                              g_array_index(points, struct point, k + 1));
    }
    return count;
}

/* The pieces between the corners must not run back over the boxes that the line joins. */
static guint count_own(const struct layout *layout, const struct layout_edge *edge, const struct route *route)
{
    guint count = 0;
    for (guint k = 0; k + 1 < route->count; k++) {
        if (k > 0)
            count +=
                organic_passes_over(route->points[k], route->points[k + 1], &layout->boxes[edge->a], TOUCH);
        if (k + 2 < route->count)
            count +=
                organic_passes_over(route->points[k], route->points[k + 1], &layout->boxes[edge->b], TOUCH);
    }
    return count;
}

static double cost_of_route(const struct layout *layout, const struct layout_edge *edge,
                            const struct route *route)
{
    double cost = BEND * (route->count - 2) + PASS_OVER * count_own(layout, edge, route);
    for (guint k = 0; k + 1 < route->count; k++) {
        struct point a = route->points[k], b = route->points[k + 1];
        cost += cost_of_boxes(layout, edge, a, b) + CROSSING * count_crossings(layout, edge, a, b) +
                LENGTH * hypot(a.x - b.x, a.y - b.y);
    }
    return cost;
}

static void consider(const struct layout *layout, const struct layout_edge *edge, struct route route,
                     double handicap, struct route *best)
{
    route.cost = cost_of_route(layout, edge, &route) + handicap;
    if (route.cost < best->cost - 1e-9)
        *best = route;
}

/* Straight, between points beside the middles of the boxes. */
static void try_shifts(const struct layout *layout, const struct layout_edge *edge, struct route *best)
{
    static const double shares[] = {0, -0.35, 0.35, -0.7, 0.7};
    const struct layout_box *a = &layout->boxes[edge->a], *b = &layout->boxes[edge->b];
    const guint count = G_N_ELEMENTS(shares), all = count * count;
    for (guint i = 0; i < all * all; i++) {
        guint at_a = i / all, at_b = i % all;
        struct point p = {shares[at_a % count] * a->width / 2, shares[at_a / count] * a->height / 2};
        struct point q = {shares[at_b % count] * b->width / 2, shares[at_b / count] * b->height / 2};
        double dx = b->center.x + q.x - a->center.x - p.x, dy = b->center.y + q.y - a->center.y - p.y;
        struct route route = {{organic_leave_box(a, p, dx, dy), organic_leave_box(b, q, -dx, -dy)}, 2, 0};
        consider(layout, edge, route, (at_a ? SHIFT : 0) + (at_b ? SHIFT : 0), best);
    }
}

/* By way of corners, from and to the middles of the boxes. */
static void try_corners(const struct layout *layout, const struct layout_edge *edge,
                        const struct point *corners, guint count, struct route *best)
{
    const struct layout_box *a = &layout->boxes[edge->a], *b = &layout->boxes[edge->b];
    const struct point middle = {0, 0}, last = corners[count - 1];
    struct route route = {.count = count + 2};
    route.points[0] = organic_leave_box(a, middle, corners[0].x - a->center.x, corners[0].y - a->center.y);
    for (guint k = 0; k < count; k++)
        route.points[k + 1] = corners[k];
    route.points[count + 1] = organic_leave_box(b, middle, last.x - b->center.x, last.y - b->center.y);
    consider(layout, edge, route, 0, best);
}

/* Where a line can go round what is between the two boxes. */
static GArray *list_corners(const struct layout *layout, const struct layout_edge *edge)
{
    GArray *corners = g_array_new(FALSE, FALSE, sizeof(struct point));
    struct point a = layout->boxes[edge->a].center, b = layout->boxes[edge->b].center;
    guint found = 0;
    for (guint i = 0; i < layout->box_count && found < MOST_AROUND; i++) {
        const struct layout_box *box = &layout->boxes[i];
        if (i == edge->a || i == edge->b || !organic_passes_over(a, b, box, CLEAR))
            continue;
        found++;
        for (int k = 0; k < 8; k++) {
            double around = k < 4 ? AROUND : LITTLE_AROUND;
            double x = box->width / 2 + around, y = box->height / 2 + around;
            struct point corner = {box->center.x + (k % 2 ? x : -x), box->center.y + (k / 2 % 2 ? y : -y)};
            g_array_append_val(corners, corner);
        }
    }
    return corners;
}

/* Points beside the line, for what the corners of the boxes in the way do not lead round. */
static void try_beside(const struct layout *layout, const struct layout_edge *edge, struct route *best)
{
    struct point a = layout->boxes[edge->a].center, b = layout->boxes[edge->b].center;
    double length = fmax(hypot(b.x - a.x, b.y - a.y), 1), ux = (b.x - a.x) / length,
           uy = (b.y - a.y) / length;
    for (int i = 0; i < PLACES_ALONG * PLACES_AWAY; i++) {
        int step = 1 + i % PLACES_ALONG, side = i / PLACES_ALONG % 2 ? 1 : -1,
            distance = 1 + i / PLACES_ALONG / 2;
        double along = length * step / (PLACES_ALONG + 1), away = 8.0 * distance * side;
        struct point corner = {a.x + ux * along - uy * away, a.y + uy * along + ux * away};
        try_corners(layout, edge, &corner, 1, best);
    }
}

static void find_route(const struct layout *layout, const struct layout_edge *edge, struct route *best)
{
    try_shifts(layout, edge, best);
    if (best->cost < CROSSING)
        return;
    g_autoptr(GArray) corners = list_corners(layout, edge);
    for (guint i = 0; i < corners->len; i++)
        try_corners(layout, edge, &g_array_index(corners, struct point, i), 1, best);
    try_beside(layout, edge, best);
    for (guint i = 0; i < corners->len * corners->len && best->cost >= PASS_OVER; i++) {
        struct point both[MOST_CORNERS] = {g_array_index(corners, struct point, i / corners->len),
                                           g_array_index(corners, struct point, i % corners->len)};
        try_corners(layout, edge, both, MOST_CORNERS, best);
    }
}

static struct route present_route(const struct layout *layout, const struct layout_edge *edge)
{
    struct route route = {.count = 2};
    for (guint k = 0; k < route.count; k++)
        route.points[k] = g_array_index(edge->points, struct point, k);
    route.cost = cost_of_route(layout, edge, &route);
    return route;
}

static void reroute(struct layout *layout)
{
    for (size_t i = 0; i < layout->edge_count; i++) {
        struct layout_edge *edge = &layout->edges[i];
        struct route best = present_route(layout, edge);
        if (best.cost < PASS_OVER)
            continue;
        find_route(layout, edge, &best);
        g_array_set_size(edge->points, 0);
        g_array_append_vals(edge->points, best.points, best.count);
        if (best.cost >= PASS_OVER)
            organic_detour(layout, edge);
    }
}

void organic_draw_lines(struct layout *layout)
{
    draw_straight(layout);
    reroute(layout);
}
