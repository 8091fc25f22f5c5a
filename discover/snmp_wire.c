#include "discover/snmp_wire.h"

#include <string.h>

bool wire_read_integer(struct bytes *rest, int64_t *out)
{
    struct bytes contents;
    return wire_read_tag(rest, VALUE_INTEGER, &contents) && tlv_read_integer(contents, out);
}

bool wire_read_pdu(struct bytes octets, struct wire_pdu *out)
{
    struct bytes contents;
    int64_t request_id;
    *out = (struct wire_pdu){0};
    if (!tlv_read(&octets, &out->type, &contents))
        return false;
    out->request_id.data = contents.data;
    if (!wire_read_integer(&contents, &request_id) || request_id < INT32_MIN || request_id > INT32_MAX)
        return false;
    out->request_id.size = (size_t)(contents.data - out->request_id.data);
    return wire_read_integer(&contents, &out->non_repeaters) &&
           wire_read_integer(&contents, &out->max_repetitions) &&
           wire_read_tag(&contents, TLV_SEQUENCE, &out->varbinds);
}

bool wire_read_message(struct bytes packet, struct wire_message *out)
{
    struct bytes contents;
    *out = (struct wire_message){0};
    if (!wire_read_tag(&packet, TLV_SEQUENCE, &contents) || !wire_read_integer(&contents, &out->version))
        return false;
    if (out->version == WIRE_V3)
        return true;
    return (out->version == WIRE_V1 || out->version == WIRE_V2C) &&
           wire_read_tag(&contents, VALUE_OCTET_STRING, &out->community) &&
           wire_read_pdu(contents, &out->pdu);
}

bool wire_read_name(struct bytes *varbinds, struct bytes *name)
{
    struct bytes rest = *varbinds, contents, value;
    uint8_t tag;
    if (!wire_read_tag(&rest, TLV_SEQUENCE, &contents) || !wire_read_tag(&contents, VALUE_OID, name) ||
        !tlv_is_oid(*name) || !tlv_read(&contents, &tag, &value) || contents.size > 0)
        return false;
    *varbinds = rest;
    return true;
}

/* The headers of a message whose varbinds take size octets: of the message, version, community, PDU,
 * request-id, error-status, error-index, VarBindList. Lengths are taken to be long for simplicity: a message
 * may stay some octets below its limit. */
static size_t overhead(const struct wire_message *request)
{
    size_t number = 2 + 4;
    return 4 * TLV_MAX_HEADER + 3 + request->community.size + request->pdu.request_id.size + 2 * number;
}

void wire_begin(struct wire_writer *writer, uint8_t *memory, size_t max_size,
                const struct wire_message *request)
{
    size_t front = WIRE_HEADROOM + request->community.size;
    size_t around = overhead(request);
    *writer = (struct wire_writer){memory, front, front, front + (max_size > around ? max_size - around : 0)};
}

bool wire_add_varbind(struct wire_writer *writer, struct bytes varbind)
{
    if (varbind.size > writer->limit - writer->end)
        return false;
    if (varbind.size > 0) /* no octets have no address */
        memcpy(writer->memory + writer->end, varbind.data, varbind.size);
    writer->end += varbind.size;
    return true;
}

bool wire_add_binding(struct wire_writer *writer, struct bytes name, struct bytes value)
{
    size_t contents = tlv_header_size(name.size) + name.size + value.size;
    if (tlv_header_size(contents) + contents > writer->limit - writer->end)
        return false;
    uint8_t *at = writer->memory + writer->end;
    at += tlv_write_header(at, TLV_SEQUENCE, contents);
    at += tlv_write_header(at, VALUE_OID, name.size);
    memcpy(at, name.data, name.size);
    at += name.size;
    memcpy(at, value.data, value.size);
    writer->end = (size_t)(at + value.size - writer->memory);
    return true;
}

bool wire_add_exception(struct wire_writer *writer, struct bytes name, enum value_type exception)
{
    const uint8_t value[] = {(uint8_t)exception, 0};
    return wire_add_binding(writer, name, (struct bytes){value, sizeof value});
}

void wire_drop_varbinds(struct wire_writer *writer)
{
    writer->end = writer->start;
}

void wire_put(struct wire_writer *writer, const uint8_t *octets, size_t size)
{
    writer->start -= size;
    if (size > 0)
        memcpy(writer->memory + writer->start, octets, size);
}

void wire_wrap(struct wire_writer *writer, uint8_t tag)
{
    uint8_t header[TLV_MAX_HEADER];
    size_t size = tlv_write_header(header, tag, writer->end - writer->start);
    wire_put(writer, header, size);
}

void wire_put_integer(struct wire_writer *writer, int64_t number)
{
    uint8_t octets[TLV_MAX_NUMBER];
    size_t size = tlv_write_integer(octets, VALUE_INTEGER, number);
    wire_put(writer, octets, size);
}

void wire_put_text(struct wire_writer *writer, struct bytes octets)
{
    uint8_t header[TLV_MAX_HEADER];
    size_t size = tlv_write_header(header, VALUE_OCTET_STRING, octets.size);
    wire_put(writer, octets.data, octets.size);
    wire_put(writer, header, size);
}

void wire_finish_pdu(struct wire_writer *writer, uint8_t type, struct bytes request_id, uint32_t error_status,
                     uint32_t error_index)
{
    wire_wrap(writer, TLV_SEQUENCE);
    wire_put_integer(writer, error_index);
    wire_put_integer(writer, error_status);
    wire_put(writer, request_id.data, request_id.size);
    wire_wrap(writer, type);
}

struct bytes wire_finish_message(struct wire_writer *writer, const struct wire_message *request,
                                 uint32_t error_status, uint32_t error_index)
{
    wire_finish_pdu(writer, WIRE_RESPONSE, request->pdu.request_id, error_status, error_index);
    wire_put_text(writer, request->community);
    wire_put_integer(writer, request->version);
    wire_wrap(writer, TLV_SEQUENCE);
    return (struct bytes){writer->memory + writer->start, writer->end - writer->start};
}
