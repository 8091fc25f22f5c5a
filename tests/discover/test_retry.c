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

static void some_reply(G_GNUC_UNUSED const struct reply *reply, G_GNUC_UNUSED void *user)
{
}

/* Tries at the deadlines until there is none; the milliseconds of each try are appended, and of the end. */
static void run(struct retry *retry, reply_fn done, uint64_t *at, size_t *count)
{
    struct exchange exchange = {.done = done};
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

static void assert_run_of(struct retry *retry, reply_fn done, const uint64_t *expected, size_t tries)
{
    uint64_t at[32];
    size_t count;
    run(retry, done, at, &count);
    assert_int_equal(count, tries);
    for (size_t i = 0; i <= tries; i++)
        assert_int_equal(at[i], expected[i]);
}

static void assert_run(struct retry *retry, const uint64_t *expected, size_t tries)
{
    assert_run_of(retry, some_reply, expected, tries);
}

/* What others of the subnet have met: one try in ten got lost, and round trips of 20 ms. */
static struct round_trips *make_lossy(void)
{
    struct round_trips *others = round_trips_new();
    for (int i = 0; i < 90; i++)
        round_trips_add(others, here, 20000, i % 9 == 0);
    return others;
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
    round_trips_add(others, here, 5000, 0);
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
    round_trips_add(others, elsewhere, 5000, 0);
    assert_run(&retry, (const uint64_t[]){0, 100, 400, 1300, 4000, 7000}, 5);
    /* In the same subnet it is not likely to be farther away. */
    round_trips_add(others, near, 5000, 0);
    retry.address = near;
    assert_run(&retry, (const uint64_t[]){0, 40, 160, 520, 1600, 7000}, 5);
    retry.address = here;
    /* 80 ms and four times half of that; it is nearer than what was measured elsewhere. */
    round_trips_add(others, here, 80000, 0);
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

static void an_answer_that_tells_its_try_is_measured(G_GNUC_UNUSED void **state)
{
    struct retry retry = make_retry(NULL);
    struct exchange exchange = {0};
    exchange_sent(&exchange, 17, 0);
    exchange_sent(&exchange, 18, 1000000);
    retry_answered(&retry, &exchange, 17, 1400000);
    assert_int_equal(retry.round_trip.smoothed_us, 1400000);
}

static void a_needless_try_teaches_the_longer_time(G_GNUC_UNUSED void **state)
{
    struct retry retry = make_retry(NULL);
    struct exchange first = {0}, second = {0};
    exchange_sent(&first, 1, 0);
    retry_answered(&retry, &first, 1, 50000);
    exchange_sent(&second, 2, 0);
    exchange_sent(&second, 3, 100000);
    assert_int_equal(retry_answered(&retry, &second, 2, 101000), 0);
    assert_int_equal(retry.round_trip.smoothed_us, (7 * 50000 + 101000) / 8);
    assert_int_equal(retry.needless, 1);
    assert_true(retry_deadline(&retry, &(struct exchange){0}, 0) > 150);
}

static void what_is_lost_is_counted_by_subnet(G_GNUC_UNUSED void **state)
{
    struct round_trips *others = round_trips_new();
    struct retry retry = make_retry(others);
    struct exchange exchange = {0};
    assert_true(round_trips_loss(others, here) <= 0);
    /* Of four tries the second was answered: the first was lost, the others were needless. */
    for (int64_t id = 1; id <= 4; id++)
        exchange_sent(&exchange, id, 100000 * (uint64_t)id);
    retry_answered(&retry, &exchange, 2, 310000);
    assert_int_equal(retry.needless, 1);
    double alone = 1.0 / (2 + 32);
    assert_float_equal(round_trips_loss(others, elsewhere), alone, 1e-9);
    assert_float_equal(round_trips_loss(others, here), (1 + 32 * alone) / (2 + 32), 1e-9);
    /* What others know counts less the more of the own is known. */
    for (int i = 0; i < 320; i++)
        round_trips_add(others, elsewhere, 20000, 0);
    assert_true(round_trips_loss(others, elsewhere) < 0.001);
    assert_true(round_trips_loss(others, here) > 0.03);
    round_trips_free(others);
}

/* 7.5 % of the tries get lost: two in a row are likelier than one in 1,000. */
static void where_much_is_lost_the_first_pauses_are_short(G_GNUC_UNUSED void **state)
{
    struct round_trips *others = make_lossy();
    struct retry retry = make_retry(others);
    retry.is_heard = true;
    retry.round_trip = (struct round_trip){20000, 2500, 18000};
    assert_run(&retry, (const uint64_t[]){0, 33, 99, 199, 399, 799, 1599, 3199, 6399, 7399}, 9);
    /* A peer that was asked again in vain is slow. */
    retry.backoff = 0;
    retry.needless = 1;
    assert_run(&retry, (const uint64_t[]){0, 100, 300, 700, 1500, 3100, 6300, 7000}, 7);
    round_trips_free(others);
}

static void a_moment_in_which_nobody_answered_is_soon_forgotten(G_GNUC_UNUSED void **state)
{
    struct round_trips *others = make_lossy();
    struct retry retry = make_retry(others);
    const struct exchange exchange = {.done = some_reply};
    retry.is_heard = true;
    /* 20 ms, a quarter of that and a moment are 28 for the others. */
    retry.round_trip = (struct round_trip){200000, 50000, 15000};
    uint64_t usual;
    assert_int_equal(round_trips_guess(others, here, &usual), 100);
    assert_int_equal(usual, 28);
    assert_int_equal(retry_deadline(&retry, &exchange, 0), 56);
    /* One that always takes so long does so. */
    retry.round_trip.least_us = 150000;
    assert_int_equal(retry_deadline(&retry, &exchange, 0), 300);
    retry.round_trip.least_us = 190000;
    assert_int_equal(retry_deadline(&retry, &exchange, 0), 380);
    round_trips_free(others);
}

static void a_peer_that_has_said_nothing_is_not_asked_more_often_for_that(G_GNUC_UNUSED void **state)
{
    struct round_trips *others = make_lossy();
    struct retry retry = make_retry(others);
    assert_run(&retry, (const uint64_t[]){0, 28, 128, 428, 1328, 7000}, 5);
    /* An introduction is alone for all that wait for it. */
    retry = make_retry(others);
    assert_run_of(&retry, NULL, (const uint64_t[]){0, 28, 84, 184, 484, 1384, 4084, 7000}, 7);
    retry = make_retry(others);
    retry.is_cautious = true;
    assert_run(&retry, (const uint64_t[]){0, 7000}, 1);
    round_trips_free(others);
}

static void a_request_that_was_overtaken_is_lost(G_GNUC_UNUSED void **state)
{
    static const struct codec_operations none = {0};
    struct exchange_list list = {.operations = &none};
    struct retry retry = make_retry(NULL);
    struct exchange *exchanges[3];
    for (size_t i = 0; i < 3; i++) {
        exchanges[i] = exchange_add(&list, some_reply, NULL);
        exchanges[i]->deadline = 5000;
        exchange_sent(exchanges[i], 10 + (int64_t)i, 1000 * i);
    }
    assert_int_equal(retry_answered(&retry, exchanges[1], 11, 41000), 1000);
    retry_overtake(&retry, &list, 1000, 41);
    assert_int_equal(exchanges[0]->deadline, 41 + 10);
    assert_int_equal(exchanges[2]->deadline, 5000);
    /* Sent again, it is waited for as usual, whatever is answered: the agent may not like it. */
    exchange_sent(exchanges[0], 20, 51000);
    exchange_sent(exchanges[2], 21, 52000);
    exchanges[0]->deadline = 5000;
    retry_overtake(&retry, &list, 2000, 60);
    assert_int_equal(exchanges[0]->deadline, 5000);
    retry_overtake(&retry, &list, 52000, 92);
    assert_int_equal(exchanges[0]->deadline, 5000);
    /* But where much is lost it may have been lost again. */
    retry.others = make_lossy();
    retry_overtake(&retry, &list, 51000, 93);
    assert_int_equal(exchanges[0]->deadline, 5000);
    retry_overtake(&retry, &list, 52000, 93);
    assert_int_equal(exchanges[0]->deadline, 93 + 10);
    /* That was no pause in vain: the next one is a first one. */
    retry_failed(&retry, exchanges[0]);
    assert_int_equal(retry_deadline(&retry, exchanges[0], 103), 103 + 80);
    round_trips_free(retry.others);
    for (size_t i = 0; i < 3; i++)
        exchange_remove(&list, exchanges[i]);
}

/* Some do not answer in turn. */
static void needless_tries_give_what_was_overtaken_more_time(G_GNUC_UNUSED void **state)
{
    static const struct codec_operations none = {0};
    struct exchange_list list = {.operations = &none};
    struct retry retry = make_retry(NULL);
    retry.is_heard = true;
    retry.round_trip = (struct round_trip){40000, 10000, 30000};
    static const uint64_t graces[] = {10, 20, 40, 80, 80};
    for (uint32_t i = 0; i < G_N_ELEMENTS(graces); i++) {
        struct exchange *exchange = exchange_add(&list, some_reply, NULL);
        exchange_sent(exchange, 1, 1000);
        exchange->deadline = 5000;
        retry.needless = i;
        retry_overtake(&retry, &list, 2000, 100);
        assert_int_equal(exchange->deadline, 100 + graces[i]);
        exchange_remove(&list, exchange);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_hint_the_timeout_is_what_the_user_says),
        cmocka_unit_test(a_cautious_peer_is_asked_once),
        cmocka_unit_test(what_others_take_is_the_guess_for_a_new_peer),
        cmocka_unit_test(a_peer_that_answers_is_asked_sooner_and_more_often),
        cmocka_unit_test(an_answer_that_tells_its_try_is_measured),
        cmocka_unit_test(a_needless_try_teaches_the_longer_time),
        cmocka_unit_test(what_is_lost_is_counted_by_subnet),
        cmocka_unit_test(where_much_is_lost_the_first_pauses_are_short),
        cmocka_unit_test(a_moment_in_which_nobody_answered_is_soon_forgotten),
        cmocka_unit_test(a_peer_that_has_said_nothing_is_not_asked_more_often_for_that),
        cmocka_unit_test(a_request_that_was_overtaken_is_lost),
        cmocka_unit_test(needless_tries_give_what_was_overtaken_more_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
