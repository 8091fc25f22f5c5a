#include "discover/simulate_udp.h"

#include "discover/delay_queue.h"

#include <errno.h>
#include <gio/gio.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BATCH 64
#define BATCHES_AT_A_TIME 16 /* then timers and signals get their turn */
#define MAX_REQUEST 16384
#define MILLISECOND UINT64_C(1000000) /* in nanoseconds */
#define SOCKET_BUFFER (8 << 20)       /* bursts of thousands of requests; the kernel gives what it allows */

/* The memory of one datagram and its answer. */
struct slot {
    struct sockaddr_storage peer;
    _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(struct in6_pktinfo))];
    struct iovec iovec;
    uint8_t request[MAX_REQUEST];
    uint8_t response[SIMULATOR_BUFFER_SIZE];
};

struct channel {
    struct simulator_server *server;
    uv_poll_t poll;
    int family, descriptor;
    int other_descriptor; /* for answers from a port that was not asked; -1 until there is one */
};

struct simulator_server {
    struct simulator *simulator;
    struct channel channels[2];
    unsigned channel_count;
    unsigned open_handles; /* of libuv: the channels' and the timer */
    struct simulator_dice dice;
    struct delay_queue *delayed; /* until uv_hrtime */
    uv_timer_t timer;            /* for the first of them */
    uint64_t timer_due;          /* UINT64_MAX: it does not run */
    uint16_t port;
    unsigned loopback;                                  /* index of the interface */
    struct mmsghdr received[BATCH], answers[2 * BATCH]; /* with duplicates */
    struct slot slots[BATCH];
};

/* Where a datagram was sent to, and over which interface it came; false when the kernel did not say. */
static bool read_destination(struct msghdr *message, struct address *to, unsigned *interface)
{
    for (struct cmsghdr *item = CMSG_FIRSTHDR(message); item; item = CMSG_NXTHDR(message, item)) {
        if (item->cmsg_level == IPPROTO_IP && item->cmsg_type == IP_PKTINFO) {
            struct in_pktinfo info;
            memcpy(&info, CMSG_DATA(item), sizeof info);
            *interface = (unsigned)info.ipi_ifindex;
            return address_from_bytes((struct bytes){(const uint8_t *)&info.ipi_addr, 4}, to);
        }
        if (item->cmsg_level == IPPROTO_IPV6 && item->cmsg_type == IPV6_PKTINFO) {
            struct in6_pktinfo info;
            memcpy(&info, CMSG_DATA(item), sizeof info);
            *interface = info.ipi6_ifindex;
            return address_from_bytes((struct bytes){(const uint8_t *)&info.ipi6_addr, 16}, to);
        }
    }
    return false;
}

static void put_control(struct msghdr *message, int level, int type, const void *info, size_t size)
{
    message->msg_controllen = CMSG_SPACE(size);
    struct cmsghdr *item = CMSG_FIRSTHDR(message);
    item->cmsg_level = level;
    item->cmsg_type = type;
    item->cmsg_len = CMSG_LEN(size);
    memcpy(CMSG_DATA(item), info, size);
}

/* The address that was asked answers. */
static void write_source(struct msghdr *message, struct address from)
{
    if (from.family == ADDRESS_IPV4) {
        struct in_pktinfo info = {0};
        memcpy(&info.ipi_spec_dst, from.octets, 4);
        put_control(message, IPPROTO_IP, IP_PKTINFO, &info, sizeof info);
    } else {
        struct in6_pktinfo info = {0};
        memcpy(&info.ipi6_addr, from.octets, 16);
        put_control(message, IPPROTO_IPV6, IPV6_PKTINFO, &info, sizeof info);
    }
}

/* Another address of the loopback net, and no other interface's. */
static struct address other_address(struct address address)
{
    address.octets[address.family == ADDRESS_IPV4 ? 3 : 15] ^= 1;
    return address;
}

/* Sends an answer, as the dice and the device want it: now or later, from here or from elsewhere. */
static void put_answer(struct channel *channel, struct slot *slot, struct msghdr received,
                       struct address from, struct bytes answer, const struct simulator_delivery *delivery,
                       struct mmsghdr **next)
{
    struct simulator_server *server = channel->server;
    uint32_t milliseconds = simulator_delay(&server->dice) + delivery->delay_ms;
    if (milliseconds > 0 || delivery->from_other_port || delivery->copies > 1) {
        uint64_t due = uv_hrtime() + milliseconds * MILLISECOND;
        struct delayed *delayed = delay_queue_add(server->delayed, due, answer.data, answer.size);
        delayed->channel = channel;
        delayed->peer = slot->peer;
        delayed->peer_size = received.msg_namelen;
        delayed->from = from;
        delayed->from_other_port = delivery->from_other_port;
        return;
    }
    slot->iovec = (struct iovec){(void *)answer.data, answer.size};
    (*next)->msg_hdr = received;
    write_source(&(*next)->msg_hdr, from);
    (*next)++;
}

