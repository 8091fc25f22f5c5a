#include "render/atlas.h"
#include "render/grouping.h"
#include "render/regions.h"
#include "render/sites.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static guint add_device(struct map_network *network, const char *name, const char *site)
{
    guint i = network->devices->len;
    struct map_device device = {.id = g_strdup_printf("d%u", i),
                                .anchor = g_strdup_printf(MAP_DEVICE_ANCHOR "%u", i + 1),
                                .name = name ? g_strdup(name) : g_strdup_printf("d%u", i),
                                .tooltip = g_strdup_printf("d%u", i),
                                .site = g_strdup(site),
                                .role = ROLE_ROUTER,
                                .is_visited = true,
                                .scale = 1};
    g_array_append_val(network->devices, device);
    return i;
}

static void add_link(struct map_network *network, guint a, guint b)
{
    struct map_link link = {.devices = {a, b},
                            .tooltip = g_strdup_printf("d%u - d%u", a, b),
                            .speed_bps = 10000000000,
                            .certainty = CERTAINTY_CONFIRMED,
                            .count = 1};
    g_array_append_val(network->links, link);
}

/* Four routers in a ring, at a site. Returns the first. */
static guint add_ring(struct map_network *network, const char *site)
{
    guint first = network->devices->len;
    for (guint i = 0; i < 4; i++)
        add_device(network, NULL, site);
    for (guint i = 0; i < 4; i++)
        add_link(network, first + i, first + (i + 1) % 4);
    return first;
}

/* Sites of four, in a ring of so many; each joined with the next one by two links. */
static struct map_network *new_ring_of_sites(guint count, bool with_names)
{
    struct map_network *network = map_network_new_empty();
    for (guint i = 0; i < count; i++) {
        g_autofree char *name = g_strdup_printf("room %u", i);
        add_ring(network, with_names ? name : NULL);
    }
    for (guint i = 0; i < count; i++) {
        guint next = (i + 1) % count;
        add_link(network, 4 * i + 1, 4 * next);
        add_link(network, 4 * i + 2, 4 * next + 3);
    }
    return network;
}

static const char *site_name(const struct sites *sites, guint device)
{
    return sites->names->pdata[sites->site_of[device]];
}

static void sites_are_sorted_as_people_count(void **state)
{
    (void)state;
    struct map_network *network = new_ring_of_sites(12, true);
    struct structure *structure = structure_new(network);
    struct sites *sites = sites_find(structure);
    assert_int_equal(sites->names->len, 12);
    assert_string_equal(sites->names->pdata[2], "room 2");
    assert_string_equal(sites->names->pdata[10], "room 10");
    assert_string_equal(site_name(sites, 43), "room 10");
    sites_free(sites);
    structure_free(structure);
    map_network_free(network);
}

static void what_tells_no_site_is_where_its_neighbors_are(void **state)
{
    (void)state;
    struct map_network *network = new_ring_of_sites(3, true);
    guint inside = add_device(network, NULL, NULL), between = add_device(network, "between", NULL);
    guint alone = add_device(network, NULL, NULL), endpoint = add_device(network, NULL, "elsewhere");
    add_link(network, inside, 0);
    add_link(network, inside, 1);
    add_link(network, between, 2);
    add_link(network, between, 6);
    add_link(network, endpoint, 7);
    struct structure *structure = structure_new(network);
    struct sites *sites = sites_find(structure);
    assert_string_equal(site_name(sites, inside), "room 0");
    assert_string_equal(site_name(sites, between), "between");
    assert_string_equal(site_name(sites, alone), "no links known");
    assert_string_equal(site_name(sites, endpoint), "room 1");
    sites_free(sites);
    structure_free(structure);
    map_network_free(network);
}

static void few_known_sites_are_none(void **state)
{
    (void)state;
    struct map_network *network = new_ring_of_sites(5, false);
    for (guint i = 0; i < 9; i++)
        MAP_DEVICE(network, i)->site = g_strdup(i < 4 ? "here" : "there");
    struct structure *structure = structure_new(network);
    assert_null(sites_find(structure));
    structure_free(structure);
    map_network_free(network);
}

static void assert_each_device_is_in_one_page(const struct regions *regions)
{
    g_autofree guint *seen = g_new0(guint, regions->structure->device_count);
    for (guint i = 0; i < regions->list->len; i++) {
        const struct region *region = REGION(regions, i);
        for (guint k = 0; region->parts->len == 0 && k < region->devices->len; k++) {
            guint device = g_array_index(region->devices, guint, k);
            assert_int_equal(regions->lowest[device], i);
            seen[device]++;
        }
    }
    for (guint i = 0; i < regions->structure->device_count; i++)
        assert_int_equal(seen[i], 1);
}

