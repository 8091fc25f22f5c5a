#include "render/map.h"
#include "render/renderer.h"
#include "render/text_size.h"
#include "tests/render/small_network.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static int make_map(void **state)
{
    struct small_network network;
    small_network_init(&network, 0);
    struct render_request request = {.topology = network.topology, .title = "A title"};
    const struct map_spreader spreader = {.spread = NULL};
    *state = map_pages(&request, &spreader, NULL);
    small_network_clear(&network);
    return 0;
}

static int free_map(void **state)
{
    g_ptr_array_unref(*state);
    return 0;
}

static const struct scene *first_page(const GPtrArray *pages)
{
    return pages->pdata[0];
}

/* The box whose text has the name; NULL when there is none. */
static const struct scene_box *box_named(const GPtrArray *pages, const char *name)
{
    const struct scene *scene = first_page(pages);
    for (guint i = 0; i < scene->boxes->len; i++) {
        const struct scene_box *box = SCENE_BOX(scene, i);
        if (box->text && strstr(box->text, name) && !g_str_has_prefix(box->id, MAP_RESERVED_PREFIX))
            return box;
    }
    return NULL;
}

static const struct scene_line *line_between(const GPtrArray *pages, const char *a, const char *b)
{
    const struct scene *scene = first_page(pages);
    for (guint i = 0; i < scene->lines->len; i++) {
        const struct scene_line *line = SCENE_LINE_AT(scene, i);
        if (line->a != G_MAXUINT && g_strcmp0(SCENE_BOX(scene, line->a)->text, a) == 0 &&
            g_strcmp0(SCENE_BOX(scene, line->b)->text, b) == 0)
            return line;
    }
    return NULL;
}

static bool has_text(const GPtrArray *pages, const char *text)
{
    const struct scene *scene = first_page(pages);
    for (guint i = 0; i < scene->texts->len; i++)
        if (strcmp(SCENE_TEXT(scene, i)->text, text) == 0)
            return true;
    return false;
}

static void a_device_has_its_name_and_model(void **state)
{
    const struct scene_box *core = box_named(*state, "core-1");
    assert_non_null(core);
    assert_string_equal(core->detail, "X-9000");
    assert_null(box_named(*state, "access-2")->detail);
}

static void an_endpoint_is_a_row_of_its_switch(void **state)
{
    const struct scene_box *phone = box_named(*state, HOSTILE_NAME), *access = box_named(*state, "access-1");
    assert_non_null(phone);
    assert_int_equal(phone->paint, PAINT_ROW);
    assert_int_equal(phone->role, ROLE_PHONE);
    assert_int_equal(access->paint, PAINT_HEADER);
    assert_true(phone->top >= access->top + access->height - 1);
    assert_true(phone->left >= access->left - 1 && phone->left < access->left + access->width);
    assert_true(g_str_has_prefix(phone->text, "Gi1/0/5"));
}

static void every_role_looks_different(void **state)
{
    (void)state;
    for (int a = 0; a < ROLES; a++)
        for (int b = a + 1; b < ROLES; b++) {
            const struct theme_shape *x = theme_shape_of((enum role)a), *y = theme_shape_of((enum role)b);
            assert_true(strcmp(x->shape, y->shape) != 0 || strcmp(x->style, y->style) != 0 ||
                        x->borders != y->borders || fabs(x->stroke_width - y->stroke_width) > 0.5);
        }
}

