#include "render/layout.h"
#include "render/organic.h"
#include "render/tiers.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define TEXT 9.0

static const struct layout_ways ways_of_tiers = {.with_tiers = true};

static struct layout *new_layout(guint boxes, guint edges)
{
    struct layout *layout = layout_new(boxes, edges);
    for (guint i = 0; i < boxes; i++) {
        layout->boxes[i].width = 40 + i % 5 * 12;
        layout->boxes[i].height = 20 + i % 3 * 6;
    }
    return layout;
}

static void set_edge(struct layout *layout, guint edge, guint a, guint b)
{
    layout->edges[edge].a = a;
    layout->edges[edge].b = b;
    layout->edges[edge].labels[LABEL_A].width = 20 + edge % 4 * 8;
    layout->edges[edge].labels[LABEL_B].width = 24;
    layout->edges[edge].labels[LABEL_MIDDLE].width = edge % 7 == 0 ? 15 : 0;
}

struct area {
    double left, top, right, bottom;
};

static struct area area_of(struct point center, double width, double height)
{
    return (struct area){center.x - width / 2, center.y - height / 2, center.x + width / 2,
                         center.y + height / 2};
}

static bool overlap(struct area a, struct area b)
{
    const double slack = 0.01;
    return a.left < b.right - slack && b.left < a.right - slack && a.top < b.bottom - slack &&
           b.top < a.bottom - slack;
}

/* The lines of a layout in tiers are upright and level. */
static bool is_struck(struct area area, const struct layout_edge *edge)
{
    for (guint i = 0; i + 1 < edge->points->len; i++) {
        struct point p = g_array_index(edge->points, struct point, i);
        struct point q = g_array_index(edge->points, struct point, i + 1);
        assert_true(fabs(p.x - q.x) < 0.01 || fabs(p.y - q.y) < 0.01);
        struct area line = {fmin(p.x, q.x) - 0.02, fmin(p.y, q.y) - 0.02, fmax(p.x, q.x) + 0.02,
                            fmax(p.y, q.y) + 0.02};
        if (overlap(area, line))
            return true;
    }
    return false;
}

static struct area box_area(const struct layout *layout, size_t box)
{
    return area_of(layout->boxes[box].center, layout->boxes[box].width, layout->boxes[box].height);
}

static void assert_boxes_clear(const struct layout *layout)
{
    for (size_t i = 0; i < layout->box_count; i++) {
        for (size_t j = i + 1; j < layout->box_count; j++)
            assert_false(overlap(box_area(layout, i), box_area(layout, j)));
        for (size_t j = 0; j < layout->edge_count; j++)
            if (layout->edges[j].a != i && layout->edges[j].b != i)
                assert_false(is_struck(box_area(layout, i), &layout->edges[j]));
    }
}

static void assert_label_clear(const struct layout *layout, const struct layout_label *label)
{
    struct area area = area_of(label->center, label->width, LABEL_HEIGHT - 2);
    for (size_t i = 0; i < layout->box_count; i++)
        assert_false(overlap(area, box_area(layout, i)));
    for (size_t i = 0; i < layout->edge_count; i++) {
        assert_false(is_struck(area, &layout->edges[i]));
        for (int k = 0; k < LABELS_OF_EDGE; k++) {
            const struct layout_label *other = &layout->edges[i].labels[k];
            if (other != label && other->is_placed)
                assert_false(overlap(area, area_of(other->center, other->width, LABEL_HEIGHT - 2)));
        }
    }
}

/* No text meets text, box or line; no line meets a box that is not its own; nothing is missing. */
static void assert_clear(const struct layout *layout)
{
    assert_boxes_clear(layout);
    for (size_t i = 0; i < layout->edge_count; i++) {
        const struct layout_edge *edge = &layout->edges[i];
        assert_true(edge->points->len >= 2);
        for (int k = 0; k < LABELS_OF_EDGE; k++) {
            assert_int_equal(edge->labels[k].is_placed, edge->labels[k].width > 0);
            if (edge->labels[k].is_placed)
                assert_label_clear(layout, &edge->labels[k]);
        }
    }
}

static void assert_tiers_clear(const struct layout *layout)
{
    for (guint rows = 1; rows <= 3; rows++)
        for (int variant = 0; variant < 4; variant++) {
            struct layout *copy = layout_copy(layout);
            const struct tiers_options options = {variant / 2 ? TIERS_FROM_CENTER : TIERS_FROM_ACCESS,
                                                  variant % 2 == 0, rows, 4};
            assert_true(tiers_arrange(copy, &options));
            assert_clear(copy);
            layout_free(copy);
        }
}

