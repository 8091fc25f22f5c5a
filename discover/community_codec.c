#include "discover/community_codec.h"

#include "discover/pdu.h"

#include <gio/gio.h>
#include <string.h>

struct community_codec {
    struct codec codec;
    const struct credential *credential;
};

/* Each try has a request id of its own: these bits of it number the tries, so that an answer tells which one
 * it is of, and how long that took. */
#define TRY_BITS 15

struct codec_request {
    int32_t request_id; /* those bits apart */
    uint32_t tries;
    uint8_t *id_end; /* the octet of the message that has those bits */
    struct bytes message;
    size_t front; /* octets of the headers, the community among them */
    uint8_t memory[];
};

static enum wire_version version_of(const struct credential *credential)
{
    return credential->version == SNMP_V1 ? WIRE_V1 : WIRE_V2C;
}

/* Where an agent keeps one view per VLAN, as several vendors do. */
static char *make_community(const struct credential *credential, uint32_t vlan)
{
    return vlan == 0 ? g_strdup(credential->community)
                     : g_strdup_printf("%s@%u", credential->community, vlan);
}

static struct codec_request *build(const struct credential *credential, const struct pdu *pdu,
                                   const char *community)
{
    uint8_t id[TLV_MAX_NUMBER], tag;
    struct bytes text = bytes_from_text(community);
    size_t front = WIRE_HEADROOM + text.size, size = front + pdu->names.size;
    struct codec_request *request = g_malloc(sizeof *request + size);
    struct wire_writer writer = {request->memory, front, front, size};
    struct bytes id_octets = pdu_put_id(pdu->request_id, id);
    wire_add_varbind(&writer, pdu->names);
    wire_finish_pdu(&writer, pdu->type, id_octets, pdu->non_repeaters, pdu->max_repetitions);
    struct bytes pdu_octets = {request->memory + writer.start, writer.end - writer.start},
                 contents = pdu_octets;
    tlv_read(&pdu_octets, &tag, &contents); /* the id comes first */
    wire_put_text(&writer, text);
    wire_put_integer(&writer, version_of(credential));
    wire_wrap(&writer, TLV_SEQUENCE);
    request->request_id = pdu->request_id & ~TRY_BITS;
    request->tries = 0;
    request->id_end = (uint8_t *)contents.data + id_octets.size - 1;
    request->front = front;
    request->message = (struct bytes){request->memory + writer.start, writer.end - writer.start};
    return request;
}

static struct codec_request *prepare(struct codec *codec, const struct request *request, GError **error)
{
    const struct credential *credential = ((struct community_codec *)codec)->credential;
    struct pdu pdu;
    if (request && request->kind == PDU_GETBULK && credential->version == SNMP_V1) {
        g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "SNMPv1 has no GETBULK");
        return NULL;
    }
    if (!pdu_init(&pdu, request, error))
        return NULL;
    char *community = make_community(credential, request ? request->vlan_context : 0);
    struct codec_request *kept = build(credential, &pdu, community);
    secret_free(community);
    pdu_clear(&pdu);
    return kept;
}

static void release(struct codec_request *request)
{
    volatile uint8_t *octets = request->memory;
    for (size_t i = 0; i < request->front; i++)
        octets[i] = 0;
    g_free(request);
}

static int64_t request_id(const struct codec_request *request)
{
    return request->request_id;
}

static bool encode(struct codec *codec, struct codec_request *request, struct codec_message *out,
                   GError **error)
{
    uint8_t bits = request->tries++ & TRY_BITS;
    (void)codec;
    (void)error;
    *request->id_end = (uint8_t)((*request->id_end & ~TRY_BITS) | bits);
    *out = (struct codec_message){request->message, request->request_id | bits};
    return true;
}

static void decode(struct codec *codec, uint8_t *data, size_t size, struct decoded *out)
{
    const struct credential *credential = ((struct community_codec *)codec)->credential;
    struct wire_message message;
    if (wire_read_message((struct bytes){data, size}, &message) &&
        message.version == (int64_t)version_of(credential) && message.pdu.type == WIRE_RESPONSE)
        pdu_decode(&message.pdu, out);
    out->message_id = out->request_id;
    out->request_id &= ~(int64_t)TRY_BITS;
}

static bool is_ready(const struct codec *codec)
{
    (void)codec;
    return true;
}

static bool accept_nobody(struct codec *codec, GError **error)
{
    (void)codec;
    (void)error;
    return true;
}

static void restart(struct codec *codec)
{
    (void)codec;
}

static void free_codec(struct codec *codec)
{
    g_free(codec);
}

struct codec *community_codec_new(const struct credential *credential)
{
    static const struct codec_operations operations = {
        .prepare = prepare,
        .release = release,
        .request_id = request_id,
        .encode = encode,
        .decode = decode,
        .is_ready = is_ready,
        .accept = accept_nobody,
        .restart = restart,
        .free = free_codec,
    };
    struct community_codec *community = g_new0(struct community_codec, 1);
    community->codec.operations = &operations;
    community->credential = credential;
    return &community->codec;
}
