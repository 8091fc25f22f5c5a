#include "render/campus.h"
#include "render/quotient.h"
#include "render/sandwich.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* Names that say nothing. */
static void add_devices(struct map_network *network, guint count)
{
    for (guint i = 0; i < count; i++) {
        struct map_device device = {.id = g_strdup_printf("d%u", i),
                                    .anchor = g_strdup_printf(MAP_DEVICE_ANCHOR "%u", i + 1),
                                    .name = g_strdup_printf("d%u", i),
                                    .tooltip = g_strdup_printf("d%u", i),
                                    .is_visited = true};
        g_array_append_val(network->devices, device);
    }
}

static void add_link(struct map_network *network, guint a, guint b)
{
    struct map_link link = {.devices = {a, b}, .tooltip = g_strdup_printf("d%u - d%u", a, b), .count = 1};
    g_array_append_val(network->links, link);
}

#define ACCESS 5
#define ENDPOINTS 3

/* 0 and 1 core; 2 and 3, 4 and 5 distribution; 6 to 15 access, each with three endpoints. */
static struct map_network *new_campus(void)
{
    struct map_network *network = map_network_new_empty();
    guint next = 6 + 2 * ACCESS;
    add_devices(network, next + 2 * ACCESS * ENDPOINTS);
    add_link(network, 0, 1);
    for (guint site = 0; site < 2; site++) {
        guint a = 2 + 2 * site, b = a + 1;
        add_link(network, a, b);
        for (guint core = 0; core < 2; core++) {
            add_link(network, core, a);
            add_link(network, core, b);
        }
        for (guint i = 0; i < ACCESS; i++) {
            guint access = 6 + site * ACCESS + i;
            add_link(network, a, access);
            add_link(network, access, b);
            for (guint k = 0; k < ENDPOINTS; k++)
                add_link(network, access, next++);
        }
    }
    return network;
}

static void what_has_one_neighbor_is_a_leaf(void **state)
{
    (void)state;
    struct map_network *network = new_campus();
    struct structure *structure = structure_new(network);
    assert_int_equal(structure->host[16], 6);
    assert_int_equal(structure->host[45], 15);
    assert_false(structure_is_leaf(structure, 6));
    assert_int_equal(structure_leaf_count(structure, 6), ENDPOINTS);
    assert_int_equal(structure->degree[6], 2);
    structure_free(structure);
    map_network_free(network);
}

static void parallel_links_are_one_pair(void **state)
{
    (void)state;
    struct map_network *network = new_campus();
    guint before = network->links->len;
    add_link(network, 3, 2);
    struct structure *structure = structure_new(network);
    assert_int_equal(structure->pair_count, before);
    assert_int_equal(structure->pairs[structure_find_pair(structure, 2, 3)].cables, 2);
    structure_free(structure);
    map_network_free(network);
}

static void a_campus_is_found_without_names(void **state)
{
    (void)state;
    struct map_network *network = new_campus();
    struct structure *structure = structure_new(network);
    struct campus *campus = campus_find(structure);
    assert_non_null(campus);
    assert_int_equal(campus->cores->len, 2);
    assert_int_equal(g_array_index(campus->cores, guint, 0), 0);
    assert_int_equal(g_array_index(campus->cores, guint, 1), 1);
    assert_int_equal(campus->sites->len, 2);
    assert_int_equal(CAMPUS_SITE(campus, 0)->parents[0], 2);
    assert_int_equal(CAMPUS_SITE(campus, 0)->parents[1], 3);
    assert_int_equal(CAMPUS_SITE(campus, 1)->cards->len, ACCESS);
    assert_int_equal(campus->odd_count, 0);
    campus_free(campus);
    structure_free(structure);
    map_network_free(network);
}

static void what_does_not_fit_is_told_at_both_ends(void **state)
{
    (void)state;
    struct map_network *network = new_campus();
    add_link(network, 6, 15);
    struct structure *structure = structure_new(network);
    struct campus *campus = campus_find(structure);
    guint odd = 0;
    for (guint i = 0; i < campus->cards->len; i++)
        for (guint k = 0; k < CAMPUS_CARD(campus, i)->rows->len; k++)
            odd += g_array_index(CAMPUS_CARD(campus, i)->rows, struct structure_row, k).is_odd;
    assert_int_equal(campus->odd_count, 1);
    assert_int_equal(odd, 2);
    campus_free(campus);
    structure_free(structure);
    map_network_free(network);
}

static void a_ring_is_no_campus(void **state)
{
    (void)state;
    struct map_network *network = map_network_new_empty();
    add_devices(network, 9);
    for (guint i = 0; i < 9; i++)
        add_link(network, i, (i + 1) % 9);
    struct structure *structure = structure_new(network);
    assert_null(campus_find(structure));
    structure_free(structure);
    map_network_free(network);
}

static bool overlap(const struct scene_box *a, const struct scene_box *b)
{
    const double slack = 0.6;
    return a->left + slack < b->left + b->width && b->left + slack < a->left + a->width &&
           a->top + slack < b->top + b->height && b->top + slack < a->top + a->height;
}

