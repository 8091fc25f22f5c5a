#include "tests/support/message.h"

#include <inttypes.h>

static void wrap(GByteArray *out, uint8_t tag)
{
    uint8_t header[TLV_MAX_HEADER];
    g_byte_array_prepend(out, header, (guint)tlv_write_header(header, tag, out->len));
}

static void prepend_integer(GByteArray *out, int32_t number)
{
    uint8_t octets[TLV_MAX_NUMBER];
    g_byte_array_prepend(out, octets, (guint)tlv_write_integer(octets, VALUE_INTEGER, number));
}

static void prepend_name(GByteArray *out, struct oid name)
{
    static const uint8_t null[] = {VALUE_NULL, 0};
    uint8_t octets[TLV_MAX_OID_OCTETS];
    GByteArray *varbind = g_byte_array_new();
    g_byte_array_append(varbind, octets, (guint)tlv_write_oid(octets, name));
    wrap(varbind, VALUE_OID);
    g_byte_array_append(varbind, null, sizeof null);
    wrap(varbind, TLV_SEQUENCE);
    g_byte_array_prepend(out, varbind->data, varbind->len);
    g_byte_array_unref(varbind);
}

GByteArray *message_write(const struct message *message)
{
    GByteArray *out = g_byte_array_new();
    struct bytes community = bytes_from_text(message->community);
    uint8_t header[TLV_MAX_HEADER];
    for (size_t i = message->count; i-- > 0;)
        prepend_name(out, message->names[i]);
    wrap(out, TLV_SEQUENCE);
    prepend_integer(out, message->max_repetitions);
    prepend_integer(out, message->non_repeaters);
    prepend_integer(out, message->request_id);
    wrap(out, message->type);
    g_byte_array_prepend(out, community.data, (guint)community.size);
    g_byte_array_prepend(out, header, (guint)tlv_write_header(header, VALUE_OCTET_STRING, community.size));
    prepend_integer(out, (int32_t)message->version);
    wrap(out, TLV_SEQUENCE);
    return out;
}

static void describe_value(GString *out, const struct value *value)
{
    char text[OID_TEXT_SIZE];
    switch (value->type) {
    case VALUE_INTEGER:
        g_string_append_printf(out, "%" PRId64, value->integer);
        break;
    case VALUE_COUNTER32:
    case VALUE_GAUGE32:
    case VALUE_TIME_TICKS:
    case VALUE_COUNTER64:
        g_string_append_printf(out, "%" PRIu64, value->number);
        break;
    case VALUE_OID:
        g_string_append(out, oid_format(value->oid, text));
        break;
    case VALUE_OCTET_STRING:
    case VALUE_OPAQUE:
    case VALUE_IP_ADDRESS:
        g_string_append_len(out, (const char *)value->octets.data, (gssize)value->octets.size);
        break;
    default:
        g_string_append_printf(out, "<%02x>", (unsigned)value->type);
        break;
    }
}

char *message_describe(struct bytes response)
{
    struct wire_message message;
    GString *out = g_string_new(NULL);
    if (response.size == 0)
        return g_string_free(g_string_append(out, "nothing"), FALSE);
    if (!wire_read_message(response, &message) || message.pdu.type != WIRE_RESPONSE)
        return g_string_free(g_string_append(out, "garbage"), FALSE);
    if (message.pdu.non_repeaters != 0)
        g_string_append_printf(out, "error %" PRId64 " %" PRId64, message.pdu.non_repeaters,
                               message.pdu.max_repetitions);
    while (message.pdu.varbinds.size > 0) {
        struct tlv_room room;
        struct varbind varbind;
        struct bytes contents;
        uint8_t tag;
        char name[OID_TEXT_SIZE];
        if (!tlv_read(&message.pdu.varbinds, &tag, &contents) || !tlv_read_varbind(contents, &room, &varbind))
            return g_string_free(g_string_append(out, " garbage"), FALSE);
        g_string_append_printf(out, "%s%s=", out->len > 0 ? " " : "", oid_format(varbind.name, name));
        describe_value(out, &varbind.value);
    }
    return g_string_free(out, FALSE);
}
