#include "discover/usm_message.h"

#include <string.h>

#define SECURITY_MODEL 3 /* USM, RFC 3411 5 */
#define MIN_MAX_SIZE 484 /* RFC 3412 6.3 */

static bool read_number(struct bytes *rest, uint32_t minimum, uint32_t *out)
{
    int64_t number;
    if (!wire_read_integer(rest, &number) || number < minimum || number > INT32_MAX)
        return false;
    *out = (uint32_t)number;
    return true;
}

static bool read_global_data(struct bytes *rest, struct usm_message *out)
{
    struct bytes data, flags;
    uint32_t id, model;
    if (!wire_read_tag(rest, TLV_SEQUENCE, &data))
        return false;
    out->message_id.data = data.data;
    if (!read_number(&data, 0, &id))
        return false;
    out->message_id.size = (size_t)(data.data - out->message_id.data);
    if (!read_number(&data, MIN_MAX_SIZE, &out->max_size) ||
        !wire_read_tag(&data, VALUE_OCTET_STRING, &flags) || flags.size != 1 ||
        !read_number(&data, 1, &model))
        return false;
    out->flags = flags.data[0];
    bool priv_without_auth = (out->flags & USM_FLAG_PRIV) && !(out->flags & USM_FLAG_AUTH);
    return model == SECURITY_MODEL && !priv_without_auth;
}

static bool read_security(struct bytes *rest, struct usm_message *out)
{
    struct bytes octets, fields;
    if (!wire_read_tag(rest, VALUE_OCTET_STRING, &octets) || !wire_read_tag(&octets, TLV_SEQUENCE, &fields) ||
        !wire_read_tag(&fields, VALUE_OCTET_STRING, &out->engine_id) ||
        !read_number(&fields, 0, &out->boots) || !read_number(&fields, 0, &out->seconds) ||
        !wire_read_tag(&fields, VALUE_OCTET_STRING, &out->user) ||
        !wire_read_tag(&fields, VALUE_OCTET_STRING, &out->mac) ||
        !wire_read_tag(&fields, VALUE_OCTET_STRING, &out->salt))
        return false;
    return out->engine_id.size <= USM_MAX_ENGINE_ID && out->user.size <= USM_MAX_NAME;
}

bool usm_read_message(struct bytes packet, struct usm_message *out)
{
    struct bytes rest, contents = packet;
    int64_t version;
    *out = (struct usm_message){0};
    if (!wire_read_tag(&contents, TLV_SEQUENCE, &rest))
        return false;
    out->whole = (struct bytes){packet.data, packet.size - contents.size};
    if (!wire_read_integer(&rest, &version) || version != WIRE_V3 || !read_global_data(&rest, out) ||
        !read_security(&rest, out))
        return false;
    out->mac_offset = (size_t)(out->mac.data - packet.data);
    out->data = rest;
    return !(out->flags & USM_FLAG_PRIV) || wire_read_tag(&rest, VALUE_OCTET_STRING, &out->data);
}

bool usm_read_scoped(struct bytes octets, struct usm_scoped *out)
{
    struct bytes contents;
    *out = (struct usm_scoped){0};
    return wire_read_tag(&octets, TLV_SEQUENCE, &contents) &&
           wire_read_tag(&contents, VALUE_OCTET_STRING, &out->engine_id) &&
           wire_read_tag(&contents, VALUE_OCTET_STRING, &out->context) &&
           out->context.size <= USM_MAX_CONTEXT && wire_read_pdu(contents, &out->pdu);
}

static size_t mac_size(const struct usm_envelope *envelope)
{
    return envelope->flags & USM_FLAG_AUTH ? usm_user_mac_size(envelope->keeper) : 0;
}

static size_t element_size(size_t contents)
{
    return tlv_header_size(contents) + contents;
}

static size_t number_size(uint32_t number)
{
    uint8_t room[TLV_MAX_NUMBER];
    return tlv_write_integer(room, VALUE_INTEGER, number);
}

static size_t security_size(const struct usm_envelope *envelope)
{
    size_t salt = envelope->flags & USM_FLAG_PRIV ? USM_SALT_SIZE : 0;
    return element_size(element_size(element_size(envelope->engine_id.size) + number_size(envelope->boots) +
                                     number_size(envelope->seconds) + element_size(envelope->user.size) +
                                     element_size(mac_size(envelope)) + element_size(salt)));
}

/* What usm_finish_message puts around the varbinds, but for a few octets that it may need less: the headers
 * of what contains them are taken to be those of a long message, and its own numbers to be large. */
