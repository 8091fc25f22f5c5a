#include "model/prefix.h"

#include <gio/gio.h>
#include <string.h>

/* GInetAddressMask prints a warning of its own for an IPv6 length over 128. */
static bool has_sane_length(const char *text)
{
    const char *slash = strchr(text, '/');
    return !slash || g_ascii_string_to_unsigned(slash + 1, 10, 0, 128, NULL, NULL);
}

bool prefix_parse(const char *text, struct prefix *out, GError **error)
{
    g_autoptr(GInetAddressMask) mask = NULL;
    g_autoptr(GError) reason = NULL;
    if (has_sane_length(text))
        mask = g_inet_address_mask_new_from_string(text, &reason);
    if (!mask) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "\"%s\" is no address range: %s", text,
                    reason ? reason->message : "the length is no number from 0 to 128");
        return false;
    }
    GInetAddress *base = g_inet_address_mask_get_address(mask);
    struct bytes octets = {g_inet_address_to_bytes(base), g_inet_address_get_native_size(base)};
    out->length = g_inet_address_mask_get_length(mask);
    return address_from_bytes(octets, &out->address);
}

bool prefix_covers(const struct prefix *prefix, struct address address)
{
    return address_same_prefix(prefix->address, address, prefix->length);
}

struct address prefix_host(const struct prefix *prefix, uint32_t number)
{
    struct address address = prefix->address;
    size_t size = address_size(address);
    for (size_t i = 1; i <= 4; i++, number >>= 8)
        address.octets[size - i] |= (uint8_t)number;
    return address;
}