/* Puts the answers to one datagram, if any, at *next. */
static void answer_datagram(struct channel *channel, const struct mmsghdr *received, struct slot *slot,
                            struct mmsghdr **next)
{
    struct simulator_server *server = channel->server;
    struct address to;
    unsigned interface;
    struct msghdr header = received->msg_hdr;
    if (header.msg_flags & (MSG_TRUNC | MSG_CTRUNC) || !read_destination(&header, &to, &interface) ||
        interface != server->loopback || simulator_is_silent(server->dice.faults, to) ||
        simulator_loses(&server->dice))
        return;
    struct bytes packet = {slot->request, received->msg_len};
    struct simulator_delivery delivery;
    struct bytes answer = simulator_answer(server->simulator, to, packet, slot->response, &delivery);
    if (answer.size == 0 || simulator_loses(&server->dice))
        return;
    if (delivery.from_other_address)
        to = other_address(to);
    uint32_t copies = delivery.copies + (simulator_duplicates(&server->dice) ? 1 : 0);
    for (uint32_t i = 0; i < copies; i++)
        put_answer(channel, slot, header, to, answer, &delivery, next);
}

/* UDP promises nothing: an answer that cannot be sent is dropped. */
static void send_answers(const struct channel *channel, struct mmsghdr *answers, unsigned count)
{
    unsigned sent = 0;
    while (sent < count) {
        int result = sendmmsg(channel->descriptor, answers + sent, count - sent, 0);
        sent += result > 0 ? (unsigned)result : 1;
    }
}

/* The descriptor that an answer leaves by. */
static int way_out(struct channel *channel, bool from_other_port)
{
    if (from_other_port && channel->other_descriptor < 0) {
        channel->other_descriptor = socket(channel->family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    }
    return from_other_port ? channel->other_descriptor : channel->descriptor;
}

static void send_delayed(struct delayed *delayed)
{
    struct channel *channel = delayed->channel;
    _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(struct in6_pktinfo))] = {0};
    struct iovec iovec = {delayed->data, delayed->size};
    struct msghdr message = {.msg_name = &delayed->peer,
                             .msg_namelen = delayed->peer_size,
                             .msg_iov = &iovec,
                             .msg_iovlen = 1,
                             .msg_control = control,
                             .msg_controllen = sizeof control};
    write_source(&message, delayed->from);
    (void)sendmsg(way_out(channel, delayed->from_other_port), &message, 0);
    g_free(delayed);
}

static void on_timer(uv_timer_t *timer);

/* libuv's timers count milliseconds from the start of the loop's turn. */
static void start_timer(struct simulator_server *server)
{
    uint64_t due = delay_queue_due(server->delayed), now = uv_hrtime();
    if (due == server->timer_due)
        return;
    server->timer_due = due;
    if (due == UINT64_MAX)
        return;
    uv_update_time(server->timer.loop);
    uv_timer_start(&server->timer, on_timer, due > now ? (due - now + MILLISECOND / 2) / MILLISECOND : 0, 0);
}

static void on_timer(uv_timer_t *timer)
{
    struct simulator_server *server = timer->data;
    uint64_t now = uv_hrtime() + MILLISECOND / 2;
    for (struct delayed *first; (first = delay_queue_take(server->delayed, now));)
        send_delayed(first);
    server->timer_due = UINT64_MAX;
    start_timer(server);
}

static void prepare_to_receive(struct mmsghdr *message, struct slot *slot)
{
    slot->iovec = (struct iovec){slot->request, sizeof slot->request};
    message->msg_hdr = (struct msghdr){.msg_name = &slot->peer,
                                       .msg_namelen = sizeof slot->peer,
                                       .msg_iov = &slot->iovec,
                                       .msg_iovlen = 1,
                                       .msg_control = slot->control,
                                       .msg_controllen = sizeof slot->control};
}

static bool run_batch(struct channel *channel)
{
    struct simulator_server *server = channel->server;
    struct mmsghdr *next = server->answers;
    for (unsigned i = 0; i < BATCH; i++)
        prepare_to_receive(&server->received[i], &server->slots[i]);
    int count = recvmmsg(channel->descriptor, server->received, BATCH, MSG_DONTWAIT, NULL);
    for (int i = 0; i < count; i++)
        answer_datagram(channel, &server->received[i], &server->slots[i], &next);
    send_answers(channel, server->answers, (unsigned)(next - server->answers));
    return count == BATCH;
}

static void on_readable(uv_poll_t *poll, G_GNUC_UNUSED int status, G_GNUC_UNUSED int events)
{
    struct channel *channel = poll->data;
    unsigned batches = 0;
    while (run_batch(channel) && ++batches < BATCHES_AT_A_TIME)
        continue;
    start_timer(channel->server);
}

static void enlarge_buffer(int descriptor, int forced, int asked)
{
    int size = SOCKET_BUFFER;
    if (setsockopt(descriptor, SOL_SOCKET, forced, &size, sizeof size) != 0)
        (void)setsockopt(descriptor, SOL_SOCKET, asked, &size, sizeof size);
}

