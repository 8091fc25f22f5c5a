/*
 * Who is what. Thresholds are generous: a network that is no campus fails the last test, that nearly all
 * links can be drawn.
 */
#include "render/campus_internal.h"

#include <stdlib.h>

#define LEAST_BELOW 3     /* lesser neighbors that make a hub */
#define LEAST_OF_SECOND 4 /* neighbors of the second of two parents */
#define MOST_ODD 0.15     /* of the links between devices that are no leaves */
#define MOST_FURTHER 0.45 /* of them, too: those that lead to further parents of large sites */
#define CARDS_OF_BAR 2
#define MOST_UNPLACED 0.05 /* of the devices that are no leaves */

static guint degree(const struct campus_work *work, guint device)
{
    return work->structure->degree[device];
}

static guint leaf_count(const struct campus_work *work, guint device)
{
    return structure_leaf_count(work->structure, device);
}

/* Calls visit for each neighbor that is no leaf. */
typedef void neighbor_visit(struct campus_work *work, guint device, guint neighbor, gpointer user);

static void each_neighbor(struct campus_work *work, guint device, neighbor_visit *visit, gpointer user)
{
    const struct structure *structure = work->structure;
    for (guint k = structure->first[device]; k < structure->first[device + 1]; k++) {
        guint neighbor = structure_other(&structure->pairs[structure->incident[k]], device);
        if (!structure_is_leaf(structure, neighbor))
            visit(work, device, neighbor, user);
    }
}

static void count_lesser(struct campus_work *work, guint device, guint neighbor, gpointer user)
{
    *(guint *)user += 2 * degree(work, neighbor) <= degree(work, device);
}

static void count_hub(struct campus_work *work, guint device, guint neighbor, gpointer user)
{
    (void)device;
    *(guint *)user += work->is_hub[neighbor];
}

static void count_served(struct campus_work *work, guint device, guint neighbor, gpointer user)
{
    *(guint *)user += !work->is_hub[neighbor] &&
                      (leaf_count(work, neighbor) > 0 || 2 * degree(work, neighbor) <= degree(work, device));
}

static guint count_neighbors(struct campus_work *work, guint device, neighbor_visit *visit)
{
    guint count = 0;
    each_neighbor(work, device, visit, &count);
    return count;
}

static void count_shared(struct campus_work *work, guint device, guint neighbor, gpointer user)
{
    guint hubs = 0;
    if (leaf_count(work, neighbor) > 0 && 2 * degree(work, neighbor) <= degree(work, device))
        each_neighbor(work, neighbor, count_hub, &hubs);
    *(guint *)user += hubs > 0;
}

/* The second of two parents may serve few: it is linked with a hub, and with a switch that the hub serves. */
static void find_second_hubs(struct campus_work *work)
{
    guint count = work->structure->device_count;
    g_autofree bool *is_second = g_new0(bool, count + 1);
    for (guint i = 0; i < count; i++)
        is_second[i] = !work->is_hub[i] && !structure_is_leaf(work->structure, i) &&
                       leaf_count(work, i) == 0 && degree(work, i) >= LEAST_OF_SECOND &&
                       count_neighbors(work, i, count_hub) > 0 && count_neighbors(work, i, count_shared) > 0;
    for (guint i = 0; i < count; i++)
        work->is_hub[i] |= is_second[i];
}

/* A hub that has more hubs than switches with endpoints around it is above the parents. */
static void find_hubs(struct campus_work *work)
{
    const struct structure *structure = work->structure;
    for (guint i = 0; i < structure->device_count; i++)
        work->is_hub[i] =
            !structure_is_leaf(structure, i) && count_neighbors(work, i, count_lesser) >= LEAST_BELOW;
    find_second_hubs(work);
    for (guint i = 0; i < structure->device_count; i++)
        if (work->is_hub[i] && count_neighbors(work, i, count_hub) > count_neighbors(work, i, count_served))
            work->place[i] = CAMPUS_CORE;
}

static void collect_parent(struct campus_work *work, guint device, guint neighbor, gpointer user)
{
    (void)device;
    if (work->is_hub[neighbor] && work->place[neighbor] != CAMPUS_CORE)
        g_array_append_val((GArray *)user, neighbor);
}

static GArray *list_parents(struct campus_work *work, guint device)
{
    GArray *parents = g_array_new(FALSE, FALSE, sizeof(guint));
    each_neighbor(work, device, collect_parent, parents);
    return parents;
}

static bool is_candidate(const struct campus_work *work, guint device)
{
    return !work->is_hub[device] && !structure_is_leaf(work->structure, device);
}

