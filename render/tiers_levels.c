/*
 * Which row a box is in.
 *
 * Trees that hang from the rest are taken off first, they go below what they hang from. In what is left, the
 * level of a box is its distance from the center, or, counted upwards, from the access devices: those that
 * have two links, both to devices with more links. Folding then puts boxes above the deepest level on the
 * upper or the lower side of it, so that boxes with the same children are on different sides.
 */
#include "render/tiers.h"

#define NO_LEVEL G_MAXUINT

struct levels {
    const struct tiers *tiers;
    size_t n;
    GArray **neighbors; /* of each box: its drawn neighbors as guint, each once */
    guint *parent;      /* what a box of a tree hangs from; COMB_NO_HOST in the rest */
    GArray *trees;      /* boxes of trees, those further in last */
    guint *level;
    guint deepest; /* level in the rest */
    bool *is_below;
};

static GArray *list_neighbors(const struct tiers *tiers, guint box, guint *mark)
{
    GArray *list = g_array_new(FALSE, FALSE, sizeof(guint));
    const struct comb_set *combs = &tiers->combs;
    for (guint k = combs->first[box]; k < combs->first[box + 1]; k++) {
        guint other = layout_other_end(&tiers->layout->edges[combs->edges[k]], box);
        if (!tiers_is_drawn(tiers, other) || mark[other] == box + 1)
            continue;
        mark[other] = box + 1;
        g_array_append_val(list, other);
    }
    return list;
}

static void levels_init(struct levels *levels, const struct tiers *tiers)
{
    size_t n = tiers->layout->box_count;
    levels->tiers = tiers;
    levels->n = n;
    levels->neighbors = g_new(GArray *, n);
    levels->parent = g_new(guint, n);
    levels->level = g_new(guint, n);
    levels->is_below = g_new0(bool, n);
    levels->trees = g_array_new(FALSE, FALSE, sizeof(guint));
    levels->deepest = 0;
    g_autofree guint *mark = g_new0(guint, n);
    for (guint i = 0; i < n; i++) {
        levels->neighbors[i] = list_neighbors(tiers, i, mark);
        levels->parent[i] = COMB_NO_HOST;
        levels->level[i] = NO_LEVEL;
    }
}

static void levels_clear(struct levels *levels)
{
    for (size_t i = 0; i < levels->n; i++)
        g_array_unref(levels->neighbors[i]);
    g_free(levels->neighbors);
    g_free(levels->parent);
    g_free(levels->level);
    g_free(levels->is_below);
    g_array_unref(levels->trees);
}

static guint neighbor(const struct levels *levels, guint box, guint i)
{
    return g_array_index(levels->neighbors[box], guint, i);
}

static guint degree(const struct levels *levels, guint box)
{
    return levels->neighbors[box]->len;
}

/* Takes off boxes with one neighbor left, again and again. A graph that is a tree as a whole keeps one box.
 */
static void strip_trees(struct levels *levels)
{
    g_autofree guint *left = g_new(guint, levels->n);
    g_autofree bool *is_gone = g_new0(bool, levels->n);
    guint remaining = 0;
    for (guint i = 0; i < levels->n; i++) {
        left[i] = degree(levels, i);
        remaining += tiers_is_drawn(levels->tiers, i);
        if (tiers_is_drawn(levels->tiers, i) && left[i] == 1)
            g_array_append_val(levels->trees, i);
    }
    guint next = 0;
    for (; next < levels->trees->len && remaining > 1; next++, remaining--) {
        guint box = g_array_index(levels->trees, guint, next);
        is_gone[box] = true;
        for (guint k = 0; k < degree(levels, box); k++) {
            guint other = neighbor(levels, box, k);
            if (is_gone[other])
                continue;
            levels->parent[box] = other;
            if (--left[other] == 1)
                g_array_append_val(levels->trees, other);
        }
    }
    g_array_set_size(levels->trees, next);
}

