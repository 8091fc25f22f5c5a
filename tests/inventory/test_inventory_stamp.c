#include "tests/support/build.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <string.h>
#include <utime.h>

#include <cmocka.h>

struct place {
    char *folder, *file;
};

static void run_sql(const char *file, const char *sql)
{
    sqlite3 *database;
    assert_int_equal(sqlite3_open(file, &database), SQLITE_OK);
    assert_int_equal(sqlite3_exec(database, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(database);
}

static struct inventory *open_inventory(const struct place *place, enum inventory_mode mode)
{
    GError *error = NULL;
    struct inventory *inventory = inventory_open(place->file, mode, &error);
    assert_null(error);
    return inventory;
}

static void add_device(struct inventory *inventory, const char *address)
{
    struct observation_list list = BUILD_LIST(build_observation(address, "sw"));
    int64_t run;
    assert_true(inventory_begin_run(inventory, "discover", "test", &run, NULL));
    assert_true(inventory_add(inventory, run, list.items, list.count, NULL));
    assert_true(inventory_end_run(inventory, run, "done", NULL));
    build_list_clear(&list);
}

static void load(struct inventory *inventory)
{
    struct observation_list list = {0};
    assert_true(inventory_load_present(inventory, 0, ALL_RECORDS, &list, NULL));
    observation_list_clear(&list);
}

static int make(void **state)
{
    struct place *place = g_new0(struct place, 1);
    place->folder = g_dir_make_tmp("wiremap-test-XXXXXX", NULL);
    place->file = g_build_filename(place->folder, "stamp.db", NULL);
    struct inventory *inventory = open_inventory(place, INVENTORY_WRITE);
    add_device(inventory, "10.0.0.1");
    inventory_close(inventory);
    *state = place;
    return 0;
}

static int clear(void **state)
{
    struct place *place = *state;
    g_unlink(place->file);
    g_rmdir(place->folder);
    g_free(place->file);
    g_free(place->folder);
    g_free(place);
    return 0;
}

static bool read_stamp(const struct place *place, struct inventory_stamp *out)
{
    struct inventory *inventory = open_inventory(place, INVENTORY_READ);
    bool is_stamped = inventory_stamp(inventory, out);
    inventory_close(inventory);
    return is_stamped;
}

static bool is_same(const struct inventory_stamp *a, const struct inventory_stamp *b)
{
    return memcmp(a->octets, b->octets, sizeof a->octets) == 0;
}

static void an_inventory_at_rest_keeps_its_stamp(void **state)
{
    struct inventory_stamp first, second;
    assert_true(read_stamp(*state, &first));
    assert_true(read_stamp(*state, &second));
    assert_true(is_same(&first, &second));
}

static void whoever_opens_it_to_write_changes_the_stamp(void **state)
{
    struct inventory_stamp before, after;
    assert_true(read_stamp(*state, &before));
    inventory_close(open_inventory(*state, INVENTORY_WRITE));
    assert_true(read_stamp(*state, &after));
    assert_false(is_same(&before, &after));
}

static void another_program_changes_the_stamp(void **state)
{
    const struct place *place = *state;
    struct inventory_stamp before, after;
    assert_true(read_stamp(place, &before));
    run_sql(place->file, "UPDATE observation SET depth = 7");
    assert_true(read_stamp(place, &after));
    assert_false(is_same(&before, &after));
    assert_memory_equal(before.octets, after.octets, 16);
}

static void another_time_of_change_changes_the_stamp(void **state)
{
    const struct place *place = *state;
    const struct utimbuf times = {1000000000, 1000000000};
    struct inventory_stamp before, after;
    assert_true(read_stamp(place, &before));
    assert_int_equal(utime(place->file, &times), 0);
    assert_true(read_stamp(place, &after));
    assert_false(is_same(&before, &after));
}

static void there_is_no_stamp_while_somebody_writes(void **state)
{
    const struct place *place = *state;
    struct inventory_stamp stamp;
    struct inventory *writer = open_inventory(place, INVENTORY_WRITE);
    assert_false(inventory_stamp(writer, &stamp));
    assert_false(read_stamp(place, &stamp));
    inventory_close(writer);
    assert_true(read_stamp(place, &stamp));
}

static void what_is_no_file_has_no_stamp(void **state)
{
    (void)state;
    struct inventory_stamp stamp;
    struct inventory *inventory = inventory_open(INVENTORY_IN_MEMORY, INVENTORY_WRITE, NULL);
    add_device(inventory, "10.0.0.1");
    load(inventory);
    assert_false(inventory_stamp(inventory, &stamp));
    assert_false(inventory_settle(inventory, &stamp));
    inventory_close(inventory);
}

static void a_file_of_an_older_wiremap_has_no_stamp(void **state)
{
    const struct place *place = *state;
    struct inventory_stamp stamp;
    run_sql(place->file, "DROP TABLE session");
    assert_false(read_stamp(place, &stamp));
}

static void a_writer_learns_the_stamp_of_what_it_leaves(void **state)
{
    struct inventory_stamp left, found;
    struct inventory *writer = open_inventory(*state, INVENTORY_WRITE);
    add_device(writer, "10.0.0.2");
    load(writer);
    assert_true(inventory_settle(writer, &left));
    inventory_close(writer);
    assert_true(read_stamp(*state, &found));
    assert_true(is_same(&left, &found));
}

static void a_writer_that_has_loaded_nothing_learns_none(void **state)
{
    struct inventory_stamp stamp;
    struct inventory *writer = open_inventory(*state, INVENTORY_WRITE);
    add_device(writer, "10.0.0.2");
    assert_false(inventory_settle(writer, &stamp));
    inventory_close(writer);
}

static void a_writer_learns_none_when_another_has_written(void **state)
{
    const struct place *place = *state;
    struct inventory_stamp stamp;
    struct inventory *writer = open_inventory(place, INVENTORY_WRITE);
    load(writer);
    run_sql(place->file, "DELETE FROM observation");
    assert_false(inventory_settle(writer, &stamp));
    inventory_close(writer);
}

static void a_writer_learns_none_while_another_has_it_open(void **state)
{
    struct inventory_stamp stamp;
    struct inventory *other = open_inventory(*state, INVENTORY_WRITE);
    struct inventory *writer = open_inventory(*state, INVENTORY_WRITE);
    load(writer);
    assert_false(inventory_settle(writer, &stamp));
    inventory_close(writer);
    inventory_close(other);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, make, clear)
    const struct CMUnitTest tests[] = {
        TEST(an_inventory_at_rest_keeps_its_stamp),
        TEST(whoever_opens_it_to_write_changes_the_stamp),
        TEST(another_program_changes_the_stamp),
        TEST(another_time_of_change_changes_the_stamp),
        TEST(there_is_no_stamp_while_somebody_writes),
        TEST(what_is_no_file_has_no_stamp),
        TEST(a_file_of_an_older_wiremap_has_no_stamp),
        TEST(a_writer_learns_the_stamp_of_what_it_leaves),
        TEST(a_writer_that_has_loaded_nothing_learns_none),
        TEST(a_writer_learns_none_when_another_has_written),
        TEST(a_writer_learns_none_while_another_has_it_open),
    };
    return cmocka_run_group_tests_name("inventory stamp", tests, NULL, NULL);
}