/* Two parents, and how many switches they have in common. */
struct couple {
    guint a, b, count;
};

static gint compare_ends(gconstpointer x, gconstpointer y)
{
    const struct couple *p = x, *q = y;
    if (p->a != q->a)
        return p->a < q->a ? -1 : 1;
    return (p->b > q->b) - (p->b < q->b);
}

static gint compare_counts(gconstpointer x, gconstpointer y)
{
    const struct couple *p = x, *q = y;
    if (p->count != q->count)
        return p->count > q->count ? -1 : 1;
    return compare_ends(x, y);
}

static void add_couples(GArray *couples, const GArray *parents)
{
    for (guint i = 0; i < parents->len; i++)
        for (guint j = i + 1; j < parents->len; j++) {
            guint p = g_array_index(parents, guint, i), q = g_array_index(parents, guint, j);
            struct couple couple = {MIN(p, q), MAX(p, q), 1};
            g_array_append_val(couples, couple);
        }
}

static GArray *count_couples(struct campus_work *work)
{
    GArray *couples = g_array_new(FALSE, FALSE, sizeof(struct couple));
    for (guint i = 0; i < work->structure->device_count; i++) {
        if (!is_candidate(work, i))
            continue;
        g_autoptr(GArray) parents = list_parents(work, i);
        if (parents->len <= 4)
            add_couples(couples, parents);
    }
    g_array_sort(couples, compare_ends);
    guint kept = 0;
    for (guint i = 0; i < couples->len; i++) {
        struct couple *last = &g_array_index(couples, struct couple, kept ? kept - 1 : 0);
        struct couple couple = g_array_index(couples, struct couple, i);
        if (kept > 0 && last->a == couple.a && last->b == couple.b)
            last->count++;
        else
            g_array_index(couples, struct couple, kept++) = couple;
    }
    g_array_set_size(couples, kept);
    g_array_sort(couples, compare_counts);
    return couples;
}

static void take_parents(struct campus_work *work, guint first, guint second)
{
    guint site = campus_add_site(work->campus, first, second);
    const guint both[] = {first, second};
    for (size_t i = 0; i < G_N_ELEMENTS(both); i++)
        if (both[i] != STRUCTURE_NONE) {
            work->place[both[i]] = CAMPUS_PARENT;
            work->site[both[i]] = site;
        }
}

static void find_stronger(struct campus_work *work, guint device, guint neighbor, gpointer user)
{
    *(guint *)user +=
        work->place[neighbor] == CAMPUS_PARENT && 2 * degree(work, device) <= degree(work, neighbor);
}

/* A switch with endpoints that hangs from much larger parents is one of theirs, though others hang from it.
 */
static bool is_below_parents(struct campus_work *work, guint device)
{
    return leaf_count(work, device) > 0 && count_neighbors(work, device, find_stronger) > 0;
}

static void find_parents(struct campus_work *work)
{
    g_autoptr(GArray) couples = count_couples(work);
    for (guint i = 0; i < couples->len; i++) {
        const struct couple *couple = &g_array_index(couples, struct couple, i);
        if (couple->count > 1 && work->place[couple->a] == CAMPUS_UNPLACED &&
            work->place[couple->b] == CAMPUS_UNPLACED)
            take_parents(work, couple->a, couple->b);
    }
    for (guint i = 0; i < work->structure->device_count; i++)
        if (work->is_hub[i] && work->place[i] == CAMPUS_UNPLACED) {
            work->is_hub[i] = !is_below_parents(work, i);
            if (work->is_hub[i] && count_neighbors(work, i, count_served) > 0)
                take_parents(work, i, STRUCTURE_NONE);
        }
}

#define MOST_HOMES 4

/* The sites whose parents a device is linked with. */
struct homes {
    guint parents; /* how many */
    guint sites[MOST_HOMES], site_count;
};

static void find_home(struct campus_work *work, guint device, guint neighbor, gpointer user)
{
    (void)device;
    struct homes *homes = user;
    if (work->place[neighbor] != CAMPUS_PARENT)
        return;
    homes->parents++;
    for (guint i = 0; i < homes->site_count; i++)
        if (homes->sites[i] == work->site[neighbor])
            return;
    if (homes->site_count < MOST_HOMES)
        homes->sites[homes->site_count++] = work->site[neighbor];
}

static struct homes find_homes(struct campus_work *work, guint device)
{
    struct homes homes = {.parents = 0};
    each_neighbor(work, device, find_home, &homes);
    return homes;
}

