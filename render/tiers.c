#include "render/tiers.h"

#include <math.h>

#define MOST_BOXES 3000
#define MOST_ITEMS 12000
#define LABEL_GAP 2.0 /* between a box and a label */
#define LINE_TO_LABEL 3.0
#define TRACK_PITCH 7.0 /* between the horizontal parts of lines */
#define LEAST_GAP 22.0  /* between rows */
#define NUDGE 5.0

static guint add_item(struct tiers *tiers, guint box, guint layer)
{
    struct tiers_item item = {.box = box, .layer = layer};
    g_array_append_val(tiers->items, item);
    guint index = tiers->items->len - 1;
    g_array_append_val(tiers->layers[layer], index);
    return index;
}

/* A line and the rows it crosses, from the top. */
static void add_line(struct tiers *tiers, guint edge, const guint *item_of)
{
    guint upper = tiers->layout->edges[edge].a, lower = tiers->layout->edges[edge].b;
    if (tiers->layer_of[upper] > tiers->layer_of[lower]) {
        guint box = upper;
        upper = lower;
        lower = box;
    }
    guint before = item_of[upper];
    for (guint layer = tiers->layer_of[upper] + 1; layer <= tiers->layer_of[lower]; layer++) {
        guint next = layer == tiers->layer_of[lower] ? item_of[lower] : add_item(tiers, TIERS_DUMMY, layer);
        struct tiers_segment segment = {.upper = before, .lower = next, .edge = edge};
        g_array_append_val(tiers->segments, segment);
        before = next;
    }
}

static int compare_segment_layers(gconstpointer a, gconstpointer b, gpointer user)
{
    const struct tiers *tiers = user;
    const struct tiers_segment *first = a, *second = b;
    guint x = TIERS_ITEM(tiers, first->upper)->layer, y = TIERS_ITEM(tiers, second->upper)->layer;
    if (x != y)
        return x < y ? -1 : 1;
    return (first->edge > second->edge) - (first->edge < second->edge);
}

/* Which segments an item has above and below. */
static void index_segments(struct tiers *tiers)
{
    tiers->up = g_new(guint, tiers->segments->len + 1);
    tiers->down = g_new(guint, tiers->segments->len + 1);
    for (guint i = 0; i < tiers->segments->len; i++) {
        TIERS_ITEM(tiers, TIERS_SEGMENT(tiers, i)->upper)->down_count++;
        TIERS_ITEM(tiers, TIERS_SEGMENT(tiers, i)->lower)->up_count++;
    }
    guint up = 0, down = 0;
    for (guint i = 0; i < tiers->items->len; i++) {
        struct tiers_item *item = TIERS_ITEM(tiers, i);
        item->up_first = up;
        item->down_first = down;
        up += item->up_count;
        down += item->down_count;
        item->up_count = item->down_count = 0;
    }
    for (guint i = 0; i < tiers->segments->len; i++) {
        struct tiers_item *upper = TIERS_ITEM(tiers, TIERS_SEGMENT(tiers, i)->upper);
        struct tiers_item *lower = TIERS_ITEM(tiers, TIERS_SEGMENT(tiers, i)->lower);
        tiers->down[upper->down_first + upper->down_count++] = i;
        tiers->up[lower->up_first + lower->up_count++] = i;
    }
}

static bool is_between_drawn(const struct tiers *tiers, const struct layout_edge *edge)
{
    return tiers_is_drawn(tiers, edge->a) && tiers_is_drawn(tiers, edge->b);
}

static bool is_too_large(const struct tiers *tiers)
{
    gint64 items = 0;
    for (guint i = 0; i < tiers->layout->edge_count; i++) {
        const struct layout_edge *edge = &tiers->layout->edges[i];
        if (is_between_drawn(tiers, edge))
            items += ABS((gint64)tiers->layer_of[edge->a] - (gint64)tiers->layer_of[edge->b]);
    }
    return items > MOST_ITEMS;
}

static void make_items(struct tiers *tiers)
{
    const struct layout *layout = tiers->layout;
    tiers->items = g_array_new(FALSE, FALSE, sizeof(struct tiers_item));
    tiers->segments = g_array_new(FALSE, FALSE, sizeof(struct tiers_segment));
    tiers->layers = g_new(GArray *, tiers->layer_count + 1);
    for (guint layer = 0; layer < tiers->layer_count; layer++)
        tiers->layers[layer] = g_array_new(FALSE, FALSE, sizeof(guint));
    g_autofree guint *item_of = g_new0(guint, layout->box_count + 1);
    for (guint i = 0; i < layout->box_count; i++)
        if (tiers_is_drawn(tiers, i))
            item_of[i] = add_item(tiers, i, tiers->layer_of[i]);
    for (guint i = 0; i < layout->edge_count; i++)
        if (is_between_drawn(tiers, &layout->edges[i]))
            add_line(tiers, i, item_of);
    g_array_sort_with_data(tiers->segments, compare_segment_layers, tiers);
    index_segments(tiers);
    tiers->left = g_new0(double, tiers->items->len + 1);
    tiers->right = g_new0(double, tiers->items->len + 1);
}

