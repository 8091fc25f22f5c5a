#include "discover/snmprec.h"

#include "model/text.h"

#include <inttypes.h>

/* snmpsim trims lines when it reads them, so text that starts or ends with a blank is written in hexadecimal,
 * like everything else that is not printable. */
static bool is_plain(struct bytes octets)
{
    return octets.size == 0 ||
           (text_is_printable_ascii(octets) && octets.data[0] != ' ' && octets.data[octets.size - 1] != ' ');
}

static void append_octets(GString *out, unsigned tag, struct bytes octets)
{
    char text[ADDRESS_TEXT_SIZE];
    struct address address;
    if (tag == VALUE_IP_ADDRESS && octets.size == 4 && address_from_bytes(octets, &address)) {
        g_string_append_printf(out, "%u|%s", tag, address_format(address, text));
    } else if (tag == VALUE_OCTET_STRING && is_plain(octets)) {
        g_string_append_printf(out, "%u|", tag);
        g_string_append_len(out, (const char *)octets.data, (gssize)octets.size);
    } else {
        g_autofree char *hex = bytes_format_hex(octets, '\0');
        g_string_append_printf(out, "%ux|%s", tag, hex);
    }
}

static void append_value(GString *out, const struct value *value)
{
    char text[OID_TEXT_SIZE];
    unsigned tag = value->type;
    switch (value->type) {
    case VALUE_INTEGER:
        g_string_append_printf(out, "%u|%" PRId64, tag, value->integer);
        break;
    case VALUE_COUNTER32:
    case VALUE_GAUGE32:
    case VALUE_TIME_TICKS:
    case VALUE_COUNTER64:
        g_string_append_printf(out, "%u|%" PRIu64, tag, value->number);
        break;
    case VALUE_OID:
        g_string_append_printf(out, "%u|%s", tag, oid_format(value->oid, text));
        break;
    case VALUE_OCTET_STRING:
    case VALUE_IP_ADDRESS:
    case VALUE_OPAQUE:
        append_octets(out, tag, value->octets);
        break;
    default:
        g_string_append_printf(out, "%u|", tag);
        break;
    }
}

void snmprec_append_line(GString *out, const struct varbind *varbind)
{
    char name[OID_TEXT_SIZE];
    if (value_is_exception(&varbind->value))
        return;
    g_string_append(out, oid_format(varbind->name, name));
    g_string_append_c(out, '|');
    append_value(out, &varbind->value);
    g_string_append_c(out, '\n');
}