static void every_device_of_a_sandwich_has_a_place_of_its_own(void **state)
{
    (void)state;
    struct map_network *network = new_campus();
    struct structure *structure = structure_new(network);
    struct campus *campus = campus_find(structure);
    const struct sandwich_part part = {
        .campus = campus, .site_count = campus->sites->len, .with_ports = true, .aspect = 1.4};
    struct scene *scene = sandwich_draw(structure, &part);
    guint devices = 0;
    for (guint i = 0; i < scene->boxes->len; i++) {
        devices += !g_str_has_prefix(SCENE_BOX(scene, i)->id, MAP_RESERVED_PREFIX);
        for (guint k = 0; k < i; k++)
            assert_false(overlap(SCENE_BOX(scene, i), SCENE_BOX(scene, k)));
    }
    assert_int_equal(devices, network->devices->len);
    /* Endpoints are rows; every other link is a line. */
    assert_int_equal(scene->lines->len, network->links->len - 2 * ACCESS * ENDPOINTS);
    scene_free(scene);
    campus_free(campus);
    structure_free(structure);
    map_network_free(network);
}

static void twins_and_full_meshes_are_blocks(void **state)
{
    (void)state;
    struct map_network *network = map_network_new_empty();
    add_devices(network, 12);
    /* 0 and 1 with three twins between them; 5 to 8 all linked with each other. */
    for (guint i = 2; i < 5; i++) {
        add_link(network, 0, i);
        add_link(network, 1, i);
    }
    for (guint i = 5; i < 10; i++)
        for (guint k = i + 1; k < 10; k++)
            add_link(network, i, k);
    add_link(network, 1, 10);
    add_link(network, 10, 11);
    add_link(network, 11, 0);
    struct structure *structure = structure_new(network);
    struct quotient *quotient = quotient_new(structure);
    const struct quotient_block *twins = QUOTIENT_BLOCK(quotient, quotient->block_of[2]);
    const struct quotient_block *mesh = QUOTIENT_BLOCK(quotient, quotient->block_of[5]);
    assert_int_equal(twins->kind, QUOTIENT_TWINS);
    assert_int_equal(twins->members->len, 3);
    assert_int_equal(mesh->members->len, 5);
    assert_int_equal(QUOTIENT_BLOCK(quotient, quotient->block_of[10])->kind, QUOTIENT_SINGLE);
    quotient_free(quotient);
    structure_free(structure);
    map_network_free(network);
}

/* 0 and 1 core; sites of three parents, and eight access switches that hang from all of them. */
static void further_parents_are_told_in_rows(void **state)
{
    (void)state;
    struct map_network *network = map_network_new_empty();
    add_devices(network, 2 + 2 * (3 + 8) + 2 * 8 * 2);
    add_link(network, 0, 1);
    guint next = 2 + 2 * (3 + 8);
    for (guint site = 0; site < 2; site++) {
        guint first = 2 + site * 11;
        for (guint p = first; p < first + 3; p++) {
            add_link(network, 0, p);
            add_link(network, 1, p);
        }
        for (guint access = first + 3; access < first + 11; access++) {
            for (guint p = first; p < first + 3; p++)
                add_link(network, p, access);
            add_link(network, access, next++);
            add_link(network, access, next++);
        }
    }
    struct structure *structure = structure_new(network);
    struct campus *campus = campus_find(structure);
    assert_non_null(campus);
    assert_int_equal(campus->sites->len, 4);
    for (guint i = 0; i < 4; i++)
        assert_int_equal(campus_is_further(campus, CAMPUS_SITE(campus, i)), i % 2);
    /* Beside the site that it serves, with a row for each of its switches. */
    assert_int_equal(CAMPUS_SITE(campus, 0)->parents[0], 2);
    assert_int_equal(CAMPUS_SITE(campus, 1)->parents[0], 4);
    guint card = g_array_index(CAMPUS_SITE(campus, 1)->cards, guint, 0);
    assert_int_equal(CAMPUS_CARD(campus, card)->rows->len, 8);
    campus_free(campus);
    structure_free(structure);
    map_network_free(network);
}

/* Three switches hang from the first access switch of a campus: it stays one. */
static void a_switch_above_others_is_still_a_card(void **state)
{
    (void)state;
    struct map_network *network = new_campus();
    for (guint i = 0; i < 6; i++) {
        guint before = network->devices->len, access = 6 + ACCESS;
        add_devices(network, 1);
        add_link(network, 4, before);
        add_link(network, 5, before);
        add_devices(network, 1);
        add_link(network, before, before + 1);
        if (i > 2)
            continue;
        add_devices(network, 2);
        add_link(network, access, before + 2);
        add_link(network, before + 2, before + 3);
    }
    struct structure *structure = structure_new(network);
    struct campus *campus = campus_find(structure);
    assert_non_null(campus);
    assert_int_equal(campus->sites->len, 2);
    campus_free(campus);
    structure_free(structure);
    map_network_free(network);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_has_one_neighbor_is_a_leaf),
        cmocka_unit_test(parallel_links_are_one_pair),
        cmocka_unit_test(a_campus_is_found_without_names),
        cmocka_unit_test(what_does_not_fit_is_told_at_both_ends),
        cmocka_unit_test(a_ring_is_no_campus),
        cmocka_unit_test(every_device_of_a_sandwich_has_a_place_of_its_own),
        cmocka_unit_test(twins_and_full_meshes_are_blocks),
        cmocka_unit_test(further_parents_are_told_in_rows),
        cmocka_unit_test(a_switch_above_others_is_still_a_card),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
