#include "discover/retry.h"

#define MAX_WAIT 60000
/* So many times as often a peer is asked that has answered before: what is lost is the datagram, not the
 * peer; and one whose distance is guessed. */
#define HEARD_RETRIES 3
#define GUESSED_RETRIES 2
/* Nothing at all is known: a part of the timeout is the guess. */
#define FIRST_GUESS 4
#define GUESS_GROWTH 3
/* What an answer that was overtaken may be late; doubled for each needless try, so often. */
#define LEAST_GRACE 5
#define MOST_PATIENCE 3
/* That so many tries in a row were lost is thought of while it is at least so likely; and at most so many. */
#define LEAST_LIKELY 0.001
#define MOST_LOSSES 5

/* So many times as long as the others, or its fastest answer, a peer may take usually. */
#define DOUBTS 2

/* How a request is waited for, milliseconds. */
struct pace {
    uint64_t usual, timeout; /* of the first try; usual is not above it */
    uint32_t growth;
};

static uint32_t likely_losses(const struct retry *retry)
{
    double loss = retry->others && !retry->is_cautious ? round_trips_loss(retry->others, retry->address) : 0;
    uint32_t count = 0;
    for (double all = loss; all >= LEAST_LIKELY && count < MOST_LOSSES; all *= loss)
        count++;
    return count;
}

/* So many of the pauses are short. Of few tries of a peer that may be far away some must be left for that. */
static uint32_t short_pauses(const struct retry *retry, const struct exchange *exchange)
{
    if (retry->needless > 0)
        return 0;
    return MIN(likely_losses(retry), retry->is_heard || !exchange->done ? MOST_LOSSES : 1);
}

static bool is_guessed(const struct retry *retry)
{
    return !retry->is_heard && !retry->is_cautious && retry->others;
}

static struct pace guess(const struct retry *retry)
{
    struct pace pace = {.growth = GUESS_GROWTH};
    pace.timeout = round_trips_guess(retry->others, retry->address, &pace.usual);
    if (pace.timeout == 0)
        pace.usual = pace.timeout = retry->timeout_ms / FIRST_GUESS;
    return pace;
}

/* When all that was asked had to wait for a moment, a peer that answers at once otherwise seems to be far
 * away for long. That of the others is over sooner. */
static uint64_t usual_of(const struct retry *retry)
{
    uint64_t usual = round_trip_usual(&retry->round_trip), of_others;
    if (!retry->others || round_trips_guess(retry->others, retry->address, &of_others) == 0)
        return usual;
    return MIN(usual, DOUBTS * MAX(of_others, retry->round_trip.least_us / 1000));
}

static struct pace find_pace(const struct retry *retry)
{
    struct pace pace = {retry->timeout_ms, retry->timeout_ms, 2};
    if (is_guessed(retry))
        pace = guess(retry);
    else if (retry->round_trip.smoothed_us > 0)
        pace = (struct pace){usual_of(retry), round_trip_timeout(&retry->round_trip), 2};
    pace.timeout = MIN(pace.timeout, retry->timeout_ms);
    pace.usual = MIN(pace.usual, pace.timeout);
    return pace;
}

/* An introduction is alone for all that wait for it, so it has tries of theirs. */
static uint32_t most_tries(const struct retry *retry, const struct exchange *exchange)
{
    if (retry->is_cautious)
        return 1;
    if (retry->is_heard)
        return 1 + HEARD_RETRIES * retry->retries + likely_losses(retry);
    uint32_t more = exchange->done ? 0 : likely_losses(retry);
    return 1 + retry->retries * (is_guessed(retry) ? GUESSED_RETRIES : 1) + more;
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
    struct pace pace = find_pace(retry);
    uint32_t failures = exchange->failures, short_ones = short_pauses(retry, exchange);
    if (failures < short_ones)
        return MIN(pace.usual << failures, pace.timeout);
    uint64_t wait = pace.timeout, most = MAX(MAX_WAIT, retry->timeout_ms);
    uint32_t doubled = is_guessed(retry) ? 0 : retry->backoff;
    for (uint32_t i = MAX(failures - short_ones, doubled); i > 0 && wait < most; i--)
        wait *= pace.growth;
    return MIN(wait, most);
}

/* The last one has what is left of the time, and not less than a first one. */
uint64_t retry_deadline(const struct retry *retry, const struct exchange *exchange, uint64_t now)
{
    uint64_t wait = wait_for(retry, exchange), end = end_of(retry, exchange, now);
    if (exchange->tries + 1 >= most_tries(retry, exchange))
        return MAX(end, now + MIN(wait, retry->timeout_ms));
    return MIN(now + wait, MAX(end, now + 1));
}

bool retry_may(const struct retry *retry, const struct exchange *exchange, uint64_t now, uint32_t more)
{
    return exchange->tries < most_tries(retry, exchange) + more &&
           (now < end_of(retry, exchange, now) || more > 0);
}

void retry_failed(struct retry *retry, struct exchange *exchange)
{
    uint32_t short_ones = short_pauses(retry, exchange);
    if (exchange->was_overtaken && likely_losses(retry) > 0)
        return;
    exchange->failures++;
    if (!exchange->was_overtaken && exchange->failures > short_ones)
        retry->backoff = MAX(retry->backoff, exchange->failures - short_ones);
}

/* The try that was answered, 0 the latest. So each answer can be measured (Karn, RFC 6298 3). */
static uint32_t answered_try(const struct exchange *exchange, int64_t message_id)
{
    uint32_t kept = MIN(exchange->tries, EXCHANGE_TRIES);
    for (uint32_t i = 0; i < kept; i++)
        if (exchange->latest[i].message_id == message_id)
            return i;
    return 0;
}

uint64_t retry_answered(struct retry *retry, const struct exchange *exchange, int64_t message_id,
                        uint64_t now_us)
{
    uint32_t which = answered_try(exchange, message_id);
    uint64_t sent_us = exchange->latest[which].at_us;
    retry->is_heard = true;
    retry->is_cautious = false;
    retry->backoff = 0;
    uint32_t lost = exchange->tries - 1 - which;
    retry->needless = retry->needless + which - MIN(retry->needless + which, lost);
    round_trip_add(&retry->round_trip, now_us - sent_us);
    if (retry->others)
        round_trips_add(retry->others, retry->address, now_us - sent_us, lost);
    return sent_us;
}

/* As often as that many tries of it may have been lost, and once in any case. */
static bool may_be_overtaken(const struct retry *retry, const struct exchange *exchange)
{
    return exchange->done && !exchange->waiting && !exchange->is_paced && !exchange->failure &&
           !exchange->was_overtaken && exchange->tries > 0 &&
           (exchange->overtakings == 0 || exchange->overtakings <= likely_losses(retry));
}

void retry_overtake(const struct retry *retry, const struct exchange_list *list, uint64_t sent_us,
                    uint64_t now)
{
    uint64_t grace = (uint64_t)MAX(retry->round_trip.smoothed_us / 4000, LEAST_GRACE)
                     << MIN(retry->needless, MOST_PATIENCE);
    for (struct exchange *exchange = list->first; exchange; exchange = exchange->next) {
        if (exchange->latest[0].at_us >= sent_us || !may_be_overtaken(retry, exchange))
            continue;
        exchange->was_overtaken = true;
        exchange->overtakings++;
        exchange->deadline = MIN(exchange->deadline, now + grace);
    }
}
