/*
 * Settling: among the orders with as few crossings, the one that people expect. The drawing is turned so that
 * names grow from left to right, and boxes that are linked to the same others stand in the order of their
 * names; as rows are dealt out in that order too, this also fills them evenly.
 */
#include "render/tiers.h"

#include <math.h>

/* Positive when more boxes stand in their order than against it. */
static gint64 order_of_rows(const struct tiers *tiers)
{
    gint64 sum = 0;
    for (guint layer = 0; layer < tiers->layer_count; layer++) {
        const GArray *row = tiers->layers[layer];
        guint before = TIERS_DUMMY;
        for (guint i = 0; i < row->len; i++) {
            guint box = TIERS_ITEM(tiers, g_array_index(row, guint, i))->box;
            if (box == TIERS_DUMMY)
                continue;
            if (before != TIERS_DUMMY)
                sum += before < box ? 1 : -1;
            before = box;
        }
    }
    return sum;
}

void tiers_mirror(struct tiers *tiers)
{
    if (order_of_rows(tiers) >= 0)
        return;
    for (guint layer = 0; layer < tiers->layer_count; layer++) {
        GArray *row = tiers->layers[layer];
        for (guint i = 0; i < row->len; i++)
            TIERS_ITEM(tiers, g_array_index(row, guint, i))->position = row->len - 1 - i;
        for (guint i = 0; i < row->len / 2; i++) {
            guint *left = &g_array_index(row, guint, i),
                  *right = &g_array_index(row, guint, row->len - 1 - i);
            guint item = *left;
            *left = *right;
            *right = item;
        }
    }
    tiers_sort_segments(tiers);
}

/* A line of a box, by the box at its other end. */
struct leg {
    guint other, edge;
};

static int compare_legs(gconstpointer a, gconstpointer b)
{
    const struct leg *first = a, *second = b;
    if (first->other != second->other)
        return first->other < second->other ? -1 : 1;
    return (first->edge > second->edge) - (first->edge < second->edge);
}

static GArray *list_legs(const struct tiers *tiers, guint box)
{
    const struct comb_set *combs = &tiers->combs;
    GArray *legs = g_array_new(FALSE, FALSE, sizeof(struct leg));
    for (guint k = combs->first[box]; k < combs->first[box + 1]; k++) {
        guint edge = combs->edges[k];
        struct leg leg = {layout_other_end(&tiers->layout->edges[edge], box), edge};
        if (tiers_is_drawn(tiers, leg.other))
            g_array_append_val(legs, leg);
    }
    g_array_sort(legs, compare_legs);
    return legs;
}

struct settling {
    struct tiers *tiers;
    GArray **legs;           /* of each box */
    GHashTable *twins;       /* "3,5": boxes linked to 3 and 5, as GArray of guint */
    guint *item_of;          /* of each box */
    double *x_at_a, *x_at_b; /* of each edge */
    double *line_rank;       /* of each edge: where its passages want to be; NAN where they are */
};

static void group_twins(struct settling *settling)
{
    const struct tiers *tiers = settling->tiers;
    for (guint box = 0; box < tiers->layout->box_count; box++) {
        settling->legs[box] = list_legs(tiers, box);
        if (!tiers_is_drawn(tiers, box) || settling->legs[box]->len == 0)
            continue;
        GString *key = g_string_new(NULL);
        for (guint i = 0; i < settling->legs[box]->len; i++)
            g_string_append_printf(key, "%u,", g_array_index(settling->legs[box], struct leg, i).other);
        GArray *group = g_hash_table_lookup(settling->twins, key->str);
        if (group == NULL) {
            group = g_array_new(FALSE, FALSE, sizeof(guint));
            g_hash_table_insert(settling->twins, g_strdup(key->str), group);
        }
        g_array_append_val(group, box);
        g_string_free(key, TRUE);
    }
}

static void find_places(struct settling *settling)
{
    const struct tiers *tiers = settling->tiers;
    for (guint i = 0; i < tiers->items->len; i++)
        if (TIERS_ITEM(tiers, i)->box != TIERS_DUMMY)
            settling->item_of[TIERS_ITEM(tiers, i)->box] = i;
    for (guint i = 0; i < tiers->segments->len; i++) {
        const struct tiers_segment *segment = TIERS_SEGMENT(tiers, i);
        const struct layout_edge *edge = &tiers->layout->edges[segment->edge];
        const guint boxes[2] = {TIERS_ITEM(tiers, segment->upper)->box,
                                TIERS_ITEM(tiers, segment->lower)->box};
        for (int end = 0; end < 2; end++) {
            if (boxes[end] == edge->a)
                settling->x_at_a[segment->edge] = segment->x[end];
            if (boxes[end] == edge->b)
                settling->x_at_b[segment->edge] = segment->x[end];
        }
    }
}

