/*
 * The file of an inventory in all the states in which it can be found: foreign, damaged, in use, left behind.
 */
#include "inventory/inventory.h"
#include "tests/support/build.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define NOBODY 65534
#define BATCH 10

struct place {
    char *folder;
    char *file;
};

static int make_place(void **state)
{
    struct place *place = g_new0(struct place, 1);
    place->folder = g_dir_make_tmp("wiremap-test-XXXXXX", NULL);
    place->file = g_build_filename(place->folder, "inventory.db", NULL);
    g_chmod(place->folder, 0755);
    *state = place;
    return 0;
}

static int remove_place(void **state)
{
    struct place *place = *state;
    g_chmod(place->folder, 0755);
    GDir *folder = g_dir_open(place->folder, 0, NULL);
    for (const char *name = g_dir_read_name(folder); name != NULL; name = g_dir_read_name(folder)) {
        char *path = g_build_filename(place->folder, name, NULL);
        g_remove(path);
        g_free(path);
    }
    g_dir_close(folder);
    g_rmdir(place->folder);
    g_free(place->file);
    g_free(place->folder);
    g_free(place);
    return 0;
}

static struct inventory *open_sound(const char *file, enum inventory_mode mode)
{
    GError *error = NULL;
    struct inventory *inventory = inventory_open(file, mode, &error);
    if (inventory == NULL)
        fail_msg("%s", error->message);
    return inventory;
}

static struct observation *build_numbered(int number)
{
    char address[32];
    g_snprintf(address, sizeof address, "10.0.%d.%d", number / 256, number % 256);
    struct observation *observation = build_observation(address, address);
    build_interfaces(observation, "eth", (uint32_t)number, (uint32_t)number + 20);
    return observation;
}

/* Adds observations from number first on in one transaction. */
static bool add_batch(struct inventory *inventory, int64_t run, int first, GError **error)
{
    struct observation *batch[BATCH];
    for (int i = 0; i < BATCH; i++)
        batch[i] = build_numbered(first + i);
    bool added = inventory_add(inventory, run, batch, BATCH, error);
    for (int i = 0; i < BATCH; i++)
        observation_free(batch[i]);
    return added;
}

static void add_batches(struct inventory *inventory, int batches)
{
    int64_t run;
    assert_true(inventory_begin_run(inventory, "discover", "10.0.0.1", &run, NULL));
    for (int i = 0; i < batches; i++)
        assert_true(add_batch(inventory, run, i * BATCH, NULL));
}

static void make_inventory(const struct place *place, int batches)
{
    struct inventory *inventory = open_sound(place->file, INVENTORY_WRITE);
    add_batches(inventory, batches);
    inventory_close(inventory);
}

/* How many observations an inventory has; -1 and the error when it cannot be read. */
static int count_present(const char *file, GError **error)
{
    struct observation_list list;
    struct inventory *inventory = inventory_open(file, INVENTORY_READ, error);
    int count = -1;
    if (inventory != NULL && inventory_load_present(inventory, 0, ALL_RECORDS, &list, error)) {
        count = (int)list.count;
        observation_list_clear(&list);
    }
    inventory_close(inventory);
    return count;
}

static void assert_present(const struct place *place, int expected)
{
    GError *error = NULL;
    int count = count_present(place->file, &error);
    if (count < 0)
        fail_msg("%s", error->message);
    assert_int_equal(count, expected);
}

