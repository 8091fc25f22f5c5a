#include "render/atlas.h"
#include "render/pages.h"
#include "render/renderer.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define ACCESS 4
#define CORES 3

static void add_device(struct map_network *network, const char *site)
{
    guint i = network->devices->len;
    struct map_device device = {.id = g_strdup_printf("d%u", i),
                                .anchor = g_strdup_printf(MAP_DEVICE_ANCHOR "%u", i + 1),
                                .name = g_strdup_printf("d%u", i),
                                .tooltip = g_strdup_printf("d%u", i),
                                .site = g_strdup(site),
                                .is_visited = true};
    g_array_append_val(network->devices, device);
}

static void add_link(struct map_network *network, guint a, guint b)
{
    struct map_link link = {.devices = {a, b}, .tooltip = g_strdup_printf("d%u - d%u", a, b), .count = 1};
    g_array_append_val(network->links, link);
}

/* Three cores in a ring; sites of two parents, each linked with two cores, and access switches with two
 * endpoints each. */
static struct map_network *new_network(guint sites, const char *const *names)
{
    struct map_network *network = map_network_new_empty();
    for (guint i = 0; i < CORES; i++)
        add_device(network, NULL);
    for (guint i = 0; i < CORES; i++)
        add_link(network, i, (i + 1) % CORES);
    for (guint site = 0; site < sites; site++) {
        const char *name = names ? names[site] : NULL;
        guint a = network->devices->len, b = a + 1;
        add_device(network, name);
        add_device(network, name);
        add_link(network, a, b);
        add_link(network, a, site % CORES);
        add_link(network, a, (site + 1) % CORES);
        add_link(network, b, (site + 1) % CORES);
        add_link(network, b, (site + 2) % CORES);
        for (guint i = 0; i < ACCESS; i++) {
            guint access = network->devices->len;
            add_device(network, name);
            add_link(network, a, access);
            add_link(network, access, b);
            for (guint k = 0; k < 2; k++) {
                add_device(network, name);
                add_link(network, access, network->devices->len - 1);
            }
        }
    }
    return network;
}

struct drawn {
    struct map_network *network;
    struct structure *structure;
    struct map_work work;
    struct map_spreader spreader;
    struct campus *campus;
    GPtrArray *pages;
};

static void prepare(struct drawn *drawn, guint sites, const char *const *names)
{
    *drawn = (struct drawn){.network = new_network(sites, names)};
    drawn->structure = structure_new(drawn->network);
    drawn->work = (struct map_work){.network = drawn->network,
                                    .structure = drawn->structure,
                                    .spreader = &drawn->spreader,
                                    .with_pages = true,
                                    .page_url = "map/%s.svg",
                                    .first_url = "../map.svg"};
    drawn->campus = campus_find(drawn->structure);
    assert_non_null(drawn->campus);
}

static void clear(struct drawn *drawn)
{
    if (drawn->pages)
        g_ptr_array_unref(drawn->pages);
    campus_free(drawn->campus);
    structure_free(drawn->structure);
    map_network_free(drawn->network);
}

static void draw(struct drawn *drawn, guint sites, const char *const *names)
{
    prepare(drawn, sites, names);
    drawn->pages = atlas_draw(&drawn->work, drawn->campus);
}

static const struct scene *page_at(const struct drawn *drawn, guint i)
{
    return drawn->pages->pdata[i];
}

static guint count_urls(const struct scene *scene, const char *url)
{
    guint count = 0;
    for (guint i = 0; i < scene->boxes->len; i++)
        count += g_strcmp0(SCENE_BOX(scene, i)->url, url) == 0;
    return count;
}

static void every_device_is_on_a_page(void **state)
{
    (void)state;
    struct drawn drawn;
    draw(&drawn, 6, NULL);
    assert_int_equal(drawn.pages->len, 7);
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < drawn.pages->len; i++)
        for (guint k = 0; k < page_at(&drawn, i)->boxes->len; k++)
            g_hash_table_add(seen, SCENE_BOX(page_at(&drawn, i), k)->id);
    for (guint i = 0; i < drawn.network->devices->len; i++)
        assert_true(g_hash_table_contains(seen, MAP_DEVICE(drawn.network, i)->id));
    g_hash_table_unref(seen);
    clear(&drawn);
}

