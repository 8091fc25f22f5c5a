#include "discover/stop.h"

#include <errno.h>
#include <poll.h>

struct stop {
    gatomicrefcount references;
    GCancellable *cancellable;
    GMutex mutex;
    char *why;
};

struct stop *stop_new(void)
{
    struct stop *stop = g_new0(struct stop, 1);
    g_atomic_ref_count_init(&stop->references);
    stop->cancellable = g_cancellable_new();
    g_mutex_init(&stop->mutex);
    return stop;
}

struct stop *stop_ref(struct stop *stop)
{
    g_atomic_ref_count_inc(&stop->references);
    return stop;
}

void stop_unref(struct stop *stop)
{
    if (!stop || !g_atomic_ref_count_dec(&stop->references))
        return;
    g_object_unref(stop->cancellable);
    g_mutex_clear(&stop->mutex);
    g_free(stop->why);
    g_free(stop);
}

void stop_request(struct stop *stop, const char *why)
{
    g_mutex_lock(&stop->mutex);
    if (!stop->why)
        stop->why = g_strdup(why);
    g_mutex_unlock(&stop->mutex);
    g_cancellable_cancel(stop->cancellable);
}

bool stop_check(struct stop *stop, GError **error)
{
    if (!g_cancellable_is_cancelled(stop->cancellable))
        return true;
    g_mutex_lock(&stop->mutex);
    g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_CANCELLED, stop->why);
    g_mutex_unlock(&stop->mutex);
    return false;
}

short stop_poll(struct stop *stop, int descriptor, short events, int timeout_ms)
{
    GPollFD wake = {.fd = -1};
    bool has_wake = g_cancellable_make_pollfd(stop->cancellable, &wake);
    struct pollfd descriptors[] = {{.fd = descriptor, .events = events}, {.fd = wake.fd, .events = POLLIN}};
    int count = poll(descriptors, G_N_ELEMENTS(descriptors), timeout_ms);
    if (has_wake)
        g_cancellable_release_fd(stop->cancellable);
    return count > 0 ? descriptors[0].revents : 0;
}