/* cores, pairs of distribution switches linked to each core, access switches linked to each of a pair,
 * endpoints. */
static struct layout *new_campus(guint pairs, guint access, guint endpoints)
{
    guint boxes = 2 + 2 * pairs + pairs * access * (1 + endpoints);
    struct layout *layout = new_layout(boxes, 1 + 5 * pairs + pairs * access * (2 + endpoints));
    guint edge = 0, next = 2 + 2 * pairs;
    set_edge(layout, edge++, 0, 1);
    for (guint i = 0; i < pairs; i++) {
        guint a = 2 + 2 * i, b = a + 1;
        set_edge(layout, edge++, 0, a);
        set_edge(layout, edge++, 1, a);
        set_edge(layout, edge++, 0, b);
        set_edge(layout, edge++, 1, b);
        set_edge(layout, edge++, a, b);
        for (guint k = 0; k < access; k++) {
            guint host = next++;
            set_edge(layout, edge++, a, host);
            set_edge(layout, edge++, b, host);
            for (guint e = 0; e < endpoints; e++)
                set_edge(layout, edge++, host, next++);
        }
    }
    assert_int_equal(next, boxes);
    assert_int_equal(edge, layout->edge_count);
    return layout;
}

static guint count_crossings(const struct layout *layout)
{
    guint count = 0;
    for (size_t i = 0; i < layout->edge_count; i++)
        for (size_t j = 0; j < layout->edge_count; j++)
            for (guint k = 0; i != j && k + 1 < layout->edges[i].points->len; k++) {
                struct point p = g_array_index(layout->edges[i].points, struct point, k);
                struct point q = g_array_index(layout->edges[i].points, struct point, k + 1);
                for (guint m = 0; m + 1 < layout->edges[j].points->len; m++) {
                    struct point r = g_array_index(layout->edges[j].points, struct point, m);
                    struct point s = g_array_index(layout->edges[j].points, struct point, m + 1);
                    bool is_level = fabs(p.y - q.y) < 0.01 && fabs(r.x - s.x) < 0.01;
                    count += is_level && fmin(p.x, q.x) < r.x - 0.1 && r.x + 0.1 < fmax(p.x, q.x) &&
                             fmin(r.y, s.y) < p.y - 0.1 && p.y + 0.1 < fmax(r.y, s.y);
                }
            }
    return count;
}

static void a_campus_has_no_crossing(void **state)
{
    (void)state;
    const guint shapes[][3] = {{1, 3, 0}, {2, 7, 0}, {1, 7, 7}, {4, 6, 3}, {6, 10, 1}};
    const struct tiers_options options = {TIERS_FROM_ACCESS, true, 1, 10};
    for (size_t i = 0; i < G_N_ELEMENTS(shapes); i++) {
        struct layout *layout = new_campus(shapes[i][0], shapes[i][1], shapes[i][2]);
        assert_true(tiers_arrange(layout, &options));
        assert_clear(layout);
        assert_int_equal(count_crossings(layout), 0);
        layout_free(layout);
    }
}

static void the_drawing_that_is_chosen_is_clear(void **state)
{
    (void)state;
    const guint shapes[][3] = {{1, 3, 0}, {2, 7, 0}, {1, 7, 7}, {4, 6, 3}};
    for (size_t i = 0; i < G_N_ELEMENTS(shapes); i++) {
        struct layout *layout = new_campus(shapes[i][0], shapes[i][1], shapes[i][2]);
        layout_arrange(layout, TEXT, &ways_of_tiers);
        assert_clear(layout);
        assert_true(i == 3 || count_crossings(layout) == 0);
        layout_free(layout);
    }
}

static void a_campus_is_clear_in_every_way_of_drawing_it(void **state)
{
    (void)state;
    struct layout *layout = new_campus(2, 5, 3);
    assert_tiers_clear(layout);
    layout_free(layout);
}

static void siblings_stand_in_their_order(void **state)
{
    (void)state;
    struct layout *layout = new_campus(1, 6, 0);
    const struct tiers_options options = {TIERS_FROM_ACCESS, true, 1, 10};
    assert_true(tiers_arrange(layout, &options));
    for (guint box = 4; box + 1 < layout->box_count; box++)
        assert_true(layout->boxes[box].center.x < layout->boxes[box + 1].center.x);
    assert_true(layout->boxes[0].center.y < layout->boxes[1].center.y);
    layout_free(layout);
}

