#include "tests/support/delay_relay.h"

#include <glib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

#define BACKLOG 1024

struct chunk {
    uint64_t due_ms;
    uv_buf_t octets;
};

struct connection;

/* What goes one way. */
struct lane {
    struct connection *connection;
    uv_stream_t *from, *to;
    uv_timer_t timer;
    GQueue chunks; /* of struct chunk *; one without octets is the end */
};

struct connection {
    uv_tcp_t far;
    uv_pipe_t near;
    struct lane lanes[2];
    unsigned open; /* handles */
    bool is_closing;
};

static struct {
    uv_loop_t loop;
    uv_tcp_t listener;
    uint32_t delay_ms;
    delay_relay_fn take;
    void *user;
} relay;

static void free_chunk(gpointer data)
{
    struct chunk *chunk = data;
    g_free(chunk->octets.base);
    g_free(chunk);
}

static void release(struct connection *connection)
{
    if (--connection->open > 0)
        return;
    for (int i = 0; i < 2; i++)
        g_queue_clear_full(&connection->lanes[i].chunks, free_chunk);
    g_free(connection);
}

static void on_stream_closed(uv_handle_t *handle)
{
    release(handle->data);
}

static void on_timer_closed(uv_handle_t *handle)
{
    const struct lane *lane = handle->data;
    release(lane->connection);
}

static void close_connection(struct connection *connection)
{
    if (connection->is_closing)
        return;
    connection->is_closing = true;
    uv_close((uv_handle_t *)&connection->far, on_stream_closed);
    uv_close((uv_handle_t *)&connection->near, on_stream_closed);
    for (int i = 0; i < 2; i++)
        uv_close((uv_handle_t *)&connection->lanes[i].timer, on_timer_closed);
}

static void on_written(uv_write_t *request, G_GNUC_UNUSED int status)
{
    free_chunk(request->data);
    g_free(request);
}

static void hand_on(struct lane *lane, struct chunk *chunk)
{
    uv_write_t *request = g_new0(uv_write_t, 1);
    request->data = chunk;
    if (uv_write(request, lane->to, &chunk->octets, 1, on_written) == 0)
        return;
    free_chunk(chunk);
    g_free(request);
}

static void on_due(uv_timer_t *timer)
{
    struct lane *lane = timer->data;
    uint64_t now_ms = uv_now(&relay.loop);
    for (struct chunk *chunk; (chunk = g_queue_peek_head(&lane->chunks));) {
        if (chunk->due_ms > now_ms) {
            uv_timer_start(timer, on_due, chunk->due_ms - now_ms, 0);
            return;
        }
        g_queue_pop_head(&lane->chunks);
        if (!chunk->octets.base) {
            free_chunk(chunk);
            close_connection(lane->connection);
            return;
        }
        hand_on(lane, chunk);
    }
}

static void queue_chunk(struct lane *lane, char *octets, size_t size)
{
    struct chunk *chunk = g_new0(struct chunk, 1);
    chunk->due_ms = uv_now(&relay.loop) + relay.delay_ms;
    chunk->octets = uv_buf_init(octets, (unsigned)size);
    g_queue_push_tail(&lane->chunks, chunk);
    if (!uv_is_active((uv_handle_t *)&lane->timer))
        uv_timer_start(&lane->timer, on_due, relay.delay_ms, 0);
}

static void on_room(G_GNUC_UNUSED uv_handle_t *handle, size_t suggested, uv_buf_t *out)
{
    *out = uv_buf_init(g_malloc(suggested), (unsigned)suggested);
}

static void on_read(uv_stream_t *stream, ssize_t size, const uv_buf_t *buffer)
{
    struct connection *connection = stream->data;
    struct lane *lane = &connection->lanes[stream == (uv_stream_t *)&connection->near];
    if (size > 0) {
        queue_chunk(lane, g_realloc(buffer->base, (size_t)size), (size_t)size);
        return;
    }
    g_free(buffer->base);
    if (size < 0) {
        uv_read_stop(stream);
        queue_chunk(lane, NULL, 0);
    }
}

static void open_lane(struct connection *connection, int number, uv_stream_t *from, uv_stream_t *to)
{
    struct lane *lane = &connection->lanes[number];
    lane->connection = connection;
    lane->from = from;
    lane->to = to;
    uv_timer_init(&relay.loop, &lane->timer);
    lane->timer.data = lane;
    uv_read_start(from, on_room, on_read);
}

static void on_connection(uv_stream_t *listener, int status)
{
    int ends[2];
    struct sockaddr_in to = {0};
    int size = sizeof to;
    struct connection *connection = g_new0(struct connection, 1);
    uv_tcp_init(&relay.loop, &connection->far);
    uv_pipe_init(&relay.loop, &connection->near, 0);
    connection->open = 4;
    connection->far.data = connection->near.data = connection;
    g_assert(status == 0 && uv_accept(listener, (uv_stream_t *)&connection->far) == 0);
    g_assert(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0);
    uv_tcp_nodelay(&connection->far, 1);
    uv_tcp_getsockname(&connection->far, (struct sockaddr *)&to, &size);
    uv_pipe_open(&connection->near, ends[0]);
    open_lane(connection, 0, (uv_stream_t *)&connection->far, (uv_stream_t *)&connection->near);
    open_lane(connection, 1, (uv_stream_t *)&connection->near, (uv_stream_t *)&connection->far);
    relay.take(ends[1], to.sin_addr, relay.user);
}

uint16_t delay_relay_listen(uint16_t port)
{
    struct sockaddr_in address;
    int size = sizeof address;
    uv_loop_init(&relay.loop);
    uv_tcp_init(&relay.loop, &relay.listener);
    uv_ip4_addr("0.0.0.0", port, &address);
    if (uv_tcp_bind(&relay.listener, (struct sockaddr *)&address, 0) != 0 ||
        uv_listen((uv_stream_t *)&relay.listener, BACKLOG, on_connection) != 0)
        return 0;
    uv_tcp_getsockname(&relay.listener, (struct sockaddr *)&address, &size);
    return ntohs(address.sin_port);
}

void delay_relay_run(uint32_t delay_ms, delay_relay_fn take, void *user)
{
    relay.delay_ms = delay_ms;
    relay.take = take;
    relay.user = user;
    uv_run(&relay.loop, UV_RUN_DEFAULT);
}
