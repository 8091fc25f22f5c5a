#include "model/cursor.h"
#include "model/oid.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static bool parses(const char *text, size_t *count)
{
    uint32_t arcs[OID_MAX_ARCS];
    return oid_parse(text, strlen(text), arcs, count);
}

static void dotted_text_becomes_arcs(void **state)
{
    (void)state;
    uint32_t arcs[OID_MAX_ARCS];
    size_t count = 0;
    char buffer[OID_TEXT_SIZE];
    assert_true(oid_parse(".1.3.6.1.4294967295", 19, arcs, &count));
    assert_int_equal(count, 5);
    assert_string_equal(oid_format((struct oid){arcs, count}, buffer), "1.3.6.1.4294967295");
}

static void malformed_oids_are_refused(void **state)
{
    (void)state;
    size_t count;
    const char *bad[] = {"", ".", "1..3", "1.3.", "1.a", "1.4294967296", "-1", "1 3", "99999999999999999999"};
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        assert_false(parses(bad[i], &count));
}

static void more_than_128_arcs_are_refused(void **state)
{
    (void)state;
    GString *text = g_string_new("1");
    size_t count = 0;
    for (int i = 1; i < 128; i++)
        g_string_append(text, ".1");
    assert_true(parses(text->str, &count));
    assert_int_equal(count, 128);
    g_string_append(text, ".1");
    assert_false(parses(text->str, &count));
    g_string_free(text, TRUE);
}

static void order_is_lexicographic_and_prefixes_come_first(void **state)
{
    (void)state;
    assert_true(oid_compare(OID(1, 3), OID(1, 3, 6)) < 0);
    assert_true(oid_compare(OID(1, 10), OID(1, 9, 1)) > 0);
    assert_int_equal(oid_compare(OID(1, 3), OID(1, 3)), 0);
    assert_true(oid_has_prefix(OID(1, 3, 6), OID(1, 3)));
    assert_false(oid_has_prefix(OID(1, 3), OID(1, 3, 6)));
}

static void a_cursor_never_reads_past_the_index(void **state)
{
    (void)state;
    struct cursor cursor = cursor_init(OID(7, 300));
    uint32_t arc = 0;
    uint8_t octets[2];
    struct mac mac;
    assert_false(cursor_read_mac(&cursor, &mac));
    assert_false(cursor_read_octets(&cursor, octets, 2));
    assert_true(cursor_read_arc(&cursor, &arc));
    assert_int_equal(arc, 7);
    assert_false(cursor_read_octets(&cursor, octets, 1));
    assert_int_equal(cursor_left(&cursor), 1);
    assert_true(cursor_read_arc(&cursor, &arc));
    assert_int_equal(arc, 300);
    assert_false(cursor_read_arc(&cursor, &arc));
}

static void inet_addresses_are_read_with_and_without_their_length(void **state)
{
    (void)state;
    char text[ADDRESS_TEXT_SIZE];
    struct address address;
    struct cursor cursor = cursor_init(OID(1, 4, 192, 0, 2, 1, 9));
    assert_true(cursor_read_inet_address(&cursor, &address));
    assert_string_equal(address_format(address, text), "192.0.2.1");
    assert_int_equal(cursor_left(&cursor), 1);
    cursor = cursor_init(OID(1, 192, 0, 2, 1));
    assert_true(cursor_read_inet_address(&cursor, &address));
    assert_string_equal(address_format(address, text), "192.0.2.1");
    cursor = cursor_init(OID(3, 8, 10, 0, 0, 1, 0, 0, 0, 5));
    assert_true(cursor_read_inet_address(&cursor, &address));
    assert_string_equal(address_format(address, text), "10.0.0.1");
    assert_int_equal(cursor_left(&cursor), 0);
}

static void an_inet_address_that_is_cut_leaves_the_cursor_alone(void **state)
{
    (void)state;
    struct address address;
    struct cursor cursor = cursor_init(OID(1, 4, 192, 0, 2));
    assert_false(cursor_read_inet_address(&cursor, &address));
    assert_int_equal(cursor_left(&cursor), 5);
    cursor = cursor_init(OID(16, 4, 1, 2, 3, 4));
    assert_false(cursor_read_inet_address(&cursor, &address));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dotted_text_becomes_arcs),
        cmocka_unit_test(malformed_oids_are_refused),
        cmocka_unit_test(more_than_128_arcs_are_refused),
        cmocka_unit_test(order_is_lexicographic_and_prefixes_come_first),
        cmocka_unit_test(a_cursor_never_reads_past_the_index),
        cmocka_unit_test(inet_addresses_are_read_with_and_without_their_length),
        cmocka_unit_test(an_inet_address_that_is_cut_leaves_the_cursor_alone),
    };
    return cmocka_run_group_tests_name("oid", tests, NULL, NULL);
}
