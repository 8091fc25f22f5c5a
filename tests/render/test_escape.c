#include "render/escape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

typedef void appender(GString *out, const char *text);

static void assert_escaped(appender *append, const char *text, const char *expected)
{
    g_autoptr(GString) out = g_string_new(NULL);
    append(out, text);
    assert_string_equal(out->str, expected);
}

static void xml_has_no_markup_left(void **state)
{
    (void)state;
    assert_escaped(escape_xml, "a<b>&\"c'", "a&lt;b&gt;&amp;&quot;c&#39;");
    assert_escaped(escape_xml, "&amp;", "&amp;amp;");
    assert_escaped(escape_xml, "\xc3\xa9\xf0\x9f\x98\x80", "\xc3\xa9\xf0\x9f\x98\x80");
}

static void what_xml_forbids_is_replaced(void **state)
{
    (void)state;
    assert_escaped(escape_xml,
                   "a\x01"
                   "b\x1f\x7f",
                   "a\xef\xbf\xbd"
                   "b\xef\xbf\xbd\xef\xbf\xbd");
    assert_escaped(escape_xml, "\xc2\x85", "\xef\xbf\xbd");
    assert_escaped(escape_xml, "\xef\xbf\xbe\xef\xbf\xbf", "\xef\xbf\xbd\xef\xbf\xbd");
    assert_escaped(escape_xml, "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
}

static void text_cannot_be_turned_round(void **state)
{
    (void)state;
    assert_escaped(escape_xml,
                   "a\xe2\x80\xae"
                   "b\xe2\x81\xa6\xe2\x80\xa8",
                   "a\xef\xbf\xbd"
                   "b\xef\xbf\xbd\xef\xbf\xbd");
}

static void a_cut_sequence_does_not_eat_what_follows(void **state)
{
    (void)state;
    assert_escaped(escape_xml, "\xe2\x82<", "\xef\xbf\xbd\xef\xbf\xbd&lt;");
    assert_escaped(escape_xml, "x\xf0\x9f\x98", "x\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
}

static void a_dot_string_ends_where_it_should(void **state)
{
    (void)state;
    assert_escaped(escape_dot, "a\"b\\", "\"a\\\"b\\\\\"");
    assert_escaped(escape_dot, "\\N", "\"\\\\N\"");
    assert_escaped(escape_dot, "", "\"\"");
}

static void csv_is_quoted_where_it_must_be(void **state)
{
    (void)state;
    assert_escaped(escape_csv, "plain", "plain");
    assert_escaped(escape_csv, "a,b", "\"a,b\"");
    assert_escaped(escape_csv, "a\"b", "\"a\"\"b\"");
    assert_escaped(escape_csv, "", "");
}

static void csv_has_no_formulas(void **state)
{
    (void)state;
    assert_escaped(escape_csv, "=1+1", "'=1+1");
    assert_escaped(escape_csv, "@SUM(A1,A2)", "\"'@SUM(A1,A2)\"");
    assert_escaped(escape_csv, "-x", "'-x");
    assert_escaped(escape_csv, "a=b", "a=b");
}

static void labels_are_taken_literally(void **state)
{
    (void)state;
    g_autofree char *plain = escape_label("a&lt;\\N", ESCAPE_FOR_OTHERS);
    assert_string_equal(plain, "a&amp;lt;\\\\N");
    g_autoptr(GString) html = g_string_new(NULL);
    escape_html_label(html, "<b>\\N&", ESCAPE_FOR_OTHERS);
    assert_string_equal(html->str, "&lt;b&gt;\\\xe2\x81\xa0N&amp;");
}

static void stand_ins_are_put_back_in_an_svg(void **state)
{
    (void)state;
    g_autofree char *label = escape_label("a&lt;\\N", ESCAPE_FOR_SVG);
    g_autoptr(GString) svg = g_string_new(label);
    assert_null(strchr(svg->str, '&'));
    assert_null(strchr(svg->str, '\\'));
    escape_restore_svg(svg);
    assert_string_equal(svg->str, "a&amp;lt;\\N");
}

static void stand_ins_do_not_come_from_outside(void **state)
{
    (void)state;
    assert_escaped(escape_xml, "\xef\xa3\xb0\xef\xa3\xb1", "\xef\xbf\xbd\xef\xbf\xbd");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(xml_has_no_markup_left),
        cmocka_unit_test(what_xml_forbids_is_replaced),
        cmocka_unit_test(text_cannot_be_turned_round),
        cmocka_unit_test(a_cut_sequence_does_not_eat_what_follows),
        cmocka_unit_test(a_dot_string_ends_where_it_should),
        cmocka_unit_test(csv_is_quoted_where_it_must_be),
        cmocka_unit_test(csv_has_no_formulas),
        cmocka_unit_test(labels_are_taken_literally),
        cmocka_unit_test(stand_ins_are_put_back_in_an_svg),
        cmocka_unit_test(stand_ins_do_not_come_from_outside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
