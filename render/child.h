/*
 * Child: work that may abort, hang, eat memory or print, done in a process of its own. What goes wrong there
 * is an error here.
 */
#ifndef RENDER_CHILD_H
#define RENDER_CHILD_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define CHILD_ERROR (child_error_quark())
GQuark child_error_quark(void);

enum child_error {
    CHILD_ERROR_REFUSED, /* the work itself says that it failed */
    CHILD_ERROR_CRASHED, /* the process ended before the work was done: abort, fault, out of memory */
    CHILD_ERROR_TIME     /* it took too long */
};

struct child_limits {
    uint32_t seconds;   /* of wall time; 0 no limit */
    uint32_t megabytes; /* of address space beyond what the process has at the start; 0 no limit. Not held
                           under AddressSanitizer, which needs more than any limit */
};

/* The work: NULL and error when it failed. */
typedef GBytes *(*child_work_fn)(void *user, GError **error);

/* Forks, does the work in the child and returns what it gave. What it prints on standard output and standard
 * error is lost, but for the last line on standard error, which is part of the message of
 * CHILD_ERROR_CRASHED. The work sees the memory as it is, and cannot change it. Call it while the process has
 * one thread. */
GBytes *child_run(child_work_fn work, void *user, const struct child_limits *limits, GError **error);

#endif
