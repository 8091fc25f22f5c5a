/*
 * What a change does and which new links help, against answers that are found by trying everything.
 */
#include "graph/contact.h"
#include "graph/cuts.h"
#include "graph/detours.h"
#include "graph/loads.h"
#include "graph/suggest.h"
#include "graph/weak_points.h"
#include "tests/graph/graph_fixture.h"
#include "tests/support/graph_shapes.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define TRIALS 1500
#define APART UINT32_MAX

/* A small random graph, some of it lost, some links new. */
struct trial {
    GArray *links; /* of struct link */
    struct graph graph;
    bool *devices, *cables;
    GArray *added;
    struct change change;
};

static uint32_t below(GRand *random, size_t end)
{
    return (uint32_t)g_rand_int_range(random, 0, (gint32)end);
}

static struct link make_link(uint32_t a, uint32_t b)
{
    return (struct link){.a = {.device = MIN(a, b)}, .b = {.device = MAX(a, b)}, .layer = LAYER_PHYSICAL};
}

static void trial_init(struct trial *trial, unsigned kind, GRand *random)
{
    struct shape shape = shape_small(kind, random);
    size_t n = shape.vertex_count;
    *trial = (struct trial){.links = g_array_new(FALSE, FALSE, sizeof(struct link)),
                            .added = g_array_new(FALSE, FALSE, sizeof(struct link))};
    for (guint i = 0; i < shape.edges->len; i++) {
        struct csr_edge edge = g_array_index(shape.edges, struct csr_edge, i);
        struct link link = make_link(edge.a, edge.b);
        g_array_append_val(trial->links, link);
    }
    shape_clear(&shape);
    trial->graph =
        (struct graph){n, (const struct link *)(const void *)trial->links->data, trial->links->len};
    trial->devices = g_new0(bool, n + 1);
    trial->cables = g_new0(bool, trial->links->len + 1);
    for (uint32_t i = below(random, 3); n > 0 && i > 0; i--)
        trial->devices[below(random, n)] = true;
    for (uint32_t i = below(random, 3); trial->links->len > 0 && i > 0; i--)
        trial->cables[below(random, trial->links->len)] = true;
    for (uint32_t i = below(random, 3); n > 1 && i > 0; i--) {
        uint32_t a = below(random, n), b = below(random, n);
        struct link link = make_link(a, b);
        if (a != b && !trial->devices[a] && !trial->devices[b])
            g_array_append_val(trial->added, link);
    }
    change_init(&trial->change, &trial->graph, trial->devices, trial->cables, trial->added);
}

static void trial_clear(struct trial *trial)
{
    change_clear(&trial->change);
    g_array_unref(trial->links);
    g_array_unref(trial->added);
    g_free(trial->devices);
    g_free(trial->cables);
}

/* Floyd and Warshall. */
static uint32_t *all_distances(const struct graph *graph)
{
    size_t n = graph->device_count;
    uint32_t *d = g_new(uint32_t, n * n + 1);
    for (size_t i = 0; i < n * n; i++)
        d[i] = i % (n + 1) == 0 ? 0 : APART;
    for (size_t i = 0; i < graph->link_count; i++) {
        uint32_t a = graph->links[i].a.device, b = graph->links[i].b.device;
        if (a != b)
            d[a * n + b] = d[b * n + a] = 1;
    }
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; d[i * n + k] != APART && j < n; j++)
                if (d[k * n + j] != APART)
                    d[i * n + j] = MIN(d[i * n + j], d[i * n + k] + d[k * n + j]);
    return d;
}

static gint compare_detours(gconstpointer a, gconstpointer b)
{
    const struct detour *x = a, *y = b;
    uint32_t more_x = MAX(x->before, x->after) - MIN(x->before, x->after);
    uint32_t more_y = MAX(y->before, y->after) - MIN(y->before, y->after);
    if (more_x != more_y)
        return more_x > more_y ? -1 : 1;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

struct counts {
    uint64_t longer, shorter, more, less, lost, gained;
};

static void count_pair(struct counts *counts, GArray *list, struct detour detour)
{
    if (detour.before == detour.after)
        return;
    if (detour.after == APART) {
        counts->lost++;
        return;
    }
    if (detour.before == APART) {
        counts->gained++;
        return;
    }
    bool is_longer = detour.after > detour.before;
    counts->longer += is_longer;
    counts->shorter += !is_longer;
    counts->more += is_longer ? detour.after - detour.before : 0;
    counts->less += is_longer ? 0 : detour.before - detour.after;
    g_array_append_val(list, detour);
}

static struct counts try_all(const struct trial *trial, GArray *list)
{
    struct counts counts = {0};
    size_t n = trial->graph.device_count;
    g_autofree uint32_t *before = all_distances(&trial->change.graphs[CHANGE_BEFORE]);
    g_autofree uint32_t *after = all_distances(&trial->change.graphs[CHANGE_AFTER]);
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t b = a + 1; b < n; b++)
            if (!trial->devices[a] && !trial->devices[b])
                count_pair(&counts, list, (struct detour){a, b, before[a * n + b], after[a * n + b]});
    g_array_sort(list, compare_detours);
    return counts;
}