static int compare_doubles(gconstpointer a, gconstpointer b)
{
    double first = *(const double *)a, second = *(const double *)b;
    return (first > second) - (first < second);
}

static double center_of(const struct tiers *tiers, guint item)
{
    return (tiers->left[item] + tiers->right[item]) / 2;
}

/* Where the leg of a box meets the other box. */
static double far_x(const struct settling *settling, const struct leg *leg)
{
    bool is_a = settling->tiers->layout->edges[leg->edge].a == leg->other;
    return is_a ? settling->x_at_a[leg->edge] : settling->x_at_b[leg->edge];
}

/* The places that twins have are given to them again, in their order. */
static void rank_twins(struct settling *settling, const GArray *group, double *rank)
{
    guint legs = settling->legs[g_array_index(group, guint, 0)]->len;
    g_autofree double *places = g_new(double, group->len);
    for (guint i = 0; i < group->len; i++)
        places[i] = center_of(settling->tiers, settling->item_of[g_array_index(group, guint, i)]);
    qsort(places, group->len, sizeof *places, compare_doubles);
    for (guint i = 0; i < group->len; i++)
        rank[settling->item_of[g_array_index(group, guint, i)]] = places[i];
    for (guint k = 0; k < legs; k++) {
        for (guint i = 0; i < group->len; i++)
            places[i] = far_x(settling,
                              &g_array_index(settling->legs[g_array_index(group, guint, i)], struct leg, k));
        qsort(places, group->len, sizeof *places, compare_doubles);
        for (guint i = 0; i < group->len; i++) {
            guint box = g_array_index(group, guint, i);
            settling->line_rank[g_array_index(settling->legs[box], struct leg, k).edge] = places[i];
        }
    }
}

static void rank_all(struct settling *settling, double *rank)
{
    const struct tiers *tiers = settling->tiers;
    for (guint i = 0; i < tiers->items->len; i++)
        rank[i] = center_of(tiers, i);
    for (guint i = 0; i < tiers->layout->edge_count; i++)
        settling->line_rank[i] = NAN;
    GHashTableIter iter;
    gpointer group;
    g_hash_table_iter_init(&iter, settling->twins);
    while (g_hash_table_iter_next(&iter, NULL, &group))
        if (((GArray *)group)->len > 1)
            rank_twins(settling, group, rank);
    for (guint i = 0; i < tiers->segments->len; i++) {
        const struct tiers_segment *segment = TIERS_SEGMENT(tiers, i);
        bool is_passage = TIERS_ITEM(tiers, segment->lower)->box == TIERS_DUMMY;
        if (is_passage && !isnan(settling->line_rank[segment->edge]))
            rank[segment->lower] = settling->line_rank[segment->edge];
    }
}

static void settling_init(struct settling *settling, struct tiers *tiers)
{
    const struct layout *layout = tiers->layout;
    settling->tiers = tiers;
    settling->legs = g_new0(GArray *, layout->box_count + 1);
    settling->twins = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
    settling->item_of = g_new0(guint, layout->box_count + 1);
    settling->x_at_a = g_new0(double, layout->edge_count + 1);
    settling->x_at_b = g_new0(double, layout->edge_count + 1);
    settling->line_rank = g_new0(double, layout->edge_count + 1);
}

static void settling_clear(struct settling *settling)
{
    for (guint i = 0; i < settling->tiers->layout->box_count; i++)
        g_array_unref(settling->legs[i]);
    g_free(settling->legs);
    g_hash_table_unref(settling->twins);
    g_free(settling->item_of);
    g_free(settling->x_at_a);
    g_free(settling->x_at_b);
    g_free(settling->line_rank);
}

bool tiers_settle(struct tiers *tiers)
{
    struct settling settling;
    settling_init(&settling, tiers);
    group_twins(&settling);
    find_places(&settling);
    g_autofree double *rank = g_new0(double, tiers->items->len + 1);
    rank_all(&settling, rank);
    settling_clear(&settling);
    return tiers_reorder(tiers, rank);
}
