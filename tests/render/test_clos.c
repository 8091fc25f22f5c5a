#include "render/clos.h"
#include "render/scene.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void add_link(struct map_network *network, guint a, guint b)
{
    struct map_link link = {.devices = {a, b}, .tooltip = g_strdup_printf("d%u - d%u", a, b), .count = 1};
    g_array_append_val(network->links, link);
}

#define CORES 3

/* Pods of three aggregation switches, each linked with all cores, and of two switches with two servers. */
static struct map_network *new_fabric(guint pods, guint cores)
{
    struct map_network *network = map_network_new_empty();
    for (guint i = 0; i < cores + pods * 9; i++) {
        struct map_device device = {.id = g_strdup_printf("d%u", i),
                                    .anchor = g_strdup_printf(MAP_DEVICE_ANCHOR "%u", i + 1),
                                    .name = g_strdup_printf("d%u", i),
                                    .tooltip = g_strdup_printf("d%u", i),
                                    .is_visited = true};
        g_array_append_val(network->devices, device);
    }
    for (guint pod = 0; pod < pods; pod++) {
        guint upper = cores + pod * 9, lower = upper + 3, server = lower + 2;
        for (guint i = 0; i < 3; i++) {
            for (guint core = 0; core < cores; core++)
                add_link(network, core, upper + i);
            add_link(network, upper + i, lower);
            add_link(network, upper + i, lower + 1);
        }
        for (guint i = 0; i < 4; i++)
            add_link(network, lower + i / 2, server + i);
    }
    return network;
}

static void a_fat_tree_is_pods_and_a_core(void **state)
{
    (void)state;
    struct map_network *network = new_fabric(4, CORES);
    struct structure *structure = structure_new(network);
    struct clos *clos = clos_find(structure);
    assert_non_null(clos);
    assert_int_equal(clos->pods->len, 4);
    assert_int_equal(clos->core->len, CORES);
    assert_int_equal(CLOS_POD(clos, 0)->upper->len, 3);
    assert_int_equal(CLOS_POD(clos, 0)->lower->len, 2);
    clos_free(clos);
    structure_free(structure);
    map_network_free(network);
}

static bool is_no_server(guint device)
{
    return device < CORES || (device - CORES) % 9 < 5;
}

static void a_fat_tree_without_endpoints_is_pods_and_a_core(void **state)
{
    (void)state;
    struct map_network *whole = new_fabric(4, CORES);
    g_autofree bool *is_kept = g_new0(bool, whole->devices->len);
    for (guint i = 0; i < whole->devices->len; i++)
        is_kept[i] = is_no_server(i);
    /* The lower switches have three links each, the upper ones five, the cores twelve. */
    struct map_network *network = map_network_keep(whole, is_kept);
    struct structure *structure = structure_new(network);
    struct clos *clos = clos_find(structure);
    assert_non_null(clos);
    assert_int_equal(clos->pods->len, 4);
    assert_int_equal(clos->core->len, CORES);
    clos_free(clos);
    structure_free(structure);
    map_network_free(network);
    map_network_free(whole);
}

static void a_leaf_spine_fabric_is_one_pod(void **state)
{
    (void)state;
    struct map_network *network = new_fabric(1, 0);
    struct structure *structure = structure_new(network);
    struct clos *clos = clos_find(structure);
    assert_non_null(clos);
    assert_int_equal(clos->pods->len, 1);
    assert_int_equal(clos->core->len, 0);
    clos_free(clos);
    structure_free(structure);
    map_network_free(network);
}

static void a_link_out_of_the_pattern_makes_it_another_network(void **state)
{
    (void)state;
    struct map_network *network = new_fabric(4, CORES);
    add_link(network, CORES, CORES + 9);
    struct structure *structure = structure_new(network);
    assert_null(clos_find(structure));
    structure_free(structure);
    map_network_free(network);
}

static bool overlap(const struct scene_box *a, const struct scene_box *b)
{
    const double slack = 0.6;
    return a->left + slack < b->left + b->width && b->left + slack < a->left + a->width &&
           a->top + slack < b->top + b->height && b->top + slack < a->top + a->height;
}

static void assert_drawn(guint pods, guint cores, guint lines)
{
    struct map_network *network = new_fabric(pods, cores);
    struct structure *structure = structure_new(network);
    struct clos *clos = clos_find(structure);
    struct scene *scene = clos_draw(structure, clos, 1.4);
    assert_int_equal(scene->boxes->len, network->devices->len);
    for (guint i = 0; i < scene->boxes->len; i++)
        for (guint k = 0; k < i; k++)
            assert_false(overlap(SCENE_BOX(scene, i), SCENE_BOX(scene, k)));
    assert_int_equal(scene->lines->len, lines);
    scene_free(scene);
    clos_free(clos);
    structure_free(structure);
    map_network_free(network);
}

static void what_joins_two_blocks_is_one_line(void **state)
{
    (void)state;
    assert_drawn(1, 0, 1);
    assert_drawn(2, CORES, 4);
    assert_drawn(5, CORES, 10);
    assert_drawn(24, CORES, 48);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fat_tree_is_pods_and_a_core),
        cmocka_unit_test(a_fat_tree_without_endpoints_is_pods_and_a_core),
        cmocka_unit_test(a_leaf_spine_fabric_is_one_pod),
        cmocka_unit_test(a_link_out_of_the_pattern_makes_it_another_network),
        cmocka_unit_test(what_joins_two_blocks_is_one_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
