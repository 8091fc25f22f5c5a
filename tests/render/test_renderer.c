#include "render/renderer.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void the_suffix_tells_the_format(void **state)
{
    (void)state;
    assert_string_equal(renderer_find_for_file(RENDERER_MAP, "a/b.c/map.svg")->name, "svg");
    assert_string_equal(renderer_find_for_file(RENDERER_MAP, "MAP.PNG")->name, "png");
    assert_string_equal(renderer_find_for_file(RENDERER_MAP, "map.gv")->name, "dot");
    assert_string_equal(renderer_find_for_file(RENDERER_EXPORT, "net.json")->name, "json");
    assert_null(renderer_find_for_file(RENDERER_MAP, "map.xyz"));
    assert_null(renderer_find_for_file(RENDERER_MAP, "map"));
    assert_null(renderer_find_for_file(RENDERER_MAP, "map.svg/file"));
    assert_null(renderer_find_for_file(RENDERER_MAP, "map.graphml"));
}

static void a_format_is_found_by_name_among_its_kind(void **state)
{
    (void)state;
    assert_non_null(renderer_find(RENDERER_EXPORT, "graphml"));
    assert_null(renderer_find(RENDERER_MAP, "graphml"));
    assert_ptr_not_equal(renderer_find(RENDERER_MAP, "dot"), renderer_find(RENDERER_EXPORT, "dot"));
}

static void the_formats_are_named(void **state)
{
    (void)state;
    g_autofree char *maps = renderer_names(RENDERER_MAP), *exports = renderer_names(RENDERER_EXPORT);
    assert_string_equal(maps, "svg, png, pdf, dot, html");
    assert_string_equal(exports, "graphml, json, dot, csv, gexf");
}

struct place {
    char *folder, *file;
};

static int make_place(void **state)
{
    struct place *place = g_new0(struct place, 1);
    place->folder = g_dir_make_tmp("wiremap-renderer-XXXXXX", NULL);
    place->file = g_build_filename(place->folder, "map.svg", NULL);
    *state = place;
    return place->folder == NULL;
}

static int remove_place(void **state)
{
    struct place *place = *state;
    g_remove(place->file);
    g_rmdir(place->folder);
    g_free(place->file);
    g_free(place->folder);
    g_free(place);
    return 0;
}

static bool save(const char *path, const char *text, GError **error)
{
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    return renderer_save(bytes, path, error);
}

static void assert_holds(const char *path, const char *expected)
{
    g_autofree char *text = NULL;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    assert_string_equal(text, expected);
}

static void a_file_is_replaced(void **state)
{
    struct place *place = *state;
    assert_true(save(place->file, "first", NULL));
    assert_true(save(place->file, "second", NULL));
    assert_holds(place->file, "second");
}

static void a_link_stays_a_link(void **state)
{
    struct place *place = *state;
    g_autofree char *link = g_build_filename(place->folder, "link.svg", NULL);
    assert_true(save(place->file, "first", NULL));
    assert_int_equal(symlink(place->file, link), 0);
    assert_true(save(link, "second", NULL));
    assert_true(g_file_test(link, G_FILE_TEST_IS_SYMLINK));
    assert_holds(place->file, "second");
    g_remove(link);
}

static void a_place_that_cannot_be_written_is_named(void **state)
{
    struct place *place = *state;
    g_autofree char *missing = g_build_filename(place->folder, "no", "map.svg", NULL);
    g_autoptr(GError) error = NULL;
    assert_false(save(missing, "text", &error));
    assert_non_null(strstr(error->message, missing));
    assert_non_null(strstr(error->message, "No such file"));
}

static void a_folder_is_no_file(void **state)
{
    struct place *place = *state;
    g_autoptr(GError) error = NULL;
    assert_false(save(place->folder, "text", &error));
    assert_non_null(strstr(error->message, place->folder));
}

static void nothing_is_left_beside_a_file(void **state)
{
    struct place *place = *state;
    assert_true(save(place->file, "text", NULL));
    g_autoptr(GDir) folder = g_dir_open(place->folder, 0, NULL);
    assert_string_equal(g_dir_read_name(folder), "map.svg");
    assert_null(g_dir_read_name(folder));
}

static void a_full_disk_is_an_error(void **state)
{
    (void)state;
    if (g_access("/dev/full", W_OK) != 0)
        skip();
    g_autoptr(GError) error = NULL;
    assert_false(save("/dev/full", "text", &error));
    assert_non_null(strstr(error->message, g_strerror(ENOSPC)));
}

int main(void)
{
#define IN_A_PLACE(test) cmocka_unit_test_setup_teardown(test, make_place, remove_place)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_suffix_tells_the_format),
        cmocka_unit_test(a_format_is_found_by_name_among_its_kind),
        cmocka_unit_test(the_formats_are_named),
        IN_A_PLACE(a_file_is_replaced),
        IN_A_PLACE(a_link_stays_a_link),
        IN_A_PLACE(a_place_that_cannot_be_written_is_named),
        IN_A_PLACE(a_folder_is_no_file),
        IN_A_PLACE(nothing_is_left_beside_a_file),
        cmocka_unit_test(a_full_disk_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
