#include "render/organic.h"

#include <math.h>

#define PARALLEL_GAP 7.0
#define FIRST_FILL 0.14 /* share of the page that boxes have before they move */
#define MOST_STARTS 8
#define FEW 60             /* boxes: they need not be spread, and more is tried */
#define MOST_COMPARED 3000 /* lines: the starts of more are not compared */

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

/* How far a line that starts at offset from the middle of a side may go before it leaves it. */
static double room(double half, double offset, double direction)
{
    if (direction == 0)
        return INFINITY;
    return (direction > 0 ? half - offset : half + offset) / fabs(direction);
}

/* Where a line that starts in a box beside its center leaves it. */
static struct point leave_box(const struct layout_box *box, struct point offset, double dx, double dy)
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
    struct point from = leave_box(a, offset, dx, dy), to = leave_box(b, offset, -dx, -dy);
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
            double half = (double)(end - first - 1) / 2;
            double place = half > 0 ? ((double)(i - first) - half) / half : 0;
            draw_line(layout, &layout->edges[order[i]], place, half * PARALLEL_GAP);
        }
    }
}

static bool do_cross(struct point a, struct point b, struct point c, struct point d)
{
    double p = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    double q = (b.x - a.x) * (d.y - a.y) - (b.y - a.y) * (d.x - a.x);
    double r = (d.x - c.x) * (a.y - c.y) - (d.y - c.y) * (a.x - c.x);
    double s = (d.x - c.x) * (b.y - c.y) - (d.y - c.y) * (b.x - c.x);
    return p * q < 0 && r * s < 0;
}

static guint count_crossings(const struct layout *layout)
{
    guint count = 0;
    for (size_t i = 0; i < layout->edge_count; i++)
        for (size_t j = 0; j < i; j++) {
            const struct layout_edge *e = &layout->edges[i], *f = &layout->edges[j];
            if (e->a != f->a && e->a != f->b && e->b != f->a && e->b != f->b)
                count += do_cross(layout->boxes[e->a].center, layout->boxes[e->b].center,
                                  layout->boxes[f->a].center, layout->boxes[f->b].center);
        }
    return count;
}

/* First positions, and how many lines cross in them. */
struct start {
    struct layout *layout;
    guint crossings, attempt;
};

static gint compare_starts(gconstpointer a, gconstpointer b)
{
    const struct start *p = a, *q = b;
    if (p->crossings != q->crossings)
        return p->crossings < q->crossings ? -1 : 1;
    return (p->attempt > q->attempt) - (p->attempt < q->attempt);
}

/* The best first. */
static GArray *list_starts(const struct layout *layout, layout_spread *spread, void *user)
{
    GArray *starts = g_array_new(FALSE, FALSE, sizeof(struct start));
    guint most = layout->edge_count > MOST_COMPARED ? 1 : MOST_STARTS;
    for (guint attempt = 0; attempt < most; attempt++) {
        struct start start = {layout_copy(layout), 0, attempt};
        if (!spread(start.layout, attempt, user)) {
            layout_free(start.layout);
            continue;
        }
        start.crossings = most > 1 ? count_crossings(start.layout) : 0;
        g_array_append_val(starts, start);
    }
    g_array_sort(starts, compare_starts);
    return starts;
}

static void polish(struct layout *layout, guint seed)
{
    rotate(layout);
    stretch(layout);
    if (layout->box_count > FEW)
        organic_spread(layout);
    organic_polish(layout, seed);
}

static guint try_count(const struct layout *layout)
{
    return layout->box_count <= FEW ? 4 : layout->box_count <= 200 ? 2 : 1;
}

/* Where nothing is left to mend, nothing more is tried. */
static struct layout *polish_best(const GArray *starts)
{
    struct layout *best = NULL;
    double least = INFINITY;
    guint tries = try_count(g_array_index(starts, struct start, 0).layout);
    for (guint i = 0; i < tries && least > 0; i++) {
        const struct start *start = &g_array_index(starts, struct start, i % MIN(starts->len, 2));
        struct layout *layout = layout_copy(start->layout);
        polish(layout, i + 1);
        double faults = organic_faults(layout);
        if (faults < least) {
            layout_free(best);
            best = layout;
            least = faults;
        } else {
            layout_free(layout);
        }
    }
    return best;
}

bool organic_arrange(struct layout *layout, layout_spread *spread, void *user)
{
    GArray *starts = list_starts(layout, spread, user);
    bool is_done = starts->len > 0;
    if (is_done) {
        struct layout *best = polish_best(starts);
        for (size_t i = 0; i < layout->box_count; i++)
            layout->boxes[i].center = best->boxes[i].center;
        layout_free(best);
        draw_lines(layout);
        organic_place_labels(layout);
        layout_normalize(layout);
    }
    for (guint i = 0; i < starts->len; i++)
        layout_free(g_array_index(starts, struct start, i).layout);
    g_array_unref(starts);
    return is_done;
}
