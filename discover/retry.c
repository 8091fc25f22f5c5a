#include "discover/retry.h"

#define MAX_WAIT 60000
/* So many times as often a peer is asked that has answered before: what is lost is the datagram, not the
 * peer; and one whose distance is guessed. */
#define HEARD_RETRIES 3
#define GUESSED_RETRIES 2
/* Nothing at all is known: a part of the timeout is the guess. */
#define FIRST_GUESS 4
#define GUESS_GROWTH 3
/* What an answer that was overtaken may be late. */
#define LEAST_GRACE 5

/* 0: the peer has been heard from, or nothing can be guessed. */
static uint64_t guess(const struct retry *retry)
{
    if (retry->is_heard || retry->is_cautious || !retry->others)
        return 0;
    uint64_t timeout = round_trips_guess(retry->others, retry->address);
    return MIN(timeout > 0 ? timeout : retry->timeout_ms / FIRST_GUESS, retry->timeout_ms);
}

static uint32_t most_tries(const struct retry *retry)
{
    if (retry->is_cautious)
        return 1;
    if (retry->is_heard)
        return 1 + HEARD_RETRIES * retry->retries;
    return 1 + retry->retries * (guess(retry) > 0 ? GUESSED_RETRIES : 1);
}

/* What the tries take together when each waits for its timeout. */
static uint64_t patience(const struct retry *retry)
{
    uint64_t sum = 0, most = MAX(MAX_WAIT, retry->timeout_ms);
    for (uint32_t i = 0; i <= retry->retries; i++)
        sum += MIN((uint64_t)retry->timeout_ms << MIN(i, 16), most);
    return sum;
}

static uint64_t end_of(const struct retry *retry, const struct exchange *exchange, uint64_t now)
{
    return (exchange->tries > 0 ? exchange->first_at_us / 1000 : now) + patience(retry);
}

/* RFC 6298 2 and 5.5; the pauses after a guess grow faster, for it may be far too short. */
static uint64_t wait_for(const struct retry *retry, const struct exchange *exchange)
{
    uint64_t wait = guess(retry), most = MAX(MAX_WAIT, retry->timeout_ms);
    for (uint32_t i = 0; wait > 0 && wait < most && i < exchange->tries; i++)
        wait *= GUESS_GROWTH;
    if (wait > 0)
        return MIN(wait, most);
    uint64_t first = retry->timeout_ms;
    if (retry->round_trip.smoothed_us > 0)
        first = MIN(round_trip_timeout(&retry->round_trip), first);
    return MIN(first << MIN(MAX(exchange->tries, retry->backoff), 16), most);
}

/* The last one has what is left of the time, and not less than a first one. */
uint64_t retry_deadline(const struct retry *retry, const struct exchange *exchange, uint64_t now)
{
    uint64_t wait = wait_for(retry, exchange), end = end_of(retry, exchange, now);
    if (exchange->tries + 1 >= most_tries(retry))
        return MAX(end, now + MIN(wait, retry->timeout_ms));
    return MIN(now + wait, MAX(end, now + 1));
}

bool retry_may(const struct retry *retry, const struct exchange *exchange, uint64_t now, uint32_t more)
{
    return exchange->tries < most_tries(retry) + more && (now < end_of(retry, exchange, now) || more > 0);
}

void retry_failed(struct retry *retry, const struct exchange *exchange)
{
    if (!exchange->was_overtaken)
        retry->backoff = MAX(retry->backoff, exchange->tries);
}

static void measure(struct retry *retry, uint64_t measured_us)
{
    retry->backoff = 0;
    round_trip_add(&retry->round_trip, measured_us);
    if (retry->others)
        round_trips_add(retry->others, retry->address, measured_us);
}

/* The try that was answered, 0 the latest; -1: it cannot be told (Karn, RFC 6298 3). One that comes back
 * faster than any answer ever did is the answer to the try before. */
static int answered_try(const struct retry *retry, const struct exchange *exchange, int64_t message_id,
                        uint64_t now_us)
{
    int kept = (int)MIN(exchange->tries, EXCHANGE_TRIES);
    for (int i = 0; i < kept && message_id != 0; i++)
        if (exchange->latest[i].message_id == message_id)
            return i;
    if (exchange->tries == 1)
        return 0;
    bool is_too_fast = now_us - exchange->latest[0].at_us < retry->round_trip.least_us / 2;
    return exchange->tries == 2 && is_too_fast ? 1 : -1;
}

void retry_answered(struct retry *retry, const struct exchange *exchange, int64_t message_id, uint64_t now_us)
{
    int which = answered_try(retry, exchange, message_id, now_us);
    retry->is_heard = true;
    retry->is_cautious = false;
    uint64_t passed_us = now_us - exchange->latest[MAX(which, 0)].at_us;
    const struct round_trip *known = &retry->round_trip;
    if (which >= 0)
        measure(retry, passed_us);
    else if (known->smoothed_us > 0 && passed_us > known->smoothed_us + 2ULL * known->variation_us)
        round_trip_add(&retry->round_trip, passed_us); /* it has taken at least so long */
}

void retry_overtake(const struct retry *retry, const struct exchange_list *list,
                    const struct exchange *answered, uint64_t now)
{
    uint64_t grace = MAX(retry->round_trip.smoothed_us / 4000, LEAST_GRACE);
    if (answered->tries != 1)
        return;
    for (struct exchange *exchange = list->first; exchange; exchange = exchange->next) {
        if (exchange == answered || !exchange->done || exchange->waiting || exchange->is_paced ||
            exchange->failure || exchange->was_overtaken || exchange->tries == 0 ||
            exchange->latest[0].at_us >= answered->first_at_us)
            continue;
        exchange->was_overtaken = true;
        exchange->deadline = MIN(exchange->deadline, now + grace);
    }
}
