/*
 * Following the last map: what stood on it stands where it stood; what is new goes beside what it is linked
 * with, and gives way.
 */
#include "render/organic.h"

#include <math.h>

#define GAP 8.0
#define MOST_ROUNDS 300

/* The middle of the neighbors that have places. False: none has. */
static bool find_middle(const struct layout *layout, const guint *first, const guint *edges, guint box,
                        const bool *has_place, struct point *out)
{
    guint count = 0;
    struct point sum = {0, 0};
    for (guint k = first[box]; k < first[box + 1]; k++) {
        guint other = layout_other_end(&layout->edges[edges[k]], box);
        if (!has_place[other])
            continue;
        sum.x += layout->boxes[other].center.x;
        sum.y += layout->boxes[other].center.y;
        count++;
    }
    if (count > 0)
        *out = (struct point){sum.x / count, sum.y / count};
    return count > 0;
}

/* The middle of the boxes that stood on the last map. */
static struct point middle_of_kept(const struct layout *layout)
{
    struct point sum = {0, 0};
    guint count = 0;
    for (size_t i = 0; i < layout->box_count; i++) {
        const struct layout_box *box = &layout->boxes[i];
        if (box->hold == LAYOUT_FREE)
            continue;
        sum.x += box->center.x;
        sum.y += box->center.y;
        count++;
    }
    return (struct point){sum.x / MAX(count, 1), sum.y / MAX(count, 1)};
}

/* Outwards, so that a box with one neighbor does not stand between it and the others. */
static struct point beside(const struct layout *layout, guint box, struct point middle, struct point all)
{
    double length = fmax(hypot(middle.x - all.x, middle.y - all.y), 1);
    double away = layout->boxes[box].width / 2 + 3 * GAP;
    return (struct point){middle.x + (middle.x - all.x) / length * away,
                          middle.y + (middle.y - all.y) / length * away};
}

/* Below everything, in a row. */
static void place_the_rest(struct layout *layout, const bool *has_place)
{
    double bottom = 0, left = INFINITY;
    for (size_t i = 0; i < layout->box_count; i++) {
        const struct layout_box *box = &layout->boxes[i];
        if (!has_place[i])
            continue;
        bottom = fmax(bottom, box->center.y + box->height / 2);
        left = fmin(left, box->center.x - box->width / 2);
    }
    double x = isfinite(left) ? left : 0;
    for (size_t i = 0; i < layout->box_count; i++) {
        struct layout_box *box = &layout->boxes[i];
        if (has_place[i])
            continue;
        box->center = (struct point){x + box->width / 2, bottom + GAP + box->height / 2};
        x += box->width + GAP;
    }
}

static void place_new(struct layout *layout)
{
    g_autofree guint *first = NULL, *edges = NULL;
    g_autofree bool *has_place = g_new0(bool, layout->box_count + 1);
    layout_incidence(layout, &first, &edges);
    for (guint i = 0; i < layout->box_count; i++)
        has_place[i] = layout->boxes[i].hold != LAYOUT_FREE;
    struct point all = middle_of_kept(layout);
    bool is_moved = true;
    while (is_moved) {
        is_moved = false;
        for (guint i = 0; i < layout->box_count; i++) {
            struct point middle;
            if (has_place[i] || !find_middle(layout, first, edges, i, has_place, &middle))
                continue;
            layout->boxes[i].center = beside(layout, i, middle, all);
            has_place[i] = is_moved = true;
        }
    }
    place_the_rest(layout, has_place);
}

/* The share of the way that a box goes when it and another one have to part. */
static double share_of(const struct layout_box *box, const struct layout_box *other)
{
    if (box->hold == other->hold)
        return 0.5;
    return box->hold > other->hold ? 0 : 1;
}

static bool part_boxes(struct layout_box *a, struct layout_box *b)
{
    if (a->hold == LAYOUT_PINNED && b->hold == LAYOUT_PINNED)
        return false;
    double x = (a->width + b->width) / 2 + GAP - fabs(a->center.x - b->center.x);
    double y = (a->height + b->height) / 2 + GAP - fabs(a->center.y - b->center.y);
    /* Two that stood on the last map, or were put there by hand, may be as near as they were. */
    double slack = MIN(a->hold, b->hold) != LAYOUT_FREE ? GAP : 0;
    if (x <= slack || y <= slack)
        return false;
    bool is_across = x < y;
    double way = (is_across ? x : y) - slack + 0.5;
    bool is_before = is_across ? a->center.x < b->center.x : a->center.y < b->center.y;
    double of_a = way * share_of(a, b) * (is_before ? -1 : 1),
           of_b = way * share_of(b, a) * (is_before ? 1 : -1);
    *(is_across ? &a->center.x : &a->center.y) += of_a;
    *(is_across ? &b->center.x : &b->center.y) += of_b;
    return true;
}

static void part_all(struct layout *layout)
{
    bool is_moved = true;
    for (guint round = 0; is_moved && round < MOST_ROUNDS; round++) {
        is_moved = false;
        for (size_t i = 0; i < layout->box_count; i++)
            for (size_t j = i + 1; j < layout->box_count; j++)
                is_moved |= part_boxes(&layout->boxes[i], &layout->boxes[j]);
    }
}

void organic_follow(struct layout *layout)
{
    place_new(layout);
    part_all(layout);
    for (size_t i = 0; i < layout->edge_count; i++)
        g_array_set_size(layout->edges[i].points, 0);
    organic_draw_lines(layout);
    organic_place_labels(layout);
    layout_normalize(layout);
    layout->is_organic = true;
}
