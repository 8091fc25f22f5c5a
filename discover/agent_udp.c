#include "discover/agent_udp.h"

#include "discover/retry.h"
#include "discover/udp_error.h"

#include <gio/gio.h>
#include <netinet/in.h>
#include <string.h>

/* A peer that asks for the same request again and again is not asked for ever. */
#define MAX_RESENDS 2
#define MAX_RESTARTS 2
/* An agent that is just starting refuses for a moment. */
#define REFUSED_PAUSE_MS 100
#define MAX_DATAGRAM 65536

struct udp_agent {
    struct agent agent;
    uv_udp_t socket;
    uv_timer_t timer;
    uint64_t timer_due; /* uv_now; 0: it does not run */
    unsigned open_handles;
    bool closing;
    struct codec *codec;
    char *credential;
    struct pacer *pacer;
    struct retry retry;
    uint32_t restarts;
    uint64_t refused_at; /* uv_now of the first refusal in a row; 0 none */
    uint64_t ignored;    /* datagrams that were not an answer */
    struct exchange_list exchanges;
    GError *failure;
};

/* One loop reads one datagram at a time, and it is decoded before the next is read. */
static uint8_t datagram[MAX_DATAGRAM];
static GByteArray *decoded_memory;

/* Frees the exchange before it tells, so that whoever is told may send again or free the agent. */
static void finish(struct udp_agent *udp, struct exchange *exchange, const struct reply *reply)
{
    reply_fn done = exchange->done;
    void *user = exchange->user;
    exchange_remove(&udp->exchanges, exchange);
    done(reply, user);
}

static void keep_failure(struct udp_agent *udp, const GError *error)
{
    g_clear_error(&udp->failure);
    udp->failure = g_error_copy(error);
    udp->agent.failure = udp->failure;
}

