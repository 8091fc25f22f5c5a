#include "discover/ssh_transport.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_COMPLAINT 300
#define PATIENCE_MS 500

static bool fail(GError **error, int code, const char *what)
{
    int io = code == EHOSTUNREACH || code == ENETUNREACH ? G_IO_ERROR_HOST_UNREACHABLE
                                                         : (int)g_io_error_from_errno(code);
    g_set_error(error, G_IO_ERROR, io, "%s: %s", what, g_strerror(code));
    return false;
}

static socklen_t to_socket_address(struct address address, uint16_t port, struct sockaddr_storage *out)
{
    *out = (struct sockaddr_storage){0};
    if (address.family == ADDRESS_IPV4) {
        struct sockaddr_in *v4 = (struct sockaddr_in *)out;
        v4->sin_family = AF_INET;
        v4->sin_port = htons(port);
        memcpy(&v4->sin_addr, address.octets, 4);
        return sizeof *v4;
    }
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)out;
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(port);
    memcpy(&v6->sin6_addr, address.octets, 16);
    return sizeof *v6;
}

static bool wait_connected(int descriptor, uint32_t timeout_ms, struct stop *stop, GError **error)
{
    int code = 0;
    socklen_t size = sizeof code;
    short ready = stop_poll(stop, descriptor, POLLOUT, (int)timeout_ms);
    if (!stop_check(stop, error))
        return false;
    if (ready == 0) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "no connection within %g s",
                    timeout_ms / 1000.0);
        return false;
    }
    getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size);
    return code == 0 || fail(error, code, "connect");
}

static bool connect_tcp(struct ssh_transport *transport, struct address address, uint16_t port,
                        uint32_t timeout_ms, struct stop *stop, GError **error)
{
    struct sockaddr_storage to;
    socklen_t size = to_socket_address(address, port, &to);
    int on = 1, descriptor = socket(to.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    gint64 started_us = g_get_monotonic_time();
    if (descriptor < 0)
        return fail(error, errno, "socket");
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    bool is_connected = connect(descriptor, (struct sockaddr *)&to, size) == 0 ||
                        (errno == EINPROGRESS ? wait_connected(descriptor, timeout_ms, stop, error)
                                              : fail(error, errno, "connect"));
    if (!is_connected) {
        close(descriptor);
        return false;
    }
    transport->rtt_us = (uint32_t)(g_get_monotonic_time() - started_us);
    transport->descriptor = descriptor;
    return true;
}

/* "a,b,c": by a and b to c, which is asked to reach the device. As a URI no hop can be an option. */
static char **jump_arguments(struct address address, uint16_t port, const char *jump, const char *config_path)
{
    char text[ADDRESS_TEXT_SIZE];
    const char *last = strrchr(jump, ',');
    g_autoptr(GPtrArray) arguments = g_ptr_array_new();
    g_ptr_array_add(arguments, g_strdup("ssh"));
    g_ptr_array_add(arguments, g_strdup("-oBatchMode=yes"));
    if (config_path) {
        g_ptr_array_add(arguments, g_strdup("-F"));
        g_ptr_array_add(arguments, g_strdup(config_path));
    }
    if (last) {
        g_ptr_array_add(arguments, g_strdup("-J"));
        g_ptr_array_add(arguments, g_strndup(jump, (gsize)(last - jump)));
    }
    const char *hop = last ? last + 1 : jump;
    g_ptr_array_add(arguments, g_strdup("-W"));
    g_ptr_array_add(arguments, g_strdup_printf("[%s]:%u", address_format(address, text), port));
    g_ptr_array_add(arguments,
                    g_str_has_prefix(hop, "ssh://") ? g_strdup(hop) : g_strconcat("ssh://", hop, NULL));
    g_ptr_array_add(arguments, NULL);
    return (char **)g_ptr_array_steal(arguments, NULL);
}

static char **command_arguments(const char *command)
{
    char **arguments = g_new0(char *, 4);
    arguments[0] = g_strdup("/bin/sh");
    arguments[1] = g_strdup("-c");
    arguments[2] = g_strconcat("exec ", command, NULL);
    return arguments;
}

static bool start_program(struct ssh_transport *transport, char **arguments, GError **error)
{
    int ends[2], complaints[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return fail(error, errno, "socketpair");
    if (pipe2(complaints, O_CLOEXEC | O_NONBLOCK) != 0) {
        close(ends[0]);
        close(ends[1]);
        return fail(error, errno, "pipe");
    }
    bool is_started =
        g_spawn_async_with_fds(NULL, arguments, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD, NULL,
                               NULL, &transport->program, ends[1], ends[1], complaints[1], error);
    close(ends[1]);
    close(complaints[1]);
    if (!is_started) {
        close(ends[0]);
        close(complaints[0]);
        return false;
    }
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    transport->descriptor = ends[0];
    transport->complaints = complaints[0];
    return true;
}

bool ssh_transport_open(struct ssh_transport *transport, struct address address, uint16_t port,
                        const struct ssh_host *host, const char *config_path, uint32_t timeout_ms,
                        struct stop *stop, GError **error)
{
    *transport = (struct ssh_transport){.descriptor = -1, .complaints = -1};
    if (!host->proxy_jump && !host->proxy_command)
        return connect_tcp(transport, address, port, timeout_ms, stop, error);
    g_auto(GStrv) arguments = host->proxy_jump ? jump_arguments(address, port, host->proxy_jump, config_path)
                                               : command_arguments(host->proxy_command);
    return start_program(transport, arguments, error);
}

char *ssh_transport_complaint(struct ssh_transport *transport)
{
    char buffer[MAX_COMPLAINT];
    if (transport->complaints < 0)
        return NULL;
    ssize_t size = read(transport->complaints, buffer, sizeof buffer);
    if (size <= 0)
        return NULL;
    g_autofree char *text = g_strndup(buffer, (gsize)size);
    g_strdelimit(g_strstrip(text), "\r\n", ' ');
    char *valid = g_utf8_make_valid(text, -1);
    if (*valid)
        return valid;
    g_free(valid);
    return NULL;
}

/* One that does not end when asked to is ended. */
static void end_program(GPid program)
{
    kill(program, SIGTERM);
    for (int wait = 0; wait < PATIENCE_MS; wait++) {
        if (waitpid(program, NULL, WNOHANG) != 0)
            return;
        g_usleep(1000);
    }
    kill(program, SIGKILL);
    waitpid(program, NULL, 0);
}

void ssh_transport_close(struct ssh_transport *transport)
{
    if (transport->complaints >= 0)
        close(transport->complaints);
    if (transport->program > 0) {
        end_program(transport->program);
    }
    *transport = (struct ssh_transport){.descriptor = -1, .complaints = -1};
}