static void change_file(const struct place *place, const char *sql)
{
    sqlite3 *handle;
    char *message = NULL;
    assert_int_equal(sqlite3_open(place->file, &handle), SQLITE_OK);
    if (sqlite3_exec(handle, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s", message);
    sqlite3_close(handle);
}

static void assert_refused(const struct place *place, enum inventory_mode mode, GQuark domain, int code,
                           const char *reason)
{
    GError *error = NULL;
    assert_null(inventory_open(place->file, mode, &error));
    char *expected = g_strconcat(place->file, ": ", reason, NULL);
    assert_string_equal(error->message, expected);
    assert_true(g_error_matches(error, domain, code));
    g_free(expected);
    g_clear_error(&error);
}

static void assert_foreign(const struct place *place, enum inventory_mode mode, const char *reason)
{
    char *whole = g_strconcat("not an inventory of wiremap: ", reason, NULL);
    assert_refused(place, mode, INVENTORY_ERROR, INVENTORY_ERROR_FOREIGN, whole);
    g_free(whole);
}

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

/* Runs a check in a process of its own, of a user who may not do everything. */
static void assert_as_nobody(int (*check)(const struct place *place), const struct place *place)
{
    enum { UNREACHABLE = 97, NO_CHANGE = 98 };
    pid_t child = fork();
    if (child == 0) {
        if (geteuid() == 0 && (setgid(NOBODY) != 0 || setuid(NOBODY) != 0))
            _exit(NO_CHANGE);
        _exit(access(place->folder, X_OK) != 0 ? UNREACHABLE : check(place));
    }
    int status;
    waitpid(child, &status, 0);
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) == UNREACHABLE)
        skip();
    assert_int_equal(WEXITSTATUS(status), 0);
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

/* In the middle of a change to the file itself, as when it is put to rest. */
static void leave_half_written(const struct place *place)
{
    pid_t child = fork();
    if (child == 0) {
        sqlite3 *handle;
        sqlite3_open(place->file, &handle);
        sqlite3_exec(handle, "PRAGMA cache_size = 1; BEGIN; UPDATE block SET rows = zeroblob(20000)", NULL,
                     NULL, NULL);
        _exit(0);
    }
    waitpid(child, NULL, 0);
}

static void a_file_left_half_written_is_repaired_by_the_next_writer(void **state)
{
    const struct place *place = *state;
    GError *error = NULL;
    make_inventory(place, 2);
    leave_half_written(place);
    assert_int_equal(count_present(place->file, &error), -1);
    assert_true(g_str_has_suffix(error->message, "its last writer was interrupted; the next one repairs it"));
    g_clear_error(&error);
    inventory_close(open_sound(place->file, INVENTORY_WRITE));
    assert_present(place, 2 * BATCH);
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

/* Writes batches until it is killed, and tells each that was stored. */
static void write_and_tell(const char *file, int descriptor)
{
    int64_t run;
    struct inventory *inventory = inventory_open(file, INVENTORY_WRITE, NULL);
    if (inventory == NULL || !inventory_begin_run(inventory, "discover", "10.0.0.1", &run, NULL))
        _exit(1);
    for (int i = 0; add_batch(inventory, run, i * BATCH, NULL); i++)
        if (write(descriptor, "+", 1) != 1)
            _exit(1);
    _exit(1);
}

static void a_killed_writer_loses_at_most_the_open_batch(void **state)
{
    const struct place *place = *state;
    int ends[2];
    char told;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0)
        write_and_tell(place->file, ends[1]);
    close(ends[1]);
    int batches = 0;
    while (batches < 30 && read(ends[0], &told, 1) == 1)
        batches++;
    kill(child, SIGKILL);
    while (read(ends[0], &told, 1) == 1)
        batches++;
    close(ends[0]);
    waitpid(child, NULL, 0);
    int count = count_present(place->file, NULL);
    assert_true(count == batches * BATCH || count == (batches + 1) * BATCH);
    assert_int_equal(count_present(place->file, NULL), count);
    struct inventory *inventory = open_sound(place->file, INVENTORY_WRITE);
    inventory_close(inventory);
    assert_int_equal(count_present(place->file, NULL), count);
}

static void a_reader_sees_whole_batches_while_another_process_writes(void **state)
{
    const struct place *place = *state;
    int ends[2], seen = 0;
    char told;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0)
        write_and_tell(place->file, ends[1]);
    close(ends[1]);
    for (int batches = 1; batches <= 40; batches++) {
        assert_int_equal(read(ends[0], &told, 1), 1);
        int count = count_present(place->file, NULL);
        assert_true(count >= batches * BATCH && count >= seen);
        assert_int_equal(count % BATCH, 0);
        seen = count;
    }
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    close(ends[0]);
}

static void an_open_reader_sees_what_was_written_since(void **state)
{
    const struct place *place = *state;
    struct observation_list list;
    make_inventory(place, 1);
    struct inventory *reader = open_sound(place->file, INVENTORY_READ);
    make_inventory(place, 2);
    assert_true(inventory_load_present(reader, 0, ALL_RECORDS, &list, NULL));
    assert_int_equal(list.count, 2 * BATCH);
    observation_list_clear(&list);
    inventory_close(reader);
}

