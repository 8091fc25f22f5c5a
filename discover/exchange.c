#include "discover/exchange.h"

#include <string.h>

struct exchange *exchange_add(struct exchange_list *list, reply_fn done, void *user)
{
    struct exchange **link = &list->first;
    while (*link)
        link = &(*link)->next;
    struct exchange *exchange = g_new0(struct exchange, 1);
    exchange->done = done;
    exchange->user = user;
    exchange->deadline = UINT64_MAX;
    *link = exchange;
    return exchange;
}

void exchange_remove(struct exchange_list *list, struct exchange *exchange)
{
    struct exchange **link = &list->first;
    while (*link != exchange)
        link = &(*link)->next;
    *link = exchange->next;
    if (exchange->request)
        list->operations->release(exchange->request);
    g_clear_error(&exchange->failure);
    g_free(exchange);
}

void exchange_sent(struct exchange *exchange, int64_t message_id, uint64_t at_us)
{
    memmove(exchange->latest + 1, exchange->latest, sizeof exchange->latest - sizeof exchange->latest[0]);
    exchange->latest[0] = (struct exchange_try){message_id, at_us};
    exchange->was_overtaken = false;
    if (exchange->tries++ == 0)
        exchange->first_at_us = at_us;
}

struct exchange *exchange_find_waiting(const struct exchange_list *list)
{
    struct exchange *exchange = list->first;
    while (exchange && !exchange->waiting)
        exchange = exchange->next;
    return exchange;
}

struct exchange *exchange_find_introduction(const struct exchange_list *list)
{
    struct exchange *exchange = list->first;
    while (exchange && exchange->done)
        exchange = exchange->next;
    return exchange;
}

struct exchange *exchange_find_due(const struct exchange_list *list, uint64_t now)
{
    struct exchange *exchange = list->first;
    while (exchange && exchange->deadline > now)
        exchange = exchange->next;
    return exchange;
}

struct exchange *exchange_find_message(const struct exchange_list *list, int64_t message_id)
{
    for (struct exchange *exchange = list->first; exchange; exchange = exchange->next)
        for (unsigned i = 0; i < EXCHANGE_TRIES && i < exchange->tries; i++)
            if (exchange->latest[i].message_id == message_id)
                return exchange;
    return NULL;
}

uint64_t exchange_deadline(const struct exchange_list *list)
{
    uint64_t deadline = UINT64_MAX;
    for (const struct exchange *exchange = list->first; exchange; exchange = exchange->next)
        deadline = MIN(deadline, exchange->deadline);
    return deadline;
}