static size_t overhead(const struct usm_envelope *envelope)
{
    size_t header = tlv_header_size(UINT16_MAX);
    size_t global = element_size(envelope->message_id.size + number_size(UINT16_MAX) + element_size(1) +
                                 number_size(SECURITY_MODEL));
    size_t pdu = 2 * header + number_size(INT32_MAX) + 2 * number_size(UINT16_MAX);
    size_t scoped =
        header + element_size(envelope->engine_id.size) + element_size(envelope->context.size) + pdu;
    if (envelope->flags & USM_FLAG_PRIV)
        scoped += header + usm_user_padding(envelope->keeper, 1);
    return header + number_size(WIRE_V3) + global + security_size(envelope) + scoped;
}

void usm_begin(struct wire_writer *writer, uint8_t *memory, size_t max_size,
               const struct usm_envelope *envelope)
{
    size_t around = overhead(envelope);
    *writer = (struct wire_writer){memory, USM_HEADROOM, USM_HEADROOM,
                                   USM_HEADROOM + (max_size > around ? max_size - around : 0)};
}

static bool encrypt(struct wire_writer *writer, const struct usm_envelope *envelope)
{
    struct usm_vector vector = {.boots = envelope->boots, .seconds = envelope->seconds};
    memcpy(vector.salt, &envelope->salt, USM_SALT_SIZE);
    size_t padding = usm_user_padding(envelope->keeper, writer->end - writer->start);
    memset(writer->memory + writer->end, 0, padding);
    writer->end += padding;
    bool good = usm_user_crypt(envelope->keeper, envelope->keys, &vector, true,
                               writer->memory + writer->start, writer->end - writer->start);
    wire_wrap(writer, VALUE_OCTET_STRING);
    return good;
}

/* msgSecurityParameters in front. Returns how far before the message's end the place of the digest starts. */
static size_t put_security(struct wire_writer *writer, const struct usm_envelope *envelope)
{
    static const uint8_t zeros[USM_MAX_MAC];
    uint8_t room[192];
    struct wire_writer fields = {room, sizeof room, sizeof room, sizeof room};
    bool has_priv = envelope->flags & USM_FLAG_PRIV;
    const uint8_t *salt = (const uint8_t *)&envelope->salt;
    wire_put_text(&fields, (struct bytes){salt, has_priv ? USM_SALT_SIZE : 0});
    size_t behind = fields.end - fields.start + mac_size(envelope);
    wire_put_text(&fields, (struct bytes){zeros, mac_size(envelope)});
    wire_put_text(&fields, envelope->user);
    wire_put_integer(&fields, envelope->seconds);
    wire_put_integer(&fields, envelope->boots);
    wire_put_text(&fields, envelope->engine_id);
    wire_wrap(&fields, TLV_SEQUENCE);
    behind += writer->end - writer->start;
    wire_put_text(writer, (struct bytes){room + fields.start, fields.end - fields.start});
    return behind;
}

static void put_global_data(struct wire_writer *writer, const struct usm_envelope *envelope)
{
    uint8_t room[64];
    struct wire_writer fields = {room, sizeof room, sizeof room, sizeof room};
    wire_put_integer(&fields, SECURITY_MODEL);
    wire_put_text(&fields, (struct bytes){&envelope->flags, 1});
    wire_put_integer(&fields, UINT16_MAX);
    wire_put(&fields, envelope->message_id.data, envelope->message_id.size);
    wire_wrap(&fields, TLV_SEQUENCE);
    wire_put(writer, room + fields.start, fields.end - fields.start);
}

static bool sign(struct wire_writer *writer, const struct usm_envelope *envelope, size_t behind)
{
    struct bytes message = {writer->memory + writer->start, writer->end - writer->start};
    size_t offset = message.size - behind;
    return usm_user_sign(envelope->keeper, envelope->keys, message, offset,
                         writer->memory + writer->start + offset);
}

struct bytes usm_finish_message(struct wire_writer *writer, const struct usm_envelope *envelope, uint8_t type,
                                struct bytes request_id, uint32_t error_status, uint32_t error_index)
{
    static const struct bytes failed = {NULL, 0};
    wire_finish_pdu(writer, type, request_id, error_status, error_index);
    wire_put_text(writer, envelope->context);
    wire_put_text(writer, envelope->engine_id);
    wire_wrap(writer, TLV_SEQUENCE);
    if (envelope->flags & USM_FLAG_PRIV && !encrypt(writer, envelope))
        return failed;
    size_t behind = put_security(writer, envelope);
    put_global_data(writer, envelope);
    wire_put_integer(writer, WIRE_V3);
    wire_wrap(writer, TLV_SEQUENCE);
    if (envelope->flags & USM_FLAG_AUTH && !sign(writer, envelope, behind))
        return failed;
    return (struct bytes){writer->memory + writer->start, writer->end - writer->start};
}
