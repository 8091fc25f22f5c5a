/*
 * Arranging: each connected part in the way that suits it, then all parts on one page.
 */
#include "render/organic.h"
#include "render/tiers.h"

#include <math.h>

#define PART_GAP 24.0
#define BOX_GAP 9.0 /* between boxes without links */
#define ASPECT 1.55
#define LARGE 400 /* boxes that do not hang in combs: fewer ways are tried */
#define HANDICAP 0.01
#define UNFOLDED_HANDICAP 0.03
#define ORGANIC_HANDICAP 0.005
#define MOST_PLAIN 400   /* boxes: what Graphviz draws of more is never better */
#define PLAIN_BELOW 0.97 /* score */
#define GOOD 0.985       /* score: no other kind of drawing is tried */
#define LARGE_OF_QUICK 60
#define GOOD_OF_QUICK 0.95
#define QUICK_ROWS 6

/* The best so far. */
struct contest {
    double text_size;
    double score;
    struct layout *best;
};

/* What is tried first reads most naturally: a later one must be better by its handicap. */
static void enter(struct contest *contest, struct layout *candidate, double handicap)
{
    double score = layout_score(candidate, contest->text_size);
    if (contest->best != NULL && score <= contest->score * (1 + handicap)) {
        layout_free(candidate);
        return;
    }
    layout_free(contest->best);
    contest->best = candidate;
    contest->score = score;
}

static void enter_tiers(struct contest *contest, const struct layout *part, struct tiers_options options,
                        double handicap)
{
    struct layout *candidate = layout_copy(part);
    if (tiers_arrange(candidate, &options))
        enter(contest, candidate, handicap);
    else
        layout_free(candidate);
}

/* How many boxes do not hang in combs, and how many hang from one at most. */
static void count_hosts(const struct layout *part, guint *hosts, guint *longest)
{
    struct comb_set combs;
    comb_set_init(&combs, part);
    *hosts = *longest = 0;
    for (guint i = 0; i < part->box_count; i++) {
        *hosts += combs.host[i] == COMB_NO_HOST;
        if (combs.leaves[i])
            *longest = MAX(*longest, combs.leaves[i]->len);
    }
    comb_set_clear(&combs);
}

#define BOXES_IN_ROW 3

static void try_tiers_of(struct contest *contest, const struct layout *part, bool is_folded, guint hosts,
                         guint longest)
{
    static const guint comb_rows[] = {10, 5, 20, 40}, rows[] = {1, 2, 3, 4, 6, 8, 12, 16, 24};
    double handicap = is_folded ? HANDICAP : UNFOLDED_HANDICAP;
    bool is_large = hosts > (part->is_quick ? LARGE_OF_QUICK : LARGE);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (rows[i] > 1 && rows[i] * BOXES_IN_ROW > hosts)
            break;
        for (size_t k = 0; k < G_N_ELEMENTS(comb_rows); k++) {
            if (part->is_quick && (k > 1 || rows[i] > QUICK_ROWS))
                continue;
            bool is_same = (k == 1 && longest <= 5) || (k > 1 && longest <= comb_rows[k] / 2);
            if (is_same || (is_large && k > 0))
                continue;
            struct tiers_options options = {TIERS_FROM_ACCESS, is_folded, rows[i], comb_rows[k]};
            enter_tiers(contest, part, options, handicap);
            options.root = TIERS_FROM_CENTER;
            if (!is_large)
                enter_tiers(contest, part, options, handicap);
        }
    }
}

static void try_tiers(struct contest *contest, const struct layout *part)
{
    guint hosts, longest;
    count_hosts(part, &hosts, &longest);
    try_tiers_of(contest, part, true, hosts, longest);
    if (part->is_quick && contest->score >= GOOD_OF_QUICK)
        return;
    try_tiers_of(contest, part, false, hosts, longest);
}

static void try_organic(struct contest *contest, const struct layout *part, const struct layout_ways *ways)
{
    struct layout *candidate = layout_copy(part);
    candidate->is_organic = true;
    if (organic_arrange(candidate, ways->spread, ways->user))
        enter(contest, candidate, ORGANIC_HANDICAP);
    else
        layout_free(candidate);
}

/* As Graphviz draws it by itself, so that no map is worse than that. */
static void try_engine(struct contest *contest, const struct layout *part, const struct layout_ways *ways,
                       const char *engine)
{
    struct layout *candidate = layout_copy(part);
    if (ways->place != NULL && organic_arrange_plain(candidate, engine, ways->place, ways->user))
        enter(contest, candidate, 0);
    else
        layout_free(candidate);
}

