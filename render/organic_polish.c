/*
 * Polishing: simulated annealing over single boxes. What a move costs is local to the box that moves:
 * overlaps, lines that pass over boxes, crossings, lines that are long or hardly seen, and the walls of a
 * page that closes in. The random numbers are the same in every run.
 */
#include "render/organic.h"

#include <math.h>
#include <stdint.h>

#define OVERLAP 3.0
#define OVERLAP_DEPTH 0.3
#define PASS_OVER 10.0
#define CROSSING 10.0
#define HARDLY_SEEN 5.0
#define LENGTH 0.3
#define WALL 0.3
#define BOX_GAP 12.0
#define LEAST_GAP 4.0
#define SEEN 16.0 /* of a line at least */
#define HOT 5.0
#define COLD 0.05
#define WORK 3e8 /* comparisons: half a second or so */

struct polish {
    struct layout *layout;
    guint *first, *edges; /* incidence */
    double gap;           /* between boxes */
    double mean;          /* side of a box */
    double width, height; /* half the page */
    uint64_t random;
};

static double next_random(struct polish *polish)
{
    polish->random ^= polish->random << 13;
    polish->random ^= polish->random >> 7;
    polish->random ^= polish->random << 17;
    return (double)(polish->random >> 11) * 0x1p-53;
}

static const struct point *center_of(const struct polish *polish, guint box)
{
    return &polish->layout->boxes[box].center;
}

static double cost_of_overlap(const struct polish *polish, const struct layout_box *a,
                              const struct layout_box *b)
{
    double x = (a->width + b->width) / 2 + polish->gap - fabs(a->center.x - b->center.x);
    if (x <= 0)
        return 0;
    double y = (a->height + b->height) / 2 + polish->gap - fabs(a->center.y - b->center.y);
    return y <= 0 ? 0 : OVERLAP + OVERLAP_DEPTH * MIN(x, y);
}

static bool passes_over(const struct point *a, const struct point *b, const struct layout_box *box)
{
    const double margin = 4;
    double width = box->width / 2 + margin, height = box->height / 2 + margin;
    double x = box->center.x, y = box->center.y;
    if (MAX(a->x, b->x) < x - width || MIN(a->x, b->x) > x + width || MAX(a->y, b->y) < y - height ||
        MIN(a->y, b->y) > y + height)
        return false;
    double dx = b->x - a->x, dy = b->y - a->y;
    return fabs(dx * (y - a->y) - dy * (x - a->x)) <= fabs(dy) * width + fabs(dx) * height;
}

static double turn(const struct point *a, const struct point *b, const struct point *c)
{
    return (b->x - a->x) * (c->y - a->y) - (b->y - a->y) * (c->x - a->x);
}