/* y: what a row and the gap below it need. */
struct row {
    double labels_above, box, below; /* heights: labels over the boxes, boxes, what hangs or stands below */
    guint tracks;
    double top; /* of the boxes */
};

static bool has_label(const struct tiers *tiers, guint segment, bool is_upper_end)
{
    return tiers_label_width(tiers, TIERS_SEGMENT(tiers, segment), is_upper_end) > 0;
}

static bool has_middle_label(const struct tiers *tiers, guint segment)
{
    return tiers->layout->edges[TIERS_SEGMENT(tiers, segment)->edge].labels[LABEL_MIDDLE].width > 0;
}

static double labels_below(const struct tiers *tiers, const struct tiers_item *item)
{
    double height = 0;
    for (guint k = 0; k < item->down_count; k++) {
        guint segment = tiers->down[item->down_first + k];
        if (has_label(tiers, segment, true))
            height = fmax(height, LABEL_GAP + LABEL_HEIGHT * (has_middle_label(tiers, segment) ? 2 : 1));
    }
    return height;
}

static double labels_above(const struct tiers *tiers, const struct tiers_item *item)
{
    for (guint k = 0; k < item->up_count; k++)
        if (has_label(tiers, tiers->up[item->up_first + k], false))
            return LABEL_GAP + LABEL_HEIGHT;
    return 0;
}

static struct row measure_row(const struct tiers *tiers, const GArray *items)
{
    struct row row = {0, 0, 0, 0, 0};
    const struct layout *layout = tiers->layout;
    for (guint i = 0; i < items->len; i++) {
        const struct tiers_item *item = TIERS_ITEM(tiers, g_array_index(items, guint, i));
        if (item->box != TIERS_DUMMY)
            row.box = fmax(row.box, layout->boxes[item->box].height);
    }
    for (guint i = 0; i < items->len; i++) {
        const struct tiers_item *item = TIERS_ITEM(tiers, g_array_index(items, guint, i));
        if (item->box == TIERS_DUMMY)
            continue;
        double slack = row.box - layout->boxes[item->box].height;
        double comb = comb_measure(&tiers->combs, layout, item->box, tiers->options->comb_rows).height;
        row.labels_above = fmax(row.labels_above, labels_above(tiers, item));
        row.below = fmax(row.below, fmax(comb, labels_below(tiers, item)) - slack);
    }
    return row;
}

struct track {
    guint segment;
    double from, to; /* x, from < to */
    bool is_rightwards;
    guint number;
};

/* Lines that go right: the one that starts furthest to the right turns first; those that go left the other
 * way round. Then neighbors that need not cross do not. */
static int compare_tracks(gconstpointer a, gconstpointer b)
{
    const struct track *first = a, *second = b;
    if (first->is_rightwards != second->is_rightwards)
        return first->is_rightwards ? -1 : 1;
    double x = first->is_rightwards ? second->from : first->to;
    double y = first->is_rightwards ? first->from : second->to;
    if (x != y)
        return x < y ? -1 : 1;
    return (first->segment > second->segment) - (first->segment < second->segment);
}

static GArray *list_bends(const struct tiers *tiers, guint layer)
{
    GArray *bends = g_array_new(FALSE, FALSE, sizeof(struct track));
    const GArray *row = tiers->layers[layer];
    for (guint i = 0; i < row->len; i++) {
        const struct tiers_item *item = TIERS_ITEM(tiers, g_array_index(row, guint, i));
        for (guint k = 0; k < item->down_count; k++) {
            guint index = tiers->down[item->down_first + k];
            const struct tiers_segment *segment = TIERS_SEGMENT(tiers, index);
            if (fabs(segment->x[0] - segment->x[1]) < 0.01)
                continue;
            struct track track = {index, fmin(segment->x[0], segment->x[1]),
                                  fmax(segment->x[0], segment->x[1]), segment->x[0] < segment->x[1], 0};
            g_array_append_val(bends, track);
        }
    }
    g_array_sort(bends, compare_tracks);
    return bends;
}

