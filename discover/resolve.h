/*
 * Resolve: seeds as the user writes them to addresses, without blocking the loop.
 */
#ifndef DISCOVER_RESOLVE_H
#define DISCOVER_RESOLVE_H

#include "model/address.h"

#include <uv.h>

/* ADDRESS, HOST, either with :PORT (an IPv6 address then in brackets). host is newly allocated; port is 0
 * where there is none. False and error (G_IO_ERROR_INVALID_ARGUMENT, the text named) otherwise. */
bool resolve_parse(const char *text, char **host, uint16_t *port, GError **error);

struct resolver;

struct resolver_events {
    /* The addresses of a seed, in the resolver's order; count is 0 and error set (G_IO_ERROR or
     * G_RESOLVER_ERROR, the seed named) when it has none. */
    void (*resolved)(const char *seed, const struct address *addresses, size_t count, uint16_t port,
                     const GError *error, void *user);
    void *user;
};

/* The events must outlive the resolver. */
struct resolver *resolver_new(uv_loop_t *loop, const struct resolver_events *events);

/* Resolves a seed; events->resolved is called once, before this returns where the seed is an address. */
void resolver_add(struct resolver *resolver, const char *seed);

/* Names that are still asked for. */
size_t resolver_pending(const struct resolver *resolver);

/* Forgets what is pending: nothing is told of it. The memory goes when the loop is done with it. */
void resolver_free(struct resolver *resolver);

#endif
