#include "discover/resolve.h"

#include <gio/gio.h>
#include <netdb.h>
#include <netinet/in.h>
#include <string.h>

/* A name with more addresses than that is no device. */
#define MAX_ADDRESSES 32

struct resolver {
    uv_loop_t *loop;
    const struct resolver_events *events;
    GPtrArray *lookups; /* of struct lookup *, the loop's */
    bool freed;
};

struct lookup {
    uv_getaddrinfo_t request;
    struct resolver *resolver;
    char *seed;
    uint16_t port;
};

static bool complain(const char *text, const char *why, GError **error)
{
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s: %s", text, why);
    return false;
}

static bool parse_port(const char *text, const char *digits, uint16_t *port, GError **error)
{
    guint64 value;
    if (!g_ascii_string_to_unsigned(digits, 10, 1, UINT16_MAX, &value, NULL))
        return complain(text, "the port is no number from 1 to 65535", error);
    *port = (uint16_t)value;
    return true;
}

static bool parse_bracketed(const char *text, char **host, uint16_t *port, GError **error)
{
    const char *close = strchr(text, ']');
    struct address address;
    if (!close || (close[1] != '\0' && close[1] != ':'))
        return complain(text, "is no [ADDRESS]:PORT", error);
    if (close[1] == ':' && !parse_port(text, close + 2, port, error))
        return false;
    g_autofree char *inner = g_strndup(text + 1, (size_t)(close - text - 1));
    if (!address_parse(inner, &address))
        return complain(text, "there is no address in the brackets", error);
    *host = g_steal_pointer(&inner);
    return true;
}

bool resolve_parse(const char *text, char **host, uint16_t *port, GError **error)
{
    struct address address;
    *port = 0;
    if (address_parse(text, &address)) {
        *host = g_strdup(text);
        return true;
    }
    if (text[0] == '[')
        return parse_bracketed(text, host, port, error);
    const char *colon = strchr(text, ':');
    if (colon && strchr(colon + 1, ':'))
        return complain(text, "is no address", error);
    if (colon && !parse_port(text, colon + 1, port, error))
        return false;
    *host = colon ? g_strndup(text, (size_t)(colon - text)) : g_strdup(text);
    if (**host != '\0')
        return true;
    g_clear_pointer(host, g_free);
    return complain(text, "the host is missing", error);
}

struct resolver *resolver_new(uv_loop_t *loop, const struct resolver_events *events)
{
    struct resolver *resolver = g_new0(struct resolver, 1);
    resolver->loop = loop;
    resolver->events = events;
    resolver->lookups = g_ptr_array_new();
    return resolver;
}

static void free_when_done(struct resolver *resolver)
{
    if (!resolver->freed || resolver->lookups->len > 0)
        return;
    g_ptr_array_unref(resolver->lookups);
    g_free(resolver);
}

static size_t read_addresses(const struct addrinfo *list, struct address addresses[MAX_ADDRESSES])
{
    size_t count = 0;
    for (; list && count < MAX_ADDRESSES; list = list->ai_next) {
        struct bytes octets = {0};
        if (list->ai_family == AF_INET)
            octets = (struct bytes){(void *)&((struct sockaddr_in *)(void *)list->ai_addr)->sin_addr, 4};
        else if (list->ai_family == AF_INET6)
            octets = (struct bytes){(void *)&((struct sockaddr_in6 *)(void *)list->ai_addr)->sin6_addr, 16};
        if (address_from_bytes(octets, &addresses[count]))
            count++;
    }
    return count;
}

static void tell_addresses(const struct lookup *lookup, int status, const struct addrinfo *list)
{
    struct address addresses[MAX_ADDRESSES];
    size_t count = status == 0 ? read_addresses(list, addresses) : 0;
    g_autoptr(GError) error = NULL;
    if (count == 0)
        error = g_error_new(G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "%s: %s", lookup->seed,
                            status == 0 ? "has no address" : uv_strerror(status));
    const struct resolver_events *events = lookup->resolver->events;
    events->resolved(lookup->seed, addresses, count, lookup->port, error, events->user);
}

static void on_resolved(uv_getaddrinfo_t *request, int status, struct addrinfo *list)
{
    struct lookup *lookup = request->data;
    struct resolver *resolver = lookup->resolver;
    g_ptr_array_remove_fast(resolver->lookups, lookup);
    if (!resolver->freed)
        tell_addresses(lookup, status, list);
    uv_freeaddrinfo(list);
    g_free(lookup->seed);
    g_free(lookup);
    free_when_done(resolver);
}

static void look_up(struct resolver *resolver, const char *seed, const char *host, uint16_t port)
{
    const struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_DGRAM};
    struct lookup *lookup = g_new0(struct lookup, 1);
    lookup->request.data = lookup;
    lookup->resolver = resolver;
    lookup->seed = g_strdup(seed);
    lookup->port = port;
    g_ptr_array_add(resolver->lookups, lookup);
    int status = uv_getaddrinfo(resolver->loop, &lookup->request, on_resolved, host, NULL, &hints);
    if (status < 0)
        on_resolved(&lookup->request, status, NULL);
}

void resolver_add(struct resolver *resolver, const char *seed)
{
    g_autofree char *host = NULL;
    g_autoptr(GError) error = NULL;
    const struct resolver_events *events = resolver->events;
    struct address address;
    uint16_t port;
    if (!resolve_parse(seed, &host, &port, &error))
        events->resolved(seed, NULL, 0, 0, error, events->user);
    else if (address_parse(host, &address))
        events->resolved(seed, &address, 1, port, NULL, events->user);
    else
        look_up(resolver, seed, host, port);
}

size_t resolver_pending(const struct resolver *resolver)
{
    return resolver->lookups->len;
}

/* A lookup that a thread has begun cannot be called back; it ends some time later, unheard. */
void resolver_free(struct resolver *resolver)
{
    if (!resolver)
        return;
    resolver->freed = true;
    for (guint i = 0; i < resolver->lookups->len; i++) {
        struct lookup *lookup = g_ptr_array_index(resolver->lookups, i);
        uv_cancel((uv_req_t *)&lookup->request);
    }
    free_when_done(resolver);
}
