/*
 * The file of an inventory as it is found and opened: missing, foreign, in use, left behind.
 */
#include "tests/support/inventory_file.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static void a_missing_inventory_is_not_made_by_reading(void **state)
{
    const struct place *place = *state;
    assert_refused(place, INVENTORY_READ, INVENTORY_ERROR, INVENTORY_ERROR_MISSING,
                   "there is no such inventory");
    assert_false(g_file_test(place->file, G_FILE_TEST_EXISTS));
}

static void a_missing_folder_is_said_to_be_missing(void **state)
{
    const struct place *place = *state;
    struct place within = {place->folder, g_build_filename(place->folder, "none", "inventory.db", NULL)};
    assert_refused(&within, INVENTORY_WRITE, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No such file or directory");
    g_free(within.file);
}

static void a_folder_is_no_inventory(void **state)
{
    const struct place *place = *state;
    g_mkdir(place->file, 0755);
    assert_foreign(place, INVENTORY_READ, "a directory");
    assert_foreign(place, INVENTORY_WRITE, "a directory");
}

static void a_pipe_is_no_inventory(void **state)
{
    const struct place *place = *state;
    assert_int_equal(mkfifo(place->file, 0644), 0);
    assert_foreign(place, INVENTORY_READ, "not a regular file");
}

static void a_text_is_no_inventory(void **state)
{
    const struct place *place = *state;
    g_file_set_contents(place->file, "hostname core1\n", -1, NULL);
    assert_foreign(place, INVENTORY_READ, "not a SQLite file");
    assert_foreign(place, INVENTORY_WRITE, "not a SQLite file");
}

static void an_empty_file_becomes_an_inventory_only_by_writing(void **state)
{
    const struct place *place = *state;
    g_file_set_contents(place->file, "", 0, NULL);
    assert_foreign(place, INVENTORY_READ, "the file is empty");
    make_inventory(place, 1);
    assert_present(place, BATCH);
}

static void a_database_of_another_program_is_left_alone(void **state)
{
    const struct place *place = *state;
    change_file(place, "CREATE TABLE run (id INTEGER)");
    assert_foreign(place, INVENTORY_READ, "a SQLite file of another program");
    assert_foreign(place, INVENTORY_WRITE, "a SQLite file of another program");
}

static void a_newer_inventory_is_said_to_be_newer(void **state)
{
    const struct place *place = *state;
    make_inventory(place, 1);
    change_file(place, "PRAGMA user_version = 99");
    assert_refused(place, INVENTORY_READ, INVENTORY_ERROR, INVENTORY_ERROR_NEWER,
                   "written by a newer wiremap (schema 99, this one knows 1)");
    assert_refused(place, INVENTORY_WRITE, INVENTORY_ERROR, INVENTORY_ERROR_NEWER,
                   "written by a newer wiremap (schema 99, this one knows 1)");
}

static void a_storage_that_is_not_known_is_named(void **state)
{
    (void)state;
    GError *error = NULL;
    assert_null(inventory_open("ldap://host/base", INVENTORY_READ, &error));
    assert_string_equal(error->message, "ldap://host/base: no such storage (a file name is expected)");
    g_clear_error(&error);
}

static void a_file_can_have_any_name(void **state)
{
    const struct place *place = *state;
    static const char *const names[] = {"a?mode=memory", "100%25 #1", ":memory:", "file:x", "\xff\xfe.db"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        struct place within = {place->folder, g_build_filename(place->folder, names[i], NULL)};
        make_inventory(&within, 1);
        assert_present(&within, BATCH);
        assert_true(g_file_test(within.file, G_FILE_TEST_IS_REGULAR));
        g_free(within.file);
    }
    char *uri = g_strconcat("sqlite:", place->folder, "/:memory:", NULL);
    assert_int_equal(count_present(uri, NULL), BATCH);
    g_free(uri);
}

static int open_unreadable(const struct place *place)
{
    GError *error = NULL;
    struct inventory *inventory = inventory_open(place->file, INVENTORY_READ, &error);
    return inventory == NULL && g_error_matches(error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) &&
                   g_str_has_suffix(error->message, "inventory.db: Permission denied")
               ? 0
               : 1;
}

static int open_unwritable(const struct place *place)
{
    GError *error = NULL;
    struct inventory *inventory = inventory_open(place->file, INVENTORY_WRITE, &error);
    return inventory == NULL && g_error_matches(error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) ? 0 : 1;
}

static void what_may_not_be_read_or_written_is_said(void **state)
{
    const struct place *place = *state;
    make_inventory(place, 1);
    g_chmod(place->file, 0444);
    assert_as_nobody(open_unwritable, place);
    g_chmod(place->file, 0);
    assert_as_nobody(open_unreadable, place);
}

static int compare_texts(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What a folder has: names and contents. The index to a WAL (-shm) only by its name, as readers keep their
 * marks in it. */
static char *describe_folder(const struct place *place)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    GDir *folder = g_dir_open(place->folder, 0, NULL);
    for (const char *name = g_dir_read_name(folder); name != NULL; name = g_dir_read_name(folder)) {
        char *path = g_build_filename(place->folder, name, NULL), *content = NULL;
        gsize size = 0;
        if (!g_str_has_suffix(name, "-shm"))
            g_file_get_contents(path, &content, &size, NULL);
        char *digest = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)content, size);
        g_ptr_array_add(lines, g_strconcat(name, " ", digest, NULL));
        g_free(digest);
        g_free(content);
        g_free(path);
    }
    g_dir_close(folder);
    g_ptr_array_sort(lines, compare_texts);
    g_ptr_array_add(lines, NULL);
    char *text = g_strjoinv("\n", (char **)(void *)lines->pdata);
    g_ptr_array_unref(lines);
    return text;
}