static void pages_lead_to_each_other(void **state)
{
    (void)state;
    struct drawn drawn;
    draw(&drawn, 6, NULL);
    assert_string_equal(page_at(&drawn, 0)->name, "");
    for (guint i = 1; i < drawn.pages->len; i++) {
        g_autofree char *url = g_strdup_printf("map/%s.svg", page_at(&drawn, i)->name);
        assert_true(count_urls(page_at(&drawn, 0), url) > 0);
        /* The way back, and four links to cores. */
        assert_int_equal(count_urls(page_at(&drawn, i), "../map.svg"), 5);
    }
    clear(&drawn);
}

static void a_link_to_a_core_ends_at_a_box_with_its_name(void **state)
{
    (void)state;
    struct drawn drawn;
    draw(&drawn, 3, NULL);
    const struct scene *scene = page_at(&drawn, 1);
    guint lines = 0;
    for (guint i = 0; i < scene->lines->len; i++) {
        const struct scene_line *line = SCENE_LINE_AT(scene, i);
        const struct scene_box *a = SCENE_BOX(scene, line->a), *b = SCENE_BOX(scene, line->b);
        const struct scene_box *core = a->url ? a : b;
        if (core->url == NULL)
            continue;
        lines++;
        assert_true(strcmp(core->text, "d0") == 0 || strcmp(core->text, "d1") == 0 ||
                    strcmp(core->text, "d2") == 0);
        assert_true(core->hue > 0);
    }
    assert_int_equal(lines, 4);
    clear(&drawn);
}

static void sites_of_a_name_share_a_page_of_that_name(void **state)
{
    (void)state;
    static const char *const names[] = {"Basel", "Z\xc3\xbcrich West", "Basel", "../../etc"};
    struct drawn drawn;
    draw(&drawn, 4, names);
    assert_int_equal(drawn.pages->len, 4);
    assert_string_equal(page_at(&drawn, 1)->name, "etc");
    assert_string_equal(page_at(&drawn, 2)->name, "basel");
    assert_string_equal(page_at(&drawn, 3)->name, "z-rich-west");
    assert_string_equal(page_at(&drawn, 2)->title, "Basel");
    assert_string_equal(page_at(&drawn, 2)->description, "8 devices, 16 endpoints");
    clear(&drawn);
}

static void names_of_pages_are_not_taken_twice(void **state)
{
    (void)state;
    static const char *const names[] = {"Bern", "bern", "\xe4\xb8\x9c", "BERN"};
    struct drawn drawn;
    draw(&drawn, 4, names);
    GHashTable *taken = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < drawn.pages->len; i++) {
        const char *name = page_at(&drawn, i)->name;
        assert_true(g_hash_table_add(taken, (gpointer)name));
        assert_true(strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(name));
    }
    g_hash_table_unref(taken);
    clear(&drawn);
}

static void many_sites_stand_on_pages_between(void **state)
{
    (void)state;
    struct drawn drawn;
    draw(&drawn, 151, NULL);
    assert_int_equal(drawn.pages->len, 1 + 3 + 151);
    const struct scene *between = page_at(&drawn, 1);
    assert_string_equal(between->name, "sites-1");
    assert_true(count_urls(page_at(&drawn, 0), "map/sites-1.svg") > 0);
    g_autofree char *url = g_strdup_printf("%s.svg", page_at(&drawn, 2)->name);
    assert_true(count_urls(between, url) > 0);
    assert_int_equal(count_urls(between, "../map.svg"), 1);
    assert_int_equal(count_urls(page_at(&drawn, 2), "sites-1.svg"), 1);
    clear(&drawn);
}

static bool overlap(const struct scene_box *a, const struct scene_box *b)
{
    const double slack = 0.5;
    return a->left + slack < b->left + b->width && b->left + slack < a->left + a->width &&
           a->top + slack < b->top + b->height && b->top + slack < a->top + a->height;
}

static void a_poster_has_everything_once_and_nothing_overlaps(void **state)
{
    (void)state;
    struct drawn drawn;
    prepare(&drawn, 5, NULL);
    struct scene *scene = atlas_draw_poster(&drawn.work, drawn.campus);
    guint devices = 0;
    for (guint i = 0; i < scene->boxes->len; i++) {
        devices += !g_str_has_prefix(SCENE_BOX(scene, i)->id, MAP_RESERVED_PREFIX);
        for (guint k = 0; k < i; k++)
            assert_false(overlap(SCENE_BOX(scene, i), SCENE_BOX(scene, k)));
    }
    assert_int_equal(devices, drawn.network->devices->len);
    scene_free(scene);
    clear(&drawn);
}