static double channel(const char *hex)
{
    char text[3] = {hex[0], hex[1], 0};
    double value = (double)g_ascii_strtoull(text, NULL, 16) / 255;
    return value <= 0.03928 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double luminance(const char *color)
{
    return 0.2126 * channel(color + 1) + 0.7152 * channel(color + 3) + 0.0722 * channel(color + 5);
}

/* WCAG 2.1. */
static double contrast(const char *a, const char *b)
{
    double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
    return x > y ? x / y : y / x;
}

static void assert_theme_is_read(const struct theme *theme)
{
    for (int role = 0; role < ROLES; role++) {
        const struct theme_role *look = &theme->roles[role];
        assert_true(contrast(look->fill, theme->ink) >= 7);
        assert_true(contrast(theme->paints[PAINT_ROW].fill, look->row_ink) >= 7);
        assert_true(contrast(theme->paints[PAINT_MEMBER].fill, look->row_ink) >= 7);
    }
    for (int paint = PAINT_CORE; paint <= PAINT_MEMBER; paint++)
        assert_true(contrast(theme->paints[paint].fill, theme->paints[paint].ink) >= 7);
    for (int paint = PAINT_LINE; paint <= PAINT_BLOCKED; paint++)
        assert_true(contrast(theme->page, theme->paints[paint].ink) >= 7);
    for (size_t i = 0; i < THEME_HUES; i++) {
        assert_true(contrast(theme->hues[i], theme->hue_ink) >= 7);
        assert_true(contrast(theme->groups[i].fill, theme->groups[i].ink) >= 7);
    }
    for (size_t i = 0; i < THEME_STEPS; i++)
        assert_true(contrast(theme->steps[i].fill, theme->steps[i].ink) >= 7);
    assert_true(contrast(theme->unvisited_fill, theme->unvisited_ink) >= 7);
    assert_true(contrast(theme->page, theme->ink) >= 7);
    /* What is no text: WCAG 2.1, 1.4.11. */
    const char *const strokes[] = {theme->ring, theme->path, theme->paints[PAINT_LINE].stroke,
                                   theme->paints[PAINT_DOWN].stroke, theme->paints[PAINT_BLOCKED].stroke};
    for (size_t i = 0; i < G_N_ELEMENTS(strokes); i++)
        assert_true(contrast(theme->page, strokes[i]) >= 3);
}

static void text_is_read_on_every_fill(void **state)
{
    (void)state;
    g_autofree char *names = theme_names();
    assert_string_equal(names, "light, dark, print");
    g_auto(GStrv) each = g_strsplit(names, ", ", -1);
    for (char **name = each; *name; name++)
        assert_theme_is_read(theme_find(*name));
    assert_null(theme_find("pink"));
}

static void what_was_not_visited_is_told(void **state)
{
    assert_false(box_named(*state, HOSTILE_NAME)->is_visited);
    assert_true(box_named(*state, "core-1")->is_visited);
    assert_true(luminance(theme_light.unvisited_ink) > luminance(theme_light.ink));
}

static void ports_are_short_and_at_their_ends(void **state)
{
    const struct scene_line *line = line_between(*state, "access-1", "core-1");
    assert_non_null(line);
    assert_string_equal(line->labels[LABEL_A].text, "Gi1/0/1");
    assert_string_equal(line->labels[LABEL_B].text, "Gi1/0/3");
    const struct scene_box *core = box_named(*state, "core-1"), *access = box_named(*state, "access-1");
    double y = line->labels[LABEL_A].center.y;
    assert_true(fabs(y - access->top) < fabs(y - core->top));
}

static void certainty_is_the_dash(void **state)
{
    assert_int_equal(line_between(*state, "access-1", "core-1")->certainty, CERTAINTY_CONFIRMED);
    assert_string_equal(theme_line_style(CERTAINTY_CONFIRMED), "solid");
    assert_string_equal(theme_line_style(CERTAINTY_CLAIMED), "dashed");
    assert_string_equal(theme_line_style(CERTAINTY_INFERRED), "dotted");
}

static void a_link_that_is_down_says_so(void **state)
{
    const struct scene_line *line = line_between(*state, "access-2", "core-2");
    assert_non_null(line);
    assert_true(line->is_down && line->has_cross);
    assert_false(line_between(*state, "access-2", "core-1")->is_down);
}

static void an_aggregate_is_one_line_with_its_count(void **state)
{
    const struct scene_line *line = line_between(*state, "core-1", "core-2");
    assert_non_null(line);
    assert_string_equal(line->labels[LABEL_MIDDLE].text, "x2");
}

static bool overlap(const struct scene_box *a, const struct scene_box *b)
{
    const double slack = 0.6;
    return a->left + slack < b->left + b->width && b->left + slack < a->left + a->width &&
           a->top + slack < b->top + b->height && b->top + slack < a->top + a->height;
}

static void boxes_do_not_overlap(void **state)
{
    const struct scene *scene = first_page(*state);
    for (guint i = 0; i < scene->boxes->len; i++)
        for (guint k = 0; k < i; k++)
            assert_false(overlap(SCENE_BOX(scene, i), SCENE_BOX(scene, k)));
}

static void the_legend_explains_what_is_used(void **state)
{
    assert_true(has_text(*state, "A title"));
    assert_true(has_text(*state, "L3 switch"));
    assert_true(has_text(*state, "down"));
    assert_true(has_text(*state, "confirmed by both ends"));
    assert_false(has_text(*state, "inferred"));
    assert_false(has_text(*state, "router"));
}

static void faster_links_are_wider(void **state)
{
    (void)state;
    const uint64_t speeds[] = {100000000, 1000000000, 10000000000, 40000000000, 100000000000, 400000000000};
    for (size_t i = 0; i + 1 < G_N_ELEMENTS(speeds); i++)
        assert_true(theme_speed_of(speeds[i])->width < theme_speed_of(speeds[i + 1])->width);
    assert_string_equal(theme_speed_of(0)->name, "speed unknown");
}

static void assert_port(const char *port, const char *expected)
{
    g_autofree char *text = map_short_port(port);
    assert_string_equal(text, expected);
}

static void port_names_are_shortened_as_their_vendors_do(void **state)
{
    (void)state;
    assert_port("GigabitEthernet1/0/24", "Gi1/0/24");
    assert_port("TenGigabitEthernet0/1", "Te0/1");
    assert_port("Ethernet 1/1", "Et1/1");
    assert_port("Ethernet adapter 2", "Etherne\xe2\x80\xa6"
                                      "pter 2");
    assert_port("eth0", "eth0");
    assert_port("Port-channel12", "Po12");
    assert_port("ge-0/0/1", "ge-0/0/1");
}

static void long_text_keeps_its_ends(void **state)
{
    (void)state;
    g_autofree char *kept = text_size_shorten("short", 5), *cut = text_size_shorten("0123456789", 5);
    assert_string_equal(kept, "short");
    assert_string_equal(cut, "01\xe2\x80\xa6"
                             "89");
    g_autofree char *wide = text_size_shorten("\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe5\x90\x8d", 3);
    assert_string_equal(wide, "\xe6\x97\xa5\xe2\x80\xa6\xe5\x90\x8d");
}

static void width_grows_with_text(void **state)
{
    (void)state;
    assert_true(text_size_width("ii", 10) < text_size_width("mm", 10));
    assert_true(fabs(text_size_width("abc", 20) - 2 * text_size_width("abc", 10)) < 1e-9);
    assert_true(text_size_width("\xe6\x97\xa5", 10) >= 10);
    assert_true(text_size_width_bold("abc", 10) > text_size_width("abc", 10));
}

int main(void)
{
#define ON_A_MAP(test) cmocka_unit_test_setup_teardown(test, make_map, free_map)
    const struct CMUnitTest tests[] = {
        ON_A_MAP(a_device_has_its_name_and_model),
        ON_A_MAP(an_endpoint_is_a_row_of_its_switch),
        cmocka_unit_test(every_role_looks_different),
        cmocka_unit_test(text_is_read_on_every_fill),
        ON_A_MAP(what_was_not_visited_is_told),
        ON_A_MAP(ports_are_short_and_at_their_ends),
        ON_A_MAP(certainty_is_the_dash),
        ON_A_MAP(a_link_that_is_down_says_so),
        ON_A_MAP(an_aggregate_is_one_line_with_its_count),
        ON_A_MAP(boxes_do_not_overlap),
        ON_A_MAP(the_legend_explains_what_is_used),
        cmocka_unit_test(faster_links_are_wider),
        cmocka_unit_test(port_names_are_shortened_as_their_vendors_do),
        cmocka_unit_test(long_text_keeps_its_ends),
        cmocka_unit_test(width_grows_with_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
