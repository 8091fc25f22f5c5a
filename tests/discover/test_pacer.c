#include "discover/pacer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define SECOND 1000000

static struct address parse(const char *text)
{
    struct address address;
    assert_true(address_parse(text, &address));
    return address;
}

/* When the last one of that many requests, all wanted at once, may go. */
static uint64_t last_of(struct pacer *pacer, const char *to, unsigned count)
{
    uint64_t at = 0;
    while (count-- > 0)
        at = pacer_reserve(pacer, parse(to), SECOND);
    return at - SECOND;
}

static void without_a_limit_nothing_waits(void **state)
{
    (void)state;
    struct pacer *pacer = pacer_new(0, 0);
    assert_int_equal(last_of(pacer, "192.0.2.1", 100000), 0);
    pacer_free(pacer);
}

static void a_rate_is_kept_after_a_short_burst(void **state)
{
    (void)state;
    struct pacer *pacer = pacer_new(100, 0);
    assert_int_equal(last_of(pacer, "192.0.2.1", 5), 0);
    assert_int_equal(last_of(pacer, "198.51.100.1", 1), SECOND / 100);
    assert_int_equal(last_of(pacer, "192.0.2.1", 100), SECOND + SECOND / 100);
    pacer_free(pacer);
}

static void a_rate_of_less_than_the_burst_is_kept(void **state)
{
    (void)state;
    struct pacer *pacer = pacer_new(1, 0);
    assert_int_equal(last_of(pacer, "192.0.2.1", 1), 0);
    assert_int_equal(last_of(pacer, "192.0.2.1", 1), SECOND);
    assert_int_equal(last_of(pacer, "192.0.2.1", 1), 2 * SECOND);
    pacer_free(pacer);
}

static void time_that_passed_is_not_saved_up(void **state)
{
    (void)state;
    struct pacer *pacer = pacer_new(100, 0);
    assert_int_equal(pacer_reserve(pacer, parse("192.0.2.1"), SECOND), SECOND);
    uint64_t at = 0;
    for (unsigned i = 0; i < 6; i++)
        at = pacer_reserve(pacer, parse("192.0.2.1"), 60ULL * SECOND);
    assert_int_equal(at, 60ULL * SECOND + SECOND / 100);
    pacer_free(pacer);
}

static void subnets_wait_for_themselves_only(void **state)
{
    (void)state;
    struct pacer *pacer = pacer_new(0, 100);
    assert_int_equal(last_of(pacer, "192.0.2.1", 105), SECOND);
    assert_true(last_of(pacer, "192.0.2.200", 1) > SECOND);
    assert_int_equal(last_of(pacer, "192.0.3.1", 5), 0);
    assert_int_equal(last_of(pacer, "2001:db8::1", 5), 0);
    assert_int_equal(last_of(pacer, "2001:db8:0:1::1", 5), 0);
    pacer_free(pacer);
}

static void a_slow_subnet_does_not_use_up_the_rate_of_all(void **state)
{
    (void)state;
    struct pacer *pacer = pacer_new(1000, 10);
    assert_int_equal(last_of(pacer, "192.0.2.1", 100), 99 * (SECOND / 10));
    assert_in_range(last_of(pacer, "198.51.100.1", 1), 0, SECOND / 10);
    pacer_free(pacer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_limit_nothing_waits),
        cmocka_unit_test(a_rate_is_kept_after_a_short_burst),
        cmocka_unit_test(a_rate_of_less_than_the_burst_is_kept),
        cmocka_unit_test(time_that_passed_is_not_saved_up),
        cmocka_unit_test(subnets_wait_for_themselves_only),
        cmocka_unit_test(a_slow_subnet_does_not_use_up_the_rate_of_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