static void sites_that_fit_a_page_are_its_parts(void **state)
{
    (void)state;
    struct map_network *network = new_ring_of_sites(30, true);
    struct structure *structure = structure_new(network);
    struct regions *regions = regions_new(structure);
    assert_int_equal(regions->list->len, 31);
    assert_int_equal(REGION(regions, 0)->parts->len, 30);
    const struct region *second = REGION(regions, g_array_index(REGION(regions, 0)->parts, guint, 1));
    assert_string_equal(second->title, "room 1");
    assert_true(second->is_site);
    assert_each_device_is_in_one_page(regions);
    regions_free(regions);
    structure_free(structure);
    map_network_free(network);
}

static void too_many_sites_are_regions_of_neighbors(void **state)
{
    (void)state;
    struct map_network *network = new_ring_of_sites(400, true);
    struct structure *structure = structure_new(network);
    struct regions *regions = regions_new(structure);
    const struct region *whole = REGION(regions, 0);
    assert_in_range(whole->parts->len, 2, 24);
    for (guint i = 0; i < whole->parts->len; i++) {
        const struct region *part = REGION(regions, g_array_index(whole->parts, guint, i));
        assert_false(part->is_site);
        assert_true(g_str_has_prefix(part->title, "around room "));
        assert_true(part->parts->len > 1);
    }
    assert_true(REGION(regions, regions_place_of(regions, 1000))->is_site);
    assert_string_equal(REGION(regions, regions_place_of(regions, 1000))->title, "room 250");
    assert_each_device_is_in_one_page(regions);
    regions_free(regions);
    structure_free(structure);
    map_network_free(network);
}

static void without_sites_it_is_groups_of_devices(void **state)
{
    (void)state;
    struct map_network *network = new_ring_of_sites(400, false);
    struct structure *structure = structure_new(network);
    struct regions *regions = regions_new(structure);
    assert_in_range(REGION(regions, 0)->parts->len, 2, 24);
    for (guint i = 1; i < regions->list->len; i++) {
        assert_false(REGION(regions, i)->is_site);
        assert_true(g_str_has_prefix(REGION(regions, i)->title, "around d"));
        if (REGION(regions, i)->parts->len == 0)
            assert_in_range(REGION(regions, i)->devices->len, 2, 160);
    }
    assert_each_device_is_in_one_page(regions);
    regions_free(regions);
    structure_free(structure);
    map_network_free(network);
}

static void a_site_too_large_for_a_page_has_parts_of_its_name(void **state)
{
    (void)state;
    struct map_network *network = new_ring_of_sites(100, false);
    for (guint i = 0; i < network->devices->len; i++)
        MAP_DEVICE(network, i)->site = g_strdup(i < 360 ? "large" : "small");
    struct structure *structure = structure_new(network);
    struct regions *regions = regions_new(structure);
    const struct region *large = REGION(regions, g_array_index(REGION(regions, 0)->parts, guint, 0));
    assert_string_equal(large->title, "large");
    assert_true(large->parts->len > 1);
    const struct region *part = REGION(regions, g_array_index(large->parts, guint, 0));
    assert_true(g_str_has_prefix(part->title, "large, around d"));
    assert_each_device_is_in_one_page(regions);
    regions_free(regions);
    structure_free(structure);
    map_network_free(network);
}

static void add_edge(GArray *edges, guint a, guint b, double weight)
{
    struct community_edge edge = {a, b, weight};
    g_array_append_val(edges, edge);
}

static void heavy_links_hold_a_group_together(void **state)
{
    (void)state;
    g_autoptr(GArray) edges = g_array_new(FALSE, FALSE, sizeof(struct community_edge));
    /* A ring of six; what joins 0 with 1, 2 with 3 and 4 with 5 is thick. */
    for (guint i = 0; i < 5; i++)
        add_edge(edges, i, i + 1, i % 2 == 0 ? 10 : 1);
    add_edge(edges, 0, 5, 1);
    static const guint sizes[6] = {1, 1, 1, 1, 1, 1};
    struct grouping grouping = grouping_find(6, edges, sizes, 3);
    assert_false(grouping.is_sliced);
    assert_int_equal(grouping.count, 3);
    static const guint expected[6] = {0, 0, 1, 1, 2, 2};
    assert_memory_equal(grouping.group_of, expected, sizeof expected);
    grouping_clear(&grouping);
}

static void what_has_no_groups_is_sliced(void **state)
{
    (void)state;
    g_autoptr(GArray) edges = g_array_new(FALSE, FALSE, sizeof(struct community_edge));
    static const guint sizes[6] = {1, 1, 1, 1, 1, 1};
    struct grouping grouping = grouping_find(6, edges, sizes, 3);
    assert_true(grouping.is_sliced);
    static const guint expected[6] = {0, 0, 0, 1, 1, 1};
    assert_int_equal(grouping.count, 2);
    assert_memory_equal(grouping.group_of, expected, sizeof expected);
    grouping_clear(&grouping);
}

