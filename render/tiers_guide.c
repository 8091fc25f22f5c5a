/*
 * A guide: the order of a drawing whose largest row is not split, for one in which it is. The few items of
 * the former are ordered well in no time; what stands in one row there, boxes and lines that pass, keeps its
 * order in all the rows that it is dealt out to, and so crosses no more than there.
 */
#include "render/tiers.h"

#define BASES 4096 /* more rows than a drawing has */

struct tiers_guide {
    double *box_rank;       /* of each box */
    GHashTable *line_ranks; /* edge * BASES + base row -> place + 1 */
};

static gpointer line_key(guint edge, guint base)
{
    return GUINT_TO_POINTER(edge * BASES + base % BASES);
}

struct tiers_guide *tiers_guide_new(const struct tiers *tiers)
{
    struct tiers_guide *guide = g_new0(struct tiers_guide, 1);
    guide->box_rank = g_new0(double, tiers->layout->box_count + 1);
    guide->line_ranks = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < tiers->items->len; i++) {
        const struct tiers_item *item = TIERS_ITEM(tiers, i);
        if (item->box != TIERS_DUMMY)
            guide->box_rank[item->box] = item->position;
    }
    for (guint i = 0; i < tiers->segments->len; i++) {
        const struct tiers_segment *segment = TIERS_SEGMENT(tiers, i);
        const struct tiers_item *item = TIERS_ITEM(tiers, segment->lower);
        if (item->box == TIERS_DUMMY)
            g_hash_table_insert(guide->line_ranks, line_key(segment->edge, tiers->base_of_layer[item->layer]),
                                GUINT_TO_POINTER(item->position + 1));
    }
    return guide;
}

void tiers_guide_free(struct tiers_guide *guide)
{
    if (guide == NULL)
        return;
    g_free(guide->box_rank);
    g_hash_table_unref(guide->line_ranks);
    g_free(guide);
}

/* Where a line passes a row: where it did before the row was split, else where its box stood. */
static double line_rank(const struct tiers_guide *guide, const struct tiers *tiers, guint edge, guint base)
{
    guint place = GPOINTER_TO_UINT(g_hash_table_lookup(guide->line_ranks, line_key(edge, base)));
    const struct layout_edge *ends = &tiers->layout->edges[edge];
    if (place > 0)
        return place - 1.0;
    bool is_a = tiers->base_of_layer[tiers->layer_of[ends->a]] == base;
    return guide->box_rank[is_a ? ends->a : ends->b];
}

void tiers_guide_rank(const struct tiers_guide *guide, const struct tiers *tiers, double *rank)
{
    for (guint i = 0; i < tiers->items->len; i++) {
        const struct tiers_item *item = TIERS_ITEM(tiers, i);
        if (item->box != TIERS_DUMMY)
            rank[i] = guide->box_rank[item->box];
    }
    for (guint i = 0; i < tiers->segments->len; i++) {
        const struct tiers_segment *segment = TIERS_SEGMENT(tiers, i);
        const struct tiers_item *item = TIERS_ITEM(tiers, segment->lower);
        if (item->box == TIERS_DUMMY)
            rank[segment->lower] = line_rank(guide, tiers, segment->edge, tiers->base_of_layer[item->layer]);
    }
}
