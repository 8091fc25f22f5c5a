#include "graph/csv_rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* "1:a|b 3:c" for the rows of lines 1 and 3, then the error. */
static char *read_rows(const char *text, size_t size)
{
    struct csv_rows rows;
    GError *error = NULL;
    GString *out = g_string_new(NULL);
    csv_rows_init(&rows, (struct bytes){(const uint8_t *)text, size});
    while (csv_rows_next(&rows, &error)) {
        g_string_append_printf(out, "%u:", rows.line);
        for (guint i = 0; i < rows.fields->len; i++)
            g_string_append_printf(out, "%s%s", i == 0 ? "" : "|", (const char *)rows.fields->pdata[i]);
        g_string_append_c(out, ' ');
    }
    if (error != NULL)
        g_string_append(out, error->message);
    g_clear_error(&error);
    csv_rows_clear(&rows);
    return g_string_free(out, FALSE);
}

static void assert_rows(const char *text, const char *expected)
{
    g_autofree char *rows = read_rows(text, strlen(text));
    assert_string_equal(rows, expected);
}

static void fields_are_parted_by_commas_and_blanks_taken_off(void **state)
{
    (void)state;
    assert_rows("a,b\n c , d e ,\r\n\n,", "1:a|b 2:c|d e| 4:| ");
}

static void a_carriage_return_alone_ends_a_line(void **state)
{
    (void)state;
    assert_rows("a\rb\r\nc\r\r\"d", "1:a 2:b 3:c line 5: a quote is not closed");
}

static void quoted_fields_keep_commas_quotes_and_line_ends(void **state)
{
    (void)state;
    assert_rows("\"a,\"\"b\"\" \n\",x\ny\n", "1:a,\"b\" \n|x 3:y ");
}

static void comments_and_a_byte_order_mark_are_no_rows(void **state)
{
    (void)state;
    assert_rows("\xef\xbb\xbf# names\n#5,b\n#", "2:#5|b ");
}

static void what_is_no_csv_is_named_with_its_line(void **state)
{
    (void)state;
    assert_rows("a\n\"b", "1:a line 2: a quote is not closed");
    assert_rows("\"a\" b", "line 1: text behind a quote");
    assert_rows("a,\xff", "line 1: not UTF-8 text");
    g_autofree char *rows = read_rows("a\0b", 3);
    assert_string_equal(rows, "line 1: not UTF-8 text");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_are_parted_by_commas_and_blanks_taken_off),
        cmocka_unit_test(a_carriage_return_alone_ends_a_line),
        cmocka_unit_test(quoted_fields_keep_commas_quotes_and_line_ends),
        cmocka_unit_test(comments_and_a_byte_order_mark_are_no_rows),
        cmocka_unit_test(what_is_no_csv_is_named_with_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
