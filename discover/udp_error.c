#include "discover/udp_error.h"

#include <gio/gio.h>
#include <uv.h>

/* EACCES and EPERM are a packet filter's, not the device's opinion of a credential. */
GError *udp_network_error(int uv_error)
{
    int code = uv_error == UV_EACCES || uv_error == UV_EPERM ? G_IO_ERROR_HOST_UNREACHABLE
                                                             : (int)g_io_error_from_errno(-uv_error);
    return g_error_new(G_IO_ERROR, code,
                       uv_error == UV_ECONNREFUSED ? "no answer, port unreachable: %s" : "%s",
                       uv_strerror(uv_error));
}

GError *udp_timeout_error(const struct retry *retry, uint64_t ignored)
{
    uint32_t timeout_ms = retry->timeout_ms, retries = retry->retries;
    g_autoptr(GString) text = g_string_new("no answer (timeout ");
    if (timeout_ms % 1000 == 0)
        g_string_append_printf(text, "%u s", timeout_ms / 1000);
    else
        g_string_append_printf(text, "%u ms", timeout_ms);
    g_string_append_printf(text, ", %u %s)", retries, retries == 1 ? "retry" : "retries");
    if (ignored > 0)
        g_string_append_printf(text, "; %" G_GUINT64_FORMAT " %s no answer", ignored,
                               ignored == 1 ? "datagram was" : "datagrams were");
    return g_error_new_literal(G_IO_ERROR, G_IO_ERROR_TIMED_OUT, text->str);
}