static void check_detours(const struct trial *trial, const struct counts *counts, const GArray *list,
                          size_t listed)
{
    struct detours *found = detours_new(&trial->change, listed, 2);
    assert_int_equal(found->longer, counts->longer);
    assert_int_equal(found->shorter, counts->shorter);
    assert_int_equal(found->hops_more, counts->more);
    assert_int_equal(found->hops_less, counts->less);
    assert_int_equal(found->list->len, MIN(list->len, listed));
    for (guint i = 0; i < found->list->len; i++)
        assert_memory_equal(&g_array_index(found->list, struct detour, i),
                            &g_array_index(list, struct detour, i), sizeof(struct detour));
    detours_free(found);
}

static void lost_and_longer_paths_are_those_of_all_pairs(void **state)
{
    (void)state;
    GRand *random = g_rand_new_with_seed(6);
    uint64_t longer = 0, shorter = 0, lost = 0, gained = 0;
    for (unsigned i = 0; i < TRIALS; i++) {
        struct trial trial;
        trial_init(&trial, i, random);
        g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(struct detour));
        struct counts counts = try_all(&trial, list);
        struct contact *contact = contact_new(&trial.change);
        assert_int_equal(contact->lost, counts.lost);
        assert_int_equal(contact->gained, counts.gained);
        contact_free(contact);
        check_detours(&trial, &counts, list, i % 7);
        check_detours(&trial, &counts, list, 1000);
        longer += counts.longer;
        shorter += counts.shorter;
        lost += counts.lost;
        gained += counts.gained;
        trial_clear(&trial);
    }
    assert_true(longer > 1000 && shorter > 1000 && lost > 1000 && gained > 1000);
    g_rand_free(random);
}

/* How many of the single points of failure a link removes, and what they endanger; by trying it. */
static struct suggestion try_link(const struct graph *graph, uint32_t a, uint32_t b)
{
    struct suggestion suggestion = {.a = a, .b = b};
    g_autofree bool *devices = g_new0(bool, graph->device_count + 1);
    g_autofree bool *cables = g_new0(bool, graph->link_count + 1);
    g_autoptr(GArray) added = g_array_new(FALSE, FALSE, sizeof(struct link));
    struct link link = make_link(a, b);
    struct change change;
    size_t count;
    g_array_append_val(added, link);
    change_init(&change, graph, devices, cables, added);
    struct weak_points *points = weak_points_new(&change);
    struct cuts *cuts = cuts_new(graph, NULL);
    const struct cut *cut = cuts_list(cuts, &count);
    suggestion.removed = points->removed->len;
    for (guint i = 0; i < points->removed->len; i++) {
        const struct weak_point *point = &g_array_index(points->removed, struct weak_point, i);
        for (size_t j = 0; j < count; j++) {
            const struct link *cable = cut[j].is_link ? &graph->links[cut[j].device] : NULL;
            bool is_it = cable == NULL ? point->a == point->b && cut[j].device == point->a
                                       : cable->a.device == point->a && cable->b.device == point->b;
            suggestion.pairs += is_it ? cut[j].pairs : 0;
        }
    }
    cuts_free(cuts);
    weak_points_free(points);
    change_clear(&change);
    return suggestion;
}

static gint compare_suggestions(gconstpointer a, gconstpointer b)
{
    const struct suggestion *x = a, *y = b;
    if (x->removed != y->removed)
        return x->removed > y->removed ? -1 : 1;
    return x->pairs > y->pairs ? -1 : x->pairs < y->pairs;
}

static GArray *try_all_links(const struct graph *graph, const bool *is_candidate)
{
    GArray *all = g_array_new(FALSE, FALSE, sizeof(struct suggestion));
    for (uint32_t a = 0; a < graph->device_count; a++)
        for (uint32_t b = a + 1; b < graph->device_count; b++) {
            struct suggestion suggestion = try_link(graph, a, b);
            if (is_candidate[a] && is_candidate[b] && suggestion.removed > 0)
                g_array_append_val(all, suggestion);
        }
    g_array_sort(all, compare_suggestions);
    return all;
}

