/*
 * The order of the items in the rows: sweeps down and up that put each item at the mean of its neighbors in
 * the row before, then exchanges of neighbors while that saves crossings; from several first orders, of which
 * the best is kept (Sugiyama, Tagawa and Toda 1981; Gansner and others, 'A Technique for Drawing Directed
 * Graphs', 1993).
 */
#include "render/tiers.h"

#include <math.h>

#define SWEEPS 16
#define STARTS 6
#define STARTS_OF_LARGE 2
#define LARGE 1000 /* items */

static guint position_of(const struct tiers *tiers, guint item)
{
    return TIERS_ITEM(tiers, item)->position;
}

/* Where a segment of an item leads, above or below. */
static guint far_end(const struct tiers *tiers, guint segment, bool is_up)
{
    const struct tiers_segment *found = TIERS_SEGMENT(tiers, segment);
    return is_up ? found->upper : found->lower;
}

struct sorting {
    const struct tiers *tiers;
    bool is_up;
};

static int compare_segments(gconstpointer a, gconstpointer b, gpointer user)
{
    const struct sorting *sorting = user;
    guint first = *(const guint *)a, second = *(const guint *)b;
    guint x = position_of(sorting->tiers, far_end(sorting->tiers, first, sorting->is_up));
    guint y = position_of(sorting->tiers, far_end(sorting->tiers, second, sorting->is_up));
    if (x != y)
        return x < y ? -1 : 1;
    return (first > second) - (first < second);
}

void tiers_sort_segments(struct tiers *tiers)
{
    for (guint i = 0; i < tiers->items->len; i++) {
        struct tiers_item *item = TIERS_ITEM(tiers, i);
        struct sorting up = {tiers, true}, down = {tiers, false};
        g_qsort_with_data(tiers->up + item->up_first, (gint)item->up_count, sizeof(guint), compare_segments,
                          &up);
        g_qsort_with_data(tiers->down + item->down_first, (gint)item->down_count, sizeof(guint),
                          compare_segments, &down);
    }
}

/* Counts the pairs of a list of positions that are out of order (a binary indexed tree). */
static guint64 count_inversions(const GArray *list, guint size)
{
    g_autofree guint *tree = g_new0(guint, size + 2);
    guint64 inversions = 0;
    for (guint i = 0; i < list->len; i++) {
        guint value = g_array_index(list, guint, i), smaller_or_equal = 0;
        for (guint k = value + 1; k > 0; k -= k & -k)
            smaller_or_equal += tree[k];
        inversions += i - smaller_or_equal;
        for (guint k = value + 1; k <= size; k += k & -k)
            tree[k]++;
    }
    return inversions;
}

static int compare_numbers(gconstpointer a, gconstpointer b)
{
    guint first = *(const guint *)a, second = *(const guint *)b;
    return (first > second) - (first < second);
}

guint64 tiers_crossings(const struct tiers *tiers, guint layer)
{
    if (layer + 1 >= tiers->layer_count)
        return 0;
    GArray *list = g_array_new(FALSE, FALSE, sizeof(guint));
    const GArray *row = tiers->layers[layer];
    for (guint i = 0; i < row->len; i++) {
        const struct tiers_item *item = TIERS_ITEM(tiers, g_array_index(row, guint, i));
        guint first = list->len;
        for (guint k = 0; k < item->down_count; k++) {
            guint lower = TIERS_SEGMENT(tiers, tiers->down[item->down_first + k])->lower;
            guint position = position_of(tiers, lower);
            g_array_append_val(list, position);
        }
        if (list->len > first)
            qsort(&g_array_index(list, guint, first), list->len - first, sizeof(guint), compare_numbers);
    }
    guint64 crossings = count_inversions(list, tiers->layers[layer + 1]->len);
    g_array_unref(list);
    return crossings;
}

guint64 tiers_all_crossings(const struct tiers *tiers)
{
    guint64 sum = 0;
    for (guint layer = 0; layer + 1 < tiers->layer_count; layer++)
        sum += tiers_crossings(tiers, layer);
    return sum;
}

static void number_row(struct tiers *tiers, guint layer)
{
    const GArray *row = tiers->layers[layer];
    for (guint i = 0; i < row->len; i++)
        TIERS_ITEM(tiers, g_array_index(row, guint, i))->position = i;
}

struct ranking {
    const struct tiers *tiers;
    const double *rank; /* of each item */
};

static int compare_ranks(gconstpointer a, gconstpointer b, gpointer user)
{
    const struct ranking *ranking = user;
    guint first = *(const guint *)a, second = *(const guint *)b;
    if (ranking->rank[first] != ranking->rank[second])
        return ranking->rank[first] < ranking->rank[second] ? -1 : 1;
    guint x = position_of(ranking->tiers, first), y = position_of(ranking->tiers, second);
    return (x > y) - (x < y);
}

