#include "inventory/identity.h"
#include "tests/support/build.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

struct place {
    char *folder, *file;
};

static int make_place(void **state)
{
    struct place *place = g_new0(struct place, 1);
    place->folder = g_dir_make_tmp("wiremap-ids-XXXXXX", NULL);
    place->file = g_build_filename(place->folder, "test.db", NULL);
    *state = place;
    return 0;
}

static int remove_place(void **state)
{
    struct place *place = *state;
    static const char *const suffixes[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++) {
        g_autofree char *file = g_strconcat(place->file, suffixes[i], NULL);
        g_unlink(file);
    }
    g_rmdir(place->folder);
    g_free(place->file);
    g_free(place->folder);
    g_free(place);
    return 0;
}

static struct observation *device(const char *address, const char *name, const char *mac)
{
    struct observation *observation = build_observation(address, name);
    build_chassis_mac(observation, mac);
    return observation;
}

static void remember(struct inventory *inventory)
{
    GError *error = NULL;
    struct observation_list list = {0};
    assert_true(inventory_load_present(inventory, 0, ALL_RECORDS, &list, &error));
    struct identity *identity = identity_build(&list);
    assert_true(identity_assign_ids(identity, inventory, &error));
    identity_free(identity);
    observation_list_clear(&list);
}

/* Stores a run and remembers the ids; the list is cleared. */
static void add_run(const struct place *place, struct observation_list list)
{
    GError *error = NULL;
    int64_t run;
    struct inventory *inventory = inventory_open(place->file, INVENTORY_WRITE, &error);
    assert_null(error);
    assert_true(inventory_begin_run(inventory, "discover", "test", &run, &error));
    assert_true(inventory_add(inventory, run, list.items, list.count, &error));
    assert_true(inventory_end_run(inventory, run, "done", &error));
    remember(inventory);
    inventory_close(inventory);
    build_list_clear(&list);
}

/* "name#id name#id" of the present state, as a reader sees it. */
static void assert_ids(const struct place *place, const char *expected)
{
    GError *error = NULL;
    struct observation_list list = {0};
    GString *out = g_string_new(NULL);
    struct inventory *inventory = inventory_open(place->file, INVENTORY_READ, &error);
    assert_null(error);
    assert_true(inventory_load_present(inventory, 0, ALL_RECORDS, &list, &error));
    struct identity *identity = identity_build(&list);
    assert_true(identity_assign_ids(identity, inventory, &error));
    for (size_t i = 0; i < identity_count(identity); i++) {
        const struct device *found = identity_device(identity, i);
        g_string_append_printf(out, "%s%s#%" G_GINT64_FORMAT, i == 0 ? "" : " ", found->name, found->id);
    }
    assert_string_equal(out->str, expected);
    g_string_free(out, TRUE);
    identity_free(identity);
    observation_list_clear(&list);
    inventory_close(inventory);
}

static void ids_stay_when_devices_come_and_are_renamed(void **state)
{
    const struct place *place = *state;
    add_run(place, BUILD_LIST(device("10.0.0.1", "b", "02:1a:b0:00:01:01"),
                              device("10.0.0.2", "c", "02:1a:b0:00:02:01")));
    assert_ids(place, "b#1 c#2");
    add_run(place, BUILD_LIST(device("10.0.0.1", "z", "02:1a:b0:00:01:01"),
                              device("10.0.0.3", "a", "02:1a:b0:00:03:01")));
    assert_ids(place, "a#3 c#2 z#1");
}

static void a_neighbor_keeps_its_id_when_it_is_visited(void **state)
{
    const struct place *place = *state;
    struct observation *one = device("10.0.0.1", "sw1", "02:1a:b0:00:01:01");
    build_lldp(one, 1, "02:1a:b0:00:02:01", "eth1", "edge");
    add_run(place, BUILD_LIST(one));
    assert_ids(place, "edge#1 sw1#2");
    add_run(place, BUILD_LIST(device("10.0.0.2", "the-edge", "02:1a:b0:00:02:01")));
    assert_ids(place, "sw1#2 the-edge#1");
}

static void an_address_that_moved_does_not_move_the_id(void **state)
{
    const struct place *place = *state;
    add_run(place, BUILD_LIST(device("10.0.0.1", "a", "02:1a:b0:00:01:01")));
    add_run(place, BUILD_LIST(device("10.0.0.1", "b", "02:1a:b0:00:02:01"),
                              device("10.0.0.9", "a", "02:1a:b0:00:01:01")));
    assert_ids(place, "a#1 b#2");
}

static void a_reader_without_remembered_ids_numbers_in_order(void **state)
{
    const struct place *place = *state;
    GError *error = NULL;
    int64_t run;
    struct observation_list list =
        BUILD_LIST(build_observation("10.0.0.2", "y"), build_observation("10.0.0.1", "x"));
    struct inventory *inventory = inventory_open(place->file, INVENTORY_WRITE, &error);
    assert_true(inventory_begin_run(inventory, "discover", "test", &run, &error));
    assert_true(inventory_add(inventory, run, list.items, list.count, &error));
    inventory_close(inventory);
    build_list_clear(&list);
    assert_ids(place, "x#1 y#2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(ids_stay_when_devices_come_and_are_renamed, make_place, remove_place),
        cmocka_unit_test_setup_teardown(a_neighbor_keeps_its_id_when_it_is_visited, make_place, remove_place),
        cmocka_unit_test_setup_teardown(an_address_that_moved_does_not_move_the_id, make_place, remove_place),
        cmocka_unit_test_setup_teardown(a_reader_without_remembered_ids_numbers_in_order, make_place,
                                        remove_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
