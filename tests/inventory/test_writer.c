#include "inventory/writer.h"
#include "tests/support/build.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* More than the queue takes. */
#define MANY 6000

struct place {
    char *folder;
    char *file;
    struct inventory *inventory;
    int64_t run;
};

static int open_place(void **state)
{
    struct place *place = g_new0(struct place, 1);
    place->folder = g_dir_make_tmp("wiremap-test-XXXXXX", NULL);
    place->file = g_build_filename(place->folder, "inventory.db", NULL);
    place->inventory = inventory_open(place->file, INVENTORY_WRITE, NULL);
    *state = place;
    return place->inventory != NULL &&
                   inventory_begin_run(place->inventory, "discover", "10.0.0.1", &place->run, NULL)
               ? 0
               : -1;
}

static int close_place(void **state)
{
    struct place *place = *state;
    inventory_close(place->inventory);
    g_unlink(place->file);
    g_rmdir(place->folder);
    g_free(place->file);
    g_free(place->folder);
    g_free(place);
    return 0;
}

static struct observation *build_numbered(int number)
{
    char address[32];
    g_snprintf(address, sizeof address, "10.0.%d.%d", number / 256, number % 256);
    return build_observation(address, address);
}

/* What the run counts as good, read by another connection. */
static uint64_t count_good(const struct place *place)
{
    struct run_list runs;
    struct inventory *inventory = inventory_open(place->file, INVENTORY_READ, NULL);
    assert_true(inventory_runs(inventory, &runs, NULL));
    uint64_t good = runs.items[0].good;
    run_list_clear(&runs);
    inventory_close(inventory);
    return good;
}

static void all_that_was_queued_is_written_by_the_end(void **state)
{
    struct place *place = *state;
    struct observation_list list;
    struct inventory_writer *writer = inventory_writer_start(place->inventory, place->run);
    for (int i = 0; i < MANY; i++)
        assert_true(inventory_writer_put(writer, build_numbered(i)));
    assert_true(inventory_writer_finish(writer, NULL));
    assert_true(inventory_load_present(place->inventory, 0, ALL_RECORDS, &list, NULL));
    assert_int_equal(list.count, MANY);
    observation_list_clear(&list);
    assert_true(count_good(place) == MANY);
}

static void a_writer_without_observations_ends(void **state)
{
    struct place *place = *state;
    struct inventory_writer *writer = inventory_writer_start(place->inventory, place->run);
    assert_true(inventory_writer_finish(writer, NULL));
    assert_true(count_good(place) == 0);
}

static void a_few_observations_are_written_without_waiting_for_more(void **state)
{
    struct place *place = *state;
    struct inventory_writer *writer = inventory_writer_start(place->inventory, place->run);
    for (int i = 0; i < 3; i++)
        inventory_writer_put(writer, build_numbered(i));
    gint64 until = g_get_monotonic_time() + 10 * G_TIME_SPAN_SECOND;
    while (count_good(place) < 3 && g_get_monotonic_time() < until)
        g_usleep(5000);
    assert_true(count_good(place) == 3);
    assert_true(inventory_writer_finish(writer, NULL));
}

/* The disk stands still while another one reads and writes. */
static void a_writer_whose_queue_is_long_is_behind(void **state)
{
    struct place *place = *state;
    sqlite3 *handle;
    assert_int_equal(sqlite3_open(place->file, &handle), SQLITE_OK);
    assert_int_equal(sqlite3_exec(handle, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    struct inventory_writer *writer = inventory_writer_start(place->inventory, place->run);
    assert_false(inventory_writer_is_behind(writer));
    for (int i = 0; i < 2000; i++)
        assert_true(inventory_writer_put(writer, build_numbered(i)));
    assert_true(inventory_writer_is_behind(writer));
    assert_int_equal(sqlite3_exec(handle, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(handle);
    assert_true(inventory_writer_finish(writer, NULL));
    assert_true(count_good(place) == 2000);
}

static void few_observations_of_many_rows_are_a_long_queue(void **state)
{
    struct place *place = *state;
    sqlite3 *handle;
    assert_int_equal(sqlite3_open(place->file, &handle), SQLITE_OK);
    assert_int_equal(sqlite3_exec(handle, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    struct inventory_writer *writer = inventory_writer_start(place->inventory, place->run);
    for (int i = 0; i < 8; i++) {
        struct observation *observation = build_numbered(i);
        for (int row = 0; row < 100000; row++)
            ((struct forwarding_entry *)observation_add(observation, RECORD_FORWARDING_ENTRY))->vlan = 1;
        assert_true(inventory_writer_put(writer, observation));
    }
    assert_true(inventory_writer_is_behind(writer));
    assert_int_equal(sqlite3_exec(handle, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(handle);
    assert_true(inventory_writer_finish(writer, NULL));
    assert_true(count_good(place) == 8);
}

static void change_file(const struct place *place, const char *sql)
{
    sqlite3 *handle;
    assert_int_equal(sqlite3_open(place->file, &handle), SQLITE_OK);
    assert_int_equal(sqlite3_exec(handle, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(handle);
}

static void a_failure_stops_the_crawl_and_is_told_at_the_end(void **state)
{
    struct place *place = *state;
    GError *error = NULL;
    struct inventory_writer *writer = inventory_writer_start(place->inventory, place->run);
    change_file(place, "ALTER TABLE observation RENAME TO gone");
    bool taken = true;
    for (int i = 0; taken && i < 1000000; i++)
        taken = inventory_writer_put(writer, build_numbered(i % MANY));
    assert_false(taken);
    assert_false(inventory_writer_put(writer, build_numbered(1)));
    assert_false(inventory_writer_finish(writer, &error));
    assert_true(error->domain == INVENTORY_ERROR);
    assert_true(g_str_has_prefix(error->message, place->file));
    g_clear_error(&error);
}

static void what_was_written_before_a_failure_is_kept(void **state)
{
    struct place *place = *state;
    struct inventory_writer *writer = inventory_writer_start(place->inventory, place->run);
    change_file(place, "CREATE UNIQUE INDEX one ON observation (subject)");
    inventory_writer_put(writer, build_numbered(1));
    gint64 until = g_get_monotonic_time() + 10 * G_TIME_SPAN_SECOND;
    while (count_good(place) < 1 && g_get_monotonic_time() < until)
        g_usleep(5000);
    inventory_writer_put(writer, build_numbered(2));
    inventory_writer_put(writer, build_numbered(1));
    assert_false(inventory_writer_finish(writer, NULL));
    assert_true(count_good(place) == 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_place, close_place)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(all_that_was_queued_is_written_by_the_end),
        TEST(a_writer_without_observations_ends),
        TEST(a_few_observations_are_written_without_waiting_for_more),
        TEST(a_writer_whose_queue_is_long_is_behind),
        TEST(few_observations_of_many_rows_are_a_long_queue),
        TEST(a_failure_stops_the_crawl_and_is_told_at_the_end),
        TEST(what_was_written_before_a_failure_is_kept),
    };
    return cmocka_run_group_tests_name("writer", tests, NULL, NULL);
}
