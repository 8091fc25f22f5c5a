#include "discover/retry.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct address here = {.family = ADDRESS_IPV4, .octets = {192, 0, 2, 1}};
static const struct address near = {.family = ADDRESS_IPV4, .octets = {203, 0, 113, 1}};
static const struct address elsewhere = {.family = ADDRESS_IPV4, .octets = {198, 51, 100, 1}};

static struct retry make_retry(struct round_trips *others)
{
    return (struct retry){.timeout_ms = 1000, .retries = 2, .others = others, .address = here};
}

/* Tries at the deadlines until there is none; the milliseconds of each try are appended, and of the end. */
static void run(struct retry *retry, uint64_t *at, size_t *count)
{
    struct exchange exchange = {0};
    uint64_t now = 0;
    *count = 0;
    do {
        uint64_t deadline = retry_deadline(retry, &exchange, now);
        at[(*count)++] = now;
        exchange_sent(&exchange, 0, now * 1000);
        now = deadline;
        retry_failed(retry, &exchange);
    } while (retry_may(retry, &exchange, now, 0));
    at[*count] = now;
}

static void assert_run(struct retry *retry, const uint64_t *expected, size_t tries)
{
    uint64_t at[32];
    size_t count;
    run(retry, at, &count);
    assert_int_equal(count, tries);
    for (size_t i = 0; i <= tries; i++)
        assert_int_equal(at[i], expected[i]);
}

static void without_a_hint_the_timeout_is_what_the_user_says(G_GNUC_UNUSED void **state)
{
    struct retry retry = make_retry(NULL);
    assert_run(&retry, (const uint64_t[]){0, 1000, 3000, 7000}, 3);
}

static void a_cautious_peer_is_asked_once(G_GNUC_UNUSED void **state)
{
    struct round_trips *others = round_trips_new();
    struct retry retry = make_retry(others);
    round_trips_add(others, here, 5000);
    retry.is_cautious = true;
    assert_run(&retry, (const uint64_t[]){0, 7000}, 1);
    round_trips_free(others);
}

static void what_others_take_is_the_guess_for_a_new_peer(G_GNUC_UNUSED void **state)
{
    struct round_trips *others = round_trips_new();
    struct retry retry = make_retry(others);
    /* Nobody has answered yet: a quarter of the timeout. */
    assert_run(&retry, (const uint64_t[]){0, 250, 1000, 3250, 7000}, 4);
    round_trips_add(others, elsewhere, 5000);
    assert_run(&retry, (const uint64_t[]){0, 100, 400, 1300, 4000, 7000}, 5);
    /* In the same subnet it is not likely to be farther away. */
    round_trips_add(others, near, 5000);
    retry.address = near;
    assert_run(&retry, (const uint64_t[]){0, 40, 160, 520, 1600, 7000}, 5);
    retry.address = here;
    /* 80 ms and four times half of that; it is nearer than what was measured elsewhere. */
    round_trips_add(others, here, 80000);
    assert_run(&retry, (const uint64_t[]){0, 240, 960, 3120, 7000}, 4);
    round_trips_free(others);
}

static void a_peer_that_answers_is_asked_sooner_and_more_often(G_GNUC_UNUSED void **state)
{
    struct retry retry = make_retry(NULL);
    struct exchange exchange = {0};
    exchange_sent(&exchange, 0, 1000000);
    retry_answered(&retry, &exchange, 0, 1005000);
    assert_int_equal(retry.round_trip.smoothed_us, 5000);
    assert_run(&retry, (const uint64_t[]){0, 40, 120, 280, 600, 1240, 2520, 7000}, 7);
    /* RFC 6298 5.6: it stays as long as it has become, until there is an answer to a first try. */
    assert_int_equal(retry_deadline(&retry, &(struct exchange){0}, 0), 5120);
    retry_answered(&retry, &exchange, 0, 1005000);
    assert_int_equal(retry_deadline(&retry, &(struct exchange){0}, 0), 40);
}

static void an_answer_to_one_of_two_tries_is_not_measured(G_GNUC_UNUSED void **state)
{
    struct retry retry = make_retry(NULL);
    struct exchange exchange = {0};
    exchange_sent(&exchange, 0, 0);
    exchange_sent(&exchange, 0, 1000000);
    retry_answered(&retry, &exchange, 0, 1400000);
    assert_int_equal(retry.round_trip.smoothed_us, 0);
}

static void an_answer_that_tells_its_try_is_measured(G_GNUC_UNUSED void **state)
{
    struct retry retry = make_retry(NULL);
    struct exchange exchange = {0};
    exchange_sent(&exchange, 17, 0);
    exchange_sent(&exchange, 18, 1000000);
    retry_answered(&retry, &exchange, 17, 1400000);
    assert_int_equal(retry.round_trip.smoothed_us, 1400000);
}

/* Nothing comes back faster than ever before: the try before was answered, and the wait was too short. */
static void a_needless_try_teaches_the_longer_time(G_GNUC_UNUSED void **state)
{
    struct retry retry = make_retry(NULL);
    struct exchange first = {0}, second = {0};
    exchange_sent(&first, 0, 0);
    retry_answered(&retry, &first, 0, 50000);
    exchange_sent(&second, 0, 0);
    exchange_sent(&second, 0, 100000);
    retry_answered(&retry, &second, 0, 101000);
    assert_int_equal(retry.round_trip.smoothed_us, (7 * 50000 + 101000) / 8);
    assert_true(retry_deadline(&retry, &(struct exchange){0}, 0) > 150);
}

static void a_request_that_was_overtaken_is_lost(G_GNUC_UNUSED void **state)
{
    static const struct codec_operations none = {0};
    struct exchange_list list = {.operations = &none};
    struct retry retry = make_retry(NULL);
    struct exchange *exchanges[3];
    for (size_t i = 0; i < 3; i++) {
        exchanges[i] = exchange_add(&list, (reply_fn)1, NULL);
        exchanges[i]->deadline = 5000;
        exchange_sent(exchanges[i], 0, 1000 * i);
    }
    retry_answered(&retry, exchanges[1], 0, 41000);
    retry_overtake(&retry, &list, exchanges[1], 41);
    assert_int_equal(exchanges[0]->deadline, 41 + 10);
    assert_int_equal(exchanges[2]->deadline, 5000);
    /* Sent again, it is waited for as usual. */
    exchange_sent(exchanges[0], 0, 51000);
    exchanges[0]->deadline = 5000;
    retry_overtake(&retry, &list, exchanges[2], 60);
    assert_int_equal(exchanges[0]->deadline, 5000);
    for (size_t i = 0; i < 3; i++)
        exchange_remove(&list, exchanges[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_hint_the_timeout_is_what_the_user_says),
        cmocka_unit_test(a_cautious_peer_is_asked_once),
        cmocka_unit_test(what_others_take_is_the_guess_for_a_new_peer),
        cmocka_unit_test(a_peer_that_answers_is_asked_sooner_and_more_often),
        cmocka_unit_test(an_answer_to_one_of_two_tries_is_not_measured),
        cmocka_unit_test(an_answer_that_tells_its_try_is_measured),
        cmocka_unit_test(a_needless_try_teaches_the_longer_time),
        cmocka_unit_test(a_request_that_was_overtaken_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
