/*
 * Exchange: one request of an agent over UDP from the first try to its end, and the list of those in flight.
 * A list is short (a few requests, and what waits for an introduction), so it is searched from the front.
 */
#ifndef DISCOVER_EXCHANGE_H
#define DISCOVER_EXCHANGE_H

#include "discover/codec.h"

/* A request that was sent more often than that is only found by its latest message ids: an answer to an
 * earlier try is none. */
#define EXCHANGE_TRIES 16

struct exchange_try {
    int64_t message_id;
    uint64_t at_us; /* as uv_hrtime, but microseconds */
};

struct exchange {
    struct exchange *next;
    struct codec_request *request; /* NULL when there was nothing to send: failure tells */
    reply_fn done;                 /* NULL: this is the introduction */
    void *user;
    uint64_t deadline;    /* milliseconds, as uv_now; UINT64_MAX none */
    uint64_t first_at_us; /* when it was sent first */
    uint32_t tries;
    uint32_t failures;                          /* tries that were waited for in vain */
    uint32_t overtakings;                       /* tries of which was_overtaken has been true */
    uint32_t resends;                           /* tries that the peer asked for */
    struct exchange_try latest[EXCHANGE_TRIES]; /* the latest first */
    bool waiting;                               /* for the introduction */
    bool is_paced;                              /* to be sent at the deadline */
    bool is_overdue;                            /* the deadline has passed once */
    bool was_overtaken;                         /* what was sent after the latest try has been answered */
    GError *failure;                            /* to be told at the deadline */
};

struct exchange_list {
    const struct codec_operations *operations;
    struct exchange *first;
};

/* A new exchange at the end of the list, with no request yet. */
struct exchange *exchange_add(struct exchange_list *list, reply_fn done, void *user);

/* Takes it out of the list and frees it. */
void exchange_remove(struct exchange_list *list, struct exchange *exchange);

/* Counts a try. */
void exchange_sent(struct exchange *exchange, int64_t message_id, uint64_t at_us);

/* The first that fits, or NULL. */
struct exchange *exchange_find_waiting(const struct exchange_list *list);
struct exchange *exchange_find_introduction(const struct exchange_list *list);
struct exchange *exchange_find_due(const struct exchange_list *list, uint64_t now);
struct exchange *exchange_find_message(const struct exchange_list *list, int64_t message_id);

/* The earliest deadline; UINT64_MAX none. */
uint64_t exchange_deadline(const struct exchange_list *list);

#endif