/* Each bend gets the highest track below all those that it would touch. Returns the number of tracks. */
static guint number_tracks(GArray *bends)
{
    guint count = 0;
    for (guint i = 0; i < bends->len; i++) {
        struct track *track = &g_array_index(bends, struct track, i);
        for (guint j = 0; j < i; j++) {
            const struct track *other = &g_array_index(bends, struct track, j);
            if (other->from < track->to + NUDGE && track->from < other->to + NUDGE)
                track->number = MAX(track->number, other->number + 1);
        }
        count = MAX(count, track->number + 1);
    }
    return count;
}

/* The upper end of one line straight above the lower end of another would make them look like one. */
static void keep_ends_apart(struct tiers *tiers, guint layer)
{
    const GArray *row = tiers->layers[layer];
    g_autoptr(GArray) segments = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < row->len; i++) {
        const struct tiers_item *item = TIERS_ITEM(tiers, g_array_index(row, guint, i));
        g_array_append_vals(segments, tiers->down + item->down_first, item->down_count);
    }
    for (guint i = 0; i < segments->len; i++) {
        struct tiers_segment *bent = TIERS_SEGMENT(tiers, g_array_index(segments, guint, i));
        if (bent->is_straight || TIERS_ITEM(tiers, bent->lower)->box == TIERS_DUMMY)
            continue;
        for (guint j = 0; j < segments->len; j++) {
            const struct tiers_segment *other = TIERS_SEGMENT(tiers, g_array_index(segments, guint, j));
            if (i != j && fabs(other->x[0] - bent->x[1]) < NUDGE / 2)
                bent->x[1] -= NUDGE;
        }
    }
}

static void place_label(struct layout_label *label, double x, double center_y)
{
    if (label->width <= 0)
        return;
    label->is_placed = true;
    label->center = (struct point){x + LINE_TO_LABEL + label->width / 2, center_y};
}

static double box_edge(const struct tiers *tiers, guint item, bool is_bottom)
{
    const struct layout_box *box = &tiers->layout->boxes[TIERS_ITEM(tiers, item)->box];
    return box->center.y + (is_bottom ? box->height : -box->height) / 2;
}

static void add_end(struct tiers *tiers, const struct tiers_segment *segment, bool is_upper_end)
{
    guint item = is_upper_end ? segment->upper : segment->lower;
    guint box = TIERS_ITEM(tiers, item)->box;
    if (box == TIERS_DUMMY)
        return;
    struct layout_edge *edge = &tiers->layout->edges[segment->edge];
    struct layout_label *label = &edge->labels[edge->a == box ? LABEL_A : LABEL_B];
    double x = segment->x[is_upper_end ? 0 : 1], y = box_edge(tiers, item, is_upper_end);
    double first = LABEL_GAP + LABEL_HEIGHT / 2;
    layout_add_point(edge, x, y);
    place_label(label, x, is_upper_end ? y + first : y - first);
    if (is_upper_end)
        place_label(&edge->labels[LABEL_MIDDLE], x, y + first + (label->width > 0 ? LABEL_HEIGHT : 0));
}

static void add_corners(struct tiers *tiers, GArray *bends, double top_track)
{
    for (guint i = 0; i < bends->len; i++) {
        const struct track *track = &g_array_index(bends, struct track, i);
        const struct tiers_segment *segment = TIERS_SEGMENT(tiers, track->segment);
        struct layout_edge *edge = &tiers->layout->edges[segment->edge];
        double y = top_track + TRACK_PITCH * track->number;
        layout_add_point(edge, segment->x[0], y);
        layout_add_point(edge, segment->x[1], y);
    }
}

static void reverse_points(GArray *points)
{
    for (guint i = 0; i < points->len / 2; i++) {
        struct point *first = &g_array_index(points, struct point, i);
        struct point *last = &g_array_index(points, struct point, points->len - 1 - i);
        struct point point = *first;
        *first = *last;
        *last = point;
    }
}

static void place_row(struct tiers *tiers, const GArray *row, double top)
{
    for (guint i = 0; i < row->len; i++) {
        guint index = g_array_index(row, guint, i);
        if (TIERS_ITEM(tiers, index)->box == TIERS_DUMMY)
            continue;
        struct layout_box *box = &tiers->layout->boxes[TIERS_ITEM(tiers, index)->box];
        box->width = tiers->right[index] - tiers->left[index];
        box->center = (struct point){(tiers->left[index] + tiers->right[index]) / 2, top + box->height / 2};
        comb_place(&tiers->combs, tiers->layout, TIERS_ITEM(tiers, index)->box, tiers->options->comb_rows);
    }
}

