#include "model/chassis_id.h"

#include "model/address.h"
#include "model/text.h"

#include <string.h>

enum id_kind { ID_TEXT, ID_MAC, ID_ADDRESS };

static enum id_kind chassis_kind(enum chassis_subtype subtype)
{
    if (subtype == CHASSIS_MAC_ADDRESS)
        return ID_MAC;
    return subtype == CHASSIS_NETWORK_ADDRESS ? ID_ADDRESS : ID_TEXT;
}

static enum id_kind port_kind(enum port_subtype subtype)
{
    if (subtype == PORT_MAC_ADDRESS)
        return ID_MAC;
    return subtype == PORT_NETWORK_ADDRESS ? ID_ADDRESS : ID_TEXT;
}

static bool is_control(uint8_t octet)
{
    return octet < 0x20 || octet == 0x7f;
}

/* The text of an id, NULL when it is none: UTF-8 without control characters, followed by nothing or NULs. */
static char *read_text(struct bytes id)
{
    struct bytes text = id;
    while (text.size > 0 && text.data[text.size - 1] == 0)
        text.size--;
    for (size_t i = 0; i < text.size; i++)
        if (is_control(text.data[i]) && !g_ascii_isspace((char)text.data[i]))
            return NULL;
    if (text.size == 0 || !g_utf8_validate((const char *)text.data, (gssize)text.size, NULL))
        return NULL;
    return text_from_bytes(text);
}

/* A MAC address as text. Twelve digits without separators, or dotted ones, may as well be a name or a serial:
 * they count only where a MAC address is announced. */
static bool read_mac_text(struct bytes id, bool announced, struct mac *out)
{
    char *text = read_text(id);
    if (text == NULL)
        return false;
    bool full = strlen(text) == MAC_TEXT_SIZE - 1 && (text[2] == ':' || text[2] == '-');
    bool found = (announced || full) && mac_parse(text, out);
    g_free(text);
    return found;
}

static bool read_mac(enum id_kind kind, struct bytes id, struct mac *out)
{
    if (kind == ID_MAC && mac_from_bytes(id, out))
        return true;
    return read_mac_text(id, kind == ID_MAC, out);
}

/* AddressFamilyNumbers of the first octet (IANA): 1 IPv4, 2 IPv6, 6 any IEEE 802 address. */
static bool read_tagged_address(struct bytes id, char **out)
{
    char buffer[ADDRESS_TEXT_SIZE];
    struct address address;
    struct mac mac;
    struct bytes body = bytes_skip(id, 1);
    if (body.size == 0)
        return false;
    if (id.data[0] == 6 && mac_from_bytes(body, &mac))
        *out = g_strdup(mac_format(mac, buffer));
    else if (((id.data[0] == 1 && body.size == 4) || (id.data[0] == 2 && body.size == 16)) &&
             address_from_bytes(body, &address))
        *out = g_strdup(address_format(address, buffer));
    else
        return false;
    return true;
}

/* As IS-IS writes its system ids. */
static char *format_system_id(struct bytes id)
{
    const uint8_t *o = id.data;
    return g_strdup_printf("%02x%02x.%02x%02x.%02x%02x", o[0], o[1], o[2], o[3], o[4], o[5]);
}

static char *format_address(struct bytes id)
{
    char buffer[ADDRESS_TEXT_SIZE];
    struct address address;
    char *formatted = NULL;
    if (read_tagged_address(id, &formatted))
        return formatted;
    char *text = read_text(id);
    bool found = text != NULL && address_parse(text, &address);
    g_free(text);
    /* Sixteen printable octets are rather a name than an address. */
    bool is_raw = id.size == 4 || !text_is_printable_ascii(id);
    if (found || (is_raw && address_from_bytes(id, &address)))
        return g_strdup(address_format(address, buffer));
    return id.size == 6 && !text_is_printable_ascii(id) ? format_system_id(id) : NULL;
}

static bool is_blank(struct bytes id)
{
    for (size_t i = 0; i < id.size; i++)
        if (!g_ascii_isspace((char)id.data[i]))
            return false;
    return true;
}

static char *format(enum id_kind kind, struct bytes id)
{
    char buffer[MAC_TEXT_SIZE];
    struct mac mac;
    if (is_blank(id))
        return NULL;
    if (read_mac(kind, id, &mac))
        return g_strdup(mac_format(mac, buffer));
    char *formatted = kind == ID_ADDRESS ? format_address(id) : NULL;
    bool may_be_text = kind == ID_TEXT || text_is_printable_ascii(id);
    if (formatted == NULL && may_be_text)
        formatted = read_text(id);
    return formatted != NULL ? formatted : bytes_format_hex(id, ':');
}

char *chassis_id_format(enum chassis_subtype subtype, struct bytes id)
{
    return format(chassis_kind(subtype), id);
}

char *port_id_format(enum port_subtype subtype, struct bytes id)
{
    return format(port_kind(subtype), id);
}

bool chassis_id_mac(enum chassis_subtype subtype, struct bytes id, struct mac *out)
{
    return read_mac(chassis_kind(subtype), id, out);
}

bool port_id_mac(enum port_subtype subtype, struct bytes id, struct mac *out)
{
    return read_mac(port_kind(subtype), id, out);
}
