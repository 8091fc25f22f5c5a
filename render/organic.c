#include "render/organic.h"

#include <math.h>

#define PARALLEL_GAP 7.0
#define FIRST_FILL 0.14 /* share of the page that boxes have before they move */

struct page {
    double width, height;
};

static struct page measure(const struct layout *layout, double cosine, double sine)
{
    double left = INFINITY, right = -INFINITY, top = INFINITY, bottom = -INFINITY;
    for (size_t i = 0; i < layout->box_count; i++) {
        struct point c = layout->boxes[i].center;
        double x = c.x * cosine - c.y * sine, y = c.x * sine + c.y * cosine;
        left = fmin(left, x);
        right = fmax(right, x);
        top = fmin(top, y);
        bottom = fmax(bottom, y);
    }
    return (struct page){fmax(right - left, 1), fmax(bottom - top, 1)};
}

/* Turns all so that the page gets smallest. */
static void rotate(struct layout *layout)
{
    double best = INFINITY, best_angle = 0;
    for (int step = 0; step < 36; step++) {
        double angle = step * G_PI / 36;
        struct page page = measure(layout, cos(angle), sin(angle));
        double width = fmax(page.width, page.height * ORGANIC_ASPECT);
        if (width < best - 1e-6)
            best_angle = angle;
        best = fmin(best, width);
    }
    for (size_t i = 0; i < layout->box_count; i++) {
        struct point *c = &layout->boxes[i].center;
        *c = (struct point){c->x * cos(best_angle) - c->y * sin(best_angle),
                            c->x * sin(best_angle) + c->y * cos(best_angle)};
    }
}

static void stretch(struct layout *layout)
{
    double area = 0;
    for (size_t i = 0; i < layout->box_count; i++)
        area += layout->boxes[i].width * layout->boxes[i].height;
    struct page page = measure(layout, 1, 0);
    double height = sqrt(area / FIRST_FILL / ORGANIC_ASPECT), width = height * ORGANIC_ASPECT;
    for (size_t i = 0; i < layout->box_count; i++) {
        layout->boxes[i].center.x *= width / page.width;
        layout->boxes[i].center.y *= height / page.height;
    }
}

/* Where the line from the center of a box in a direction leaves it. */
static struct point leave_box(const struct layout_box *box, double dx, double dy)
{
    double x = dx != 0 ? box->width / 2 / fabs(dx) : INFINITY;
    double y = dy != 0 ? box->height / 2 / fabs(dy) : INFINITY;
    double share = fmin(1, fmin(x, y));
    return (struct point){box->center.x + dx * share, box->center.y + dy * share};
}

/* Straight, beside the middle line by offset. */
static void draw_line(struct layout *layout, struct layout_edge *edge, double offset)
{
    const struct layout_box *a = &layout->boxes[edge->a], *b = &layout->boxes[edge->b];
    double dx = b->center.x - a->center.x, dy = b->center.y - a->center.y;
    double length = fmax(hypot(dx, dy), 1e-9);
    double sign = edge->a < edge->b ? 1 : -1;
    double ox = -dy / length * offset * sign, oy = dx / length * offset * sign;
    struct point from = leave_box(a, dx, dy), to = leave_box(b, -dx, -dy);
    g_array_set_size(edge->points, 0);
    layout_add_point(edge, from.x + ox, from.y + oy);
    layout_add_point(edge, to.x + ox, to.y + oy);
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

static void draw_lines(struct layout *layout)
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
            double place = (double)(i - first) - (double)(end - first - 1) / 2;
            draw_line(layout, &layout->edges[order[i]], place * PARALLEL_GAP);
        }
    }
}

bool organic_arrange(struct layout *layout, guint attempt, layout_spread *spread, void *user)
{
    bool is_polished = layout->box_count <= ORGANIC_MOST_POLISHED;
    if (!spread(layout, attempt, !is_polished, user))
        return false;
    if (is_polished) {
        rotate(layout);
        stretch(layout);
        organic_polish(layout);
    }
    draw_lines(layout);
    organic_place_labels(layout);
    layout_normalize(layout);
    return true;
}
