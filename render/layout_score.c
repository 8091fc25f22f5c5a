/*
 * How well a layout reads: a weighted geometric mean of parts from 0 to 1, so that no part can be paid for by
 * another without limit.
 */
#include "render/layout.h"

#include <math.h>
#include <stdlib.h>

/* A3 landscape with 96 pixels to the inch; 12 of them are 9 pt, which is read without effort. */
#define PAGE_WIDTH 1587.0
#define PAGE_HEIGHT 1122.0
#define READABLE 12.0

#define MOST_PIECES 20000 /* of lines: what is beyond is too much to be compared in pairs */

/* A straight piece of a line. */
struct piece {
    struct point a, b;
    double left, right; /* of both */
    guint edge;
};

struct tally {
    guint64 crossings, lines_over_boxes, lines_over_labels, label_overlaps, box_overlaps, missing_labels;
    double length, box_area;
};

struct rectangle {
    double left, top, right, bottom;
    guint owner; /* a box; of labels an edge */
    bool is_label;
};

static int compare_pieces(gconstpointer a, gconstpointer b)
{
    const struct piece *first = a, *second = b;
    return (first->left > second->left) - (first->left < second->left);
}

static int compare_rectangles(gconstpointer a, gconstpointer b)
{
    const struct rectangle *first = a, *second = b;
    return (first->left > second->left) - (first->left < second->left);
}

static GArray *list_pieces(const struct layout *layout, struct tally *tally)
{
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(struct piece));
    for (guint i = 0; i < layout->edge_count; i++) {
        const GArray *points = layout->edges[i].points;
        for (guint k = 0; k + 1 < points->len; k++) {
            struct point a = g_array_index(points, struct point, k);
            struct point b = g_array_index(points, struct point, k + 1);
            struct piece piece = {a, b, fmin(a.x, b.x), fmax(a.x, b.x), i};
            g_array_append_val(pieces, piece);
            tally->length += hypot(a.x - b.x, a.y - b.y);
        }
    }
    g_array_sort(pieces, compare_pieces);
    return pieces;
}

static void add_rectangle(GArray *list, struct point center, double width, double height, guint owner,
                          bool is_label)
{
    struct rectangle rectangle = {center.x - width / 2,
                                  center.y - height / 2,
                                  center.x + width / 2,
                                  center.y + height / 2,
                                  owner,
                                  is_label};
    g_array_append_val(list, rectangle);
}

static GArray *list_rectangles(const struct layout *layout, struct tally *tally)
{
    GArray *list = g_array_new(FALSE, FALSE, sizeof(struct rectangle));
    for (guint i = 0; i < layout->box_count; i++) {
        const struct layout_box *box = &layout->boxes[i];
        add_rectangle(list, box->center, box->width, box->height, i, false);
        tally->box_area += box->width * box->height;
    }
    for (guint i = 0; i < layout->edge_count; i++)
        for (int k = 0; k < LABELS_OF_EDGE; k++) {
            const struct layout_label *label = &layout->edges[i].labels[k];
            if (label->is_placed)
                add_rectangle(list, label->center, label->width, LABEL_HEIGHT - 2, i, true);
            else
                tally->missing_labels += label->width > 0;
        }
    g_array_sort(list, compare_rectangles);
    return list;
}

