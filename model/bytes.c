#include "model/bytes.h"

#include <gio/gio.h>
#include <string.h>

struct bytes bytes_from_text(const char *text)
{
    if (text == NULL || *text == '\0')
        return (struct bytes){NULL, 0};
    return (struct bytes){(const uint8_t *)text, strlen(text)};
}

bool bytes_equal(struct bytes a, struct bytes b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

int bytes_compare(struct bytes a, struct bytes b)
{
    size_t common = MIN(a.size, b.size);
    int order = common > 0 ? memcmp(a.data, b.data, common) : 0;
    if (order != 0)
        return order;
    return (a.size > b.size) - (a.size < b.size);
}

struct bytes bytes_skip(struct bytes bytes, size_t n)
{
    if (bytes.size <= n)
        return (struct bytes){NULL, 0};
    return (struct bytes){bytes.data + n, bytes.size - n};
}

bool bytes_is_zero(struct bytes bytes)
{
    for (size_t i = 0; i < bytes.size; i++)
        if (bytes.data[i] != 0)
            return false;
    return true;
}

char *bytes_format_hex(struct bytes bytes, char separator)
{
    GString *out = g_string_sized_new(bytes.size * 3 + 1);
    for (size_t i = 0; i < bytes.size; i++) {
        if (i > 0 && separator != '\0')
            g_string_append_c(out, separator);
        g_string_append_c(out, "0123456789abcdef"[bytes.data[i] >> 4]);
        g_string_append_c(out, "0123456789abcdef"[bytes.data[i] & 15]);
    }
    return g_string_free(out, FALSE);
}

bool bytes_parse_hex(const char *text, GByteArray **out, GError **error)
{
    GByteArray *octets = g_byte_array_new();
    const char *at = text;
    while (*at != '\0') {
        if (g_ascii_isspace(*at)) {
            at++;
            continue;
        }
        int high = g_ascii_xdigit_value(at[0]);
        int low = high < 0 ? -1 : g_ascii_xdigit_value(at[1]);
        if (low < 0) {
            g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "not hexadecimal at character %zu",
                        (size_t)(at - text) + 1);
            g_byte_array_unref(octets);
            return false;
        }
        guint8 octet = (guint8)(high << 4 | low);
        g_byte_array_append(octets, &octet, 1);
        at += 2;
    }
    *out = octets;
    return true;
}
