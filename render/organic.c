#include "render/organic.h"

#include <math.h>

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
    double best = INFINITY, best_angle = 0, aspect = organic_aspect(layout);
    for (int step = 0; step < 36; step++) {
        double angle = step * G_PI / 36;
        struct page page = measure(layout, cos(angle), sin(angle));
        double width = fmax(page.width, page.height * aspect);
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
    double area = 0, aspect = organic_aspect(layout);
    for (size_t i = 0; i < layout->box_count; i++)
        area += layout->boxes[i].width * layout->boxes[i].height;
    struct page page = measure(layout, 1, 0);
    double height = sqrt(area / FIRST_FILL / aspect), width = height * aspect;
    for (size_t i = 0; i < layout->box_count; i++) {
        layout->boxes[i].center.x *= width / page.width;
        layout->boxes[i].center.y *= height / page.height;
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
    guint most = layout->edge_count > MOST_COMPARED || layout->is_quick ? 1 : MOST_STARTS;
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
    if (layout->is_quick)
        return 1;
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
        organic_draw_lines(layout);
        organic_place_labels(layout);
        layout_normalize(layout);
    }
    for (guint i = 0; i < starts->len; i++)
        layout_free(g_array_index(starts, struct start, i).layout);
    g_array_unref(starts);
    return is_done;
}

bool organic_arrange_plain(struct layout *layout, const char *engine, layout_place *place, void *user)
{
    if (!place(layout, engine, user))
        return false;
    organic_part_boxes(layout);
    organic_draw_lines(layout);
    organic_place_labels(layout);
    layout_normalize(layout);
    return true;
}
