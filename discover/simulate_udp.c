#include "discover/simulate_udp.h"

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
#define SOCKET_BUFFER (8 << 20) /* bursts of thousands of requests; the kernel gives what it allows */

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
    int descriptor;
};

struct simulator_server {
    struct simulator *simulator;
    struct channel channels[2];
    unsigned open_channels;
    uint16_t port;
    unsigned loopback; /* index of the interface */
    struct mmsghdr received[BATCH], answers[BATCH];
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

static bool answer_datagram(struct simulator_server *server, struct mmsghdr *received, struct slot *slot,
                            struct mmsghdr *out)
{
    struct address to;
    unsigned interface;
    if (received->msg_hdr.msg_flags & (MSG_TRUNC | MSG_CTRUNC) ||
        !read_destination(&received->msg_hdr, &to, &interface) || interface != server->loopback)
        return false;
    struct bytes packet = {slot->request, received->msg_len};
    struct bytes answer = simulator_answer(server->simulator, to, packet, slot->response);
    if (answer.size == 0)
        return false;
    slot->iovec = (struct iovec){(void *)answer.data, answer.size};
    out->msg_hdr = received->msg_hdr;
    write_source(&out->msg_hdr, to);
    return true;
}

/* UDP promises nothing: an answer that cannot be sent is dropped. */
static void send_answers(struct channel *channel, struct mmsghdr *answers, unsigned count)
{
    unsigned sent = 0;
    while (sent < count) {
        int result = sendmmsg(channel->descriptor, answers + sent, count - sent, 0);
        sent += result > 0 ? (unsigned)result : 1;
    }
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
    unsigned answers = 0;
    for (unsigned i = 0; i < BATCH; i++)
        prepare_to_receive(&server->received[i], &server->slots[i]);
    int count = recvmmsg(channel->descriptor, server->received, BATCH, MSG_DONTWAIT, NULL);
    for (int i = 0; i < count; i++)
        if (answer_datagram(server, &server->received[i], &server->slots[i], &server->answers[answers]))
            answers++;
    send_answers(channel, server->answers, answers);
    return count == BATCH;
}

static void on_readable(uv_poll_t *poll, G_GNUC_UNUSED int status, G_GNUC_UNUSED int events)
{
    for (unsigned i = 0; i < BATCHES_AT_A_TIME; i++)
        if (!run_batch(poll->data))
            return;
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
    struct channel *channel = &server->channels[server->open_channels++];
    *channel = (struct channel){.server = server, .descriptor = descriptor};
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

struct simulator_server *simulator_server_start(uv_loop_t *loop, struct simulator *simulator, uint16_t port,
                                                GError **error)
{
    struct simulator_server *server = g_new0(struct simulator_server, 1);
    server->simulator = simulator;
    server->port = port;
    server->loopback = find_loopback();
    if (server->loopback == 0) {
        g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "there is no loopback interface");
        g_free(server);
        return NULL;
    }
    if ((!simulator_has_family(simulator, ADDRESS_IPV4) || open_channel(loop, server, AF_INET, error)) &&
        (!simulator_has_family(simulator, ADDRESS_IPV6) || open_channel(loop, server, AF_INET6, error)))
        return server;
    if (server->open_channels > 0)
        simulator_server_stop(server);
    else
        g_free(server);
    return NULL;
}

uint16_t simulator_server_port(const struct simulator_server *server)
{
    return server->port;
}

static void on_closed(uv_handle_t *handle)
{
    struct channel *channel = handle->data;
    struct simulator_server *server = channel->server;
    close(channel->descriptor);
    if (--server->open_channels == 0)
        g_free(server);
}

void simulator_server_stop(struct simulator_server *server)
{
    if (!server)
        return;
    for (unsigned i = 0, count = server->open_channels; i < count; i++)
        uv_close((uv_handle_t *)&server->channels[i].poll, on_closed);
}