static int expected_count;

static int read_expected(const struct place *place)
{
    GError *error = NULL;
    int count = count_present(place->file, &error);
    if (error != NULL)
        fprintf(stderr, "%s\n", error->message);
    return count == expected_count ? 0 : 1;
}

/* Reading finds all, and leaves everything as it was, in a folder that can be written and in one that cannot.
 */
static void assert_reading_changes_nothing(const struct place *place, int expected)
{
    char *before = describe_folder(place);
    assert_present(place, expected);
    char *after = describe_folder(place);
    assert_string_equal(before, after);
    g_free(after);
    g_chmod(place->folder, 0555);
    expected_count = expected;
    assert_as_nobody(read_expected, place);
    g_chmod(place->folder, 0755);
    after = describe_folder(place);
    assert_string_equal(before, after);
    g_free(after);
    g_free(before);
}

static void reading_changes_nothing(void **state)
{
    const struct place *place = *state;
    make_inventory(place, 2);
    assert_reading_changes_nothing(place, 2 * BATCH);
}

static void reading_beside_a_writer_changes_nothing(void **state)
{
    const struct place *place = *state;
    struct inventory *inventory = open_sound(place->file, INVENTORY_WRITE);
    add_batches(inventory, 2);
    assert_reading_changes_nothing(place, 2 * BATCH);
    inventory_close(inventory);
}

/* Ends without closing, as a killed process does. */
static void leave_behind(const struct place *place, int batches)
{
    pid_t child = fork();
    if (child == 0) {
        add_batches(open_sound(place->file, INVENTORY_WRITE), batches);
        _exit(0);
    }
    int status;
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
}

static void remove_beside(const struct place *place, const char *suffix)
{
    char *path = g_strconcat(place->file, suffix, NULL);
    assert_int_equal(g_unlink(path), 0);
    g_free(path);
}

static void what_a_killed_writer_left_is_read_as_it_is(void **state)
{
    const struct place *place = *state;
    leave_behind(place, 2);
    assert_reading_changes_nothing(place, 2 * BATCH);
}

static void a_copy_without_the_index_of_its_wal_is_read_as_it_is(void **state)
{
    const struct place *place = *state;
    leave_behind(place, 2);
    remove_beside(place, "-shm");
    assert_reading_changes_nothing(place, 2 * BATCH);
}

static void a_copy_without_its_wal_is_read_as_it_is(void **state)
{
    const struct place *place = *state;
    make_inventory(place, 2);
    leave_behind(place, 1);
    remove_beside(place, "-shm");
    remove_beside(place, "-wal");
    assert_reading_changes_nothing(place, 2 * BATCH);
}

static void writing_goes_on_after_a_killed_writer(void **state)
{
    const struct place *place = *state;
    leave_behind(place, 2);
    make_inventory(place, 3);
    assert_reading_changes_nothing(place, 3 * BATCH);
}

static void at_rest_an_inventory_is_one_file(void **state)
{
    const struct place *place = *state;
    make_inventory(place, 2);
    char *files = describe_folder(place);
    assert_true(g_str_has_prefix(files, "inventory.db "));
    assert_null(strchr(files, '\n'));
    g_free(files);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLACE_TEST(a_missing_inventory_is_not_made_by_reading),
        PLACE_TEST(a_missing_folder_is_said_to_be_missing),
        PLACE_TEST(a_folder_is_no_inventory),
        PLACE_TEST(a_pipe_is_no_inventory),
        PLACE_TEST(a_text_is_no_inventory),
        PLACE_TEST(an_empty_file_becomes_an_inventory_only_by_writing),
        PLACE_TEST(a_database_of_another_program_is_left_alone),
        PLACE_TEST(a_newer_inventory_is_said_to_be_newer),
        PLACE_TEST(a_storage_that_is_not_known_is_named),
        PLACE_TEST(a_file_can_have_any_name),
        PLACE_TEST(what_may_not_be_read_or_written_is_said),
        PLACE_TEST(reading_changes_nothing),
        PLACE_TEST(reading_beside_a_writer_changes_nothing),
        PLACE_TEST(what_a_killed_writer_left_is_read_as_it_is),
        PLACE_TEST(a_copy_without_the_index_of_its_wal_is_read_as_it_is),
        PLACE_TEST(a_copy_without_its_wal_is_read_as_it_is),
        PLACE_TEST(writing_goes_on_after_a_killed_writer),
        PLACE_TEST(at_rest_an_inventory_is_one_file),
    };
    return cmocka_run_group_tests_name("database", tests, NULL, NULL);
}