/* Corners are added by rows from the top, so that each line's are in order. */
static void place_all(struct tiers *tiers)
{
    g_autofree GArray **bends = g_new0(GArray *, tiers->layer_count + 1);
    g_autofree double *gap = g_new0(double, tiers->layer_count + 1);
    double y = 0;
    for (guint layer = 0; layer < tiers->layer_count; layer++) {
        struct row row = measure_row(tiers, tiers->layers[layer]);
        y += row.labels_above;
        place_row(tiers, tiers->layers[layer], y);
        keep_ends_apart(tiers, layer);
        bends[layer] = list_bends(tiers, layer);
        guint tracks = number_tracks(bends[layer]);
        y += row.box + row.below;
        gap[layer] = y + LEAST_GAP / 2;
        y += LEAST_GAP + (tracks > 1 ? TRACK_PITCH * (tracks - 1) : 0);
    }
    for (guint i = 0; i < tiers->segments->len; i++) {
        const struct tiers_segment *segment = TIERS_SEGMENT(tiers, i);
        add_end(tiers, segment, true);
        guint layer = TIERS_ITEM(tiers, segment->upper)->layer;
        bool is_last = i + 1 == tiers->segments->len ||
                       TIERS_ITEM(tiers, TIERS_SEGMENT(tiers, i + 1)->upper)->layer != layer;
        if (!is_last)
            continue;
        add_corners(tiers, bends[layer], gap[layer]);
        for (guint k = 0; k < tiers->segments->len; k++)
            if (TIERS_ITEM(tiers, TIERS_SEGMENT(tiers, k)->upper)->layer == layer)
                add_end(tiers, TIERS_SEGMENT(tiers, k), false);
    }
    for (guint layer = 0; layer < tiers->layer_count; layer++)
        g_array_unref(bends[layer]);
}

static void orient_edges(struct tiers *tiers)
{
    for (guint i = 0; i < tiers->layout->edge_count; i++) {
        struct layout_edge *edge = &tiers->layout->edges[i];
        if (is_between_drawn(tiers, edge) && tiers->layer_of[edge->a] > tiers->layer_of[edge->b])
            reverse_points(edge->points);
    }
}

static void tiers_clear(struct tiers *tiers)
{
    comb_set_clear(&tiers->combs);
    g_free(tiers->layer_of);
    g_free(tiers->base_of_layer);
    if (tiers->items == NULL)
        return;
    for (guint layer = 0; layer < tiers->layer_count; layer++)
        g_array_unref(tiers->layers[layer]);
    g_free(tiers->layers);
    g_array_unref(tiers->items);
    g_array_unref(tiers->segments);
    g_free(tiers->up);
    g_free(tiers->down);
    g_free(tiers->left);
    g_free(tiers->right);
}

static void forget_lines(struct layout *layout)
{
    for (size_t i = 0; i < layout->edge_count; i++) {
        g_array_set_size(layout->edges[i].points, 0);
        layout->edges[i].is_shared = false;
        for (int k = 0; k < LABELS_OF_EDGE; k++)
            layout->edges[i].labels[k].is_placed = false;
    }
}

/* Levels, items and their order. False: too large. */
static bool make_order(struct tiers *tiers)
{
    comb_set_init(&tiers->combs, tiers->layout);
    tiers->layer_of = g_new0(guint, tiers->layout->box_count + 1);
    guint drawn = 0;
    for (guint i = 0; i < tiers->layout->box_count; i++)
        drawn += tiers_is_drawn(tiers, i);
    if (drawn > MOST_BOXES)
        return false;
    tiers_set_levels(tiers);
    if (is_too_large(tiers))
        return false;
    make_items(tiers);
    tiers_order(tiers);
    return true;
}

static struct tiers_guide *make_guide(struct layout *layout, const struct tiers_options *options)
{
    struct tiers_options unsplit = *options;
    unsplit.rows = 1;
    struct tiers tiers = {.layout = layout, .options = &unsplit};
    struct tiers_guide *guide = make_order(&tiers) ? tiers_guide_new(&tiers) : NULL;
    tiers_clear(&tiers);
    return guide;
}

static bool place_order(struct tiers *tiers)
{
    tiers_mirror(tiers);
    if (!tiers_place(tiers) || (tiers_settle(tiers) && !tiers_place(tiers)))
        return false;
    forget_lines(tiers->layout);
    place_all(tiers);
    orient_edges(tiers);
    layout_normalize(tiers->layout);
    return true;
}

bool tiers_arrange(struct layout *layout, const struct tiers_options *options)
{
    struct tiers_guide *guide = options->rows > 1 ? make_guide(layout, options) : NULL;
    struct tiers tiers = {.layout = layout, .options = options, .guide = guide};
    bool is_done = make_order(&tiers) && place_order(&tiers);
    tiers_clear(&tiers);
    tiers_guide_free(guide);
    return is_done;
}
