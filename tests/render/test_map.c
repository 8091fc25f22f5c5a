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
    *state = map_new(&request, NULL, NULL);
    small_network_clear(&network);
    return 0;
}

static int free_map(void **state)
{
    map_free(*state);
    return 0;
}

static const struct map_node *node_named(const struct map *map, const char *name)
{
    for (guint i = 0; i < map->nodes->len; i++)
        if (g_strcmp0(MAP_NODE(map, i)->name, name) == 0)
            return MAP_NODE(map, i);
    return NULL;
}

static const struct map_line *line_between(const struct map *map, const char *a, const char *b)
{
    for (guint i = 0; i < map->lines->len; i++) {
        const struct map_line *line = MAP_LINE(map, i);
        if (line->a != G_MAXUINT && g_strcmp0(MAP_NODE(map, line->a)->name, a) == 0 &&
            g_strcmp0(MAP_NODE(map, line->b)->name, b) == 0)
            return line;
    }
    return NULL;
}

static bool has_text(const struct map *map, const char *text)
{
    for (guint i = 0; i < map->texts->len; i++)
        if (strcmp(MAP_TEXT(map, i)->text, text) == 0)
            return true;
    return false;
}

static void a_device_has_its_name_and_model(void **state)
{
    const struct map_node *core = node_named(*state, "core-1");
    assert_non_null(core);
    assert_string_equal(core->detail, "X-9000");
    assert_null(node_named(*state, "access-2")->detail);
}

static void roles_differ_in_shape(void **state)
{
    const struct map_look *core = &node_named(*state, "core-1")->look;
    const struct map_look *access = &node_named(*state, "access-1")->look;
    assert_true(strcmp(core->shape, access->shape) != 0 || core->borders != access->borders);
    assert_string_equal(node_named(*state, HOSTILE_NAME)->look.shape, map_look_of(ROLE_PHONE, true).shape);
}

static void every_role_looks_different(void **state)
{
    (void)state;
    for (int a = 0; a < ROLES; a++)
        for (int b = a + 1; b < ROLES; b++) {
            struct map_look x = map_look_of((enum role)a, true), y = map_look_of((enum role)b, true);
            assert_true(strcmp(x.shape, y.shape) != 0 || strcmp(x.style, y.style) != 0 ||
                        x.borders != y.borders || fabs(x.stroke_width - y.stroke_width) > 0.5);
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

static void text_is_read_on_every_fill(void **state)
{
    (void)state;
    for (int role = 0; role < ROLES; role++)
        for (int is_visited = 0; is_visited < 2; is_visited++) {
            struct map_look look = map_look_of((enum role)role, is_visited);
            assert_true((luminance(look.fill) + 0.05) / (luminance(look.ink) + 0.05) >= 7);
        }
}

static void devices_that_were_not_visited_are_lighter(void **state)
{
    const struct map_look *phone = &node_named(*state, HOSTILE_NAME)->look;
    assert_true(luminance(phone->ink) > luminance(node_named(*state, "core-1")->look.ink));
    assert_true(luminance(phone->fill) > luminance(map_look_of(ROLE_PHONE, true).fill));
}

static void ports_are_short_and_at_their_ends(void **state)
{
    const struct map_line *line = line_between(*state, "access-1", "core-1");
    assert_non_null(line);
    assert_string_equal(line->labels[LABEL_A], "Gi1/0/1");
    assert_string_equal(line->labels[LABEL_B], "Gi1/0/3");
    const struct map_node *core = node_named(*state, "core-1"), *access = node_named(*state, "access-1");
    assert_true(fabs(line->label_centers[LABEL_A].y - access->center.y) <
                fabs(line->label_centers[LABEL_A].y - core->center.y));
}

static void certainty_is_the_dash(void **state)
{
    assert_string_equal(line_between(*state, "access-1", "core-1")->style, "solid");
    assert_string_equal(line_between(*state, HOSTILE_NAME, "access-1")->style, "dashed");
    assert_string_equal(map_line_style(CERTAINTY_INFERRED), "dotted");
}

static void a_link_that_is_down_says_so(void **state)
{
    const struct map_line *line = line_between(*state, "access-2", "core-2");
    assert_true(line->is_down);
    assert_string_equal(line->color, MAP_DOWN_COLOR);
    assert_string_equal(line->labels[LABEL_MIDDLE], "down");
    assert_false(line_between(*state, "access-2", "core-1")->is_down);
}

static void an_aggregate_is_one_line_with_its_count(void **state)
{
    const struct map *map = *state;
    guint count = 0;
    for (guint i = 0; i < map->lines->len; i++) {
        const struct map_line *line = MAP_LINE(map, i);
        count += line->a != G_MAXUINT && g_strcmp0(MAP_NODE(map, line->a)->name, "core-1") == 0 &&
                 g_strcmp0(MAP_NODE(map, line->b)->name, "core-2") == 0;
    }
    assert_int_equal(count, 1);
    assert_string_equal(line_between(map, "core-1", "core-2")->labels[LABEL_MIDDLE], "x2");
}

static void the_legend_explains_what_is_used(void **state)
{
    assert_true(has_text(*state, "A title"));
    assert_true(has_text(*state, "L3 switch"));
    assert_true(has_text(*state, "down"));
    assert_true(has_text(*state, "claimed by one end"));
    assert_false(has_text(*state, "inferred"));
    assert_false(has_text(*state, "router"));
}

static void faster_links_are_wider(void **state)
{
    (void)state;
    const uint64_t speeds[] = {100000000, 1000000000, 10000000000, 40000000000, 100000000000, 400000000000};
    for (size_t i = 0; i + 1 < G_N_ELEMENTS(speeds); i++)
        assert_true(map_speed_of(speeds[i])->width < map_speed_of(speeds[i + 1])->width);
    assert_string_equal(map_speed_of(0)->name, "speed unknown");
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
        ON_A_MAP(roles_differ_in_shape),
        cmocka_unit_test(every_role_looks_different),
        cmocka_unit_test(text_is_read_on_every_fill),
        ON_A_MAP(devices_that_were_not_visited_are_lighter),
        ON_A_MAP(ports_are_short_and_at_their_ends),
        ON_A_MAP(certainty_is_the_dash),
        ON_A_MAP(a_link_that_is_down_says_so),
        ON_A_MAP(an_aggregate_is_one_line_with_its_count),
        ON_A_MAP(the_legend_explains_what_is_used),
        cmocka_unit_test(faster_links_are_wider),
        cmocka_unit_test(port_names_are_shortened_as_their_vendors_do),
        cmocka_unit_test(long_text_keeps_its_ends),
        cmocka_unit_test(width_grows_with_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
