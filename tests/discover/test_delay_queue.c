#include "discover/delay_queue.h"

#include "discover/simulate_faults.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void add(struct delay_queue *queue, uint64_t due, const char *text)
{
    delay_queue_add(queue, due, (const uint8_t *)text, strlen(text));
}

static char *take_all(struct delay_queue *queue, uint64_t now)
{
    GString *out = g_string_new(NULL);
    for (struct delayed *item; (item = delay_queue_take(queue, now)); g_free(item))
        g_string_append_len(out, (const char *)item->data, (gssize)item->size);
    return g_string_free(out, FALSE);
}

static void the_earliest_comes_first_and_none_before_its_time(G_GNUC_UNUSED void **state)
{
    struct delay_queue *queue = delay_queue_new();
    assert_true(delay_queue_due(queue) == UINT64_MAX);
    add(queue, 30, "c");
    add(queue, 10, "a");
    add(queue, 40, "d");
    add(queue, 20, "b");
    assert_int_equal(delay_queue_due(queue), 10);
    assert_null(delay_queue_take(queue, 9));
    g_autofree char *first = take_all(queue, 25), *rest = take_all(queue, 100);
    assert_string_equal(first, "ab");
    assert_string_equal(rest, "cd");
    delay_queue_free(queue);
}

static void those_of_one_time_keep_their_order(G_GNUC_UNUSED void **state)
{
    struct delay_queue *queue = delay_queue_new();
    GString *expected = g_string_new(NULL);
    for (char c = 'a'; c <= 'z'; c++) {
        add(queue, 5, (char[]){c, '\0'});
        g_string_append_c(expected, c);
    }
    g_autofree char *all = take_all(queue, 5);
    assert_string_equal(all, expected->str);
    g_string_free(expected, TRUE);
    delay_queue_free(queue);
}

static void what_is_not_taken_is_freed(G_GNUC_UNUSED void **state)
{
    struct delay_queue *queue = delay_queue_new();
    add(queue, 1, "x");
    add(queue, 2, "y");
    delay_queue_free(queue);
}

/* Any order in: sorted out. */
static void a_thousand_are_sorted(G_GNUC_UNUSED void **state)
{
    struct delay_queue *queue = delay_queue_new();
    uint64_t last = 0;
    for (uint32_t i = 0; i < 1000; i++)
        add(queue, i * 7919 % 1000, "");
    for (uint32_t i = 0; i < 1000; i++) {
        struct delayed *item = delay_queue_take(queue, UINT64_MAX - 1);
        assert_int_equal(item->due, last++);
        g_free(item);
    }
    assert_null(delay_queue_take(queue, UINT64_MAX - 1));
    delay_queue_free(queue);
}

static void about_the_share_that_was_asked_for_is_silent(G_GNUC_UNUSED void **state)
{
    const struct simulator_faults faults = {.silent = 0.3, .seed = 1}, none = {.seed = 1};
    unsigned silent = 0;
    for (unsigned i = 0; i < 10000; i++) {
        struct address address = {.family = ADDRESS_IPV4, .octets = {127, 0, (uint8_t)(i / 256), (uint8_t)i}};
        silent += simulator_is_silent(&faults, address);
        assert_false(simulator_is_silent(&none, address));
        assert_int_equal(simulator_is_silent(&faults, address), simulator_is_silent(&faults, address));
    }
    assert_in_range(silent, 2850, 3150);
}

static void another_seed_has_other_faults(G_GNUC_UNUSED void **state)
{
    const struct simulator_faults one = {.loss = 0.5, .seed = 1}, two = {.loss = 0.5, .seed = 2};
    struct simulator_dice first, again, other;
    unsigned lost = 0, different = 0;
    simulator_dice_init(&first, &one);
    simulator_dice_init(&again, &one);
    simulator_dice_init(&other, &two);
    for (unsigned i = 0; i < 1000; i++) {
        bool loses = simulator_loses(&first);
        lost += loses;
        assert_int_equal(loses, simulator_loses(&again));
        different += loses != simulator_loses(&other);
    }
    assert_in_range(lost, 400, 600);
    assert_in_range(different, 400, 600);
}

static void a_delay_is_within_its_bounds(G_GNUC_UNUSED void **state)
{
    const struct simulator_faults fixed = {.delay_ms = 20}, spread = {.delay_ms = 20, .jitter_ms = 5};
    struct simulator_dice dice;
    uint32_t least = UINT32_MAX, most = 0;
    simulator_dice_init(&dice, &fixed);
    assert_int_equal(simulator_delay(&dice), 20);
    simulator_dice_init(&dice, &spread);
    for (unsigned i = 0; i < 1000; i++) {
        uint32_t delay = simulator_delay(&dice);
        least = MIN(least, delay);
        most = MAX(most, delay);
    }
    assert_int_equal(least, 20);
    assert_int_equal(most, 25);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_earliest_comes_first_and_none_before_its_time),
        cmocka_unit_test(those_of_one_time_keep_their_order),
        cmocka_unit_test(what_is_not_taken_is_freed),
        cmocka_unit_test(a_thousand_are_sorted),
        cmocka_unit_test(about_the_share_that_was_asked_for_is_silent),
        cmocka_unit_test(another_seed_has_other_faults),
        cmocka_unit_test(a_delay_is_within_its_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
