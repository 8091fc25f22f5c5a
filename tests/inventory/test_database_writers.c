/*
 * Those who write to the file of an inventory: killed, several at a time, with no space left.
 */
#include "tests/support/inventory_file.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLACE_TEST(a_file_left_half_written_is_repaired_by_the_next_writer),
        PLACE_TEST(a_killed_writer_loses_at_most_the_open_batch),
        PLACE_TEST(a_reader_sees_whole_batches_while_another_process_writes),
        PLACE_TEST(an_open_reader_sees_what_was_written_since),
        PLACE_TEST(a_second_writer_waits_and_then_says_busy),
        PLACE_TEST(a_file_at_its_size_limit_is_full_and_keeps_what_it_has),
        PLACE_TEST(a_full_disk_is_said_and_what_is_there_is_kept),
    };
    return cmocka_run_group_tests_name("database_writers", tests, NULL, NULL);
}