/* With all that a suggestion stands for, the list is that of all links. */
static void check_suggestions(const struct graph *graph, const bool *is_candidate, size_t limit)
{
    g_autoptr(GArray) all = try_all_links(graph, is_candidate);
    struct suggestions *found = suggestions_new(graph, is_candidate, limit);
    uint64_t at = 0;
    assert_true(found->is_exact);
    assert_true(found->list->len <= limit);
    for (guint i = 0; i < found->list->len; i++) {
        const struct suggestion *one = &g_array_index(found->list, struct suggestion, i);
        struct suggestion tried = try_link(graph, one->a, one->b);
        assert_true(is_candidate[one->a] && is_candidate[one->b]);
        assert_int_equal(tried.removed, one->removed);
        assert_int_equal(tried.pairs, one->pairs);
        for (uint64_t j = 0; j < one->choices; j++, at++) {
            assert_true(at < all->len);
            const struct suggestion *expected = &g_array_index(all, struct suggestion, at);
            assert_int_equal(expected->removed, one->removed);
            assert_int_equal(expected->pairs, one->pairs);
        }
    }
    if (found->list->len < limit)
        assert_int_equal(at, all->len);
    suggestions_free(found);
}

static void suggested_links_are_the_best_of_all_links(void **state)
{
    (void)state;
    GRand *random = g_rand_new_with_seed(66);
    for (unsigned i = 0; i < TRIALS / 5; i++) {
        struct trial trial;
        trial_init(&trial, i, random);
        if (trial.graph.device_count < 24) {
            g_autofree bool *is_candidate = g_new0(bool, trial.graph.device_count + 1);
            for (size_t d = 0; d < trial.graph.device_count; d++)
                is_candidate[d] = below(random, 4) > 0;
            check_suggestions(&trial.graph, is_candidate, 5);
            check_suggestions(&trial.graph, is_candidate, 100000);
        }
        trial_clear(&trial);
    }
    g_rand_free(random);
}

/* 0 - 1 - 2 - 3 in a ring with 4; 5 hangs on 3. */
static void the_load_of_a_lost_link_goes_the_other_way_round(void **state)
{
    (void)state;
    struct graph_fixture fixture = graph_fixture_new(6, "0-1 1-2 2-3 3-4 0-4 3-5");
    bool devices[7] = {false}, cables[7] = {false};
    g_autoptr(GArray) added = g_array_new(FALSE, FALSE, sizeof(struct link));
    struct change change;
    cables[4] = true;
    change_init(&change, &fixture.graph, devices, cables, added);
    struct loads *loads = loads_new(&change, 1);
    static const struct load expected[] = {{1, 2, 4, 8}, {2, 3, 5, 9}, {0, 1, 3, 5}, {0, 4, 4, 0}};
    assert_int_equal(loads->links->len, G_N_ELEMENTS(expected));
    for (guint i = 0; i < loads->links->len; i++)
        assert_memory_equal(&g_array_index(loads->links, struct load, i), &expected[i], sizeof expected[i]);
    assert_int_equal(loads->devices->len, 5);
    loads_free(loads);
    change_clear(&change);
    graph_fixture_clear(&fixture);
}

static void parts_that_are_cut_off_come_by_size(void **state)
{
    (void)state;
    struct graph_fixture fixture = graph_fixture_new(9, "0-1 1-2 2-3 3-4 3-5 5-6 5-7");
    bool devices[10] = {false}, cables[10] = {false};
    g_autoptr(GArray) added = g_array_new(FALSE, FALSE, sizeof(struct link));
    struct change change;
    devices[3] = true;
    change_init(&change, &fixture.graph, devices, cables, added);
    struct contact *contact = contact_new(&change);
    /* 0 1 2 and 5 6 7 are as large: the first keeps contact. */
    assert_int_equal(contact->parts->len, 2);
    const GArray *first = contact->parts->pdata[0], *second = contact->parts->pdata[1];
    assert_int_equal(first->len, 3);
    assert_int_equal(g_array_index(first, uint32_t, 0), 5);
    assert_int_equal(second->len, 1);
    assert_int_equal(g_array_index(second, uint32_t, 0), 4);
    assert_int_equal(contact->cut_off, 4);
    assert_int_equal(contact->lost, 15);
    assert_int_equal(contact->components_before, 2);
    assert_int_equal(contact->components_after, 4);
    contact_free(contact);
    change_clear(&change);
    graph_fixture_clear(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lost_and_longer_paths_are_those_of_all_pairs),
        cmocka_unit_test(suggested_links_are_the_best_of_all_links),
        cmocka_unit_test(the_load_of_a_lost_link_goes_the_other_way_round),
        cmocka_unit_test(parts_that_are_cut_off_come_by_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