/* Boxes in lines of at most this width, as text: what has no links, and what cannot be drawn otherwise.
 * Returns the height. */
static double flow(struct layout *layout, double width, bool is_final)
{
    double x = 0, y = 0, line = 0;
    for (size_t i = 0; i < layout->box_count; i++) {
        struct layout_box *box = &layout->boxes[i];
        if (x > 0 && x + box->width > width) {
            y += line + BOX_GAP;
            x = line = 0;
        }
        if (is_final)
            box->center = (struct point){x + box->width / 2, y + box->height / 2};
        x += box->width + BOX_GAP;
        line = fmax(line, box->height);
    }
    if (is_final)
        layout_normalize(layout);
    return y + line;
}

static void arrange_alone(struct layout *layout)
{
    double area = 0;
    for (size_t i = 0; i < layout->box_count; i++)
        area += (layout->boxes[i].width + BOX_GAP) * (layout->boxes[i].height + BOX_GAP);
    flow(layout, sqrt(area * ASPECT), true);
}

static struct layout *arrange_part(const struct layout *part, double text_size,
                                   const struct layout_ways *ways)
{
    struct contest contest = {text_size, 0, NULL};
    if (part->edge_count > 0 && ways->engine != NULL)
        try_engine(&contest, part, ways, ways->engine);
    if (part->edge_count > 0 && contest.best == NULL) {
        if (ways->with_tiers)
            try_tiers(&contest, part);
        double good = part->is_quick ? GOOD_OF_QUICK : GOOD;
        if (ways->with_organic && ways->spread != NULL && contest.score < good)
            try_organic(&contest, part, ways);
        if (ways->with_organic && !part->is_quick && contest.score < PLAIN_BELOW &&
            part->box_count <= MOST_PLAIN)
            try_engine(&contest, part, ways, "sfdp");
    }
    if (contest.best == NULL) {
        contest.best = layout_copy(part);
        arrange_alone(contest.best);
    }
    return contest.best;
}

/* Everything that can be reached from a box gets the number. */
static void flood(const struct layout *layout, const guint *first, const guint *edges, guint from,
                  guint number, guint *part_of)
{
    GArray *stack = g_array_new(FALSE, FALSE, sizeof(guint));
    part_of[from] = number;
    g_array_append_val(stack, from);
    while (stack->len > 0) {
        guint box = g_array_index(stack, guint, stack->len - 1);
        g_array_set_size(stack, stack->len - 1);
        for (guint k = first[box]; k < first[box + 1]; k++) {
            guint other = layout_other_end(&layout->edges[edges[k]], box);
            if (part_of[other] != 0)
                continue;
            part_of[other] = number;
            g_array_append_val(stack, other);
        }
    }
    g_array_unref(stack);
}

/* Which connected part each box belongs to; those without links make one together, number 0. Returns the
 * count. */
static guint number_parts(const struct layout *layout, guint *part_of)
{
    g_autofree guint *first = NULL, *edges = NULL;
    layout_incidence(layout, &first, &edges);
    guint count = 1;
    for (guint i = 0; i < layout->box_count; i++)
        part_of[i] = 0;
    for (guint i = 0; i < layout->box_count; i++)
        if (part_of[i] == 0 && first[i] != first[i + 1])
            flood(layout, first, edges, i, count++, part_of);
    return count;
}

/* One part by itself; which: its boxes in the whole, edges: its edges. */
static struct layout *take_part(const struct layout *layout, const guint *part_of, guint number,
                                GArray *which, GArray *edges)
{
    g_autofree guint *place = g_new0(guint, layout->box_count + 1);
    for (guint i = 0; i < layout->box_count; i++) {
        if (part_of[i] != number)
            continue;
        place[i] = which->len;
        g_array_append_val(which, i);
    }
    for (guint i = 0; i < layout->edge_count; i++)
        if (part_of[layout->edges[i].a] == number)
            g_array_append_val(edges, i);
    struct layout *part = layout_new(which->len, edges->len);
    part->is_quick = layout->is_quick;
    for (guint i = 0; i < which->len; i++)
        part->boxes[i] = layout->boxes[g_array_index(which, guint, i)];
    for (guint i = 0; i < edges->len; i++) {
        GArray *points = part->edges[i].points;
        part->edges[i] = layout->edges[g_array_index(edges, guint, i)];
        part->edges[i].a = place[part->edges[i].a];
        part->edges[i].b = place[part->edges[i].b];
        part->edges[i].points = points;
    }
    return part;
}

