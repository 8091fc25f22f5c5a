/*
 * Lines that pass several rows: sweeps and exchanges look at one row at a time, and leave a line on the wrong
 * side of a bar when each single step to the other side would make a crossing. So each line that crosses
 * another, and each box at its ends, is tried at places all over its rows at once.
 */
#include "render/tiers.h"

#define PLACES 24
#define MOST_CROSSINGS 8 /* of drawings with more a few do not matter */
#define MOST_ITEMS 1000

static guint position_of(const struct tiers *tiers, guint item)
{
    return TIERS_ITEM(tiers, item)->position;
}

static bool do_cross(const struct tiers *tiers, const struct tiers_segment *a, const struct tiers_segment *b)
{
    if (TIERS_ITEM(tiers, a->upper)->layer != TIERS_ITEM(tiers, b->upper)->layer)
        return false;
    guint a_upper = position_of(tiers, a->upper), b_upper = position_of(tiers, b->upper);
    guint a_lower = position_of(tiers, a->lower), b_lower = position_of(tiers, b->lower);
    return (a_upper < b_upper && a_lower > b_lower) || (a_upper > b_upper && a_lower < b_lower);
}

/* The edges that cross others, each once. */
static GArray *list_crossing_edges(const struct tiers *tiers)
{
    g_autofree bool *is_crossing = g_new0(bool, tiers->layout->edge_count + 1);
    for (guint i = 0; i < tiers->segments->len; i++)
        for (guint j = i + 1; j < tiers->segments->len; j++) {
            const struct tiers_segment *a = TIERS_SEGMENT(tiers, i), *b = TIERS_SEGMENT(tiers, j);
            if (TIERS_ITEM(tiers, a->upper)->layer != TIERS_ITEM(tiers, b->upper)->layer)
                break;
            if (do_cross(tiers, a, b))
                is_crossing[a->edge] = is_crossing[b->edge] = true;
        }
    GArray *edges = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < tiers->layout->edge_count; i++)
        if (is_crossing[i])
            g_array_append_val(edges, i);
    return edges;
}

/* What moves together: the passages of an edge, or one of the boxes at its ends. */
enum { MOVE_LINE, MOVE_UPPER, MOVE_LOWER, MOVES };

static GArray *list_moved(const struct tiers *tiers, guint edge, int what)
{
    GArray *items = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < tiers->segments->len; i++) {
        const struct tiers_segment *segment = TIERS_SEGMENT(tiers, i);
        if (segment->edge != edge)
            continue;
        bool is_upper_box = TIERS_ITEM(tiers, segment->upper)->box != TIERS_DUMMY;
        bool is_lower_box = TIERS_ITEM(tiers, segment->lower)->box != TIERS_DUMMY;
        if ((what == MOVE_LINE && !is_lower_box) || (what == MOVE_LOWER && is_lower_box))
            g_array_append_val(items, segment->lower);
        if (what == MOVE_UPPER && is_upper_box)
            g_array_append_val(items, segment->upper);
    }
    return items;
}

static bool try_place(struct tiers *tiers, const GArray *moved, double share, double *rank)
{
    guint64 before = tiers_all_crossings(tiers);
    for (guint i = 0; i < tiers->items->len; i++)
        rank[i] = position_of(tiers, i);
    for (guint i = 0; i < moved->len; i++) {
        guint item = g_array_index(moved, guint, i);
        guint length = tiers->layers[TIERS_ITEM(tiers, item)->layer]->len;
        rank[item] = share * length - 0.5;
    }
    return tiers_reorder(tiers, rank) && tiers_all_crossings(tiers) < before;
}

static bool try_edge(struct tiers *tiers, guint edge, double *rank)
{
    bool is_better = false;
    for (int what = 0; what < MOVES && !is_better; what++) {
        GArray *moved = list_moved(tiers, edge, what);
        for (guint place = 0; place <= PLACES && !is_better && moved->len > 0; place++)
            is_better = try_place(tiers, moved, (double)place / PLACES, rank);
        g_array_unref(moved);
    }
    return is_better;
}

void tiers_move_lines(struct tiers *tiers)
{
    guint64 crossings = tiers_all_crossings(tiers);
    if (crossings == 0 || crossings > MOST_CROSSINGS || tiers->items->len > MOST_ITEMS)
        return;
    g_autofree double *rank = g_new0(double, tiers->items->len + 1);
    bool is_better = true;
    for (guint round = 0; is_better && round < 3; round++) {
        is_better = false;
        GArray *edges = list_crossing_edges(tiers);
        for (guint i = 0; i < edges->len; i++)
            is_better |= try_edge(tiers, g_array_index(edges, guint, i), rank);
        g_array_unref(edges);
    }
}