static bool cross(const struct point *a, const struct point *b, const struct point *c, const struct point *d)
{
    if (MAX(a->x, b->x) < MIN(c->x, d->x) || MAX(c->x, d->x) < MIN(a->x, b->x) ||
        MAX(a->y, b->y) < MIN(c->y, d->y) || MAX(c->y, d->y) < MIN(a->y, b->y))
        return false;
    return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

/* What is seen of the line between two boxes. */
static double seen_length(const struct layout_box *a, const struct layout_box *b)
{
    double dx = fabs(a->center.x - b->center.x), dy = fabs(a->center.y - b->center.y);
    double x = dx - (a->width + b->width) / 2, y = dy - (a->height + b->height) / 2;
    return fmax(x * (dx > 0 ? hypot(dx, dy) / dx : 1), y * (dy > 0 ? hypot(dx, dy) / dy : 1));
}

static double wished_length(const struct layout_edge *edge)
{
    double labels = edge->labels[LABEL_A].width + edge->labels[LABEL_B].width;
    return SEEN + labels * 0.8;
}

static double cost_of_line(const struct polish *polish, const struct layout_edge *edge)
{
    const struct layout *layout = polish->layout;
    const struct point *a = center_of(polish, edge->a), *b = center_of(polish, edge->b);
    double cost = LENGTH * hypot(a->x - b->x, a->y - b->y) / polish->mean;
    double lack = wished_length(edge) - seen_length(&layout->boxes[edge->a], &layout->boxes[edge->b]);
    if (lack > 0)
        cost += HARDLY_SEEN * fmin(1, 0.3 + lack / SEEN);
    for (guint i = 0; i < layout->box_count; i++)
        if (i != edge->a && i != edge->b && passes_over(a, b, &layout->boxes[i]))
            cost += PASS_OVER;
    for (size_t i = 0; i < layout->edge_count; i++) {
        const struct layout_edge *other = &layout->edges[i];
        if (other->a == edge->a || other->a == edge->b || other->b == edge->a || other->b == edge->b)
            continue;
        if (cross(a, b, center_of(polish, other->a), center_of(polish, other->b)))
            cost += CROSSING;
    }
    return cost;
}

static double cost_of_walls(const struct polish *polish, const struct layout_box *box)
{
    double x = fabs(box->center.x) + box->width / 2 - polish->width;
    double y = fabs(box->center.y) + box->height / 2 - polish->height;
    return WALL * (fmax(0, x) + fmax(0, y));
}

static double cost_of_box(const struct polish *polish, guint index)
{
    const struct layout *layout = polish->layout;
    const struct layout_box *box = &layout->boxes[index];
    double cost = cost_of_walls(polish, box);
    for (guint i = 0; i < layout->box_count; i++)
        if (i != index)
            cost += cost_of_overlap(polish, box, &layout->boxes[i]);
    for (size_t i = 0; i < layout->edge_count; i++) {
        const struct layout_edge *edge = &layout->edges[i];
        if (edge->a != index && edge->b != index &&
            passes_over(center_of(polish, edge->a), center_of(polish, edge->b), box))
            cost += PASS_OVER;
    }
    for (guint k = polish->first[index]; k < polish->first[index + 1]; k++)
        cost += cost_of_line(polish, &layout->edges[polish->edges[k]]);
    return cost;
}

static struct point middle_of_neighbors(const struct polish *polish, guint index)
{
    struct point sum = {0, 0};
    guint count = polish->first[index + 1] - polish->first[index];
    for (guint k = polish->first[index]; k < polish->first[index + 1]; k++) {
        guint other = layout_other_end(&polish->layout->edges[polish->edges[k]], index);
        sum.x += center_of(polish, other)->x / count;
        sum.y += center_of(polish, other)->y / count;
    }
    return sum;
}

static struct point propose(struct polish *polish, guint index, double step)
{
    struct point from = *center_of(polish, index), to = from;
    double kind = next_random(polish);
    double share = next_random(polish);
    if (kind < 0.12) {
        struct point middle = middle_of_neighbors(polish, index);
        to.x += (middle.x - from.x) * share;
        to.y += (middle.y - from.y) * share;
    } else if (kind < 0.2) {
        to.x -= from.x * share * 0.3;
        to.y -= from.y * share * 0.3;
    }
    to.x += (next_random(polish) + next_random(polish) - 1) * step * ORGANIC_ASPECT;
    to.y += (next_random(polish) + next_random(polish) - 1) * step;
    return to;
}

static void try_move(struct polish *polish, double step, double heat)
{
    struct layout *layout = polish->layout;
    guint index = (guint)(next_random(polish) * (double)layout->box_count);
    struct point from = *center_of(polish, index);
    struct point to = propose(polish, index, step);
    double before = cost_of_box(polish, index);
    layout->boxes[index].center = to;
    double rise = cost_of_box(polish, index) - before;
    if (rise > 0 && next_random(polish) >= exp(-rise / heat))
        layout->boxes[index].center = from;
}

static void center_page(struct layout *layout)
{
    layout_normalize(layout);
    layout_move(layout, -layout->width / 2, -layout->height / 2);
}

static double area_of_boxes(const struct polish *polish, double gap)
{
    double area = 0;
    for (size_t i = 0; i < polish->layout->box_count; i++)
        area += (polish->layout->boxes[i].width + gap) * (polish->layout->boxes[i].height + gap);
    return area;
}

static double mean_label_width(const struct layout *layout)
{
    double sum = 0;
    for (size_t i = 0; i < layout->edge_count; i++)
        sum += layout->edges[i].labels[LABEL_A].width + layout->edges[i].labels[LABEL_B].width;
    return sum / (2.0 * (double)layout->edge_count + 1);
}

static void anneal(struct polish *polish, guint moves)
{
    const struct layout *layout = polish->layout;
    double labels = mean_label_width(layout);
    double fill = labels > 0 ? 0.13 : 0.28;
    double last_height = sqrt(area_of_boxes(polish, polish->gap / 2) / fill / ORGANIC_ASPECT) / 2;
    double first_height = fmax(layout->height / 2, last_height);
    for (guint move = 0; move < moves; move++) {
        double done = (double)move / moves;
        double closed = fmin(1, done / 0.7);
        polish->height = first_height + (last_height - first_height) * closed;
        polish->width = polish->height * ORGANIC_ASPECT;
        double heat = HOT * pow(COLD / HOT, done);
        double step = 2 * polish->height * 0.15 * pow(0.02, done);
        try_move(polish, step, heat);
    }
}

/* Moves two boxes that overlap apart, along the shorter way. */
static bool part_boxes(struct layout_box *a, struct layout_box *b)
{
    double x = (a->width + b->width) / 2 + LEAST_GAP - fabs(a->center.x - b->center.x);
    double y = (a->height + b->height) / 2 + LEAST_GAP - fabs(a->center.y - b->center.y);
    if (x <= 0 || y <= 0)
        return false;
    if (x < y) {
        double half = a->center.x < b->center.x ? -x / 2 : x / 2;
        a->center.x += half * 1.01;
        b->center.x -= half * 1.01;
    } else {
        double half = a->center.y < b->center.y ? -y / 2 : y / 2;
        a->center.y += half * 1.01;
        b->center.y -= half * 1.01;
    }
    return true;
}

static void part_all_boxes(struct layout *layout)
{
    bool is_moved = true;
    for (guint round = 0; is_moved && round < 300; round++) {
        is_moved = false;
        for (size_t i = 0; i < layout->box_count; i++)
            for (size_t j = i + 1; j < layout->box_count; j++)
                is_moved |= part_boxes(&layout->boxes[i], &layout->boxes[j]);
    }
}

void organic_polish(struct layout *layout)
{
    struct polish polish = {.layout = layout, .random = 88172645463325252u};
    layout_incidence(layout, &polish.first, &polish.edges);
    polish.gap = BOX_GAP + (mean_label_width(layout) > 0 ? LABEL_HEIGHT : 0);
    polish.mean = sqrt(area_of_boxes(&polish, 0) / (double)layout->box_count);
    center_page(layout);
    double n = (double)layout->box_count, m = (double)layout->edge_count;
    double work = 2 * (n + m) * (1 + 2 * m / n);
    anneal(&polish, (guint)fmin(2500 * n, WORK / work));
    part_all_boxes(layout);
    g_free(polish.first);
    g_free(polish.edges);
}
