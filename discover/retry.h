/*
 * Retry: when a request of an agent is sent again, and when it is given up.
 *
 * A peer that has been heard from is asked again when RFC 6298 says so, ever later, and sooner when a later
 * request has been answered before an earlier one: agents answer in turn, so that one is lost. One that has
 * not been heard from is taken to be as far away as the others of its subnet, or of the crawl, are; since
 * that is a guess, it is asked more often than the user wants, and the pauses grow faster. A request is given
 * up when its tries are used up and the time is over that they take by the user's timeout: short pauses make
 * it no less patient.
 *
 * An answer that is late may come yet, or has been lost. Which is likelier depends on how much is lost
 * lately: where that is much, the first pauses are as short as answers usually take, and a peer that has been
 * heard from has so many tries more (five at most). After a needless try its pauses are long again, and a
 * request that was overtaken is given more time, until one was lost. Nothing of this happens where nothing is
 * lost.
 */
#ifndef DISCOVER_RETRY_H
#define DISCOVER_RETRY_H

#include "discover/exchange.h"
#include "discover/round_trips.h"

/* Of one agent. */
struct retry {
    uint32_t timeout_ms; /* for the first try, doubled at each retry, while nothing better is known */
    uint32_t retries;    /* of a peer that has not been heard from; twice as many where its distance is
                            guessed, three times as many of one that has been */
    bool is_cautious;    /* nothing has come back yet, and maybe nobody is there: one try */
    bool is_heard;
    struct round_trip round_trip;
    uint32_t backoff;  /* doublings of the timeout since the round trip time was measured last */
    uint32_t needless; /* tries before whose answer that to an earlier one has come, less those lost */
    struct round_trips *others; /* may be NULL */
    struct address address;
};

/* When a try that is made now has failed. Times are milliseconds. */
uint64_t retry_deadline(const struct retry *retry, const struct exchange *exchange, uint64_t now);

/* Whether there is another try when one has failed. more: tries beyond the usual number. */
bool retry_may(const struct retry *retry, const struct exchange *exchange, uint64_t now, uint32_t more);

/* A try has failed. */
void retry_failed(struct retry *retry, struct exchange *exchange);

/* An answer has come, to the try of that message id: learns the round trip time. Returns when that try was
 * made, in microseconds. */
uint64_t retry_answered(struct retry *retry, const struct exchange *exchange, int64_t message_id,
                        uint64_t now_us);

/* The same: what was sent before that is overdue soon. */
void retry_overtake(const struct retry *retry, const struct exchange_list *list, uint64_t sent_us,
                    uint64_t now);

#endif
