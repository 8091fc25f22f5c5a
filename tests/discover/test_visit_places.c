#include "discover/visit_places.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define MS 1000000ULL
#define TICK (20 * MS)

struct clock {
    uint64_t now_ns, idle_ns;
};

/* A tick of which the loop has waited so many milliseconds, with so many places taken. */
static void tick(struct visit_places *places, struct clock *clock, uint64_t idle_ms, uint32_t taken)
{
    clock->now_ns += TICK;
    clock->idle_ns += idle_ms * MS;
    visit_places_tick(places, clock->idle_ns, clock->now_ns, taken);
}

static void while_answers_are_waited_for_there_are_ever_more_places(void **state)
{
    (void)state;
    struct clock clock = {.now_ns = 77 * MS};
    struct visit_places places;
    visit_places_init(&places, 0, clock.now_ns);
    assert_int_equal(places.now, 256);
    tick(&places, &clock, 18, 256);
    assert_int_equal(places.now, 320);
    for (int i = 0; i < 20; i++)
        tick(&places, &clock, 18, places.now);
    assert_int_equal(places.now, 1024);
}

static void a_loop_that_is_busy_gets_no_more(void **state)
{
    (void)state;
    struct clock clock = {0};
    struct visit_places places;
    visit_places_init(&places, 0, 0);
    assert_true(places.is_idle);
    tick(&places, &clock, 2, 256);
    assert_false(places.is_idle);
    assert_int_equal(places.now, 256);
}

static void places_that_are_left_are_enough(void **state)
{
    (void)state;
    struct clock clock = {0};
    struct visit_places places;
    visit_places_init(&places, 0, 0);
    tick(&places, &clock, 20, 255);
    assert_true(places.is_idle);
    assert_int_equal(places.now, 256);
}

static void what_the_user_says_stays(void **state)
{
    (void)state;
    struct clock clock = {0};
    struct visit_places places;
    visit_places_init(&places, 7, 0);
    tick(&places, &clock, 20, 7);
    assert_int_equal(places.now, 7);
    visit_places_init(&places, 5000, 0);
    assert_int_equal(places.now, 5000);
}

static void there_are_no_more_than_descriptors(void **state)
{
    (void)state;
    struct clock clock = {0};
    struct visit_places places;
    visit_places_init(&places, 0, 0);
    visit_places_limit(&places, 300);
    assert_int_equal(places.now, 256);
    tick(&places, &clock, 20, 256);
    assert_int_equal(places.now, 300);
    visit_places_limit(&places, 10);
    assert_int_equal(places.now, 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(while_answers_are_waited_for_there_are_ever_more_places),
        cmocka_unit_test(a_loop_that_is_busy_gets_no_more),
        cmocka_unit_test(places_that_are_left_are_enough),
        cmocka_unit_test(what_the_user_says_stays),
        cmocka_unit_test(there_are_no_more_than_descriptors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