static void sort_row(struct tiers *tiers, guint layer, const double *rank)
{
    struct ranking ranking = {tiers, rank};
    g_array_sort_with_data(tiers->layers[layer], compare_ranks, &ranking);
    number_row(tiers, layer);
}

/* The mean place of what an item is linked to above or below; its own place when there is nothing. */
static double mean_position(const struct tiers *tiers, guint index, bool is_up)
{
    const struct tiers_item *item = TIERS_ITEM(tiers, index);
    guint count = is_up ? item->up_count : item->down_count;
    const guint *segments = is_up ? tiers->up + item->up_first : tiers->down + item->down_first;
    if (count == 0)
        return item->position;
    double sum = 0;
    for (guint k = 0; k < count; k++)
        sum += position_of(tiers, far_end(tiers, segments[k], is_up));
    return sum / count;
}

static void sweep_row(struct tiers *tiers, guint layer, bool is_up, double *rank)
{
    const GArray *row = tiers->layers[layer];
    for (guint i = 0; i < row->len; i++) {
        guint item = g_array_index(row, guint, i);
        rank[item] = mean_position(tiers, item, is_up);
    }
    sort_row(tiers, layer, rank);
}

static void sweep(struct tiers *tiers, double *rank)
{
    for (guint layer = 1; layer < tiers->layer_count; layer++)
        sweep_row(tiers, layer, true, rank);
    for (guint layer = tiers->layer_count - 1; layer-- > 0;)
        sweep_row(tiers, layer, false, rank);
}

/* Crossings between the segments of two neighbors in a row, now (left before right) and exchanged. */
static void count_pair(const struct tiers *tiers, guint left, guint right, bool is_up, gint64 *now,
                       gint64 *exchanged)
{
    const struct tiers_item *a = TIERS_ITEM(tiers, left), *b = TIERS_ITEM(tiers, right);
    guint a_count = is_up ? a->up_count : a->down_count, b_count = is_up ? b->up_count : b->down_count;
    const guint *a_list = is_up ? tiers->up + a->up_first : tiers->down + a->down_first;
    const guint *b_list = is_up ? tiers->up + b->up_first : tiers->down + b->down_first;
    for (guint i = 0; i < a_count; i++) {
        guint x = position_of(tiers, far_end(tiers, a_list[i], is_up));
        for (guint j = 0; j < b_count; j++) {
            guint y = position_of(tiers, far_end(tiers, b_list[j], is_up));
            *now += x > y;
            *exchanged += y > x;
        }
    }
}

static bool exchange_in_row(struct tiers *tiers, guint layer)
{
    GArray *row = tiers->layers[layer];
    bool is_better = false;
    for (guint i = 0; i + 1 < row->len; i++) {
        guint *left = &g_array_index(row, guint, i), *right = &g_array_index(row, guint, i + 1);
        gint64 now = 0, exchanged = 0;
        count_pair(tiers, *left, *right, true, &now, &exchanged);
        count_pair(tiers, *left, *right, false, &now, &exchanged);
        if (exchanged >= now)
            continue;
        guint item = *left;
        *left = *right;
        *right = item;
        TIERS_ITEM(tiers, *left)->position = i;
        TIERS_ITEM(tiers, *right)->position = i + 1;
        is_better = true;
    }
    return is_better;
}

static void exchange(struct tiers *tiers)
{
    bool is_better = true;
    for (guint round = 0; is_better && round < 12; round++) {
        is_better = false;
        for (guint layer = 0; layer < tiers->layer_count; layer++)
            is_better |= exchange_in_row(tiers, layer);
    }
}

