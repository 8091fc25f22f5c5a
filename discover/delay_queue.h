/*
 * Datagrams that are to be sent later, the earliest first (a binary heap); those of one time in the order in
 * which they came.
 */
#ifndef DISCOVER_DELAY_QUEUE_H
#define DISCOVER_DELAY_QUEUE_H

#include "model/address.h"

#include <glib.h>
#include <sys/socket.h>

struct delayed {
    uint64_t due; /* in any unit */
    uint64_t turn;
    void *channel; /* the caller's */
    struct sockaddr_storage peer;
    socklen_t peer_size;
    struct address from;
    bool from_other_port;
    size_t size;
    uint8_t data[];
};

struct delay_queue;

struct delay_queue *delay_queue_new(void);
void delay_queue_free(struct delay_queue *queue);

/* A copy of the octets is queued; the caller fills in the channel, peer and from of what is returned. */
struct delayed *delay_queue_add(struct delay_queue *queue, uint64_t due, const uint8_t *data, size_t size);

/* When the first is due; UINT64_MAX when there is none. */
uint64_t delay_queue_due(const struct delay_queue *queue);

/* Takes out the first if it is due by then; NULL, else g_free. */
struct delayed *delay_queue_take(struct delay_queue *queue, uint64_t now);

#endif