/* Being bound to the loopback interface, where the system lets us, keeps other traffic out of the socket at
 * all; every datagram is looked at in any case. */
static bool prepare_socket(int descriptor, int family)
{
    static const int on = 1;
    enlarge_buffer(descriptor, SO_RCVBUFFORCE, SO_RCVBUF);
    enlarge_buffer(descriptor, SO_SNDBUFFORCE, SO_SNDBUF);
    (void)setsockopt(descriptor, SOL_SOCKET, SO_BINDTODEVICE, "lo", sizeof "lo");
    if (family == AF_INET)
        return setsockopt(descriptor, IPPROTO_IP, IP_PKTINFO, &on, sizeof on) == 0;
    /* Lets answers come from a prefix that is routed to the loopback interface, its addresses not configured.
     */
    (void)setsockopt(descriptor, IPPROTO_IPV6, IPV6_FREEBIND, &on, sizeof on);
    return setsockopt(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on) == 0 &&
           setsockopt(descriptor, IPPROTO_IPV6, IPV6_RECVPKTINFO, &on, sizeof on) == 0;
}

static bool bind_socket(int descriptor, int family, uint16_t *port)
{
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons(*port)};
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons(*port)};
    struct sockaddr *address = family == AF_INET ? (struct sockaddr *)&v4 : (struct sockaddr *)&v6;
    socklen_t size = family == AF_INET ? sizeof v4 : sizeof v6;
    if (bind(descriptor, address, size) != 0 || getsockname(descriptor, address, &size) != 0)
        return false;
    *port = ntohs(family == AF_INET ? v4.sin_port : v6.sin6_port);
    return true;
}

static bool open_channel(uv_loop_t *loop, struct simulator_server *server, int family, GError **error)
{
    int descriptor = socket(family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0 || !prepare_socket(descriptor, family) ||
        !bind_socket(descriptor, family, &server->port)) {
        int code = errno;
        g_set_error(error, G_IO_ERROR, (gint)g_io_error_from_errno(code), "UDP port %u: %s", server->port,
                    g_strerror(code));
        if (descriptor >= 0)
            close(descriptor);
        return false;
    }
    struct channel *channel = &server->channels[server->channel_count++];
    server->open_handles++;
    *channel = (struct channel){
        .server = server, .family = family, .descriptor = descriptor, .other_descriptor = -1};
    uv_poll_init(loop, &channel->poll, descriptor);
    channel->poll.data = channel;
    uv_poll_start(&channel->poll, UV_READABLE, on_readable);
    return true;
}

static unsigned find_loopback(void)
{
    struct ifaddrs *list = NULL;
    unsigned index = 0;
    if (getifaddrs(&list) != 0)
        return 0;
    for (struct ifaddrs *item = list; item && index == 0; item = item->ifa_next)
        if (item->ifa_flags & IFF_LOOPBACK)
            index = if_nametoindex(item->ifa_name);
    freeifaddrs(list);
    return index;
}

static struct simulator_server *make_server(uv_loop_t *loop, struct simulator *simulator, uint16_t port)
{
    struct simulator_server *server = g_new0(struct simulator_server, 1);
    server->simulator = simulator;
    server->port = port;
    server->loopback = find_loopback();
    server->delayed = delay_queue_new();
    server->timer_due = UINT64_MAX;
    simulator_dice_init(&server->dice, simulator_faults(simulator));
    uv_timer_init(loop, &server->timer);
    server->timer.data = server;
    server->open_handles = 1;
    return server;
}

struct simulator_server *simulator_server_start(uv_loop_t *loop, struct simulator *simulator, uint16_t port,
                                                GError **error)
{
    struct simulator_server *server = make_server(loop, simulator, port);
    if (server->loopback == 0)
        g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "there is no loopback interface");
    else if ((!simulator_has_family(simulator, ADDRESS_IPV4) || open_channel(loop, server, AF_INET, error)) &&
             (!simulator_has_family(simulator, ADDRESS_IPV6) || open_channel(loop, server, AF_INET6, error)))
        return server;
    simulator_server_stop(server);
    return NULL;
}

uint16_t simulator_server_port(const struct simulator_server *server)
{
    return server->port;
}

static void free_after_last(struct simulator_server *server)
{
    if (--server->open_handles > 0)
        return;
    delay_queue_free(server->delayed);
    g_free(server);
}

static void on_channel_closed(uv_handle_t *handle)
{
    struct channel *channel = handle->data;
    close(channel->descriptor);
    if (channel->other_descriptor >= 0)
        close(channel->other_descriptor);
    free_after_last(channel->server);
}

static void on_timer_closed(uv_handle_t *handle)
{
    free_after_last(handle->data);
}

void simulator_server_stop(struct simulator_server *server)
{
    if (!server)
        return;
    for (unsigned i = 0; i < server->channel_count; i++)
        uv_close((uv_handle_t *)&server->channels[i].poll, on_channel_closed);
    uv_close((uv_handle_t *)&server->timer, on_timer_closed);
}