/* Takes over error. */
static void fail_one(struct udp_agent *udp, struct exchange *exchange, GError *error)
{
    bool timed_out = g_error_matches(error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
    struct reply reply = {.status = timed_out ? REPLY_TIMEOUT : REPLY_FAILED, .error = error};
    if (!udp->closing)
        keep_failure(udp, error);
    finish(udp, exchange, &reply);
    g_error_free(error);
}

static void fail_waiting(struct udp_agent *udp, const GError *error)
{
    struct exchange *exchange;
    while (!udp->closing && (exchange = exchange_find_waiting(&udp->exchanges)))
        fail_one(udp, exchange, g_error_copy(error));
}

/* What waits for the first request of a cautious agent fails with it. Takes over error. */
static void fail(struct udp_agent *udp, struct exchange *exchange, GError *error)
{
    g_autoptr(GError) same = g_error_copy(error);
    fail_one(udp, exchange, error);
    if (udp->retry.is_cautious)
        fail_waiting(udp, same);
}

/* The introduction did not come about: nor can what waits for it. Takes over error. */
static void fail_introduction(struct udp_agent *udp, struct exchange *introduction, GError *error)
{
    exchange_remove(&udp->exchanges, introduction);
    fail_waiting(udp, error);
    g_error_free(error);
}

static void fail_either(struct udp_agent *udp, struct exchange *exchange, GError *error)
{
    if (exchange->done)
        fail(udp, exchange, error);
    else
        fail_introduction(udp, exchange, error);
}

static void arm(struct udp_agent *udp);

static void fail_soon(struct udp_agent *udp, struct exchange *exchange, GError *error)
{
    g_clear_error(&exchange->failure);
    exchange->failure = error;
    exchange->deadline = uv_now(udp->socket.loop);
}

/* A closed port is asked once more after a pause, then everything in flight has failed. */
static void handle_refusal(struct udp_agent *udp)
{
    uint64_t now = uv_now(udp->socket.loop);
    bool first = udp->refused_at == 0;
    if (first)
        udp->refused_at = MAX(now, 1);
    else if (now < udp->refused_at + REFUSED_PAUSE_MS)
        return;
    for (struct exchange *exchange = udp->exchanges.first; exchange; exchange = exchange->next) {
        if (exchange->waiting || exchange->is_paced || exchange->failure)
            continue;
        if (first)
            exchange->deadline = now + REFUSED_PAUSE_MS;
        else
            fail_soon(udp, exchange, udp_network_error(UV_ECONNREFUSED));
    }
}

static void handle_send_error(struct udp_agent *udp, struct exchange *exchange, int status)
{
    switch (status) {
    case UV_EAGAIN:
    case UV_ENOBUFS:
    case UV_ENOMEM:
    case UV_EINTR:
        return; /* as if it were lost on the way: it will be sent again */
    case UV_ECONNREFUSED:
        handle_refusal(udp);
        return;
    default:
        fail_soon(udp, exchange, udp_network_error(status));
    }
}

static void transmit_now(struct udp_agent *udp, struct exchange *exchange)
{
    struct codec_message message;
    GError *error = NULL;
    uint64_t now_us = uv_hrtime() / 1000;
    exchange->is_paced = false;
    if (!udp->codec->operations->encode(udp->codec, exchange->request, &message, &error)) {
        fail_soon(udp, exchange, error);
        return;
    }
    exchange->deadline = retry_deadline(&udp->retry, exchange, now_us / 1000);
    exchange->is_overdue = false;
    exchange_sent(exchange, message.message_id, now_us);
    if (exchange->tries == 1)
        udp->agent.cost.requests++;
    else
        udp->agent.cost.retries++;
    uv_buf_t buffer = uv_buf_init((char *)message.octets.data, (unsigned)message.octets.size);
    int status = uv_udp_try_send(&udp->socket, &buffer, 1, NULL);
    if (status < 0)
        handle_send_error(udp, exchange, status);
    else
        udp->agent.cost.bytes_sent += message.octets.size;
}

static void transmit(struct udp_agent *udp, struct exchange *exchange)
{
    uint64_t now = uv_hrtime() / 1000;
    uint64_t at = udp->pacer ? pacer_reserve(udp->pacer, udp->retry.address, now) : now;
    exchange->waiting = false;
    if (at <= now) {
        transmit_now(udp, exchange);
        return;
    }
    exchange->is_paced = true;
    exchange->deadline = (at + 999) / 1000;
}

static struct exchange *new_exchange(struct udp_agent *udp, const struct request *request, reply_fn done,
                                     void *user)
{
    struct exchange *exchange = exchange_add(&udp->exchanges, done, user);
    exchange->request = udp->codec->operations->prepare(udp->codec, request, &exchange->failure);
    if (!exchange->request)
        exchange->deadline = uv_now(udp->socket.loop);
    return exchange;
}

static void wait(struct exchange *exchange)
{
    exchange->waiting = true;
    exchange->is_paced = false;
    exchange->deadline = UINT64_MAX;
}

/* While the peer is not known everything waits, and the peer is asked who it is. */
static void wait_for_introduction(struct udp_agent *udp, struct exchange *exchange)
{
    wait(exchange);
    if (exchange_find_introduction(&udp->exchanges))
        return;
    struct exchange *introduction = new_exchange(udp, NULL, NULL, NULL);
    if (introduction->request)
        transmit(udp, introduction);
}

static void udp_send(struct agent *agent, const struct request *request, reply_fn done, void *user)
{
    struct udp_agent *udp = (struct udp_agent *)agent;
    struct exchange *exchange = new_exchange(udp, request, done, user);
    if (exchange->request && !udp->codec->operations->is_ready(udp->codec))
        wait_for_introduction(udp, exchange);
    else if (exchange->request && udp->retry.is_cautious && exchange != udp->exchanges.first)
        wait(exchange);
    else if (exchange->request)
        transmit(udp, exchange);
    arm(udp);
}

static void introduce_again(struct udp_agent *udp)
{
    udp->codec->operations->restart(udp->codec);
    for (struct exchange *exchange = udp->exchanges.first; exchange; exchange = exchange->next)
        if (exchange->done && exchange->request && !exchange->failure)
            wait_for_introduction(udp, exchange);
}

/* The try after the first refusal is a present: the refused one cost no time. */
static bool may_try_again(const struct udp_agent *udp, const struct exchange *exchange)
{
    uint32_t more = udp->refused_at != 0 ? 1 : 0;
    return retry_may(&udp->retry, exchange, uv_hrtime() / 1000000, more);
}

/* The answer may be there, unread, when the loop was busy: timers come before sockets. So a deadline is only
 * believed after the sockets had their turn. */
static void handle_deadline(struct udp_agent *udp, struct exchange *exchange)
{
    if (exchange->failure) {
        fail_either(udp, exchange, g_steal_pointer(&exchange->failure));
    } else if (exchange->is_paced) {
        transmit_now(udp, exchange);
    } else if (!exchange->is_overdue) {
        exchange->is_overdue = true;
        exchange->deadline = uv_now(udp->socket.loop) + 1;
    } else if (udp->codec->is_guess) {
        introduce_again(udp);
    } else if (may_try_again(udp, exchange)) {
        retry_failed(&udp->retry, exchange);
        transmit(udp, exchange);
    } else {
        fail_either(udp, exchange, udp_timeout_error(&udp->retry, udp->ignored));
    }
}

static void on_timer(uv_timer_t *timer)
{
    struct udp_agent *udp = timer->data;
    struct exchange *exchange;
    udp->timer_due = 0;
    while (!udp->closing && (exchange = exchange_find_due(&udp->exchanges, uv_now(timer->loop))))
        handle_deadline(udp, exchange);
    if (!udp->closing)
        arm(udp);
}

/* Each answer moves the first deadline on: a timer that comes too early, once in a while, costs less than one
 * that is moved with it. */
static void arm(struct udp_agent *udp)
{
    uint64_t now = uv_now(udp->socket.loop), deadline = exchange_deadline(&udp->exchanges);
    if (deadline == UINT64_MAX || (udp->timer_due != 0 && udp->timer_due <= deadline))
        return;
    udp->timer_due = MAX(deadline, 1);
    uv_timer_start(&udp->timer, on_timer, deadline > now ? deadline - now : 0, 0);
}

static void note_answer(struct udp_agent *udp, const struct exchange *exchange, int64_t message_id)
{
    uint64_t now_us = uv_hrtime() / 1000;
    uint64_t sent_us = retry_answered(&udp->retry, exchange, message_id, now_us);
    retry_overtake(&udp->retry, &udp->exchanges, sent_us, now_us / 1000);
    udp->agent.cost.rtt_us = udp->retry.round_trip.smoothed_us;
}

static void transmit_waiting(struct udp_agent *udp)
{
    struct exchange *exchange;
    while ((exchange = exchange_find_waiting(&udp->exchanges)))
        transmit(udp, exchange);
}

/* Somebody is there. What waits for an introduction goes on doing so. */
static void end_caution(struct udp_agent *udp)
{
    if (udp->codec->operations->is_ready(udp->codec))
        transmit_waiting(udp);
}

static void receive_response(struct udp_agent *udp, const struct decoded *decoded, size_t size)
{
    struct exchange *exchange = exchange_find_message(&udp->exchanges, decoded->message_id);
    if (!exchange || !exchange->done ||
        udp->codec->operations->request_id(exchange->request) != decoded->request_id) {
        udp->ignored++;
        return;
    }
    bool was_cautious = udp->retry.is_cautious;
    note_answer(udp, exchange, decoded->message_id);
    udp->agent.engine = udp->codec->engine;
    udp->agent.has_restarted = udp->codec->has_restarted;
    if (was_cautious)
        end_caution(udp);
    struct reply reply = {.status = REPLY_RESPONSE,
                          .error_status = decoded->error_status,
                          .error_index = decoded->error_index,
                          .varbinds = decoded->varbinds,
                          .count = decoded->count,
                          .is_malformed = decoded->is_malformed,
                          .size = size};
    finish(udp, exchange, &reply);
}

static void receive_introduction(struct udp_agent *udp, struct exchange *introduction,
                                 const struct decoded *decoded)
{
    GError *error = NULL;
    note_answer(udp, introduction, decoded->message_id);
    if (!udp->codec->operations->accept(udp->codec, &error)) {
        fail_introduction(udp, introduction, error);
        return;
    }
    exchange_remove(&udp->exchanges, introduction);
    transmit_waiting(udp);
}

static void restart(struct udp_agent *udp, struct exchange *refused, struct decoded *decoded)
{
    if (!refused->done || udp->restarts++ >= MAX_RESTARTS) {
        fail_either(udp, refused, g_steal_pointer(&decoded->error));
        return;
    }
    introduce_again(udp);
}

static void receive_refusal(struct udp_agent *udp, struct decoded *decoded)
{
    struct exchange *exchange = exchange_find_message(&udp->exchanges, decoded->message_id);
    bool introduces = decoded->kind == DECODED_ENGINE;
    if (!exchange || exchange->waiting || (introduces && exchange->done))
        udp->ignored++;
    else if (introduces)
        receive_introduction(udp, exchange, decoded);
    else if (decoded->kind == DECODED_RESTART)
        restart(udp, exchange, decoded);
    else if (decoded->kind == DECODED_RESEND && exchange->resends++ < MAX_RESENDS)
        transmit(udp, exchange);
    else
        fail_either(udp, exchange, g_steal_pointer(&decoded->error));
}

static void receive(struct udp_agent *udp, size_t size)
{
    const struct codec_operations *operations = udp->codec->operations;
    if (!decoded_memory)
        decoded_memory = g_byte_array_new();
    struct decoded decoded = {.kind = DECODED_NOTHING, .memory = decoded_memory};
    udp->refused_at = 0;
    operations->decode(udp->codec, datagram, size, &decoded);
    if (decoded.kind == DECODED_NOTHING)
        udp->ignored++;
    else if (decoded.kind == DECODED_RESPONSE)
        receive_response(udp, &decoded, size);
    else
        receive_refusal(udp, &decoded);
    decoded_clear(&decoded);
}

static void on_allocate(uv_handle_t *handle, size_t suggested, uv_buf_t *buffer)
{
    (void)handle;
    (void)suggested;
    *buffer = uv_buf_init((char *)datagram, sizeof datagram);
}

static void on_receive(uv_udp_t *handle, ssize_t size, const uv_buf_t *buffer, const struct sockaddr *from,
                       unsigned flags)
{
    struct udp_agent *udp = handle->data;
    (void)buffer;
    if (udp->closing || (size == 0 && !from))
        return;
    if (size == UV_ECONNREFUSED) {
        handle_refusal(udp);
    } else if (size < 0) {
        for (struct exchange *exchange = udp->exchanges.first; exchange; exchange = exchange->next)
            if (!exchange->waiting)
                fail_soon(udp, exchange, udp_network_error((int)size));
    } else {
        udp->agent.cost.bytes_received += (uint64_t)size;
        if (flags & UV_UDP_PARTIAL)
            udp->ignored++;
        else
            receive(udp, (size_t)size);
    }
    if (!udp->closing)
        arm(udp);
}

static void on_close(uv_handle_t *handle)
{
    struct udp_agent *udp = handle->data;
    if (--udp->open_handles > 0)
        return;
    g_clear_error(&udp->failure);
    g_free(udp->credential);
    g_free(udp);
}

/* The memory goes when the loop has closed the handles, so callers further up the stack may still look at
 * udp->closing. */
static void udp_free(struct agent *agent)
{
    struct udp_agent *udp = (struct udp_agent *)agent;
    udp->closing = true;
    uv_close((uv_handle_t *)&udp->socket, on_close);
    uv_close((uv_handle_t *)&udp->timer, on_close);
    struct exchange *exchange;
    while ((exchange = udp->exchanges.first)) {
        if (exchange->done)
            fail(udp, exchange, g_error_new_literal(G_IO_ERROR, G_IO_ERROR_CLOSED, "the session was closed"));
        else
            exchange_remove(&udp->exchanges, exchange);
    }
    udp->codec->operations->free(udp->codec);
}

static int connect_socket(struct udp_agent *udp, struct address address, uint16_t port)
{
    union {
        struct sockaddr any;
        struct sockaddr_in ipv4;
        struct sockaddr_in6 ipv6;
    } to = {0};
    if (address.family == ADDRESS_IPV4) {
        to.ipv4.sin_family = AF_INET;
        to.ipv4.sin_port = htons(port);
        memcpy(&to.ipv4.sin_addr, address.octets, 4);
    } else {
        to.ipv6.sin6_family = AF_INET6;
        to.ipv6.sin6_port = htons(port);
        memcpy(&to.ipv6.sin6_addr, address.octets, 16);
    }
    int status = uv_udp_connect(&udp->socket, &to.any);
    return status < 0 ? status : uv_udp_recv_start(&udp->socket, on_allocate, on_receive);
}

struct agent *agent_udp_new(uv_loop_t *loop, struct codec *codec, const struct agent_udp_options *options,
                            GError **error)
{
    static const struct agent_operations operations = {udp_send, udp_free};
    struct udp_agent *udp = g_new0(struct udp_agent, 1);
    udp->credential = g_strdup(options->credential);
    udp->agent = (struct agent){.operations = &operations,
                                .via = VIA_SNMP,
                                .has_getbulk = options->has_getbulk,
                                .credential = udp->credential};
    udp->codec = codec;
    udp->exchanges.operations = codec->operations;
    udp->pacer = options->pacer;
    udp->retry = (struct retry){.timeout_ms = MAX(options->timeout_ms, 1),
                                .retries = options->retries,
                                .is_cautious = options->is_cautious,
                                .others = options->round_trips,
                                .address = options->address};
    uv_udp_init(loop, &udp->socket);
    uv_timer_init(loop, &udp->timer);
    udp->socket.data = udp;
    udp->timer.data = udp;
    udp->open_handles = 2;
    int status = connect_socket(udp, options->address, options->port);
    if (status == 0)
        return &udp->agent;
    g_propagate_error(error, udp_network_error(status));
    udp_free(&udp->agent);
    return NULL;
}
