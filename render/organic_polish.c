/*
 * Polishing: simulated annealing over single boxes, in a page that closes in on them. The random numbers are
 * the same in every run.
 */
#include "render/organic.h"
#include "render/organic_cost.h"

#include <math.h>
#include <stdint.h>

#define LEAST_GAP 4.0
#define HOT 5.0
#define COLD 0.05
#define MOVES 4000 /* of each box */
#define MOST_MOVES 3000000
/* Of a drawing that must not take long: in all, or more where there are many boxes. */
#define QUICK_MOVES 16000
#define QUICK_MOVES_OF_BOX 300
#define USUAL_ASPECT 1.5 /* of a page, width to height */
#define WIDEST_ASPECT 1.9
#define READABLE_AREA (1587.0 * 1122.0 / 1.8 / 1.8) /* points of an A3 page on which text has 18 pixels */

struct polish {
    struct organic_cost cost;
    struct layout *layout;
    uint64_t random;
};

static double next_random(struct polish *polish)
{
    polish->random ^= polish->random << 13;
    polish->random ^= polish->random >> 7;
    polish->random ^= polish->random << 17;
    return (double)(polish->random >> 11) * 0x1p-53;
}

/* Nearly normal, with a deviation of 1. */
static double next_normal(struct polish *polish)
{
    double sum = -2;
    for (int i = 0; i < 4; i++)
        sum += next_random(polish);
    return sum * 1.7320508;
}

static struct point middle_of_neighbors(const struct polish *polish, guint box)
{
    const struct organic_cost *cost = &polish->cost;
    struct point sum = {0, 0};
    guint count = cost->first[box + 1] - cost->first[box];
    for (guint k = cost->first[box]; k < cost->first[box + 1]; k++) {
        guint other = layout_other_end(&polish->layout->edges[cost->edges[k]], box);
        sum.x += polish->layout->boxes[other].center.x / count;
        sum.y += polish->layout->boxes[other].center.y / count;
    }
    return sum;
}

static struct point propose(struct polish *polish, guint box, double step)
{
    struct point to = polish->layout->boxes[box].center;
    double kind = next_random(polish);
    if (kind < 0.2 && kind >= 0.12) {
        double share = 1 - 0.2 * next_random(polish);
        return (struct point){to.x * share, to.y * share};
    }
    if (kind < 0.12)
        to = middle_of_neighbors(polish, box);
    to.x += next_normal(polish) * step;
    to.y += next_normal(polish) * step * 0.6;
    return to;
}

static void try_move(struct polish *polish, double step, double heat)
{
    struct organic_cost *cost = &polish->cost;
    struct layout *layout = polish->layout;
    guint box = (guint)(next_random(polish) * (double)layout->box_count);
    struct point from = layout->boxes[box].center, to = propose(polish, box, step);
    double rise = -heat * log(next_random(polish) + 1e-12);
    if (isnan(cost->known[box]))
        cost->known[box] = organic_cost_of(cost, box, INFINITY);
    double limit = cost->known[box] + rise;
    /* What is seen from the new place is the same whether the box is in the grid or not. */
    layout->boxes[box].center = to;
    double after = organic_cost_of(cost, box, limit);
    layout->boxes[box].center = from;
    if (after > limit)
        return;
    organic_cost_move(cost, box, to);
    cost->known[box] = after;
}

static double area_of_boxes(const struct layout *layout, double gap)
{
    double area = 0;
    for (size_t i = 0; i < layout->box_count; i++)
        area += (layout->boxes[i].width + gap) * (layout->boxes[i].height + gap);
    return area;
}

static bool has_labels(const struct layout *layout)
{
    for (size_t i = 0; i < layout->edge_count; i++)
        if (layout->edges[i].labels[LABEL_A].width > 0 || layout->edges[i].labels[LABEL_B].width > 0)
            return true;
    return false;
}