static void free_page(gpointer data)
{
    struct render_page *page = data;
    g_free(page->name);
    g_bytes_unref(page->content);
    g_free(page);
}

/* The first page, and more by these names, separated by commas. */
static GPtrArray *new_files_of(const char *list, const char *content)
{
    g_auto(GStrv) names = g_strsplit(list, ",", -1);
    GPtrArray *pages = g_ptr_array_new_with_free_func(free_page);
    for (guint i = 0; i <= g_strv_length(names); i++) {
        struct render_page *page = g_new0(struct render_page, 1);
        page->name = g_strdup(i > 0 ? names[i - 1] : "");
        page->content = g_bytes_new(content, strlen(content));
        g_ptr_array_add(pages, page);
    }
    return pages;
}

static GPtrArray *new_files(const char *content)
{
    return new_files_of("one,two", content);
}

static void remove_list(const char *folder)
{
    g_autofree char *path = g_build_filename(folder, ".wiremap-pages", NULL);
    assert_int_equal(g_unlink(path), 0);
}

static void assert_content(const char *folder, const char *name, const char *expected)
{
    g_autofree char *path = g_build_filename(folder, name, NULL), *content = NULL;
    assert_true(g_file_get_contents(path, &content, NULL, NULL));
    assert_string_equal(content, expected);
    g_unlink(path);
}

