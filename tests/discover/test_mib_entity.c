#include "tests/support/fake_agent.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define ENTITY "1.3.6.1.2.1.47.1.1.1.1."

static const struct component *components(const struct observation *observation, size_t expected)
{
    size_t count;
    const struct component *rows = observation_records(observation, RECORD_COMPONENT, &count);
    assert_int_equal(count, expected);
    return rows;
}

static void only_chassis_and_stacks_are_read(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit(
        ENTITY "2.1|4|a stack\n" ENTITY "2.2|4|a switch\n" ENTITY "2.3|4|a fan\n" ENTITY "4.2|2|1\n" ENTITY
               "5.1|2|11\n" ENTITY "5.2|2|3\n" ENTITY "5.3|2|7\n" ENTITY "6.1|2|-1\n" ENTITY
               "6.2|2|4\n" ENTITY "7.2|4|Switch 1\n" ENTITY "8.2|4|V02\n" ENTITY "10.2|4|15.2(7)E\n" ENTITY
               "11.2|4|FOC1234X0AB\n" ENTITY "12.2|4|Example\n" ENTITY "13.2|4|EX-2960-48\n");
    const struct component *rows = components(observation, 2);
    assert_int_equal(rows[0].index, 1);
    assert_int_equal(rows[0].class, COMPONENT_STACK);
    assert_int_equal(rows[0].position, 0);
    assert_int_equal(rows[1].index, 2);
    assert_int_equal(rows[1].class, COMPONENT_CHASSIS);
    assert_int_equal(rows[1].contained_in, 1);
    assert_int_equal(rows[1].position, 4);
    assert_string_equal(rows[1].name, "Switch 1");
    assert_string_equal(rows[1].descr, "a switch");
    assert_string_equal(rows[1].model, "EX-2960-48");
    assert_string_equal(rows[1].serial, "FOC1234X0AB");
    assert_string_equal(rows[1].software, "15.2(7)E");
    assert_string_equal(rows[1].hardware, "V02");
    assert_string_equal(rows[1].manufacturer, "Example");
    observation_free(observation);
}

static void without_a_chassis_modules_count(void **state)
{
    (void)state;
    struct observation *observation =
        fake_agent_visit(ENTITY "5.1|2|9\n" ENTITY "5.2|2|10\n" ENTITY "11.1|4|S1\n" ENTITY "11.2|4|S2\n");
    const struct component *rows = components(observation, 1);
    assert_int_equal(rows[0].class, COMPONENT_MODULE);
    assert_string_equal(rows[0].serial, "S1");
    observation_free(observation);
}

static void without_classes_serial_numbers_count(void **state)
{
    (void)state;
    struct observation *observation = fake_agent_visit(
        ENTITY "2.1|4|a\n" ENTITY "2.2|4|b\n" ENTITY "11.1|4|\n" ENTITY "11.2|4|S2\n" ENTITY "13.2|4|M2\n");
    const struct component *rows = components(observation, 1);
    assert_int_equal(rows[0].index, 2);
    assert_string_equal(rows[0].serial, "S2");
    assert_string_equal(rows[0].model, "M2");
    observation_free(observation);
}

static void thousands_of_parts_cost_the_requests_of_one_column(void **state)
{
    (void)state;
    GString *lines = g_string_new(NULL);
    for (unsigned i = 1; i <= 2000; i++)
        g_string_append_printf(lines, ENTITY "5.%u|2|%d\n", i, i == 1 ? 3 : 10);
    for (unsigned i = 1; i <= 2000; i++)
        g_string_append_printf(lines, ENTITY "11.%u|4|S%u\n", i, i);
    struct observation *observation = fake_agent_visit(lines->str);
    g_string_free(lines, TRUE);
    components(observation, 1);
    /* 2,000 varbinds of 21 octets are 32 datagrams. */
    assert_in_range(observation->cost.requests, 20, 40);
    observation_free(observation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_chassis_and_stacks_are_read),
        cmocka_unit_test(without_a_chassis_modules_count),
        cmocka_unit_test(without_classes_serial_numbers_count),
        cmocka_unit_test(thousands_of_parts_cost_the_requests_of_one_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