/* The area of the last page: boxes take a share of it that leaves lines and their labels room to be seen, and
 * more of it where text would get too small. */
static double area_of_page(const struct layout *layout, double gap)
{
    double area = area_of_boxes(layout, gap), least = has_labels(layout) ? 0.24 : 0.33;
    return area / fmin(0.5, fmax(least, area / READABLE_AREA));
}

double organic_aspect(const struct layout *layout)
{
    double area = area_of_page(layout, organic_gap(layout)), width = sqrt(area * USUAL_ASPECT);
    /* So that the page, of which these have a good part, is no ribbon. */
    double low = LAYOUT_LEAST_WIDTH / WIDEST_ASPECT - LAYOUT_FRAME_HEIGHT;
    if (width < LAYOUT_LEAST_WIDTH)
        width = fmin(LAYOUT_LEAST_WIDTH, fmax(area / low, sqrt(area)));
    return width * width / area;
}

static double reach_of(const struct layout *layout, double aspect)
{
    double reach = 1;
    for (size_t i = 0; i < layout->box_count; i++) {
        const struct layout_box *box = &layout->boxes[i];
        reach = fmax(reach, (fabs(box->center.x) + box->width / 2) / aspect);
        reach = fmax(reach, fabs(box->center.y) + box->height / 2);
    }
    return reach;
}

static void anneal(struct polish *polish, size_t moves)
{
    struct organic_cost *cost = &polish->cost;
    const struct layout *layout = polish->layout;
    double aspect = organic_aspect(layout), last = sqrt(area_of_page(layout, cost->gap) / aspect) / 2;
    double first = fmax(last, reach_of(layout, aspect));
    double spread = fmax(last * 0.15, cost->mean);
    double half = 0;
    for (size_t move = 0; move < moves; move++) {
        double done = (double)move / (double)moves;
        /* The page, and with it all that is known, changes in steps. */
        double now = done < 0.75 ? first * pow(last / first, floor(done / 0.75 * 200) / 200) : last;
        if (now != half) {
            half = now;
            cost->half_height = half;
            cost->half_width = half * aspect;
            for (size_t i = 0; i < layout->box_count; i++)
                cost->known[i] = NAN;
        }
        try_move(polish, spread * pow(0.02, done) + 1, HOT * pow(COLD / HOT, done));
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

void organic_part_boxes(struct layout *layout)
{
    bool is_moved = true;
    for (guint round = 0; is_moved && round < 300; round++) {
        is_moved = false;
        for (size_t i = 0; i < layout->box_count; i++)
            for (size_t j = i + 1; j < layout->box_count; j++)
                is_moved |= part_boxes(&layout->boxes[i], &layout->boxes[j]);
    }
}

static size_t count_moves(const struct layout *layout)
{
    size_t moves = MIN(MOVES * layout->box_count, MOST_MOVES);
    return layout->is_quick ? MIN(moves, MAX(QUICK_MOVES, QUICK_MOVES_OF_BOX * layout->box_count)) : moves;
}

void organic_polish(struct layout *layout, guint seed)
{
    struct polish polish = {.layout = layout, .random = 88172645463325252u ^ (seed * 0x9e3779b97f4a7c15u)};
    layout_normalize(layout);
    layout_move(layout, -layout->width / 2, -layout->height / 2);
    organic_cost_init(&polish.cost, layout, layout->width, layout->height);
    anneal(&polish, count_moves(layout));
    organic_cost_clear(&polish.cost);
    organic_part_boxes(layout);
}

double organic_faults(const struct layout *layout)
{
    struct layout *copy = layout_copy(layout);
    struct organic_cost cost;
    layout_normalize(copy);
    layout_move(copy, -copy->width / 2, -copy->height / 2);
    organic_cost_init(&cost, copy, copy->width, copy->height);
    double faults = organic_cost_faults(&cost);
    organic_cost_clear(&cost);
    layout_free(copy);
    return faults;
}
