/*
 * Failures: why none of the credentials opened a device, in one line.
 */
#ifndef DISCOVER_FAILURES_H
#define DISCOVER_FAILURES_H

#include <glib.h>

struct failures;

struct failures *failures_new(void);
void failures_free(struct failures *failures);

/* Notes why a credential failed; NULL: what failed had nothing to do with one. */
void failures_add(struct failures *failures, const char *credential, const char *why);

/* "no answer to credential public, netops (timeout 1 s, 2 retries); credential ops: unknown user ...".
 * Caller frees with g_free. */
char *failures_format(const struct failures *failures);

#endif
