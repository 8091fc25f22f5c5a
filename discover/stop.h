/*
 * Stop: how what blocks on a thread of its own is told to end, and why. Safe from several threads at once.
 */
#ifndef DISCOVER_STOP_H
#define DISCOVER_STOP_H

#include <gio/gio.h>
#include <stdbool.h>

struct stop;

struct stop *stop_new(void);
struct stop *stop_ref(struct stop *stop);
void stop_unref(struct stop *stop); /* NULL is allowed */

/* The first call counts. */
void stop_request(struct stop *stop, const char *why);

/* True while nobody has requested it; else false and G_IO_ERROR_CANCELLED with the reason. */
bool stop_check(struct stop *stop, GError **error);

/* Waits until the descriptor (-1: none) is ready for one of the events of poll(2), and returns those that it
 * is ready for; 0 when the milliseconds (-1: no end) are over or the stop was requested. */
short stop_poll(struct stop *stop, int descriptor, short events, int timeout_ms);

#endif
