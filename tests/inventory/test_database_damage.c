/*
 * The file of an inventory, damaged or made by somebody else.
 */
#include "tests/support/inventory_file.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLACE_TEST(damaged_rows_are_named),
        PLACE_TEST(damaged_tables_are_named),
        PLACE_TEST(a_second_block_of_a_kind_is_refused),
        PLACE_TEST(views_in_place_of_tables_are_not_read),
        PLACE_TEST(triggers_of_others_are_not_run),
        PLACE_TEST(no_damage_does_more_than_an_error),
    };
    return cmocka_run_group_tests_name("database_damage", tests, NULL, NULL);
}
