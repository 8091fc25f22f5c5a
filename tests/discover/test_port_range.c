#include "discover/os/port_range.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void expect(const char *text, const char *ports)
{
    g_auto(GStrv) words = g_strsplit(text, " ", 0);
    g_auto(GStrv) expanded = port_range_expand(words);
    g_autofree char *joined = g_strjoinv(" ", expanded);
    assert_string_equal(joined, ports);
}

static void a_range_is_all_of_its_ports(void **state)
{
    (void)state;
    expect("e 1/3/1 to 1/3/3 e 2/3/1", "1/3/1 1/3/2 1/3/3 2/3/1");
    expect("49-51", "49 50 51");
    expect("1/1-1/3", "1/1 1/2 1/3");
    expect("1/9-11", "1/9 1/10 1/11");
    expect("2:7-2:7", "2:7");
}

static void names_stay_as_they_are(void **state)
{
    (void)state;
    expect("ge-0/0/1 port1.0.2 Te1/0/1", "ge-0/0/1 port1.0.2 Te1/0/1");
    expect("", "");
    expect("to", "to");
    expect("1/1 to", "1/1 to");
    expect("1/1- -4", "1/1- -4");
}

static void what_is_no_range_is_two_ports(void **state)
{
    (void)state;
    expect("9-1", "9 1");
    expect("1/1-2/4", "1/1 2/4");
    expect("1-4000000000", "1 4000000000");
    expect("1-99999999999999999999999999", "1 99999999999999999999999999");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_range_is_all_of_its_ports),
        cmocka_unit_test(names_stay_as_they_are),
        cmocka_unit_test(what_is_no_range_is_two_ports),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