static void pages_are_files_in_a_folder_beside_the_first(void **state)
{
    (void)state;
    g_autofree char *folder = g_dir_make_tmp("wiremap-test-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(folder, "map.svg", NULL);
    g_autofree char *inside = g_build_filename(folder, "map", NULL);
    GPtrArray *pages = new_files("new");
    assert_true(pages_save(pages, file, NULL));
    assert_content(folder, "map.svg", "new");
    assert_content(inside, "one.svg", "new");
    assert_content(inside, "two.svg", "new");
    remove_list(inside);
    assert_int_equal(g_rmdir(inside), 0);
    assert_int_equal(g_rmdir(folder), 0);
    g_ptr_array_unref(pages);
}

static void what_cannot_be_written_leaves_what_was_there(void **state)
{
    (void)state;
    g_autofree char *folder = g_dir_make_tmp("wiremap-test-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(folder, "map.svg", NULL);
    g_autofree char *in_the_way = g_build_filename(folder, "map", NULL);
    assert_true(g_file_set_contents(file, "old", -1, NULL));
    assert_true(g_file_set_contents(in_the_way, "a file", -1, NULL));
    GPtrArray *pages = new_files("new");
    GError *error = NULL;
    assert_false(pages_save(pages, file, &error));
    assert_non_null(strstr(error->message, in_the_way));
    g_error_free(error);
    assert_content(folder, "map.svg", "old");
    assert_content(folder, "map", "a file");
    assert_int_equal(g_rmdir(folder), 0);
    g_ptr_array_unref(pages);
}

static void save(const char *folder, const char *first, const char *names, const char *content)
{
    g_autofree char *file = g_build_filename(folder, first, NULL);
    GPtrArray *pages = new_files_of(names, content);
    GError *error = NULL;
    assert_true(pages_save(pages, file, &error));
    assert_null(error);
    g_ptr_array_unref(pages);
}

static bool is_there(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    return g_file_test(path, G_FILE_TEST_EXISTS);
}

static void put(const char *folder, const char *name, const char *content)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    assert_true(g_file_set_contents(path, content, -1, NULL));
}

static void pages_of_an_earlier_map_go_and_files_of_the_user_stay(void **state)
{
    (void)state;
    g_autofree char *folder = g_dir_make_tmp("wiremap-test-XXXXXX", NULL);
    g_autofree char *inside = g_build_filename(folder, "map", NULL);
    save(folder, "map.svg", "one,two,three,four", "old");
    put(inside, "mine.svg", "of the user");
    put(inside, "two.svg", "changed by the user");
    save(folder, "map.svg", "one", "new");
    assert_content(inside, "one.svg", "new");
    assert_content(inside, "two.svg", "changed by the user");
    assert_content(inside, "mine.svg", "of the user");
    assert_false(is_there(inside, "three.svg"));
    assert_false(is_there(inside, "four.svg"));
    remove_list(inside);
    assert_content(folder, "map.svg", "new");
    assert_int_equal(g_rmdir(inside), 0);
    assert_int_equal(g_rmdir(folder), 0);
}

static void a_map_of_one_page_leaves_no_others(void **state)
{
    (void)state;
    g_autofree char *folder = g_dir_make_tmp("wiremap-test-XXXXXX", NULL);
    save(folder, "map.svg", "one,two", "old");
    GPtrArray *pages = new_files("new");
    g_ptr_array_set_size(pages, 1);
    g_autofree char *file = g_build_filename(folder, "map.svg", NULL);
    assert_true(pages_save(pages, file, NULL));
    assert_false(is_there(folder, "map"));
    assert_content(folder, "map.svg", "new");
    assert_int_equal(g_rmdir(folder), 0);
    g_ptr_array_unref(pages);
}

static void maps_of_two_formats_share_a_folder(void **state)
{
    (void)state;
    g_autofree char *folder = g_dir_make_tmp("wiremap-test-XXXXXX", NULL);
    g_autofree char *inside = g_build_filename(folder, "map", NULL);
    save(folder, "map.svg", "one,two", "svg");
    save(folder, "map.pdf", "one", "pdf");
    save(folder, "map.svg", "one", "svg");
    assert_false(is_there(inside, "two.svg"));
    assert_content(inside, "one.svg", "svg");
    assert_content(inside, "one.pdf", "pdf");
    remove_list(inside);
    assert_content(folder, "map.svg", "svg");
    assert_content(folder, "map.pdf", "pdf");
    assert_int_equal(g_rmdir(inside), 0);
    assert_int_equal(g_rmdir(folder), 0);
}

/* Whoever writes the list cannot make us delete what is not in the folder, or what is not a plain file. */
static void a_list_reaches_no_further_than_its_folder(void **state)
{
    (void)state;
    g_autofree char *folder = g_dir_make_tmp("wiremap-test-XXXXXX", NULL);
    g_autofree char *inside = g_build_filename(folder, "map", NULL);
    g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, "precious", -1);
    save(folder, "map.svg", "one", "old");
    put(folder, "outside.svg", "precious");
    g_autofree char *linked = g_build_filename(inside, "link.svg", NULL);
    assert_int_equal(symlink("../outside.svg", linked), 0);
    g_autofree char *list =
        g_strdup_printf("%s  ../outside.svg\n%s  link.svg\n%s\nshort\n\n", digest, digest, digest);
    put(inside, ".wiremap-pages", list);
    save(folder, "map.svg", "one", "new");
    assert_content(folder, "outside.svg", "precious");
    assert_int_equal(g_unlink(linked), 0);
    assert_content(inside, "one.svg", "new");
    remove_list(inside);
    assert_content(folder, "map.svg", "new");
    assert_int_equal(g_rmdir(inside), 0);
    assert_int_equal(g_rmdir(folder), 0);
}

static void the_folder_is_called_as_the_file(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"map.svg", "map"}, {"/a.b/map", "/a.b/map-pages"}, {"x/.svg", "x/.svg-pages"}, {"a.b.png", "a.b"}};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *folder = pages_folder(rows[i][0]);
        assert_string_equal(folder, rows[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_device_is_on_a_page),
        cmocka_unit_test(pages_lead_to_each_other),
        cmocka_unit_test(a_link_to_a_core_ends_at_a_box_with_its_name),
        cmocka_unit_test(sites_of_a_name_share_a_page_of_that_name),
        cmocka_unit_test(names_of_pages_are_not_taken_twice),
        cmocka_unit_test(many_sites_stand_on_pages_between),
        cmocka_unit_test(a_poster_has_everything_once_and_nothing_overlaps),
        cmocka_unit_test(pages_are_files_in_a_folder_beside_the_first),
        cmocka_unit_test(what_cannot_be_written_leaves_what_was_there),
        cmocka_unit_test(pages_of_an_earlier_map_go_and_files_of_the_user_stay),
        cmocka_unit_test(a_map_of_one_page_leaves_no_others),
        cmocka_unit_test(maps_of_two_formats_share_a_folder),
        cmocka_unit_test(a_list_reaches_no_further_than_its_folder),
        cmocka_unit_test(the_folder_is_called_as_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