static void put_part(struct layout *layout, const struct layout *part, const GArray *which,
                     const GArray *edges)
{
    for (guint i = 0; i < which->len; i++)
        layout->boxes[g_array_index(which, guint, i)] = part->boxes[i];
    for (guint i = 0; i < edges->len; i++) {
        struct layout_edge *edge = &layout->edges[g_array_index(edges, guint, i)];
        const struct layout_edge *from = &part->edges[i];
        g_array_set_size(edge->points, 0);
        if (from->points->len > 0)
            g_array_append_vals(edge->points, from->points->data, from->points->len);
        edge->is_shared = from->is_shared;
        for (int k = 0; k < LABELS_OF_EDGE; k++)
            edge->labels[k] = from->labels[k];
    }
}

struct placed_part {
    struct layout *layout;
    GArray *which, *edges;
    guint number;
};

/* The largest first, those without links last. */
static int compare_parts(gconstpointer a, gconstpointer b)
{
    const struct placed_part *first = a, *second = b;
    bool is_first_single = first->edges->len == 0, is_second_single = second->edges->len == 0;
    if (is_first_single != is_second_single)
        return is_first_single ? 1 : -1;
    if (first->layout->height != second->layout->height)
        return first->layout->height > second->layout->height ? -1 : 1;
    return (first->number > second->number) - (first->number < second->number);
}

/* In rows on a page of the given width; boxes without links fill what is left of the last. Returns the
 * height.
 */
static double pack_rows(const GArray *parts, double page, bool is_final)
{
    double x = 0, y = 0, row = 0;
    for (guint i = 0; i < parts->len; i++) {
        const struct placed_part *placed = &g_array_index(parts, struct placed_part, i);
        struct layout *part = placed->layout;
        bool is_alone = placed->edges->len == 0;
        if (x > 0 && (is_alone || x + part->width > page)) {
            y += row + PART_GAP;
            x = row = 0;
        }
        double height = is_alone ? flow(part, page, is_final) : part->height;
        if (is_final)
            layout_move(part, x, y);
        x += part->width + PART_GAP;
        row = fmax(row, height);
    }
    return y + row;
}

static void pack_parts(GArray *parts)
{
    double widest = 1, total = 0;
    for (guint i = 0; i < parts->len; i++) {
        const struct placed_part *placed = &g_array_index(parts, struct placed_part, i);
        if (placed->edges->len > 0 || parts->len == 1)
            widest = fmax(widest, placed->layout->width);
        total += placed->layout->width + PART_GAP;
    }
    double best = widest, least = INFINITY, page = widest;
    while (page <= total * 1.05) {
        double badness = fmax(page / ASPECT, pack_rows(parts, page, false));
        if (badness < least)
            best = page;
        least = fmin(least, badness);
        page *= 1.05;
    }
    pack_rows(parts, best, true);
}

void layout_arrange(struct layout *layout, double text_size, const struct layout_ways *ways)
{
    g_autofree guint *part_of = g_new0(guint, layout->box_count + 1);
    guint count = number_parts(layout, part_of);
    GArray *parts = g_array_new(FALSE, FALSE, sizeof(struct placed_part));
    layout->is_organic = true;
    for (guint number = 0; number < count; number++) {
        struct placed_part placed = {NULL, g_array_new(FALSE, FALSE, sizeof(guint)),
                                     g_array_new(FALSE, FALSE, sizeof(guint)), number};
        struct layout *part = take_part(layout, part_of, number, placed.which, placed.edges);
        placed.layout = arrange_part(part, text_size, ways);
        layout->is_organic &= part->edge_count == 0 || placed.layout->is_organic;
        layout_free(part);
        g_array_append_val(parts, placed);
    }
    g_array_sort(parts, compare_parts);
    pack_parts(parts);
    for (guint i = 0; i < parts->len; i++) {
        struct placed_part *placed = &g_array_index(parts, struct placed_part, i);
        put_part(layout, placed->layout, placed->which, placed->edges);
        layout_free(placed->layout);
        g_array_unref(placed->which);
        g_array_unref(placed->edges);
    }
    g_array_unref(parts);
    layout_normalize(layout);
}
