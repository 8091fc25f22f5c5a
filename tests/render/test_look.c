#include "render/look.h"

#include "render/map.h"
#include "tests/render/small_network.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* The small network's map with what is asked for. */
struct drawn {
    struct small_network network;
    GPtrArray *pages;
    const struct scene *scene;
};

static void draw(struct drawn *drawn, const struct look_options *options, const char *layout)
{
    small_network_init(&drawn->network, 0);
    struct render_request request = {.topology = drawn->network.topology, .look = options, .layout = layout};
    const struct map_spreader spreader = {.spread = NULL};
    drawn->pages = map_pages(&request, &spreader, NULL);
    drawn->scene = drawn->pages->pdata[0];
}

static void clear(struct drawn *drawn)
{
    g_ptr_array_unref(drawn->pages);
    small_network_clear(&drawn->network);
}

static guint position_of(const struct drawn *drawn, const char *name)
{
    for (guint i = 0; i < topology_device_count(drawn->network.topology); i++)
        if (strcmp(topology_device(drawn->network.topology, i)->name, name) == 0)
            return i;
    fail_msg("there is no %s", name);
    return 0;
}

static const struct scene_box *box_of(const struct drawn *drawn, const char *name)
{
    guint position = position_of(drawn, name);
    for (guint i = 0; i < drawn->scene->boxes->len; i++)
        if (SCENE_BOX(drawn->scene, i)->device == position)
            return SCENE_BOX(drawn->scene, i);
    fail_msg("%s has no box", name);
    return NULL;
}

static bool has_text(const struct drawn *drawn, const char *text)
{
    for (guint i = 0; i < drawn->scene->texts->len; i++)
        if (strcmp(SCENE_TEXT(drawn->scene, i)->text, text) == 0)
            return true;
    return false;
}

static void a_group_has_its_colour_and_its_name_in_the_legend(void **state)
{
    (void)state;
    const struct look_options options = {.color_by = LOOK_COLOR_VENDOR};
    struct drawn drawn;
    draw(&drawn, &options, NULL);
    assert_int_equal(box_of(&drawn, "core-1")->group, 1);
    assert_int_equal(box_of(&drawn, HOSTILE_NAME)->group, 2);
    assert_string_equal(theme_paint_of_box(&theme_light, box_of(&drawn, "core-1")).fill,
                        theme_light.groups[0].fill);
    assert_true(has_text(&drawn, "Example"));
    assert_true(has_text(&drawn, "unknown"));
    clear(&drawn);
}

static void parts_that_hang_together_have_one_colour(void **state)
{
    (void)state;
    const struct look_options options = {.color_by = LOOK_COLOR_COMPONENT};
    struct drawn drawn;
    draw(&drawn, &options, NULL);
    assert_int_equal(box_of(&drawn, "core-1")->group, box_of(&drawn, "access-2")->group);
    assert_int_not_equal(box_of(&drawn, "core-1")->group, box_of(&drawn, "lonely")->group);
    assert_true(has_text(&drawn, "part of lonely"));
    clear(&drawn);
}

static void a_switch_that_only_endpoints_hang_on_is_not_ringed(void **state)
{
    (void)state;
    struct drawn drawn;
    draw(&drawn, NULL, NULL);
    assert_false(box_of(&drawn, "access-1")->is_ringed);
    assert_false(has_text(&drawn, "ringed: single point of failure"));
    clear(&drawn);
}

static void losses_are_told_in_steps(void **state)
{
    (void)state;
    const struct look_options options = {.color_by = LOOK_COLOR_SPOF};
    struct drawn drawn;
    draw(&drawn, &options, NULL);
    assert_int_equal(box_of(&drawn, "core-1")->step, 0);
    assert_int_not_equal(box_of(&drawn, "access-1")->step, 0);
    assert_true(has_text(&drawn, "devices cut off: 1"));
    clear(&drawn);
}

static void add_stop(GArray *stops, const struct drawn *drawn, const char *name)
{
    guint position = position_of(drawn, name);
    g_array_append_val(stops, position);
}

static void all_equal_paths_are_highlighted(void **state)
{
    (void)state;
    g_autoptr(GArray) stops = g_array_new(FALSE, FALSE, sizeof(guint));
    struct drawn drawn;
    draw(&drawn, NULL, NULL);
    add_stop(stops, &drawn, "access-2");
    add_stop(stops, &drawn, "access-1");
    clear(&drawn);
    const struct look_options options = {.highlight = stops};
    draw(&drawn, &options, NULL);
    assert_true(box_of(&drawn, "core-1")->is_on_path);
    assert_true(box_of(&drawn, "core-2")->is_on_path);
    assert_false(box_of(&drawn, HOSTILE_NAME)->is_on_path);
    assert_true(has_text(&drawn, "access-2 [Gi1/0/1]"));
    assert_true(has_text(&drawn, "- [Gi1/0/4] core-1 [Gi1/0/3]"));
    assert_true(has_text(&drawn, "- [Gi1/0/1] access-1 (one of 2 equal paths)"));
    guint on_path = 0;
    for (guint i = 0; i < drawn.scene->lines->len; i++)
        on_path += SCENE_LINE_AT(drawn.scene, i)->is_on_path;
    assert_true(on_path >= 2);
    clear(&drawn);
}

static void it_is_said_that_there_is_no_path(void **state)
{
    (void)state;
    g_autoptr(GArray) stops = g_array_new(FALSE, FALSE, sizeof(guint));
    struct drawn drawn;
    draw(&drawn, NULL, NULL);
    add_stop(stops, &drawn, "core-1");
    add_stop(stops, &drawn, "lonely");
    clear(&drawn);
    const struct look_options options = {.highlight = stops};
    draw(&drawn, &options, NULL);
    assert_true(has_text(&drawn, "no path from core-1 to lonely"));
    clear(&drawn);
}

static void a_map_fits_its_paper(void **state)
{
    (void)state;
    const struct look_options options = {.page = look_page_find("A4")};
    struct drawn drawn;
    draw(&drawn, &options, NULL);
    double shape = drawn.scene->width / drawn.scene->height;
    assert_true(fabs(shape - drawn.scene->page_width / drawn.scene->page_height) < 0.01);
    double long_side = fmax(drawn.scene->page_width, drawn.scene->page_height);
    assert_true(fabs(long_side - 841.9) < 0.1);
    assert_null(look_page_find("a9"));
    clear(&drawn);
}

static void the_device_that_matters_is_larger(void **state)
{
    (void)state;
    const struct look_options options = {.size_by = LOOK_SIZE_DEGREE};
    struct drawn plain, sized;
    draw(&plain, NULL, "organic");
    draw(&sized, &options, "organic");
    assert_true(box_of(&sized, "core-1")->width > box_of(&plain, "core-1")->width * 1.5);
    assert_true(fabs(box_of(&sized, "lonely")->width - box_of(&plain, "lonely")->width) < 0.01);
    clear(&plain);
    clear(&sized);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_group_has_its_colour_and_its_name_in_the_legend),
        cmocka_unit_test(parts_that_hang_together_have_one_colour),
        cmocka_unit_test(a_switch_that_only_endpoints_hang_on_is_not_ringed),
        cmocka_unit_test(losses_are_told_in_steps),
        cmocka_unit_test(all_equal_paths_are_highlighted),
        cmocka_unit_test(it_is_said_that_there_is_no_path),
        cmocka_unit_test(a_map_fits_its_paper),
        cmocka_unit_test(the_device_that_matters_is_larger),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