struct drawn {
    struct map_network *network;
    struct structure *structure;
    struct map_work work;
    struct map_spreader spreader;
    GPtrArray *pages;
};

/* Takes network. Without Graphviz: in tiers. */
static void draw(struct drawn *drawn, struct map_network *network)
{
    *drawn = (struct drawn){.network = network, .structure = structure_new(network)};
    drawn->work = (struct map_work){.network = network,
                                    .structure = drawn->structure,
                                    .spreader = &drawn->spreader,
                                    .with_pages = true,
                                    .page_url = "map/%s.svg",
                                    .first_url = "../map.svg"};
    drawn->pages = atlas_draw_regions(&drawn->work);
}

static void clear(struct drawn *drawn)
{
    if (drawn->pages)
        g_ptr_array_unref(drawn->pages);
    structure_free(drawn->structure);
    map_network_free(drawn->network);
}

static const struct scene *find_page(const struct drawn *drawn, const char *name)
{
    for (guint i = 0; i < drawn->pages->len; i++) {
        const struct scene *scene = drawn->pages->pdata[i];
        if (strcmp(scene->name, name) == 0)
            return scene;
    }
    fail_msg("there is no page %s", name);
    return NULL;
}

static const struct scene_box *find_box(const struct scene *scene, const char *text)
{
    for (guint i = 0; i < scene->boxes->len; i++)
        if (g_strcmp0(SCENE_BOX(scene, i)->text, text) == 0)
            return SCENE_BOX(scene, i);
    return NULL;
}

static const struct scene_line *find_line(const struct scene *scene, const char *a, const char *b)
{
    for (guint i = 0; i < scene->lines->len; i++) {
        const struct scene_line *line = SCENE_LINE_AT(scene, i);
        const char *x = SCENE_BOX(scene, line->a)->text, *y = SCENE_BOX(scene, line->b)->text;
        if ((strcmp(x, a) == 0 && strcmp(y, b) == 0) || (strcmp(x, b) == 0 && strcmp(y, a) == 0))
            return line;
    }
    return NULL;
}

static void the_overview_tells_how_sites_are_joined(void **state)
{
    (void)state;
    struct drawn drawn;
    draw(&drawn, new_ring_of_sites(6, true));
    assert_int_equal(drawn.pages->len, 7);
    const struct scene *first = drawn.pages->pdata[0];
    assert_string_equal(first->name, "");
    assert_string_equal(first->description, "6 sites, 24 routers, on 7 pages");
    assert_int_equal(first->lines->len, 6);
    const struct scene_line *line = find_line(first, "room 0", "room 5");
    assert_non_null(line);
    assert_true(line->is_bundle);
    assert_non_null(strstr(line->tooltip, "2 links: "));
    assert_string_equal(line->labels[LABEL_MIDDLE].text, "x2 20G");
    assert_null(find_line(first, "room 0", "room 3"));
    assert_string_equal(find_box(first, "room 4")->url, "map/room-4.svg");
    assert_non_null(find_box(first, "4 routers"));
    clear(&drawn);
}

static void a_page_names_the_sites_around_and_leads_there(void **state)
{
    (void)state;
    struct drawn drawn;
    draw(&drawn, new_ring_of_sites(6, true));
    const struct scene *page = find_page(&drawn, "room-0");
    assert_string_equal(page->title, "room 0");
    assert_string_equal(page->description, "4 routers");
    assert_string_equal(find_box(page, "overview")->url, "../map.svg");
    assert_string_equal(find_box(page, "= d4 (room 1)")->url, "room-1.svg");
    assert_string_equal(find_box(page, "= d21 (room 5)")->url, "room-5.svg");
    assert_null(find_box(page, "= d8 (room 2)"));
    clear(&drawn);
}

static void every_device_is_on_one_page_and_leads_nowhere(void **state)
{
    (void)state;
    struct drawn drawn;
    draw(&drawn, new_ring_of_sites(60, false));
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < drawn.pages->len; i++) {
        const struct scene *scene = drawn.pages->pdata[i];
        for (guint k = 0; k < scene->boxes->len; k++)
            if (!g_str_has_prefix(SCENE_BOX(scene, k)->id, MAP_RESERVED_PREFIX)) {
                assert_true(g_hash_table_add(seen, SCENE_BOX(scene, k)->id));
                assert_null(SCENE_BOX(scene, k)->url);
            }
    }
    assert_int_equal(g_hash_table_size(seen), 240);
    clear(&drawn);
}