/* Two switches above a single site are linked with each other, and have hardly an endpoint. */
static void count_peer(struct campus_work *work, guint device, guint neighbor, gpointer user)
{
    guint leaves = leaf_count(work, device) + leaf_count(work, neighbor);
    *(guint *)user += is_candidate(work, neighbor) && leaves <= 1 && find_homes(work, neighbor).parents > 0;
}

/* A device that joins sites, or that has a peer like itself. */
static bool is_above(struct campus_work *work, guint device)
{
    struct homes homes = find_homes(work, device);
    if (homes.parents == 0)
        return false;
    bool joins_all = homes.site_count > 1 && homes.parents == degree(work, device);
    return homes.site_count > 2 || (joins_all && leaf_count(work, device) == 0) ||
           count_neighbors(work, device, count_peer) > 0;
}

static void find_cores(struct campus_work *work)
{
    guint count = work->structure->device_count;
    g_autofree bool *is_core = g_new0(bool, count + 1);
    for (guint i = 0; i < count; i++)
        is_core[i] = work->place[i] == CAMPUS_CORE ||
                     (work->is_hub[i] && work->place[i] == CAMPUS_UNPLACED) ||
                     (is_candidate(work, i) && is_above(work, i));
    for (guint i = 0; i < count; i++)
        if (is_core[i]) {
            work->place[i] = CAMPUS_CORE;
            g_array_append_val(work->campus->cores, i);
        }
}

struct votes {
    guint *of_site;
    guint best;
};

static void vote(struct campus_work *work, guint device, guint neighbor, gpointer user)
{
    (void)device;
    struct votes *votes = user;
    if (work->place[neighbor] != CAMPUS_PARENT)
        return;
    guint site = work->site[neighbor];
    guint count = ++votes->of_site[site];
    guint most = votes->best == STRUCTURE_NONE ? 0 : votes->of_site[votes->best];
    if (count > most || (count == most && site < votes->best))
        votes->best = site;
}

static void unvote(struct campus_work *work, guint device, guint neighbor, gpointer user)
{
    (void)device;
    if (work->place[neighbor] == CAMPUS_PARENT)
        ((struct votes *)user)->of_site[work->site[neighbor]] = 0;
}

static void place_access(struct campus_work *work)
{
    struct votes votes = {g_new0(guint, work->campus->sites->len + 1), STRUCTURE_NONE};
    for (guint i = 0; i < work->structure->device_count; i++) {
        if (!is_candidate(work, i) || work->place[i] != CAMPUS_UNPLACED)
            continue;
        votes.best = STRUCTURE_NONE;
        each_neighbor(work, i, vote, &votes);
        each_neighbor(work, i, unvote, &votes);
        if (votes.best == STRUCTURE_NONE)
            continue;
        work->place[i] = CAMPUS_ACCESS;
        work->site[i] = votes.best;
    }
    g_free(votes.of_site);
}

/* The first two cores that a device is linked with. */
struct above {
    guint cores[CAMPUS_PARENTS], count;
};

static void find_core_neighbor(struct campus_work *work, guint device, guint neighbor, gpointer user)
{
    (void)device;
    struct above *above = user;
    if (work->place[neighbor] == CAMPUS_CORE && above->count < CAMPUS_PARENTS)
        above->cores[above->count++] = neighbor;
}

/* The site below these cores, made where it is not there yet. Of two cores in all it is the same for all. */
static guint site_below(struct campus_work *work, struct above above)
{
    const GArray *cores = work->campus->cores;
    if (cores->len <= CAMPUS_PARENTS)
        for (guint i = 0; i < CAMPUS_PARENTS; i++)
            above.cores[i] = i < cores->len ? g_array_index(cores, guint, i) : STRUCTURE_NONE;
    for (guint i = 0; i < work->campus->sites->len; i++) {
        const struct campus_site *site = CAMPUS_SITE(work->campus, i);
        if (site->is_core && site->parents[0] == above.cores[0] && site->parents[1] == above.cores[1])
            return i;
    }
    guint site = campus_add_site(work->campus, above.cores[0], above.cores[1]);
    CAMPUS_SITE(work->campus, site)->is_core = true;
    return site;
}

/* What hangs from cores themselves is a site of its own, whose parents are these cores. */
static void place_below_core(struct campus_work *work)
{
    for (guint i = 0; i < work->structure->device_count; i++) {
        if (!is_candidate(work, i) || work->place[i] != CAMPUS_UNPLACED)
            continue;
        struct above above = {{STRUCTURE_NONE, STRUCTURE_NONE}, 0};
        each_neighbor(work, i, find_core_neighbor, &above);
        if (above.count == 0)
            continue;
        work->site[i] = site_below(work, above);
        work->place[i] = CAMPUS_ACCESS;
    }
}

