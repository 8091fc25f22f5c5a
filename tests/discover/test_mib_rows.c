#include "discover/mib/rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const struct mib_column columns[] = {{.object = "one", .sub_id = 1}, {.object = "two", .sub_id = 2}};
static const struct mib_table table = {.object = "aTable", .columns = columns, .column_count = 2};

static struct arena arena;

static int clear(void **state)
{
    (void)state;
    arena_clear(&arena);
    return 0;
}

static bool take(struct mib_rows *rows, uint32_t column, uint32_t index, int64_t number)
{
    const struct value value = {.type = VALUE_INTEGER, .integer = number};
    return mib_rows_take(rows, column, OID(index), &value, &(uint32_t){0});
}

static int64_t cell(const struct mib_row *row, size_t column)
{
    assert_non_null(row);
    assert_non_null(row->cells[column]);
    return row->cells[column]->integer;
}

static void assert_order(struct mib_rows *rows, const uint32_t *expected, size_t expected_count)
{
    size_t count;
    struct mib_row *const *sorted = mib_rows_sorted(rows, &count);
    assert_int_equal(count, expected_count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(sorted[i]->index.arcs[0], expected[i]);
}

static void a_table_without_rows_is_empty(void **state)
{
    (void)state;
    struct mib_rows *rows = mib_rows_new(&table, &arena);
    assert_null(mib_rows_find(rows, OID(1)));
    assert_order(rows, NULL, 0);
    mib_rows_clear(rows);
}

static void cells_of_rows_in_order_are_found(void **state)
{
    (void)state;
    struct mib_rows *rows = mib_rows_new(&table, &arena);
    for (uint32_t i = 1; i <= 1000; i++)
        assert_true(take(rows, 1, i, i * 2));
    for (uint32_t i = 1; i <= 1000; i += 7)
        assert_true(take(rows, 2, i, i * 3));
    assert_int_equal(cell(mib_rows_find(rows, OID(996)), 0), 1992);
    assert_int_equal(cell(mib_rows_find(rows, OID(995)), 1), 2985);
    assert_null(mib_rows_find(rows, OID(996))->cells[1]);
    assert_null(mib_rows_find(rows, OID(1001)));
    assert_null(mib_rows_find(rows, OID(0)));
    mib_rows_clear(rows);
}

static void rows_in_any_order_are_found_and_sorted(void **state)
{
    (void)state;
    struct mib_rows *rows = mib_rows_new(&table, &arena);
    assert_true(take(rows, 1, 5, 50));
    assert_true(take(rows, 1, 9, 90));
    assert_true(take(rows, 1, 7, 70));
    assert_true(take(rows, 2, 5, 51));
    assert_true(take(rows, 2, 7, 71));
    assert_int_equal(cell(mib_rows_find(rows, OID(7)), 1), 71);
    assert_order(rows, (const uint32_t[]){5, 7, 9}, 3);
    assert_true(take(rows, 1, 6, 60));
    assert_int_equal(cell(mib_rows_find(rows, OID(9)), 0), 90);
    assert_order(rows, (const uint32_t[]){5, 6, 7, 9}, 4);
    mib_rows_clear(rows);
}

static void the_first_value_of_a_cell_counts(void **state)
{
    (void)state;
    struct mib_rows *rows = mib_rows_new(&table, &arena);
    assert_true(take(rows, 1, 5, 50));
    assert_false(take(rows, 1, 5, 51));
    assert_int_equal(cell(mib_rows_find(rows, OID(5)), 0), 50);
    mib_rows_clear(rows);
}

static void a_column_that_is_not_listed_makes_the_row(void **state)
{
    (void)state;
    struct mib_rows *rows = mib_rows_new(&table, &arena);
    assert_true(take(rows, 3, 5, 50));
    assert_false(take(rows, 3, 5, 51));
    assert_non_null(mib_rows_find(rows, OID(5)));
    mib_rows_clear(rows);
}

static void many_rows_in_any_order_are_found_and_sorted(void **state)
{
    (void)state;
    struct mib_rows *rows = mib_rows_new(&table, &arena);
    uint32_t expected[1000], place = 0;
    const struct value value = {.type = VALUE_INTEGER, .integer = 7};
    for (uint32_t i = 0; i < 1000; i++)
        assert_true(take(rows, 1, (i * 619 + 1) % 1000, i));
    for (uint32_t i = 0; i < 1000; i++) {
        expected[i] = i;
        assert_true(mib_rows_take(rows, 2, OID(i), &value, &place));
        assert_false(take(rows, 1, i, 0));
    }
    assert_int_equal(mib_rows_count(rows), 1000);
    assert_int_equal(cell(mib_rows_find(rows, OID(620)), 0), 1);
    assert_int_equal(cell(mib_rows_find(rows, OID(620)), 1), 7);
    assert_order(rows, expected, 1000);
    mib_rows_clear(rows);
}

static void octets_and_arcs_are_copied(void **state)
{
    (void)state;
    uint8_t octets[20000];
    uint32_t arcs[] = {1, 3, 6};
    memset(octets, 'x', sizeof octets);
    struct mib_rows *rows = mib_rows_new(&table, &arena);
    const struct value text = {.type = VALUE_OCTET_STRING, .octets = {octets, sizeof octets}};
    const struct value name = {.type = VALUE_OID, .oid = {arcs, 3}};
    assert_true(mib_rows_take(rows, 1, OID(1), &text, &(uint32_t){0}));
    assert_true(mib_rows_take(rows, 2, OID(1), &name, &(uint32_t){0}));
    memset(octets, 'y', sizeof octets);
    arcs[2] = 7;
    const struct mib_row *row = mib_rows_find(rows, OID(1));
    assert_non_null(row);
    assert_int_equal(row->cells[0]->octets.data[sizeof octets - 1], 'x');
    assert_true(oid_equal(row->cells[1]->oid, OID(1, 3, 6)));
    mib_rows_clear(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_table_without_rows_is_empty, clear),
        cmocka_unit_test_teardown(cells_of_rows_in_order_are_found, clear),
        cmocka_unit_test_teardown(rows_in_any_order_are_found_and_sorted, clear),
        cmocka_unit_test_teardown(the_first_value_of_a_cell_counts, clear),
        cmocka_unit_test_teardown(a_column_that_is_not_listed_makes_the_row, clear),
        cmocka_unit_test_teardown(many_rows_in_any_order_are_found_and_sorted, clear),
        cmocka_unit_test_teardown(octets_and_arcs_are_copied, clear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