/* Each of sixteen sites is joined with all others: no page can show 120 lines. */
static void what_cannot_be_drawn_is_told_in_rows(void **state)
{
    (void)state;
    struct map_network *network = map_network_new_empty();
    for (guint i = 0; i < 16; i++) {
        g_autofree char *name = g_strdup_printf("room %u", i);
        add_ring(network, name);
    }
    for (guint i = 0; i < 16; i++)
        for (guint k = 0; k < i; k++)
            add_link(network, 4 * i + k % 4, 4 * k + i % 4);
    struct drawn drawn;
    draw(&drawn, network);
    const struct scene *first = drawn.pages->pdata[0];
    assert_in_range(first->lines->len, 15, 40);
    guint rows = 0;
    for (guint i = 0; i < first->boxes->len; i++)
        rows += SCENE_BOX(first, i)->paint == PAINT_ODD_ROW;
    assert_true(rows >= 16);
    clear(&drawn);
}

static void what_fits_on_a_page_is_no_atlas(void **state)
{
    (void)state;
    struct drawn drawn;
    draw(&drawn, new_ring_of_sites(6, false));
    assert_null(drawn.pages);
    clear(&drawn);
}

/* So many pairs of parents with four switches each, each pair linked with both cores or with the next pair.
 */
static struct map_network *new_campus(guint pairs, bool with_cores)
{
    struct map_network *network = map_network_new_empty();
    if (with_cores)
        add_link(network, add_device(network, NULL, NULL), add_device(network, NULL, NULL));
    guint before = STRUCTURE_NONE;
    for (guint i = 0; i < pairs; i++) {
        guint a = add_device(network, NULL, NULL), b = add_device(network, NULL, NULL);
        add_link(network, a, b);
        for (guint k = 0; k < 4; k++) {
            guint access = add_device(network, NULL, NULL);
            add_link(network, a, access);
            add_link(network, b, access);
            add_link(network, access, add_device(network, NULL, NULL));
        }
        for (guint core = 0; with_cores && core < 2; core++) {
            add_link(network, core, a);
            add_link(network, core, b);
        }
        if (!with_cores && before != STRUCTURE_NONE)
            add_link(network, before, a);
        before = b;
    }
    return network;
}

static void a_core_is_few_devices_that_all_hang_from(void **state)
{
    (void)state;
    for (int with_cores = 0; with_cores < 2; with_cores++) {
        struct map_network *network = new_campus(20, with_cores);
        struct structure *structure = structure_new(network);
        struct campus *campus = campus_find(structure);
        assert_non_null(campus);
        const struct map_work work = {.network = network, .structure = structure};
        assert_int_equal(atlas_has_core(&work, campus), with_cores);
        campus_free(campus);
        structure_free(structure);
        map_network_free(network);
    }
}

static void kinds_are_named_by_their_role(void **state)
{
    (void)state;
    struct atlas_count count = {{0}, 0};
    count.of_role[ROLE_SWITCH] = 2;
    g_autofree char *switches = atlas_describe_count(&count);
    assert_string_equal(switches, "2 switches");
    count.of_role[ROLE_SWITCH] = 1;
    count.endpoints = 1;
    g_autofree char *one = atlas_describe_count(&count);
    assert_string_equal(one, "1 switch, 1 endpoint");
    count.of_role[ROLE_ROUTER] = 3;
    g_autofree char *mixed = atlas_describe_count(&count);
    assert_string_equal(mixed, "4 devices, 1 endpoint");
    const struct atlas_count none = {{0}, 7};
    g_autofree char *endpoints = atlas_describe_count(&none);
    assert_string_equal(endpoints, "7 endpoints");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sites_are_sorted_as_people_count),
        cmocka_unit_test(what_tells_no_site_is_where_its_neighbors_are),
        cmocka_unit_test(few_known_sites_are_none),
        cmocka_unit_test(sites_that_fit_a_page_are_its_parts),
        cmocka_unit_test(too_many_sites_are_regions_of_neighbors),
        cmocka_unit_test(without_sites_it_is_groups_of_devices),
        cmocka_unit_test(a_site_too_large_for_a_page_has_parts_of_its_name),
        cmocka_unit_test(heavy_links_hold_a_group_together),
        cmocka_unit_test(what_has_no_groups_is_sliced),
        cmocka_unit_test(the_overview_tells_how_sites_are_joined),
        cmocka_unit_test(a_page_names_the_sites_around_and_leads_there),
        cmocka_unit_test(every_device_is_on_one_page_and_leads_nowhere),
        cmocka_unit_test(what_cannot_be_drawn_is_told_in_rows),
        cmocka_unit_test(what_fits_on_a_page_is_no_atlas),
        cmocka_unit_test(a_core_is_few_devices_that_all_hang_from),
        cmocka_unit_test(kinds_are_named_by_their_role),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
