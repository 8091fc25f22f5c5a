#include "discover/via_map.h"

#include "model/prefix.h"

#include <gio/gio.h>
#include <string.h>

struct via_rule {
    struct prefix from, to;
    uint16_t port; /* 0: not changed */
};

struct via_map {
    GArray *rules; /* of struct via_rule */
};

struct via_map *via_map_new(void)
{
    struct via_map *map = g_new0(struct via_map, 1);
    map->rules = g_array_new(FALSE, FALSE, sizeof(struct via_rule));
    return map;
}

void via_map_free(struct via_map *map)
{
    if (!map)
        return;
    g_array_unref(map->rules);
    g_free(map);
}

static bool parse_port(const char *text, uint16_t *out, GError **error)
{
    guint64 port;
    if (!g_ascii_string_to_unsigned(text, 10, 1, UINT16_MAX, &port, error))
        return false;
    *out = (uint16_t)port;
    return true;
}

/* Takes PREFIX or [PREFIX] off the front of text; what follows is in *rest. A bracket that is not closed
 * stays, and is no prefix. */
static char *take_prefix(const char *text, const char *ends, const char **rest)
{
    const char *close = text[0] == '[' ? strchr(text, ']') : NULL;
    if (close) {
        *rest = close + 1;
        return g_strndup(text + 1, (size_t)(close - text - 1));
    }
    size_t size = strcspn(text, ends);
    *rest = text + size;
    return g_strndup(text, size);
}

/* Without brackets a colon can only belong to the address when there are several. */
static const char *to_ends(const char *text)
{
    const char *colon = strchr(text, ':');
    return colon && strchr(colon + 1, ':') ? "" : ":";
}

static bool parse_rule(const char *text, struct via_rule *rule, GError **error)
{
    const char *rest;
    g_autofree char *from = take_prefix(text, "=", &rest);
    if (*rest != '=') {
        g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "\"=\" is missing");
        return false;
    }
    const char *target = rest + 1;
    g_autofree char *to = take_prefix(target, to_ends(target), &rest);
    if (!prefix_parse(from, &rule->from, error) || !prefix_parse(to, &rule->to, error))
        return false;
    if (*rest != '\0' && *rest != ':') {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "\"%s\" is no port", rest);
        return false;
    }
    return *rest == '\0' || parse_port(rest + 1, &rule->port, error);
}

static bool check_rule(const struct via_rule *rule, GError **error)
{
    if (rule->from.address.family != rule->to.address.family) {
        g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                            "IPv4 and IPv6 cannot be mapped to one another");
        return false;
    }
    if (rule->to.length < rule->from.length) {
        g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                            "the second prefix is shorter than the first");
        return false;
    }
    return true;
}

bool via_map_add(struct via_map *map, const char *text, GError **error)
{
    struct via_rule rule = {0};
    g_autoptr(GError) reason = NULL;
    if (!parse_rule(text, &rule, &reason) || !check_rule(&rule, &reason)) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "\"%s\" is no FROM=TO[:PORT]: %s", text,
                    reason->message);
        return false;
    }
    g_array_append_val(map->rules, rule);
    return true;
}

static struct address replace_prefix(struct address address, const struct prefix *to)
{
    struct address result = to->address;
    unsigned whole = to->length / 8, rest = to->length % 8;
    size_t size = address_size(address);
    if (rest != 0) {
        uint8_t host = (uint8_t)(0xffU >> rest);
        result.octets[whole] =
            (uint8_t)((to->address.octets[whole] & ~host) | (address.octets[whole] & host));
        whole++;
    }
    for (size_t i = whole; i < size; i++)
        result.octets[i] = address.octets[i];
    return result;
}

bool via_map_apply(const struct via_map *map, struct address address, struct address *to, uint16_t *port)
{
    for (guint i = 0; i < map->rules->len; i++) {
        const struct via_rule *rule = &g_array_index(map->rules, struct via_rule, i);
        if (!prefix_covers(&rule->from, address))
            continue;
        *to = replace_prefix(address, &rule->to);
        if (rule->port != 0)
            *port = rule->port;
        return true;
    }
    return false;
}