static void a_second_writer_waits_and_then_says_busy(void **state)
{
    const struct place *place = *state;
    GError *error = NULL;
    int64_t run;
    struct inventory *inventory = open_sound(place->file, INVENTORY_WRITE);
    assert_true(inventory_begin_run(inventory, "discover", "10.0.0.1", &run, NULL));
    sqlite3 *other;
    assert_int_equal(sqlite3_open(place->file, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    assert_false(add_batch(inventory, run, 0, &error));
    assert_true(g_error_matches(error, INVENTORY_ERROR, INVENTORY_ERROR_BUSY));
    assert_true(g_str_has_suffix(error->message, "inventory.db: another process is writing to it"));
    g_clear_error(&error);
    sqlite3_close(other);
    assert_true(add_batch(inventory, run, 0, NULL));
    inventory_close(inventory);
}

/* Fills an inventory until it takes no more; 0 when that was for want of space and all before is there. */
static int fill(const struct place *place)
{
    GError *error = NULL;
    int64_t run;
    struct inventory *inventory = inventory_open(place->file, INVENTORY_WRITE, &error);
    if (inventory == NULL || !inventory_begin_run(inventory, "discover", "10.0.0.1", &run, &error))
        return 2;
    int batches = 0;
    while (batches < 6000 && add_batch(inventory, run, batches * BATCH, &error))
        batches++;
    if (!g_error_matches(error, INVENTORY_ERROR, INVENTORY_ERROR_FULL) ||
        !g_str_has_suffix(error->message, "inventory.db: no space left"))
        return 3;
    inventory_close(inventory);
    return batches > 5 && count_present(place->file, NULL) == batches * BATCH ? 0 : 4;
}

static int fill_limited_file(const struct place *place)
{
    struct rlimit limit = {1 << 20, 1 << 20};
    signal(SIGXFSZ, SIG_IGN);
    return setrlimit(RLIMIT_FSIZE, &limit) == 0 ? fill(place) : 1;
}

static void a_file_at_its_size_limit_is_full_and_keeps_what_it_has(void **state)
{
    const struct place *place = *state;
    g_chmod(place->folder, 0777);
    assert_as_nobody(fill_limited_file, place);
}

static void a_full_disk_is_said_and_what_is_there_is_kept(void **state)
{
    const struct place *place = *state;
    if (mount("none", place->folder, "tmpfs", 0, "size=1m") != 0)
        skip();
    int status = fill(place);
    umount2(place->folder, MNT_DETACH);
    assert_int_equal(status, 0);
}

/* Loading says what is wrong, after the name of the file. */
static void assert_damage(const struct place *place, const char *expected)
{
    GError *error = NULL;
    assert_int_equal(count_present(place->file, &error), -1);
    assert_true(g_error_matches(error, INVENTORY_ERROR, INVENTORY_ERROR_FOREIGN));
    char *whole = g_strconcat(place->file, ": damaged: ", expected, NULL);
    assert_string_equal(error->message, whole);
    g_free(whole);
    g_clear_error(&error);
}

static void damaged_rows_are_named(void **state)
{
    const struct place *place = *state;
    make_inventory(place, 1);
    change_file(place, "UPDATE block SET rows = x'9191a178' WHERE id = 1");
    assert_damage(place, "block 1 (interface): row 0: if_index: damaged");
    change_file(place, "UPDATE block SET rows = 'text' WHERE id = 1");
    assert_damage(place, "block 1 (interface): the number of rows is damaged");
    change_file(place, "UPDATE body_block SET block = 77 WHERE block = 1");
    assert_damage(place, "block 77 (interface): it is missing");
}

static void damaged_tables_are_named(void **state)
{
    const struct place *place = *state;
    make_inventory(place, 1);
    change_file(place, "UPDATE layout SET fields = '[' WHERE kind = 'vlan'");
    assert_damage(place, "the layout of vlan is damaged");
    change_file(place, "DROP TABLE body_block");
    assert_damage(place, "no such table: body_block");
}

static void a_second_block_of_a_kind_is_refused(void **state)
{
    const struct place *place = *state;
    make_inventory(place, 1);
    change_file(place, "INSERT INTO layout (id, kind, fields) SELECT 99, kind, fields || ' ' FROM layout"
                       " WHERE kind = 'interface';"
                       "INSERT INTO body_block SELECT body, 99, block FROM body_block WHERE block = 1");
    assert_damage(place, "block 1 (interface): a second one of the same kind");
}

static void views_in_place_of_tables_are_not_read(void **state)
{
    const struct place *place = *state;
    make_inventory(place, 1);
    change_file(place, "DROP TABLE body_block; CREATE VIEW body_block AS"
                       " SELECT 1 AS body, 1 AS layout, 1 AS block");
    GError *error = NULL;
    assert_int_equal(count_present(place->file, &error), -1);
    assert_true(g_error_matches(error, INVENTORY_ERROR, INVENTORY_ERROR_FOREIGN));
    g_clear_error(&error);
}

static void triggers_of_others_are_not_run(void **state)
{
    const struct place *place = *state;
    make_inventory(place, 1);
    change_file(place, "CREATE TRIGGER wipe AFTER INSERT ON run BEGIN DELETE FROM observation; END");
    make_inventory(place, 2);
    assert_present(place, 2 * BATCH);
}

/* Overwrites some octets behind the header, in place. */
static void damage_file(GRand *random, char *content, gsize size)
{
    for (int i = g_rand_int_range(random, 1, 20); i > 0; i--) {
        gint32 at = g_rand_int_range(random, 100, (gint32)size);
        content[at] = (char)g_rand_int(random);
    }
}

static void no_damage_does_more_than_an_error(void **state)
{
    const struct place *place = *state;
    char *sound, *content;
    gsize size;
    int errors = 0;
    GRand *random = g_rand_new_with_seed(11);
    make_inventory(place, 3);
    assert_true(g_file_get_contents(place->file, &sound, &size, NULL));
    for (int round = 0; round < 300; round++) {
        GError *error = NULL;
        content = g_memdup2(sound, size);
        damage_file(random, content, size);
        gsize left = round % 3 == 0 ? (gsize)g_rand_int_range(random, 100, (gint32)size) : size;
        int descriptor = g_open(place->file, O_WRONLY | O_TRUNC, 0644);
        assert_true(write(descriptor, content, left) == (ssize_t)left);
        close(descriptor);
        g_free(content);
        if (count_present(place->file, &error) >= 0)
            continue;
        errors++;
        assert_true(g_str_has_prefix(error->message, place->file));
        g_clear_error(&error);
    }
    assert_true(errors > 100);
    g_rand_free(random);
    g_free(sound);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_place, remove_place)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_missing_inventory_is_not_made_by_reading),
        TEST(a_missing_folder_is_said_to_be_missing),
        TEST(a_folder_is_no_inventory),
        TEST(a_pipe_is_no_inventory),
        TEST(a_text_is_no_inventory),
        TEST(an_empty_file_becomes_an_inventory_only_by_writing),
        TEST(a_database_of_another_program_is_left_alone),
        TEST(a_newer_inventory_is_said_to_be_newer),
        TEST(a_storage_that_is_not_known_is_named),
        TEST(a_file_can_have_any_name),
        TEST(what_may_not_be_read_or_written_is_said),
        TEST(reading_changes_nothing),
        TEST(reading_beside_a_writer_changes_nothing),
        TEST(what_a_killed_writer_left_is_read_as_it_is),
        TEST(a_copy_without_the_index_of_its_wal_is_read_as_it_is),
        TEST(a_copy_without_its_wal_is_read_as_it_is),
        TEST(writing_goes_on_after_a_killed_writer),
        TEST(a_file_left_half_written_is_repaired_by_the_next_writer),
        TEST(at_rest_an_inventory_is_one_file),
        TEST(a_killed_writer_loses_at_most_the_open_batch),
        TEST(a_reader_sees_whole_batches_while_another_process_writes),
        TEST(an_open_reader_sees_what_was_written_since),
        TEST(a_second_writer_waits_and_then_says_busy),
        TEST(a_file_at_its_size_limit_is_full_and_keeps_what_it_has),
        TEST(a_full_disk_is_said_and_what_is_there_is_kept),
        TEST(damaged_rows_are_named),
        TEST(damaged_tables_are_named),
        TEST(a_second_block_of_a_kind_is_refused),
        TEST(views_in_place_of_tables_are_not_read),
        TEST(triggers_of_others_are_not_run),
        TEST(no_damage_does_more_than_an_error),
    };
    return cmocka_run_group_tests_name("database", tests, NULL, NULL);
}