static void find_above(struct campus_work *work, guint device, guint neighbor, gpointer user)
{
    (void)device;
    guint *above = user;
    bool is_placed = work->place[neighbor] == CAMPUS_ACCESS || work->place[neighbor] == CAMPUS_CHAINED;
    if (is_placed && (*above == STRUCTURE_NONE || neighbor < *above))
        *above = neighbor;
}

/* From what is placed outwards, level by level, so that the order of the devices decides only among equals.
 */
static void place_chains(struct campus_work *work)
{
    guint count = work->structure->device_count;
    bool is_any = true;
    while (is_any) {
        g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(guint));
        for (guint i = 0; i < count; i++) {
            guint above = STRUCTURE_NONE;
            if (is_candidate(work, i) && work->place[i] == CAMPUS_UNPLACED)
                each_neighbor(work, i, find_above, &above);
            work->below[i] = above != STRUCTURE_NONE ? above : work->below[i];
            if (above != STRUCTURE_NONE)
                g_array_append_val(found, i);
        }
        for (guint i = 0; i < found->len; i++) {
            guint device = g_array_index(found, guint, i);
            work->place[device] = leaf_count(work, device) > 0 ? CAMPUS_CHAINED : CAMPUS_ROW;
            work->site[device] = work->site[work->below[device]];
        }
        is_any = found->len > 0;
    }
}

/* What is served by three or more parents cannot be drawn with all its lines apart: where these serve many,
 * rows tell of the further ones. */
static bool has_many_cards(const struct campus_work *work)
{
    guint bars = 0;
    for (guint i = 0; i < work->structure->device_count; i++)
        bars += work->place[i] == CAMPUS_PARENT || work->place[i] == CAMPUS_CORE;
    return work->campus->cards->len >= CARDS_OF_BAR * bars;
}

static bool is_well_placed(const struct campus_work *work)
{
    const struct structure *structure = work->structure;
    guint inner = 0, unplaced = 0, pairs = 0;
    for (guint i = 0; i < structure->device_count; i++)
        if (!structure_is_leaf(structure, i)) {
            inner++;
            unplaced += work->place[i] == CAMPUS_UNPLACED;
        }
    for (guint i = 0; i < structure->pair_count; i++)
        pairs += !structure_is_leaf(structure, structure->pairs[i].a) &&
                 !structure_is_leaf(structure, structure->pairs[i].b);
    guint odd = work->campus->odd_count, further = work->campus->further_count;
    if (has_many_cards(work) && further <= MOST_FURTHER * pairs)
        odd -= further;
    return unplaced <= MOST_UNPLACED * inner && odd <= MOST_ODD * pairs;
}

static void work_clear(struct campus_work *work)
{
    g_free(work->place);
    g_free(work->is_hub);
    g_free(work->site);
    g_free(work->below);
}

static void work_init(struct campus_work *work, const struct structure *structure)
{
    guint count = structure->device_count;
    work->structure = structure;
    work->place = g_new0(enum campus_place, count + 1);
    work->is_hub = g_new0(bool, count + 1);
    work->site = g_new(guint, count + 1);
    work->below = g_new(guint, count + 1);
    for (guint i = 0; i < count; i++)
        work->site[i] = work->below[i] = STRUCTURE_NONE;
    work->campus = g_new0(struct campus, 1);
    work->campus->sites = g_array_new(FALSE, FALSE, sizeof(struct campus_site));
    work->campus->cards = g_array_new(FALSE, FALSE, sizeof(struct campus_card));
    work->campus->cores = g_array_new(FALSE, FALSE, sizeof(guint));
}

struct campus *campus_find(const struct structure *structure)
{
    struct campus_work work;
    work_init(&work, structure);
    find_hubs(&work);
    find_parents(&work);
    find_cores(&work);
    place_access(&work);
    place_below_core(&work);
    place_chains(&work);
    campus_make_cards(&work);
    bool is_campus = work.campus->sites->len > 0 && is_well_placed(&work);
    campus_order_sites(&work);
    work_clear(&work);
    if (is_campus)
        return work.campus;
    campus_free(work.campus);
    return NULL;
}

void campus_free(struct campus *campus)
{
    if (campus == NULL)
        return;
    for (guint i = 0; i < campus->sites->len; i++)
        g_array_unref(CAMPUS_SITE(campus, i)->cards);
    for (guint i = 0; i < campus->cards->len; i++)
        g_array_unref(CAMPUS_CARD(campus, i)->rows);
    g_array_unref(campus->sites);
    g_array_unref(campus->cards);
    g_array_unref(campus->cores);
    g_free(campus);
}
