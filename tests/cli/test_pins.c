#include "cli/pins.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static GArray *parse(const char *text, GError **error)
{
    return pins_parse(text, strlen(text), error);
}

static void a_name_may_have_blanks(void **state)
{
    (void)state;
    g_autoptr(GArray) pins = parse("# the hall\ncore 1  100 -20.5 # left\n\n#x 1 2\nsw2\t3\t4\r\n", NULL);
    assert_int_equal(pins->len, 2);
    const struct pin *first = &g_array_index(pins, struct pin, 0), *second = first + 1;
    assert_string_equal(first->device, "core 1");
    assert_true(first->x > 99.9 && first->x < 100.1 && first->y > -20.6 && first->y < -20.4);
    assert_string_equal(second->device, "sw2");
    assert_int_equal(second->line, 5);
}

static void assert_refused(const char *text, const char *expected)
{
    g_autoptr(GError) error = NULL;
    assert_null(parse(text, &error));
    assert_string_equal(error->message, expected);
}

static void what_is_wrong_is_told_with_its_line(void **state)
{
    (void)state;
    assert_refused("a 1 2\nb 1\n", "line 2: not a device with x and y in points");
    assert_refused("1 2\n", "line 1: not a device with x and y in points");
    assert_refused("a 1 inf\n", "line 1: not a device with x and y in points");
    assert_refused("a one 2\n", "line 1: not a device with x and y in points");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_may_have_blanks),
        cmocka_unit_test(what_is_wrong_is_told_with_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