/* The same numbers everywhere: the map of a network must not change from run to run. */
static guint32 next_random(guint32 *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* Depth first from each item of the rows, from the top: what belongs together comes together. */
static void visit(const struct tiers *tiers, guint from, guint *next, double *rank, bool is_backward)
{
    GArray *stack = g_array_new(FALSE, FALSE, sizeof(guint));
    g_array_append_val(stack, from);
    while (stack->len > 0) {
        guint index = g_array_index(stack, guint, stack->len - 1);
        g_array_set_size(stack, stack->len - 1);
        if (rank[index] >= 0)
            continue;
        rank[index] = (*next)++;
        const struct tiers_item *item = TIERS_ITEM(tiers, index);
        guint count = item->up_count + item->down_count;
        for (guint k = 0; k < count; k++) {
            guint which = is_backward ? k : count - 1 - k;
            bool is_up = which < item->up_count;
            guint segment = is_up ? tiers->up[item->up_first + which]
                                  : tiers->down[item->down_first + which - item->up_count];
            guint other = far_end(tiers, segment, is_up);
            if (rank[other] < 0)
                g_array_append_val(stack, other);
        }
    }
    g_array_unref(stack);
}

/* The mean of what an item is linked to. */
static double mean_value(const struct tiers *tiers, guint index, const double *value)
{
    const struct tiers_item *item = TIERS_ITEM(tiers, index);
    guint count = item->up_count + item->down_count;
    double sum = 0;
    for (guint k = 0; k < item->up_count; k++)
        sum += value[far_end(tiers, tiers->up[item->up_first + k], true)];
    for (guint k = 0; k < item->down_count; k++)
        sum += value[far_end(tiers, tiers->down[item->down_first + k], false)];
    return count ? sum / count : value[index];
}

/* Takes out what all have in common, and keeps the numbers in range. */
static void center_values(const struct tiers *tiers, double *value)
{
    double sum = 0, weights = 0, square = 0;
    for (guint i = 0; i < tiers->items->len; i++) {
        double weight = TIERS_ITEM(tiers, i)->up_count + TIERS_ITEM(tiers, i)->down_count;
        sum += weight * value[i];
        weights += weight;
    }
    for (guint i = 0; i < tiers->items->len; i++) {
        value[i] -= weights > 0 ? sum / weights : 0;
        square += value[i] * value[i];
    }
    for (guint i = 0; i < tiers->items->len && square > 0; i++)
        value[i] /= sqrt(square);
}

#define SMOOTHINGS 150

/* Values that differ little between linked items (near the second eigenvector of the graph's Laplacian): what
 * is linked closely, a site, gets one place. */
static void set_smooth_ranks(const struct tiers *tiers, double *rank)
{
    g_autofree double *next = g_new0(double, tiers->items->len + 1);
    for (guint i = 0; i < tiers->items->len; i++)
        rank[i] = i;
    for (guint round = 0; round < SMOOTHINGS; round++) {
        center_values(tiers, rank);
        for (guint i = 0; i < tiers->items->len; i++)
            next[i] = (rank[i] + mean_value(tiers, i, rank)) / 2;
        for (guint i = 0; i < tiers->items->len; i++)
            rank[i] = next[i];
    }
    /* Equal but for rounding is equal: then the order is that of the names. */
    center_values(tiers, rank);
    for (guint i = 0; i < tiers->items->len; i++)
        rank[i] = round(rank[i] * 1e6);
}

static void set_depth_ranks(const struct tiers *tiers, double *rank, bool is_backward)
{
    guint next = 0;
    for (guint i = 0; i < tiers->items->len; i++)
        rank[i] = -1;
    for (guint i = 0; i < tiers->items->len; i++)
        if (rank[i] < 0)
            visit(tiers, i, &next, rank, is_backward);
}

static void set_first_order(struct tiers *tiers, guint start, double *rank)
{
    guint32 random = start * 2654435761u;
    if (start == 0 && tiers->guide != NULL)
        tiers_guide_rank(tiers->guide, tiers, rank);
    else if (start == 0)
        set_smooth_ranks(tiers, rank);
    else if (start < 3)
        set_depth_ranks(tiers, rank, start == 2);
    else
        for (guint i = 0; i < tiers->items->len; i++)
            rank[i] = next_random(&random);
    for (guint layer = 0; layer < tiers->layer_count; layer++)
        sort_row(tiers, layer, rank);
}

static void keep_order(const struct tiers *tiers, double *kept)
{
    for (guint i = 0; i < tiers->items->len; i++)
        kept[i] = position_of(tiers, i);
}

void tiers_order(struct tiers *tiers)
{
    guint count = tiers->items->len, starts = count > LARGE ? STARTS_OF_LARGE : STARTS;
    if (tiers->guide != NULL)
        starts = 1;
    g_autofree double *rank = g_new0(double, count + 1), *kept = g_new0(double, count + 1);
    guint64 best = G_MAXUINT64;
    for (guint start = 0; start < starts && best > 0; start++) {
        set_first_order(tiers, start, rank);
        for (guint round = 0; round < SWEEPS && best > 0; round++) {
            if (round > 0)
                sweep(tiers, rank);
            if (count <= LARGE || round % 4 == 3)
                exchange(tiers);
            guint64 crossings = tiers_all_crossings(tiers);
            if (crossings < best)
                keep_order(tiers, kept);
            best = MIN(best, crossings);
        }
    }
    for (guint layer = 0; layer < tiers->layer_count; layer++)
        sort_row(tiers, layer, kept);
    tiers_sort_segments(tiers);
    tiers_move_lines(tiers);
}

bool tiers_reorder(struct tiers *tiers, const double *rank)
{
    guint64 before = tiers_all_crossings(tiers);
    g_autofree double *kept = g_new0(double, tiers->items->len + 1);
    keep_order(tiers, kept);
    for (guint layer = 0; layer < tiers->layer_count; layer++)
        sort_row(tiers, layer, rank);
    bool is_kept = tiers_all_crossings(tiers) <= before;
    for (guint layer = 0; layer < tiers->layer_count && !is_kept; layer++)
        sort_row(tiers, layer, kept);
    tiers_sort_segments(tiers);
    return is_kept;
}