static bool is_in_rest(const struct levels *levels, guint box)
{
    return tiers_is_drawn(levels->tiers, box) && levels->parent[box] == COMB_NO_HOST;
}

static guint degree_in_rest(const struct levels *levels, guint box)
{
    guint count = 0;
    for (guint k = 0; k < degree(levels, box); k++)
        count += is_in_rest(levels, neighbor(levels, box, k));
    return count;
}

/* Breadth first from the boxes in queue, whose level is 0. Returns the greatest level. */
static guint spread_levels(struct levels *levels, GArray *queue)
{
    guint greatest = 0;
    for (guint next = 0; next < queue->len; next++) {
        guint box = g_array_index(queue, guint, next);
        greatest = levels->level[box];
        for (guint k = 0; k < degree(levels, box); k++) {
            guint other = neighbor(levels, box, k);
            if (!is_in_rest(levels, other) || levels->level[other] != NO_LEVEL)
                continue;
            levels->level[other] = levels->level[box] + 1;
            g_array_append_val(queue, other);
        }
    }
    return greatest;
}

static void forget_levels(struct levels *levels)
{
    for (guint i = 0; i < levels->n; i++)
        levels->level[i] = NO_LEVEL;
}

static guint64 sum_of_distances(struct levels *levels, guint from)
{
    forget_levels(levels);
    GArray *queue = g_array_new(FALSE, FALSE, sizeof(guint));
    levels->level[from] = 0;
    g_array_append_val(queue, from);
    spread_levels(levels, queue);
    guint64 sum = 0;
    for (guint i = 0; i < queue->len; i++)
        sum += levels->level[g_array_index(queue, guint, i)];
    g_array_unref(queue);
    return sum;
}

static void find_center(struct levels *levels, GArray *center)
{
    guint64 best = G_MAXUINT64;
    for (guint i = 0; i < levels->n; i++) {
        if (!is_in_rest(levels, i))
            continue;
        guint64 sum = sum_of_distances(levels, i);
        if (sum < best)
            g_array_set_size(center, 0);
        if (sum <= best)
            g_array_append_val(center, i);
        best = MIN(best, sum);
    }
}

static bool is_access(const struct levels *levels, guint box)
{
    if (!is_in_rest(levels, box) || degree_in_rest(levels, box) != 2)
        return false;
    for (guint k = 0; k < degree(levels, box); k++) {
        guint other = neighbor(levels, box, k);
        if (is_in_rest(levels, other) && degree_in_rest(levels, other) <= 2)
            return false;
    }
    return true;
}

static void find_access(const struct levels *levels, GArray *access)
{
    for (guint i = 0; i < levels->n; i++)
        if (is_access(levels, i))
            g_array_append_val(access, i);
}

static void set_levels_of_rest(struct levels *levels, enum tiers_root root)
{
    GArray *queue = g_array_new(FALSE, FALSE, sizeof(guint));
    bool is_upwards = false;
    if (root == TIERS_FROM_ACCESS) {
        find_access(levels, queue);
        is_upwards = queue->len > 0;
    }
    if (!is_upwards)
        find_center(levels, queue);
    forget_levels(levels);
    for (guint i = 0; i < queue->len; i++)
        levels->level[g_array_index(queue, guint, i)] = 0;
    levels->deepest = spread_levels(levels, queue);
    for (guint i = 0; is_upwards && i < queue->len; i++) {
        guint box = g_array_index(queue, guint, i);
        levels->level[box] = levels->deepest - levels->level[box];
    }
    g_array_unref(queue);
}

/* How many boxes further down two boxes share. */
static guint shared_children(const struct levels *levels, guint a, guint b)
{
    guint count = 0;
    for (guint k = 0; k < degree(levels, a); k++) {
        guint child = neighbor(levels, a, k);
        if (!is_in_rest(levels, child) || levels->level[child] <= levels->level[a])
            continue;
        for (guint j = 0; j < degree(levels, child); j++)
            count += neighbor(levels, child, j) == b;
    }
    return count;
}