static struct layout *new_random(guint boxes, guint edges, guint32 seed)
{
    GRand *random = g_rand_new_with_seed(seed);
    struct layout *layout = new_layout(boxes, edges);
    for (guint i = 0; i < edges; i++) {
        guint a = i + 1 < boxes ? i + 1 : (guint)g_rand_int_range(random, 0, (gint)boxes);
        guint b = i + 1 < boxes ? (guint)g_rand_int_range(random, 0, (gint)i + 1)
                                : (guint)g_rand_int_range(random, 0, (gint)boxes);
        set_edge(layout, i, a, a == b ? (b + 1) % boxes : b);
    }
    g_rand_free(random);
    return layout;
}

static void random_graphs_are_clear(void **state)
{
    (void)state;
    for (guint32 seed = 1; seed <= 12; seed++) {
        guint boxes = 2 + seed * 2;
        struct layout *layout = new_random(boxes, boxes - 1 + seed, seed);
        assert_tiers_clear(layout);
        layout_free(layout);
    }
}

static void a_clique_is_clear(void **state)
{
    (void)state;
    const guint n = 7;
    struct layout *layout = new_layout(n, n * (n - 1) / 2);
    guint edge = 0;
    for (guint i = 0; i < n; i++)
        for (guint j = i + 1; j < n; j++)
            set_edge(layout, edge++, i, j);
    assert_tiers_clear(layout);
    layout_free(layout);
}

static void parallel_links_are_clear(void **state)
{
    (void)state;
    struct layout *layout = new_layout(3, 6);
    for (guint i = 0; i < 6; i++)
        set_edge(layout, i, i < 3 ? 0 : 1, i < 3 ? 1 : 2);
    assert_tiers_clear(layout);
    layout_free(layout);
}

static void one_switch_with_many_endpoints_is_clear(void **state)
{
    (void)state;
    struct layout *layout = new_layout(60, 59);
    for (guint i = 0; i < 59; i++)
        set_edge(layout, i, 0, i + 1);
    layout_arrange(layout, TEXT, &ways_of_tiers);
    assert_clear(layout);
    assert_true(layout->width / layout->height > 0.5 && layout->width / layout->height < 4);
    layout_free(layout);
}

static void parts_without_a_link_between_them_do_not_overlap(void **state)
{
    (void)state;
    struct layout *layout = new_layout(14, 6);
    for (guint i = 0; i < 6; i++)
        set_edge(layout, i, i < 3 ? 0 : 5, i < 3 ? i + 1 : i + 3);
    layout_arrange(layout, TEXT, &ways_of_tiers);
    assert_clear(layout);
    layout_free(layout);
}

static void nothing_at_all_can_be_arranged(void **state)
{
    (void)state;
    struct layout *layout = layout_new(0, 0);
    layout_arrange(layout, TEXT, &ways_of_tiers);
    layout_free(layout);
    layout = new_layout(1, 0);
    layout_arrange(layout, TEXT, &ways_of_tiers);
    assert_true(layout->width >= layout->boxes[0].width);
    layout_free(layout);
}

static void what_overlaps_scores_less(void **state)
{
    (void)state;
    struct layout *layout = new_layout(3, 0);
    for (guint i = 0; i < 3; i++)
        layout->boxes[i].center = (struct point){i * 80.0, i * 30.0};
    layout_normalize(layout);
    double clear = layout_score(layout, TEXT);
    layout->boxes[1].center = layout->boxes[0].center;
    assert_true(layout_score(layout, TEXT) < clear * 0.9);
    layout_free(layout);
}

static bool is_over(struct point a, struct point b, const struct layout_box *box)
{
    struct area area = area_of(box->center, box->width, box->height);
    for (int i = 0; i <= 1000; i++) {
        double x = a.x + (b.x - a.x) * i / 1000, y = a.y + (b.y - a.y) * i / 1000;
        if (x > area.left && x < area.right && y > area.top && y < area.bottom)
            return true;
    }
    return false;
}

/* Three boxes in a row, the outer ones linked. */
static void a_line_goes_round_a_box_in_its_way(void **state)
{
    (void)state;
    struct layout *layout = layout_new(3, 1);
    for (guint i = 0; i < 3; i++)
        layout->boxes[i] =
            (struct layout_box){.width = 30, .height = i == 1 ? 60 : 20, .center = {100.0 * i, 0}};
    layout->edges[0].b = 2;
    organic_draw_lines(layout);
    const GArray *points = layout->edges[0].points;
    assert_true(points->len > 2);
    for (guint i = 0; i + 1 < points->len; i++)
        assert_false(is_over(g_array_index(points, struct point, i),
                             g_array_index(points, struct point, i + 1), &layout->boxes[1]));
    layout_free(layout);
}

