#include "cli/listing.h"

#include "tests/support/capture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static const char *const headings[] = {"NAME", "SCORE", "NOTE", NULL};

static void assert_table(struct table *table, const char *expected)
{
    GError *error = NULL;
    capture_start(stdout);
    bool is_written = table_print(table, &error);
    char *text = capture_end(stdout);
    assert_true(is_written);
    assert_null(error);
    assert_string_equal(text, expected);
    g_free(text);
}

static void columns_are_as_wide_as_their_widest_cell(void **state)
{
    (void)state;
    struct table *table = table_new(headings);
    table_align_right(table, 1);
    table_add(table, (const char *const[]){"core1", "7", "x"});
    table_add(table, (const char *const[]){"a", "12.50", NULL});
    assert_table(table, "NAME   SCORE  NOTE\n"
                        "core1      7  x\n"
                        "a      12.50\n");
}

static void wide_and_combining_characters_take_their_columns(void **state)
{
    (void)state;
    struct table *table = table_new(headings);
    table_add(table, (const char *const[]){"\xe6\xa0\xb8\xe5\xbf\x83", "1", "x"});
    table_add(table, (const char *const[]){"e\xcc\x81", "2", "y"});
    assert_table(table, "NAME  SCORE  NOTE\n"
                        "\xe6\xa0\xb8\xe5\xbf\x83  1      x\n"
                        "e\xcc\x81     2      y\n");
}

static void no_cell_steers_the_terminal(void **state)
{
    (void)state;
    struct table *table = table_new(headings);
    table_add(table, (const char *const[]){"a\033[2Jb", "\xc2\x9b", "l1\nl2\xff"});
    assert_table(table, "NAME    SCORE  NOTE\n"
                        "a [2Jb         l1 l2\xef\xbf\xbd\n");
}

static void json_is_sorted_and_short(void **state)
{
    (void)state;
    GError *error = NULL;
    json_t *object = json_object();
    output_set_text(object, "b", NULL);
    output_set_integer(object, "c", 0);
    output_set_text(object, "a", "x\xff");
    json_object_set_new(object, "d", json_real(0.1));
    output_set_value(object, "max-depth", json_integer(3));
    capture_start(stdout);
    bool is_written = output_json(object, &error);
    char *text = capture_end(stdout);
    assert_true(is_written);
    assert_string_equal(text, "{\n  \"a\": \"x\xef\xbf\xbd\",\n  \"d\": 0.1,\n  \"max_depth\": 3\n}\n");
    g_free(text);
}

static void a_full_disk_is_an_error_with_a_reason(void **state)
{
    (void)state;
    if (access("/dev/full", W_OK) != 0)
        skip();
    GError *error = NULL;
    /* A child, so that the error sticks to a stdout of its own. */
    pid_t child = fork();
    if (child == 0) {
        bool is_written = freopen("/dev/full", "w", stdout) != NULL && output_json(json_object(), &error);
        bool is_named =
            error != NULL && strcmp(error->message, "standard output: No space left on device") == 0;
        _exit(!is_written && is_named ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

static const struct column columns[] = {
    {.heading = "NAME", .key = "name"},
    {.heading = "IDS", .key = "ids"},
    {.heading = "UP", .key = "up"},
    {.heading = "SPEED", .format = listing_format_speed, .is_number = true},
    {.heading = NULL},
};

static char *list(bool as_json)
{
    GError *error = NULL;
    struct listing *listing = listing_new(columns, as_json);
    json_t *rows = json_array();
    json_array_append_new(rows, json_pack("{s:s, s:[s,s], s:b}", "name", "a", "ids", "x", "y", "up", 1));
    json_array_append_new(rows, json_pack("{s:s, s:i}", "name", "b", "speed_mbps", 2500));
    listing_add_all(listing, rows);
    capture_start(stdout);
    bool is_written = listing_finish(listing, &error);
    char *text = capture_end(stdout);
    assert_true(is_written);
    return text;
}

static void a_listing_is_a_table(void **state)
{
    (void)state;
    char *text = list(false);
    assert_string_equal(text, "NAME  IDS  UP   SPEED\n"
                              "a     x y  yes\n"
                              "b                2.5G\n");
    g_free(text);
}

static void a_listing_is_an_array_of_one_line_objects(void **state)
{
    (void)state;
    GError *error = NULL;
    capture_start(stdout);
    struct listing *listing = listing_new(columns, true);
    listing_add(listing, json_pack("{s:s, s:i}", "name", "b", "if_index", 7));
    listing_add(listing, json_pack("{s:s}", "name", "c"));
    listing_finish(listing, &error);
    char *text = capture_end(stdout);
    assert_string_equal(text, "[\n  {\"if_index\": 7, \"name\": \"b\"},\n  {\"name\": \"c\"}\n]\n");
    g_free(text);
}

static void an_empty_listing_is_an_empty_array(void **state)
{
    (void)state;
    GError *error = NULL;
    capture_start(stdout);
    listing_finish(listing_new(columns, true), &error);
    char *text = capture_end(stdout);
    assert_string_equal(text, "[]\n");
    g_free(text);
}

static void speeds_are_in_megabits(void **state)
{
    (void)state;
    json_t *whole = listing_speed(10000000000), *fraction = listing_speed(1544000);
    assert_int_equal(json_integer_value(whole), 10000);
    assert_true(json_is_real(fraction));
    assert_true(json_real_value(fraction) == 1.544);
    json_decref(whole);
    json_decref(fraction);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_as_wide_as_their_widest_cell),
        cmocka_unit_test(wide_and_combining_characters_take_their_columns),
        cmocka_unit_test(no_cell_steers_the_terminal),
        cmocka_unit_test(json_is_sorted_and_short),
        cmocka_unit_test(a_full_disk_is_an_error_with_a_reason),
        cmocka_unit_test(a_listing_is_a_table),
        cmocka_unit_test(a_listing_is_an_array_of_one_line_objects),
        cmocka_unit_test(an_empty_listing_is_an_empty_array),
        cmocka_unit_test(speeds_are_in_megabits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