static double turn(struct point a, struct point b, struct point c)
{
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

static bool do_cross(const struct piece *p, const struct piece *q)
{
    const double touch = 1e-6;
    double a = turn(p->a, p->b, q->a), b = turn(p->a, p->b, q->b);
    double c = turn(q->a, q->b, p->a), d = turn(q->a, q->b, p->b);
    return ((a > touch && b < -touch) || (a < -touch && b > touch)) &&
           ((c > touch && d < -touch) || (c < -touch && d > touch));
}

static bool have_common_end(const struct layout_edge *e, const struct layout_edge *f)
{
    return e->a == f->a || e->a == f->b || e->b == f->a || e->b == f->b;
}

static bool run_together(const struct layout *layout, const struct piece *p, const struct piece *q)
{
    if (have_common_end(&layout->edges[p->edge], &layout->edges[q->edge]))
        return false;
    double length = hypot(p->b.x - p->a.x, p->b.y - p->a.y);
    if (length < 1 || fabs(turn(p->a, p->b, q->a)) > length || fabs(turn(p->a, p->b, q->b)) > length)
        return false;
    double ux = (p->b.x - p->a.x) / length, uy = (p->b.y - p->a.y) / length;
    double from = (q->a.x - p->a.x) * ux + (q->a.y - p->a.y) * uy;
    double to = (q->b.x - p->a.x) * ux + (q->b.y - p->a.y) * uy;
    return fmin(fmax(from, to), length) - fmax(fmin(from, to), 0) > 6;
}

static void tally_crossings(const struct layout *layout, const GArray *pieces, struct tally *tally)
{
    for (guint i = 0; i < pieces->len; i++) {
        const struct piece *p = &g_array_index(pieces, struct piece, i);
        for (guint j = i + 1; j < pieces->len; j++) {
            const struct piece *q = &g_array_index(pieces, struct piece, j);
            if (q->left > p->right)
                break;
            if (p->edge != q->edge)
                tally->crossings += do_cross(p, q) || run_together(layout, p, q);
        }
    }
}

static bool is_over(const struct piece *piece, const struct rectangle *r, double margin)
{
    double width = (r->right - r->left) / 2 - margin, height = (r->bottom - r->top) / 2 - margin;
    double x = (r->left + r->right) / 2, y = (r->top + r->bottom) / 2;
    if (fmin(piece->a.x, piece->b.x) > x + width || fmax(piece->a.x, piece->b.x) < x - width ||
        fmin(piece->a.y, piece->b.y) > y + height || fmax(piece->a.y, piece->b.y) < y - height)
        return false;
    double dx = piece->b.x - piece->a.x, dy = piece->b.y - piece->a.y;
    return fabs(dx * (y - piece->a.y) - dy * (x - piece->a.x)) <= fabs(dy) * width + fabs(dx) * height;
}

static void tally_piece_on(const struct layout *layout, const struct piece *piece, const struct rectangle *r,
                           struct tally *tally)
{
    const struct layout_edge *edge = &layout->edges[piece->edge];
    if (r->is_label)
        tally->lines_over_labels += is_over(piece, r, 0.5);
    else if (edge->a != r->owner && edge->b != r->owner)
        tally->lines_over_boxes += is_over(piece, r, 0.5);
}

/* Both lists are sorted by their left sides. */
static void tally_lines(const struct layout *layout, const GArray *pieces, const GArray *rectangles,
                        struct tally *tally)
{
    double widest = 0;
    for (guint i = 0; i < rectangles->len; i++) {
        const struct rectangle *r = &g_array_index(rectangles, struct rectangle, i);
        widest = fmax(widest, r->right - r->left);
    }
    guint first = 0;
    for (guint i = 0; i < pieces->len; i++) {
        const struct piece *piece = &g_array_index(pieces, struct piece, i);
        while (first < rectangles->len &&
               g_array_index(rectangles, struct rectangle, first).left + widest < piece->left)
            first++;
        for (guint j = first; j < rectangles->len; j++) {
            const struct rectangle *r = &g_array_index(rectangles, struct rectangle, j);
            if (r->left > piece->right)
                break;
            if (r->right >= piece->left)
                tally_piece_on(layout, piece, r, tally);
        }
    }
}

static void tally_overlaps(const GArray *rectangles, struct tally *tally)
{
    for (guint i = 0; i < rectangles->len; i++) {
        const struct rectangle *r = &g_array_index(rectangles, struct rectangle, i);
        for (guint j = i + 1; j < rectangles->len; j++) {
            const struct rectangle *s = &g_array_index(rectangles, struct rectangle, j);
            if (s->left > r->right - 0.5)
                break;
            if (fmin(r->bottom, s->bottom) - fmax(r->top, s->top) <= 0.5)
                continue;
            if (r->is_label || s->is_label)
                tally->label_overlaps++;
            else
                tally->box_overlaps++;
        }
    }
}

static double part(double value, double weight)
{
    return weight * log(fmax(1e-4, fmin(1, value)));
}

static double aspect_part(double aspect)
{
    const double narrow = 1.2, wide = 2.1;
    return aspect < narrow ? aspect / narrow : aspect > wide ? wide / aspect : 1;
}

static double weigh(const struct layout *layout, const struct tally *tally, double text_size)
{
    double width = fmax(layout->width, LAYOUT_LEAST_WIDTH), height = layout->height + LAYOUT_FRAME_HEIGHT;
    double boxes = fmax((double)layout->box_count, 1), edges = fmax((double)layout->edge_count, 1);
    double font = text_size * fmin(PAGE_WIDTH / width, PAGE_HEIGHT / height);
    double labels =
        (double)(tally->label_overlaps + tally->lines_over_labels) + (double)tally->missing_labels / 2;
    double length = tally->length / edges / hypot(width, height);
    double sum = part(font / READABLE, 3) + part(1 / (1 + 10 * (double)tally->box_overlaps / boxes), 2) +
                 part(1 / (1 + 5 * labels / (boxes + 2 * edges)), 2) +
                 part(1 / (1 + 5 * (double)tally->lines_over_boxes / edges), 3) +
                 part(1 / (1 + (double)tally->crossings / edges), 2.5) +
                 part(aspect_part(width / height), 1) + part(tally->box_area / (width * height) / 0.3, 1) +
                 part(1 / (1 + 8 * fmax(0, length - 0.05)), 1);
    /* Where nothing crosses, no line has to be followed with a finger: that is worth some size. */
    return exp(sum / 18) * (tally->crossings > 0 ? 0.99 : 1);
}

double layout_score(const struct layout *layout, double text_size)
{
    struct tally tally = {0};
    g_autoptr(GArray) pieces = list_pieces(layout, &tally);
    g_autoptr(GArray) rectangles = list_rectangles(layout, &tally);
    if (pieces->len <= MOST_PIECES) {
        tally_crossings(layout, pieces, &tally);
        tally_lines(layout, pieces, rectangles, &tally);
        tally_overlaps(rectangles, &tally);
    }
    return weigh(layout, &tally, text_size);
}