/* Positive when box shares more with those above than with those below. */
static gint64 pull_below(const struct levels *levels, const GArray *upper, const guint *shared, guint index)
{
    gint64 pull = 0;
    for (guint j = 0; j < upper->len; j++) {
        gint64 weight = shared[index * upper->len + j];
        pull += levels->is_below[g_array_index(upper, guint, j)] ? -weight : weight;
    }
    return pull;
}

/* A greatest cut, by moving single boxes: what two share is cut when they are on different sides. */
static void choose_sides(struct levels *levels, const GArray *upper)
{
    g_autofree guint *shared = g_new0(guint, (size_t)upper->len * upper->len + 1);
    for (guint i = 0; i < upper->len; i++)
        for (guint j = 0; j < upper->len; j++) {
            guint a = g_array_index(upper, guint, i), b = g_array_index(upper, guint, j);
            if (i != j)
                shared[i * upper->len + j] = shared_children(levels, a, b);
        }
    bool is_changed = true;
    for (guint round = 0; is_changed && round < 20; round++) {
        is_changed = false;
        for (guint i = 0; i < upper->len; i++) {
            bool *is_below = &levels->is_below[g_array_index(upper, guint, i)];
            gint64 pull = pull_below(levels, upper, shared, i);
            bool is_better = *is_below ? pull < 0 : pull > 0;
            *is_below ^= is_better;
            is_changed |= is_better;
        }
    }
}

#define MOST_UPPER 400

static int compare_levels(gconstpointer a, gconstpointer b, gpointer user)
{
    const struct levels *levels = user;
    guint first = *(const guint *)a, second = *(const guint *)b;
    if (levels->level[first] != levels->level[second])
        return levels->level[first] < levels->level[second] ? -1 : 1;
    return (first > second) - (first < second);
}

static void fold(struct levels *levels)
{
    GArray *upper = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < levels->n; i++)
        if (is_in_rest(levels, i) && levels->level[i] < levels->deepest)
            g_array_append_val(upper, i);
    g_array_sort_with_data(upper, compare_levels, levels);
    if (upper->len <= MOST_UPPER)
        choose_sides(levels, upper);
    /* Either side may be the upper one: it is that of the first. */
    bool is_first_below = upper->len > 0 && levels->is_below[g_array_index(upper, guint, 0)];
    for (guint i = 0; i < upper->len && is_first_below; i++)
        levels->is_below[g_array_index(upper, guint, i)] ^= true;
    g_array_unref(upper);
}

/* Levels of the trees, each box below what it hangs from and on its side. Returns the greatest of all. */
static guint set_levels_of_trees(struct levels *levels)
{
    guint greatest = levels->deepest;
    for (guint i = levels->trees->len; i-- > 0;) {
        guint box = g_array_index(levels->trees, guint, i), parent = levels->parent[box];
        levels->level[box] = levels->level[parent] + 1;
        levels->is_below[box] = levels->is_below[parent] && levels->level[box] < levels->deepest;
        greatest = MAX(greatest, levels->level[box]);
    }
    return greatest;
}

/* The smallest number that no linked box of the same row has. */
static guint free_color(const struct levels *levels, const guint *layer_of, const guint *color, guint box)
{
    guint found = 0;
    for (bool is_taken = true; is_taken; found += is_taken) {
        is_taken = false;
        for (guint k = 0; k < degree(levels, box); k++) {
            guint other = neighbor(levels, box, k);
            is_taken |= other < box && layer_of[other] == layer_of[box] && color[other] == found;
        }
    }
    return found;
}

