#include "render/grouping.h"

#include <string.h>

#define MOST_GROUPS 16
#define TINY 40       /* a group of less than one part in so many joins another one */
#define COARSENINGS 4 /* each halves the resolution */
#define NONE G_MAXUINT

struct work {
    guint unit_count;
    const GArray *edges;
    const guint *sizes;
    guint *group_of;
    guint count;
};

static guint count_of(const guint32 *numbers, guint units)
{
    guint count = 0;
    for (guint i = 0; i < units; i++)
        count = MAX(count, numbers[i] + 1);
    return count;
}

/* With a lower resolution where there are many. False: there are no communities. */
static bool find_communities(struct work *work)
{
    double resolution = 1;
    guint before = NONE;
    for (guint i = 0; i < COARSENINGS; i++, resolution /= 2) {
        uint32_t *numbers =
            communities_by_weight(work->unit_count, (const struct community_edge *)(void *)work->edges->data,
                                  work->edges->len, resolution, NULL);
        guint count = numbers ? count_of(numbers, work->unit_count) : 0;
        bool is_better = count > 1 && count < before;
        if (is_better) {
            memcpy(work->group_of, numbers, work->unit_count * sizeof *numbers);
            work->count = before = count;
        }
        g_free(numbers);
        if (!is_better || count <= MOST_GROUPS)
            break;
    }
    return before != NONE && before < work->unit_count;
}

static guint *sum_sizes(const struct work *work)
{
    guint *sums = g_new0(guint, work->count + 1);
    for (guint i = 0; i < work->unit_count; i++)
        sums[work->group_of[i]] += work->sizes[i];
    return sums;
}

/* The group that most links of a group lead to; NONE: none do. */
static guint nearest_group(const struct work *work, guint group)
{
    g_autofree double *weights = g_new0(double, work->count + 1);
    guint best = NONE;
    for (guint i = 0; i < work->edges->len; i++) {
        const struct community_edge *edge = &g_array_index(work->edges, struct community_edge, i);
        guint a = work->group_of[edge->a], b = work->group_of[edge->b];
        if (a == b || (a != group && b != group))
            continue;
        guint other = a == group ? b : a;
        weights[other] += edge->weight;
        if (best == NONE || weights[other] > weights[best])
            best = other;
    }
    return best;
}

static guint smallest_group(const guint *sums, guint count, const bool *is_done)
{
    guint best = NONE;
    for (guint i = 0; i < count; i++)
        if (sums[i] > 0 && !is_done[i] && (best == NONE || sums[i] < sums[best]))
            best = i;
    return best;
}

static void join(struct work *work, guint *sums, guint from, guint to)
{
    for (guint i = 0; i < work->unit_count; i++)
        if (work->group_of[i] == from)
            work->group_of[i] = to;
    sums[to] += sums[from];
    sums[from] = 0;
}

/* What is linked with nothing else belongs to nothing: such groups come together. */
static void join_isolated(struct work *work, guint *sums)
{
    g_autofree bool *is_linked = g_new0(bool, work->count + 1);
    for (guint i = 0; i < work->edges->len; i++) {
        const struct community_edge *edge = &g_array_index(work->edges, struct community_edge, i);
        guint a = work->group_of[edge->a], b = work->group_of[edge->b];
        is_linked[a] |= a != b;
        is_linked[b] |= a != b;
    }
    guint total = 0, first = NONE;
    for (guint i = 0; i < work->count; i++)
        total += sums[i];
    g_autofree guint *target = g_new(guint, work->count + 1);
    for (guint i = 0; i < work->count; i++) {
        bool joins = !is_linked[i] && sums[i] * TINY < total;
        first = joins && first == NONE ? i : first;
        target[i] = joins ? first : i;
    }
    for (guint i = 0; i < work->unit_count; i++)
        work->group_of[i] = target[work->group_of[i]];
    for (guint i = 0; i < work->count; i++)
        if (target[i] != i) {
            sums[target[i]] += sums[i];
            sums[i] = 0;
        }
}

/* The tiny ones first, then the smallest, until there are few. */
static void join_small(struct work *work, guint *sums)
{
    g_autofree bool *is_done = g_new0(bool, work->count + 1);
    guint total = 0, left = 0;
    for (guint i = 0; i < work->count; i++) {
        total += sums[i];
        left += sums[i] > 0;
    }
    guint smallest = smallest_group(sums, work->count, is_done);
    while (smallest != NONE && left > 2 && (left > MOST_GROUPS || sums[smallest] * TINY < total)) {
        guint to = nearest_group(work, smallest);
        is_done[smallest] = true;
        if (to != NONE) {
            join(work, sums, smallest, to);
            left--;
        }
        smallest = smallest_group(sums, work->count, is_done);
    }
}

/* Numbers without gaps, in the order of the first units. */
static void renumber(struct work *work)
{
    g_autofree guint *numbers = g_new(guint, work->count + 1);
    for (guint i = 0; i < work->count; i++)
        numbers[i] = NONE;
    guint count = 0;
    for (guint i = 0; i < work->unit_count; i++) {
        guint *number = &numbers[work->group_of[i]];
        if (*number == NONE)
            *number = count++;
        work->group_of[i] = *number;
    }
    work->count = count;
}

/* A group that has nearly all leaves too many pages below pages. */
static bool is_lopsided(const struct work *work)
{
    g_autofree guint *sums = sum_sizes(work);
    guint total = 0, most = 0;
    for (guint i = 0; i < work->count; i++) {
        total += sums[i];
        most = MAX(most, sums[i]);
    }
    return work->count < 2 || (double)most > 0.9 * (double)total;
}

static void slice(struct work *work, guint size_of_slice)
{
    guint total = 0, seen = 0;
    for (guint i = 0; i < work->unit_count; i++)
        total += work->sizes[i];
    guint most = MIN(work->unit_count, MOST_GROUPS * 2);
    guint count = CLAMP((total + size_of_slice - 1) / MAX(size_of_slice, 1), 2, most);
    for (guint i = 0; i < work->unit_count; i++) {
        work->group_of[i] = (guint)((guint64)seen * count / MAX(total, 1));
        seen += work->sizes[i];
    }
    work->count = count;
    renumber(work);
    if (work->count < 2) {
        work->group_of[work->unit_count - 1] = 1;
        work->count = 2;
    }
}

struct grouping grouping_find(guint unit_count, const GArray *edges, const guint *sizes, guint size_of_slice)
{
    struct work work = {unit_count, edges, sizes, g_new0(guint, unit_count + 1), 1};
    bool is_found = edges->len > 0 && find_communities(&work);
    if (is_found) {
        g_autofree guint *sums = sum_sizes(&work);
        join_isolated(&work, sums);
        join_small(&work, sums);
        renumber(&work);
        is_found = !is_lopsided(&work);
    }
    if (!is_found)
        slice(&work, size_of_slice);
    return (struct grouping){work.group_of, work.count, !is_found};
}

void grouping_clear(struct grouping *grouping)
{
    g_free(grouping->group_of);
}
