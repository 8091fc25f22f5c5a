#include "discover/pdu.h"

#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

#define MAX_NAMES 60000 /* octets: a datagram, headers apart */
#define ROOM_OF_FEW 4096
#define VARBIND_OVERHEAD (2 * TLV_MAX_HEADER + 2)
#define SHORTEST_VARBIND 7 /* octets of one that can be read: three headers, and the name is not empty */
#define UINTEGER32 0x47    /* RFC 1442 7.1.12; gone since RFC 2578 */

/* A device must not be able to tell from the ids it has seen those that others see: they are from the
 * kernel, many at a time. */
int32_t pdu_random_id(void)
{
    static uint32_t numbers[64]; /* as much as getentropy gives */
    static size_t used = G_N_ELEMENTS(numbers);
    if (used == G_N_ELEMENTS(numbers)) {
        used = 0;
        if (getentropy(numbers, sizeof numbers) != 0)
            for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
                numbers[i] = g_random_int();
    }
    return (int32_t)(numbers[used++] & INT32_MAX) | 1;
}

struct bytes pdu_put_id(int32_t id, uint8_t *memory)
{
    return (struct bytes){memory, tlv_write_integer(memory, VALUE_INTEGER, id)};
}

/* Appends a varbind of the name and NULL; 0 when it cannot be written. */
static size_t put_name(uint8_t *at, struct oid name)
{
    uint8_t octets[TLV_MAX_OID_OCTETS];
    static const uint8_t null[] = {VALUE_NULL, 0};
    size_t size = tlv_write_oid(octets, name);
    if (size == 0)
        return 0;
    size_t headers = tlv_write_header(at, TLV_SEQUENCE, tlv_header_size(size) + size + sizeof null);
    headers += tlv_write_header(at + headers, VALUE_OID, size);
    memcpy(at + headers, octets, size);
    memcpy(at + headers + size, null, sizeof null);
    return headers + size + sizeof null;
}

static bool put_names(struct pdu *pdu, const struct request *request, GError **error)
{
    size_t room = 0, used = 0;
    for (size_t i = 0; i < request->count; i++)
        room += VARBIND_OVERHEAD + 5 * MAX(request->names[i].count, 1);
    uint8_t few[ROOM_OF_FEW];
    g_autofree uint8_t *many = room > sizeof few ? g_malloc(room) : NULL;
    uint8_t *memory = many != NULL ? many : few;
    for (size_t i = 0; i < request->count; i++) {
        size_t size = put_name(memory + used, request->names[i]);
        used += size;
        if (size == 0 || used > MAX_NAMES) {
            g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "the message could not be built: %s",
                        size == 0 ? "a name that is no OBJECT IDENTIFIER" : "too long");
            return false;
        }
    }
    pdu->names = (struct bytes){g_memdup2(memory, used), used};
    return true;
}

bool pdu_init(struct pdu *pdu, const struct request *request, GError **error)
{
    static const uint8_t types[] = {WIRE_GET, WIRE_GETNEXT, WIRE_GETBULK};
    static const struct request nothing = {.kind = PDU_GET};
    *pdu = (struct pdu){.type = WIRE_GET, .request_id = pdu_random_id()};
    if (!request)
        request = &nothing;
    pdu->type = types[request->kind];
    if (request->kind == PDU_GETBULK) {
        pdu->non_repeaters = MIN(request->non_repeaters, INT32_MAX);
        pdu->max_repetitions = MIN(request->max_repetitions, INT32_MAX);
    }
    if (put_names(pdu, request, error))
        return true;
    pdu_clear(pdu);
    return false;
}

void pdu_clear(struct pdu *pdu)
{
    g_free((uint8_t *)pdu->names.data);
    pdu->names = (struct bytes){NULL, 0};
}

/* Takes arcs from the front of what is left of the block. */
static bool read_oid(struct bytes contents, uint32_t **arcs, struct oid *out)
{
    if (!tlv_read_oid(contents, *arcs, &out->count))
        return false;
    out->arcs = *arcs;
    *arcs += out->count;
    return true;
}

/* Agents are met that send numbers of no octet at all. */
static bool read_value(uint8_t tag, struct bytes contents, uint32_t **arcs, struct value *out)
{
    switch (tag) {
    case VALUE_INTEGER:
        return tlv_read_integer(contents, &out->integer) || contents.size == 0;
    case VALUE_COUNTER32:
    case VALUE_GAUGE32:
    case VALUE_TIME_TICKS:
    case VALUE_COUNTER64:
        return tlv_read_unsigned(contents, &out->number) || contents.size == 0;
    case VALUE_OCTET_STRING:
    case VALUE_IP_ADDRESS:
    case VALUE_OPAQUE:
        out->octets = contents;
        return true;
    case VALUE_OID:
        return read_oid(contents, arcs, &out->oid);
    case VALUE_NO_SUCH_OBJECT:
    case VALUE_NO_SUCH_INSTANCE:
    case VALUE_END_OF_MIB_VIEW:
        return true;
    default:
        return false;
    }
}

static bool read_varbind(struct bytes contents, uint32_t **arcs, struct varbind *out)
{
    uint8_t tag;
    struct bytes name, value;
    *out = (struct varbind){.value.type = VALUE_NULL};
    if (!wire_read_tag(&contents, VALUE_OID, &name) || !read_oid(name, arcs, &out->name) ||
        !tlv_read(&contents, &tag, &value))
        return false;
    if (tag == UINTEGER32)
        tag = VALUE_GAUGE32;
    if (read_value(tag, value, arcs, &out->value))
        out->value.type = (enum value_type)tag;
    else
        out->value = (struct value){.type = VALUE_NULL};
    return true;
}

static void *take_block(struct decoded *out, size_t size)
{
    if (!out->memory)
        return g_malloc(size);
    g_byte_array_set_size(out->memory, (guint)MAX(size, out->memory->len));
    return out->memory->data;
}

/* An OID has at most one arc more than octets. */
static void read_varbinds(struct bytes list, struct decoded *out)
{
    size_t most = list.size / SHORTEST_VARBIND;
    size_t arcs = list.size + 2 * most;
    struct bytes contents;
    out->varbinds = take_block(out, most * sizeof *out->varbinds + arcs * sizeof(uint32_t) + 1);
    uint32_t *free_arcs = (uint32_t *)(void *)(out->varbinds + most);
    while (list.size > 0) {
        struct varbind *varbind = &out->varbinds[out->count];
        size_t before = list.size;
        if (out->count == most || !wire_read_tag(&list, TLV_SEQUENCE, &contents) ||
            !read_varbind(contents, &free_arcs, varbind)) {
            out->is_malformed = true;
            return;
        }
        varbind->octets = before - list.size;
        out->count++;
    }
}

void pdu_decode(const struct wire_pdu *pdu, struct decoded *out)
{
    struct bytes id = pdu->request_id;
    out->kind = DECODED_RESPONSE;
    if (!wire_read_integer(&id, &out->request_id))
        out->kind = DECODED_NOTHING;
    out->error_status = (uint32_t)CLAMP(pdu->non_repeaters, 0, INT32_MAX);
    out->error_index = (uint32_t)CLAMP(pdu->max_repetitions, 0, INT32_MAX);
    if (out->kind == DECODED_RESPONSE)
        read_varbinds(pdu->varbinds, out);
}

void decoded_clear(struct decoded *decoded)
{
    g_clear_error(&decoded->error);
    if (!decoded->memory)
        g_free(decoded->varbinds);
    decoded->varbinds = NULL;
    decoded->count = 0;
}