/* Boxes that are linked cannot be in one row: it is split. */
static void split_linked(struct levels *levels, guint *layer_of)
{
    g_autofree guint *color = g_new0(guint, levels->n);
    guint colors = 1;
    for (guint i = 0; i < levels->n; i++) {
        if (!tiers_is_drawn(levels->tiers, i))
            continue;
        color[i] = free_color(levels, layer_of, color, i);
        colors = MAX(colors, color[i] + 1);
    }
    for (guint i = 0; i < levels->n; i++)
        layer_of[i] = layer_of[i] * colors + color[i];
}

/* What the boxes of one row have above, in words that sort: neighbors' numbers. */
static int compare_boxes(gconstpointer a, gconstpointer b, gpointer user)
{
    const struct levels *levels = user;
    guint first = *(const guint *)a, second = *(const guint *)b;
    guint common = MIN(degree(levels, first), degree(levels, second));
    for (guint k = 0; k < common; k++) {
        guint x = neighbor(levels, first, k), y = neighbor(levels, second, k);
        if (x != y)
            return x < y ? -1 : 1;
    }
    if (degree(levels, first) != degree(levels, second))
        return degree(levels, first) < degree(levels, second) ? -1 : 1;
    return first < second ? -1 : 1;
}

/* Deals the boxes of the deepest level out to several rows, so that siblings are spread evenly. */
static void deal_rows(struct levels *levels, guint rows, guint *layer_of)
{
    GArray *middle = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < levels->n; i++) {
        layer_of[i] *= rows;
        if (tiers_is_drawn(levels->tiers, i) && levels->level[i] == levels->deepest)
            g_array_append_val(middle, i);
    }
    g_array_sort_with_data(middle, compare_boxes, levels);
    for (guint i = 0; i < middle->len; i++)
        layer_of[g_array_index(middle, guint, i)] += rows - 1 - i % rows;
    g_array_unref(middle);
}

static guint drop_empty_layers(const struct levels *levels, guint *layer_of)
{
    guint greatest = 0;
    for (guint i = 0; i < levels->n; i++)
        if (tiers_is_drawn(levels->tiers, i))
            greatest = MAX(greatest, layer_of[i]);
    g_autofree guint *number = g_new0(guint, greatest + 2);
    for (guint i = 0; i < levels->n; i++)
        if (tiers_is_drawn(levels->tiers, i))
            number[layer_of[i] + 1] = 1;
    for (guint i = 1; i < greatest + 2; i++)
        number[i] += number[i - 1];
    for (guint i = 0; i < levels->n; i++)
        layer_of[i] = tiers_is_drawn(levels->tiers, i) ? number[layer_of[i]] : 0;
    return number[greatest + 1];
}

static guint *number_bases(const struct tiers *tiers, const guint *base_of)
{
    guint *base_of_layer = g_new0(guint, tiers->layer_count + 1);
    for (guint i = 0; i < tiers->layout->box_count; i++)
        if (tiers_is_drawn(tiers, i))
            base_of_layer[tiers->layer_of[i]] = base_of[i];
    return base_of_layer;
}

void tiers_set_levels(struct tiers *tiers)
{
    struct levels levels;
    levels_init(&levels, tiers);
    strip_trees(&levels);
    set_levels_of_rest(&levels, tiers->options->root);
    if (tiers->options->is_folded)
        fold(&levels);
    guint greatest = set_levels_of_trees(&levels);
    for (guint i = 0; i < levels.n; i++) {
        if (!tiers_is_drawn(tiers, i))
            tiers->layer_of[i] = 0;
        else if (levels.is_below[i])
            tiers->layer_of[i] = levels.deepest + greatest - levels.level[i];
        else
            tiers->layer_of[i] = levels.level[i];
    }
    g_autofree guint *base_of = g_memdup2(tiers->layer_of, levels.n * sizeof(guint));
    deal_rows(&levels, tiers->options->rows, tiers->layer_of);
    split_linked(&levels, tiers->layer_of);
    tiers->layer_count = drop_empty_layers(&levels, tiers->layer_of);
    tiers->base_of_layer = number_bases(tiers, base_of);
    levels_clear(&levels);
}
