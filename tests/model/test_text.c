#include "model/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void assert_text(const char *octets, size_t size, const char *expected)
{
    char *text = text_from_bytes((struct bytes){(const uint8_t *)octets, size});
    if (expected == NULL)
        assert_null(text);
    else
        assert_string_equal(text, expected);
    g_free(text);
}

static void plain_text_stays_as_it_is(void **state)
{
    (void)state;
    assert_text("core-1.example.net", 18, "core-1.example.net");
    assert_text("B\xc3\xbcro", 5, "B\xc3\xbcro");
}

static void text_is_cut_at_the_first_nul_and_trimmed(void **state)
{
    (void)state;
    assert_text("1/25\0garbage", 12, "1/25");
    assert_text("  sw1 \r\n", 8, "sw1");
    assert_text("\0\0\0", 3, NULL);
    assert_text("   ", 3, NULL);
    assert_text("", 0, NULL);
}

static void control_and_bidi_characters_become_blanks(void **state)
{
    (void)state;
    assert_text("a\x1b[31mb", 7, "a [31mb");
    assert_text("a\xe2\x80\xae"
                "b",
                5, "a b");
    assert_text("a\xc2\x9b"
                "b",
                4, "a b");
}

static void broken_utf8_is_repaired(void **state)
{
    (void)state;
    assert_text("a\xff"
                "b",
                3,
                "a\xef\xbf\xbd"
                "b");
    assert_text("\xe2\x80", 2, "\xef\xbf\xbd\xef\xbf\xbd");
}

static void clean_text_is_what_would_not_change(void **state)
{
    (void)state;
    assert_true(text_is_clean(bytes_from_text("Gi1/0/1 uplink")));
    assert_false(text_is_clean(bytes_from_text(" Gi1/0/1")));
    assert_false(text_is_clean(bytes_from_text("Gi1/0/1 ")));
    assert_false(text_is_clean(bytes_from_text("a\tb")));
    assert_false(text_is_clean((struct bytes){(const uint8_t *)"ab\0", 3}));
    assert_false(text_is_clean(bytes_from_text("")));
}

static void digits_are_ordered_by_their_value(void **state)
{
    (void)state;
    static const char *const ordered[] = {NULL,    "",         "eth",       "eth0",    "eth02",    "eth2",
                                          "eth10", "eth10.20", "eth10.100", "gi1/0/9", "gi1/0/10", "x"};
    for (size_t i = 0; i < G_N_ELEMENTS(ordered); i++)
        for (size_t j = 0; j < G_N_ELEMENTS(ordered); j++) {
            int order = text_compare_natural(ordered[i], ordered[j]);
            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
        }
}

static void hexadecimal_goes_both_ways(void **state)
{
    (void)state;
    GByteArray *octets = NULL;
    assert_true(bytes_parse_hex("00 1aFF", &octets, NULL));
    char *text = bytes_format_hex((struct bytes){octets->data, octets->len}, ':');
    assert_string_equal(text, "00:1a:ff");
    g_free(text);
    g_byte_array_unref(octets);
}

static void half_an_octet_is_refused_with_its_place(void **state)
{
    (void)state;
    GByteArray *octets = NULL;
    GError *error = NULL;
    assert_false(bytes_parse_hex("00 1", &octets, &error));
    assert_string_equal(error->message, "not hexadecimal at character 4");
    g_clear_error(&error);
    assert_false(bytes_parse_hex("0g", &octets, NULL));
}

static void numbers_are_written_in_decimal_digits(void **state)
{
    static const struct {
        uint32_t number;
        const char *text;
    } cases[] = {{0, "0"}, {9, "9"}, {10, "10"}, {1005, "1005"}, {UINT32_MAX, "4294967295"}};
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char text[11];
        *text_put_number(text, cases[i].number) = '\0';
        assert_string_equal(text, cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_text_stays_as_it_is),
        cmocka_unit_test(numbers_are_written_in_decimal_digits),
        cmocka_unit_test(text_is_cut_at_the_first_nul_and_trimmed),
        cmocka_unit_test(control_and_bidi_characters_become_blanks),
        cmocka_unit_test(broken_utf8_is_repaired),
        cmocka_unit_test(clean_text_is_what_would_not_change),
        cmocka_unit_test(digits_are_ordered_by_their_value),
        cmocka_unit_test(hexadecimal_goes_both_ways),
        cmocka_unit_test(half_an_octet_is_refused_with_its_place),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