/* The first box is in a court of others, with an opening away from the second. */
static void a_line_finds_its_way_out(void **state)
{
    (void)state;
    static const struct layout_box boxes[] = {
        {.width = 30, .height = 16, .center = {0, 0}},     {.width = 30, .height = 16, .center = {300, 0}},
        {.width = 20, .height = 200, .center = {60, 0}},   {.width = 140, .height = 20, .center = {0, 100}},
        {.width = 140, .height = 20, .center = {0, -100}}, {.width = 20, .height = 140, .center = {-60, 40}},
    };
    struct layout *layout = layout_new(G_N_ELEMENTS(boxes), 1);
    for (guint i = 0; i < G_N_ELEMENTS(boxes); i++)
        layout->boxes[i] = boxes[i];
    layout->edges[0].b = 1;
    organic_draw_lines(layout);
    const GArray *points = layout->edges[0].points;
    for (guint i = 0; i + 1 < points->len; i++)
        for (guint k = 2; k < G_N_ELEMENTS(boxes); k++)
            assert_false(is_over(g_array_index(points, struct point, i),
                                 g_array_index(points, struct point, i + 1), &boxes[k]));
    layout_free(layout);
}

static void a_line_without_a_box_in_its_way_is_straight(void **state)
{
    (void)state;
    struct layout *layout = layout_new(3, 1);
    for (guint i = 0; i < 3; i++)
        layout->boxes[i] =
            (struct layout_box){.width = 30, .height = 20, .center = {100.0 * i, i == 1 ? 60 : 0}};
    layout->edges[0].b = 2;
    organic_draw_lines(layout);
    const GArray *points = layout->edges[0].points;
    assert_int_equal(points->len, 2);
    assert_true(fabs(g_array_index(points, struct point, 0).x - 15) < 0.01);
    assert_true(fabs(g_array_index(points, struct point, 1).x - 185) < 0.01);
    layout_free(layout);
}

static bool place_in_a_row(struct layout *layout, const char *engine, void *user)
{
    (void)user;
    assert_string_equal(engine, "row");
    for (size_t i = 0; i < layout->box_count; i++)
        layout->boxes[i].center = (struct point){120.0 * (double)i, 0};
    return true;
}

static bool place_nothing(struct layout *layout, const char *engine, void *user)
{
    (void)layout;
    (void)engine;
    (*(guint *)user)++;
    return false;
}

static struct layout *new_ring(void)
{
    struct layout *layout = new_layout(4, 4);
    for (guint i = 0; i < 4; i++)
        set_edge(layout, i, i, (i + 1) % 4);
    return layout;
}

static void an_engine_that_is_asked_for_places_the_boxes(void **state)
{
    (void)state;
    struct layout *layout = new_ring();
    const struct layout_ways ways = {.with_tiers = true, .place = place_in_a_row, .engine = "row"};
    layout_arrange(layout, TEXT, &ways);
    for (guint i = 1; i < 4; i++)
        assert_true(fabs(layout->boxes[i].center.x - layout->boxes[i - 1].center.x - 120) < 0.01);
    layout_free(layout);
}

static void an_engine_that_fails_leaves_it_to_others(void **state)
{
    (void)state;
    struct layout *layout = new_ring();
    guint asked = 0;
    const struct layout_ways ways = {
        .with_tiers = true, .place = place_nothing, .engine = "none", .user = &asked};
    layout_arrange(layout, TEXT, &ways);
    assert_int_equal(asked, 1);
    assert_clear(layout);
    layout_free(layout);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_campus_has_no_crossing),
        cmocka_unit_test(the_drawing_that_is_chosen_is_clear),
        cmocka_unit_test(a_campus_is_clear_in_every_way_of_drawing_it),
        cmocka_unit_test(siblings_stand_in_their_order),
        cmocka_unit_test(random_graphs_are_clear),
        cmocka_unit_test(a_clique_is_clear),
        cmocka_unit_test(parallel_links_are_clear),
        cmocka_unit_test(one_switch_with_many_endpoints_is_clear),
        cmocka_unit_test(parts_without_a_link_between_them_do_not_overlap),
        cmocka_unit_test(nothing_at_all_can_be_arranged),
        cmocka_unit_test(what_overlaps_scores_less),
        cmocka_unit_test(a_line_goes_round_a_box_in_its_way),
        cmocka_unit_test(a_line_finds_its_way_out),
        cmocka_unit_test(a_line_without_a_box_in_its_way_is_straight),
        cmocka_unit_test(an_engine_that_is_asked_for_places_the_boxes),
        cmocka_unit_test(an_engine_that_fails_leaves_it_to_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
